"""Where the words of frames stand in a sentence: verbs with their particles, act nouns, adjectives, fixed phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.grammar import grammar
from kg.extract.lexicon import head_of
from kg.extract.slots import Site
from kg.extract.syntax import children, is_infinitive, is_verb, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from kg.extract.gazetteer import Names
    from kg.extract.lexicon import Frame, Lexicon, Pattern

_REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself", "oneself"})
_REACH = 7  # how many words may stand between two words of a pattern


def sites(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    """Each frame whose words stand at a token, with where they stand."""
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        yield from _verbs(token, names, lexicon)
    if token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("VBG", "NN", "NNS"):
        yield from _nouns(token, names, lexicon)
    if token.pos_ in ("ADJ", "VERB", "ADV") and token.tag_ != "VB":
        yield from _adjectives(token, names, lexicon)
    yield from _phrases(token, names, lexicon)


def _verbs(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for pattern, frame in lexicon.firing("verb", lemma(token)):
        words = _pattern_words(token, pattern[1:])
        if (
            words is not None
            and all(particle in words for particle in children(token, "prt"))
            and not _is_expected(token)
        ):
            yield frame, Site("verb", token, token, (token, *words), names)


def _is_expected(verb: Token) -> bool:
    """As in "is expected to V", "is set to V": only the infinitive says something."""
    passive = bool(children(verb, "auxpass")) and not children(verb, "agent")
    return (
        passive
        and ("adjectives", verb.lower_) in grammar().carriers
        and any(map(is_infinitive, children(verb, "xcomp")))
    )


def _pattern_words(verb: Token, wanted: Pattern) -> list[Token] | None:
    """The tokens of a verb's particles, prepositions and fixed objects; None where one is missing."""
    found: list[Token] = []
    last = verb
    for position, word in enumerate(wanted):
        token = _next_word(verb, last, word) or (_before(verb, word) if position == len(wanted) - 1 else None)
        if token is None:
            return None
        found.append(token)
        last = token if token.i > verb.i else last
    return found


def _next_word(verb: Token, last: Token, word: str) -> Token | None:
    reach = _REACH if last == verb else _REACH + 5
    for token in verb.doc[last.i + 1 : min(last.i + 1 + reach, verb.sent.end)]:
        if _is_word(token, word) and _hangs_on(token, verb):
            return token
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "acl"):
            return None
    return None


def _is_word(token: Token, word: str) -> bool:
    return word in (token.lower_, lemma(token)) or (word == "itself" and token.lower_ in _REFLEXIVES)


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a token belongs to the verb, with no other verb between."""
    if token.tag_ == "TO":
        return verb in (token.head.head, token.head.head.head)
    if token.dep_ == "mark":  # "calls for X to V"
        return bool(token.head.head == verb)
    for ancestor in token.ancestors:
        if ancestor == verb:
            return True
        if ancestor.pos_ == "VERB" and ancestor.dep_ != "pcomp":
            return False
    return False


def _before(verb: Token, word: str) -> Token | None:
    """A fronted or stranded preposition: "the cuts on which it insists"."""
    return next((child for child in children(verb, "prep") if child.lower_ == word and child.i < verb.i), None)


def _nouns(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    entries = lexicon.firing("noun", lemma(token)) or lexicon.firing("noun", token.lower_)
    name = names.at(token)
    if not entries or (name is not None and name.type == "Person") or _is_in_title(token, names):
        return
    for pattern, frame in entries:
        if name is not None and name.ids and not _names_itself(frame, name.type):
            continue
        words = _noun_words(token, pattern)
        if words is None:
            continue
        light = _light_verb(token, frame)
        if light is None and frame.light_only:
            continue
        yield frame, Site("noun", token, light or _copula(token), tuple(words), names, light)


def _is_in_title(noun: Token, names: Names) -> bool:
    """Whether a noun is part of an unknown name: "the G20 Denial of Entry Experts Network"."""
    if noun.pos_ != "PROPN" or not noun.text.istitle() or noun.i == noun.sent.start:
        return False
    behind = [n for p in children(noun, "prep") if p.lower_ == "of" for n in children(p, "pobj")]
    known = any(names.at(n) is not None or lemma(n) in grammar().classes for n in behind)
    return bool(behind) and not known and behind[0].text.istitle() and behind[0].pos_ == "PROPN"


def _names_itself(frame: Frame, cls: str) -> bool:
    """Whether a name can fire a frame: a programme by its name, where it is the frame's object itself."""
    return cls == "Programme" and frame.slots.get("object") == ("self",)


def _noun_words(noun: Token, pattern: Pattern) -> list[Token] | None:
    """The tokens of an act noun's pattern: words right before it, and its "of …"; None where one is missing."""
    middle = head_of(pattern)
    before = list(noun.doc[max(noun.i - middle, 0) : noun.i])
    if len(before) < middle or not all(map(_is_word, before, pattern[:middle])):
        return None
    found = [*before, noun]
    for word in pattern[middle + 1 :]:
        near = [t for head in found[-2:] for t in head.children if _is_word(t, word) and t.i > noun.i]
        if not near:
            return None
        found.append(near[0])
    return found


def _light_verb(noun: Token, frame: Frame) -> Token | None:
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in syntax.NOMINAL:
        first = first.head
    candidates = [
        c for c in children(first, "relcl", "acl") if not syntax.is_infinitive(c) and not children(c, *syntax.OBJECTS)
    ]
    if first.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "ccomp") and is_verb(first.head):
        candidates.append(first.head)
    if first.dep_ == "pobj" and is_verb(first.head.head):
        candidates.append(first.head.head)
    for verb in candidates:
        for pattern in frame.light:
            if lemma(verb) == pattern[0] and _pattern_words(verb, pattern[1:]) is not None and _takes(first, pattern):
                return verb
    return None


def _takes(noun: Token, pattern: Pattern) -> bool:
    """Whether the noun hangs on the light verb as the pattern says: as its object, or behind its preposition."""
    return noun.dep_ != "pobj" or noun.head.lower_ in pattern[1:]


def _copula(token: Token) -> Token | None:
    first = token
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ in ("attr", "acomp", "oprd") and is_verb(first.head):
        return first.head
    return None


def _adjectives(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for pattern, frame in lexicon.firing("adjective", token.lower_):
        copula = _copula(token)
        words = _behind(token, copula, pattern[1:])
        if words is None:
            continue
        if copula is None and is_verb(token) and not _is_participle(token):
            continue
        clause = copula or (token if is_verb(token) or token.dep_ == "advcl" else None)
        if copula is None and token.dep_ == "amod" and token.i < token.head.i:
            continue
        yield frame, Site("adjective", token, clause, (token, *words), names)


def _is_participle(verb: Token) -> bool:
    """Whether a verb's form describes its subject: "is opposed", "opposed to", not "has opposed"."""
    return syntax.is_passive(verb) or (
        verb.dep_ in ("acl", "amod", "advcl", "acomp") and not syntax.is_infinitive(verb)
    )


def _behind(token: Token, copula: Token | None, wanted: Pattern) -> list[Token] | None:
    """The preposition, or the `to` of the infinitive, behind an adjective."""
    found: list[Token] = []
    for word in wanted:
        heads = [token, *found, *([copula] if copula is not None else [])]
        near = [c for head in heads for c in head.children if c.i > token.i and c.lower_ == word]
        near += [
            c
            for head in heads
            for clause in children(head, "xcomp", "advcl", "ccomp")
            for c in children(clause, "aux")
            if c.lower_ == word
        ]
        near = [c for c in near if c.i > token.i]
        if not near:
            return None
        found.append(min(near, key=lambda c: c.i))
    return found


def _phrases(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for key in dict.fromkeys((token.lower_, lemma(token))):
        for pattern, frame in lexicon.firing("phrase", key):
            words = _fixed_words(token, pattern)
            if not words:
                continue
            top = next((w for w in words if w.head not in words or w.head == w), token)
            clause = top.head if is_verb(top.head) and top.head != top else None
            if clause is None or len(words) > 1 or lemma(clause) in grammar().copulas:
                yield frame, Site("phrase", top, clause, tuple(words), names)


def _fixed_words(first: Token, pattern: Pattern) -> list[Token]:
    """The words of a phrase from its first on, articles between them passed over; empty where one is missing."""
    found: list[Token] = []
    for token in first.doc[first.i : min(first.i + 2 * len(pattern), first.sent.end)]:
        if _is_word(token, pattern[len(found)]):
            found.append(token)
            if len(found) == len(pattern):
                return found
        elif token.pos_ != "DET":
            return []
    return []
