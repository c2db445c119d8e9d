"""Pronouns and definite nouns: what "it", "we", "several of them", "the alliance", "her country" come back to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from kg.extract import control, possession, syntax
from kg.extract.coordination import coordinated
from kg.extract.discourse import is_definite, pronoun_kind
from kg.extract.gazetteer import demonym_ids
from kg.extract.grammar import grammar
from kg.extract.syntax import children, lemma
from kg.model import Mention
from kg.ontology import ontology
from kg.reference import reference

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extract.attribution import Sources
    from kg.extract.discourse import Discourse
    from kg.extract.gazetteer import Names


_JUDGING = frozenset({"for", "on", "over"})  # before what someone is praised, blamed, punished for


class Namer(Protocol):
    """Says what a token's words name; what comes back to something is told by what its owner or antecedent names."""

    @property
    def names(self) -> Names:
        """The names in the passage."""
        ...

    @property
    def discourse(self) -> Discourse:
        """What the article has named so far."""
        ...

    @property
    def sources(self) -> Sources:
        """Who says what in the passage."""
        ...

    def mention(self, head: Token) -> Mention | None:
        """What a head stands for."""
        ...

    def noun(self, head: Token) -> Mention:
        """What a noun phrase stands for."""
        ...

    def again(self, token: Token, found: Mention) -> Mention:
        """A token's words for something named before."""
        ...

    def again_as(self, span: Span, found: Mention) -> Mention:
        """A span's words for something named before."""
        ...

    def class_of(self, head: Token) -> str:
        """The class that a noun's words let one guess."""
        ...


def pronoun(namer: Namer, token: Token, kind: str) -> Mention | None:
    """What a pronoun stands for."""
    found = (
        _first_person(namer, token, kind)
        if kind in ("we", "i")
        else part(namer, token)
        if kind == "one"
        else _bound(namer, token)
        or _judged(namer, token, kind)
        or _owner_of_antecedent(namer, token)
        or _owner_of_subject(namer, token)
        or namer.discourse.antecedent(token, kind, _own_words(namer, token))
    )
    if kind == "we" and (apposition := children(token, "appos")):
        found = namer.noun(apposition[0])
        namer.discourse.issuer = namer.discourse.issuer or found
    if found is None:
        return None
    return namer.again(token, found)


def _own_words(namer: Namer, token: Token) -> set[Token]:
    """The words of the quotations that "he" says: whom one speaks of one is not."""
    said = [q for q in namer.sources.quotations if q.speaker == token]
    return {word for q in said for word in token.doc[q.start : q.end]}


def _bound(namer: Namer, token: Token) -> Mention | None:
    """As in "X wants to choose its own path": who acts in the pronoun's own clause."""
    own = token.dep_ == "poss" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "own"
    verb = next(syntax.clauses_above(token), None) if own else None
    subject = control.surface_subject(verb) if verb is not None else None
    if subject is None or subject.i > token.i or pronoun_kind(subject) or subject.is_ancestor(token):
        return None
    return namer.noun(subject) if not coordinated(subject)[1:] else None


def _judged(namer: Namer, token: Token, kind: str) -> Mention | None:
    """As in "congratulated X on its accession", "sanctioned X for its war": what is X's own."""
    preposition = token.head.head if token.dep_ == "poss" and token.head.dep_ == "pobj" else None
    if preposition is None or preposition.lower_ not in _JUDGING or not syntax.is_verb(preposition.head):
        return None
    judged = [noun for noun in children(preposition.head, "dobj") if noun.i < preposition.i]
    found = namer.noun(judged[0]) if judged and pronoun_kind(judged[0]) is None else None
    fits = {"it": ("State", "Organization"), "he": ("Person",), "she": ("Person",), "they": ("Group",)}.get(kind, ())
    return found if found is not None and found.type in fits else None


def _owner_of_antecedent(namer: Namer, token: Token) -> Mention | None:
    """As in "NATO's plan, a project through which it gives aid": "it" is whose thing the clause is about."""
    clause = syntax.relative_clause(token)
    if clause is None or token.dep_ not in syntax.SUBJECTS:
        return None
    noun = clause.head
    while noun.dep_ == "appos":
        noun = noun.head
    owner = possession.possessor(noun)
    found = namer.mention(owner) if owner is not None and owner != token else None
    return found if found is not None and ontology().is_a(found.type, "Actor") else None


def _owner_of_subject(namer: Namer, token: Token) -> Mention | None:
    """As in "The bloc's tool is its fund": "its" is whose the subject of the sentence is, where that is a thing.

    So in "One of NATO's tools is its fund".
    """
    subject = next(iter(children(token.sent.root, *syntax.SUBJECTS)), None)
    if subject is not None and grammar().pronouns.get(subject.lower_) == "one":
        subject = possession.whole(subject)
    if subject is None or subject.i > token.i or ontology().is_a(namer.class_of(subject), "Actor"):
        return None
    owner = next(iter(children(subject, "poss")), None)
    if pronoun_kind(token) != "it" or owner is None or owner == token or pronoun_kind(owner):
        return None
    found = namer.noun(owner)
    return found if found.type in ("State", "Organization") else None


def part(namer: Namer, token: Token) -> Mention | None:
    """As in "several of them", "none of the members": some of those named behind "of"."""
    whole = possession.whole(token)
    found = namer.mention(whole) if whole is not None else None
    if found is None or token.lower_ in grammar().negating_subjects or token.lower_ in ("all", "both", "each"):
        return found
    return replace(found, name=f"{token.lower_} {found.label}", entity=None)


def _first_person(namer: Namer, token: Token, kind: str) -> Mention | None:
    """Who "we" are: the body of who speaks in the quotation or the transcript, else the issuer of the text."""
    quotation = namer.sources.quotation(token)
    head = quotation.speaker if quotation is not None else None
    if head is not None and namer.sources.quotation(head) is not None:
        head = None
    speaker = namer.mention(head) if head is not None and head != token else namer.discourse.speaker
    speaker = speaker or namer.discourse.issuer
    if speaker is None or (speaker == namer.discourse.issuer and speaker.type != "Person"):
        return speaker
    return namer.discourse.body_of(speaker) if kind == "we" else speaker


def described(namer: Namer, head: Token, span: Span) -> Mention | None:
    """What "the alliance" or "the Ukrainian president" comes back to."""
    if (country := _country_of(namer, head)) is not None:
        return namer.again_as(span, country)
    owner = _owner(namer, head)
    if owner is not None and (holder := namer.discourse.offices.get((lemma(head), owner))):
        return namer.again_as(span, holder)
    if not is_definite(head) or any(c.dep_ in ("prep", "acl", "relcl") for c in head.rights):
        return None
    found = _come_back_to(namer, head, span.text)
    return namer.again_as(span, found) if found else None


def _come_back_to(namer: Namer, head: Token, words: str) -> Mention | None:
    """What a definite noun was called before: by its noun, by its words in the reference data, by its class."""
    narrowed = is_modified(head)
    if not narrowed and (same := namer.discourse.of_name(head)) is not None:
        return same
    if narrowed and is_only_counted(head) and (same := namer.discourse.of_name(head, reach=1)) is not None:
        return same
    if not narrowed and (holder := namer.discourse.titled(head)) is not None:
        return holder
    known = reference().description(words.lower())
    if known is None:
        cls = grammar().descriptions.get(lemma(head))
        return namer.discourse.latest(cls, before=head) if cls is not None and not narrowed else None
    if known.type == "Group" and not known.kinds:
        found = namer.discourse.latest_group(head)
    else:
        found = namer.discourse.latest(known.type, known.kinds, before=head)
    if found is None and known.entities:
        entity = reference().entities[known.entities[0]]
        return Mention(words, 0, 0, entity.type, entity.name, entity.id)
    return found


def _country_of(namer: Namer, head: Token) -> Mention | None:
    """As in "her country", "Macron's government": the state that the person speaks for."""
    owner = possession.possessor(head)
    if owner is None or grammar().descriptions.get(lemma(head)) != "State":
        return None
    person = namer.mention(owner)
    body = namer.discourse.body_of(person) if person is not None and person.type == "Person" else None
    if person is not None and person.type == "State" and owner.tag_ == "PRP$" and owner.lower_ == "our":
        return person
    return body if body is not None and body.type == "State" else None


def _owner(namer: Namer, head: Token) -> str | None:
    """The name of the body that an office belongs to: "Ukrainian", "Ukraine's", "of Ukraine"."""
    for child in head.children:
        if child.dep_ in ("amod", "poss", "compound"):
            entity = demonym_ids(child.text)
            name = namer.names.at(child)
            if entity:
                return reference().entities[entity].name
            if name is not None:
                return name.text
    return None


def is_only_counted(head: Token) -> bool:
    """Whether all that stands before a noun is how much or how long: "the multibillion-euro plan"."""
    before = [c for c in head.lefts if c.dep_ not in ("det", "punct")]
    return all(c.ent_type_ in ("MONEY", "CARDINAL", "QUANTITY", "DATE") or c.pos_ == "NUM" for c in before)


def is_modified(head: Token) -> bool:
    """Whether something before a noun narrows what it is."""
    return any(c.dep_ in ("amod", "compound", "nummod", "poss", "nmod") for c in head.lefts)


def is_of_several(pronoun: Token) -> bool:
    """As in "A and B reaffirm their support": whether a pronoun's owners are all those who act in its clause."""
    if pronoun_kind(pronoun) != "they" or pronoun.dep_ != "poss":
        return False
    verb = next(syntax.clauses_above(pronoun), None)
    subject = control.surface_subject(verb) if verb is not None else None
    return subject is not None and subject.i < pronoun.i and len(coordinated(subject)) > 1
