"""Parses mended where the parser takes one construction for another: docs in, the same docs with other heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.grammar import grammar
from kg.extract.syntax import children, lemma

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc, Token

    from kg.extract.gazetteer import Names

_NAMED = frozenset({"PERSON", "GPE", "ORG", "NORP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FORMS = {"s": "VBZ", "d": "VBD"}  # by its last letter
_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "dative", "ROOT"})
_ARTICLES = frozenset({"the", "a", "an", "any", "some", "all", "more", "this", "that", "these", "those", "no"})
_BEFORE = 6  # words between an article and its noun


def mend(doc: Doc, verbs: Collection[str], names: Names) -> None:
    """Mend a doc; `verbs` are the lemmas that a noun may turn out to be, where it is no part of one of the names."""
    for noun, name, verb in list(_contact_relatives(doc, verbs)):
        known = names.at(verb)
        if (known is not None and known.ids) or _acts_in_clause(noun, verb):
            continue
        _relate(noun, name, verb)
    for noun, gerund in list(_genitive_gerunds(doc)):
        _subject(noun, gerund)
    for noun, that, verb in list(_content_clauses(doc)):
        that.head, that.dep_, that.pos_, that.tag_ = verb, "mark", "SCONJ", "IN"
        verb.head, verb.dep_ = noun, "acl"
    for root in [span.root for span in doc.sents]:
        if (main := _main_verb(root)) is not None:
            _enthrone(root, main)


def _contact_relatives(doc: Doc, verbs: Collection[str]) -> Iterator[tuple[Token, Token, Token]]:
    """As in "the guarantees Kyiv demands", where the parser sees no relative clause: noun, name, verb."""
    for verb in doc:
        if verb.i < 3 or verb.text[-1] not in _FORMS or lemma(verb) not in verbs or not _ends(verb):  # noqa: PLR2004 - article, noun, name
            continue
        name = verb.nbor(-1)
        first = _first_of_name(name)
        noun = first.nbor(-1) if first is not None and first.i > 0 else None
        if noun is None or not _has_article(noun) or noun.sent != verb.sent:
            continue
        if (verb.dep_ != "relcl" or verb.pos_ != "VERB") and _has_other_verb(noun, verb):
            yield noun, name, verb


def _acts_in_clause(noun: Token, subject: Token) -> bool:
    """As in "ships US forces seized": the word is the subject of a clause about the noun, which has its own place."""
    clause = subject.head
    return subject.dep_ in syntax.SUBJECTS and clause.dep_ == "relcl" and clause.head == noun and noun.dep_ != "ROOT"


def _ends(verb: Token) -> bool:
    """Whether nothing behind belongs to the verb."""
    if verb.i + 1 == len(verb.doc):
        return True
    following = verb.nbor(1)
    return following.is_punct or following.tag_ in _FINITE or following.dep_ == "cc"


def _first_of_name(last: Token) -> Token | None:
    """The first word of a name, its article included; None for what is no name."""
    if last.ent_type_ not in _NAMED and last.pos_ != "PROPN" and not (last.text.istitle() and last.pos_ == "ADJ"):
        return None
    first = last
    while first.i > 0 and first.nbor(-1).pos_ == "PROPN":
        first = first.nbor(-1)
    return first.nbor(-1) if first.i > 0 and first.nbor(-1).lower_ == "the" else first


def _has_article(noun: Token) -> bool:
    """Whether a word ends a noun phrase that an article opens: "the security guarantees"."""
    if noun.tag_ in ("VBD", "VBN", "VB", "VBG", "VBP") or (noun.tag_ == "VBZ" and children(noun, *syntax.SUBJECTS)):
        return False
    if not noun.text.islower() or noun.pos_ in (
        "ADP",
        "DET",
        "PUNCT",
        "SCONJ",
        "CCONJ",
        "ADJ",
        "ADV",
        "PRON",
        "PART",
        "NUM",
    ):
        return False
    for token in reversed(noun.doc[max(noun.i - _BEFORE, noun.sent.start) : noun.i]):
        if token.lower_ in _ARTICLES:
            return True
        if token.pos_ not in ("NOUN", "ADJ", "PROPN", "NUM") and token.text != "-":
            return False
    return False


def _has_other_verb(noun: Token, verb: Token) -> bool:
    """Whether the sentence has a verb beside: in "At the summit Kyiv demands," it has none."""
    return any(t.pos_ in syntax.VERBAL and (t.i < noun.i or t.i > verb.i) for t in verb.sent)


def _relate(noun: Token, name: Token, verb: Token) -> None:
    """Make the verb a relative clause of the noun and the name its subject; the noun takes the place of the phrase."""
    group = (noun, name, verb)
    _take_place(noun, name, verb)
    if noun.pos_ in syntax.VERBAL:
        _as_noun(noun)
    for token in (name, verb):
        for child in list(token.children):
            if child not in group and (child.i < noun.i or child.i > verb.i):
                child.head = _outer(noun) if child.dep_ == "conj" and syntax.is_verb(child) else noun
    verb.head, verb.dep_ = noun, "relcl"
    name.head, name.dep_ = verb, "nsubj"
    word = lemma(verb)
    verb.pos_, verb.tag_ = "VERB", _FORMS[verb.text[-1]]
    verb.lemma_ = word
    noun.tag_ = "NNS" if noun.text.endswith("s") else "NN"


def _as_noun(verb: Token) -> None:
    """Make what the parser took for a verb ("the security guarantees") the noun behind its article."""
    article = max(t.i for t in verb.doc[max(verb.i - _BEFORE, 0) : verb.i] if t.lower_ in _ARTICLES)
    before = verb.doc[article - 1] if article > verb.sent.start else None
    if before is not None and before.pos_ == "ADP" and not children(before, "pobj"):
        verb.head, verb.dep_ = before, "pobj"
    for token in verb.doc[article : verb.i]:
        token.head = verb
        token.dep_ = "det" if token.i == article else "amod" if token.pos_ == "ADJ" else "compound"
    verb.pos_ = "NOUN"
    for clause in [c for c in children(verb, "conj", "cc") if c.i > verb.i]:
        clause.head = _outer(verb)


def _outer(noun: Token) -> Token:
    """The verb to which one behind the relative clause is joined: "is wary of the aid X demands and will not"."""
    return next(iter(syntax.clauses_above(noun)), noun)


def _take_place(noun: Token, name: Token, verb: Token) -> None:
    """Hang the noun where the phrase of noun, name and verb hangs in the sentence."""
    group = (noun, name, verb)
    above = next((t for t in noun.ancestors if t.head == verb), None)
    if above is not None and above not in group:  # the verb was taken for the main verb
        _replace(verb, above)
        return
    governor = verb.head
    if noun in governor.ancestors and governor != noun:  # the main verb was taken for a relative clause
        place = verb.dep_
        _replace(noun, governor)
        noun.head, noun.dep_ = governor, place
    elif noun.head in group:
        outer = next((t for t in (verb, name) if t.head not in group), verb)
        head = outer.head
        noun.dep_ = outer.dep_ if outer.dep_ in _PLACES else "pobj" if head.pos_ == "ADP" else "dobj"
        noun.head = noun if outer.head == outer else head
    elif noun.dep_ == "dative" and verb.dep_ == "dobj":
        noun.dep_ = "dobj"


def _replace(old: Token, new: Token) -> None:
    """Hang a token where another hangs."""
    dep, head = old.dep_, old.head
    new.head = new if head == old else head
    new.dep_ = dep
    for child in list(old.children):
        if child != new and child.dep_ == "punct":
            child.head = new


def _genitive_gerunds(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """As in "a reference to Ukraine's joining the bloc", where the parser hangs the gerund elsewhere: noun, gerund."""
    for mark in doc[1:-1]:
        noun, gerund = mark.nbor(-1), mark.nbor(1)
        if mark.tag_ == "POS" and gerund.tag_ == "VBG" and noun.dep_ == "pobj" and children(gerund, "dobj"):
            yield noun, gerund


def _subject(noun: Token, gerund: Token) -> None:
    """Put the gerund in the noun's place and make the noun its subject."""
    mark = noun.nbor(1)
    gerund.head, gerund.dep_ = noun.head, "pcomp"
    noun.head, noun.dep_ = gerund, "nsubj"
    mark.head, mark.dep_ = noun, "case"


def _content_clauses(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """As in "the claim that X bought Y", parsed as if "that" were bought: noun, "that", verb."""
    words = grammar()
    nouns = words.alleged | words.reports | words.denials | words.wishes | words.untrue | words.true
    for that in doc[1:]:
        noun = that.nbor(-1)
        if that.lower_ != "that" or that.dep_ != "dobj" or lemma(noun) not in nouns or that.head.pos_ != "VERB":
            continue
        verb = next(
            (v for v in (that.head, *that.head.ancestors) if v.dep_ in ("relcl", "acl") and v.head == noun), None
        )
        if verb is not None and children(verb, "nsubj") and len(children(that.head, "dobj")) > 1:
            yield noun, that, verb


def _main_verb(root: Token) -> Token | None:
    """As in "Japan, which hosted the summit, called for peace", parsed as if Japan, or the summit, was called."""
    if root.pos_ not in ("NOUN", "PROPN") or root.left_edge.i != root.sent.start:
        return None
    clause = next(iter(children(root, "relcl")), None)
    if clause is None:
        return None
    found = [
        t
        for t in root.subtree
        if t.dep_ == "acl" and t.tag_ in ("VBD", "VBN") and t.i > clause.i and t.nbor(-1).text == ","
    ]
    return found[0] if found else None


def _enthrone(root: Token, verb: Token) -> None:
    verb.head, verb.dep_ = verb, "ROOT"
    verb.tag_, verb.pos_ = "VBD", "VERB"
    root.head, root.dep_ = verb, "nsubj"
