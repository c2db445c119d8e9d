"""Whether an act noun tells of what is, or of what is only ahead: "a bid for membership", "X opposes Y's accession"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.extract.grammar import grammar
from kg.extract.negation import negators
from kg.extract.syntax import children, is_verb, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

Prospect = Literal["planned", "possible", "open"]  # open: no more than the matter of another claim


def of(noun: Token) -> Prospect | None:
    """How far ahead what a noun tells of is; None where nothing says that it is not yet."""
    first = _first(noun)
    return _by_adjective(noun) or _by_governor(first) or _by_predicate(first) or _by_effect(first)


def _first(noun: Token) -> Token:
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _by_adjective(noun: Token) -> Prospect | None:
    """As in "a possible attack", "the future membership", "any attack"."""
    ahead = grammar().ahead
    found = {ahead[c.lower_] for c in children(noun, "amod") if c.lower_ in ahead}
    found |= {"possible" for c in children(noun, "det") if c.lower_ == "any"}
    return "possible" if "possible" in found else "planned" if found else None


def _by_governor(noun: Token) -> Prospect | None:
    """As in "the prospect of X's accession", "opposes X's membership", "calls for X's withdrawal"."""
    words = grammar()
    preposition = noun.head if noun.dep_ == "pobj" else None
    governor = preposition.head if preposition is not None else noun.head
    if governor == noun or noun.dep_ not in ("pobj", "dobj", "nsubjpass"):
        return None
    if lemma(governor) in words.prospective and governor.pos_ == "NOUN" and preposition is not None:
        return "possible"
    key = f"{lemma(governor)} {preposition.lower_}" if preposition is not None else lemma(governor)
    if key in words.wanting:
        return "open"
    if key in words.preventing and noun.dep_ != "pobj":
        return None if len(negators(governor)) % 2 else "open"
    entertained = {
        key,
        lemma(governor),
        governor.lower_,
        preposition.lower_ if preposition is not None else "",
    } & words.entertaining
    return "open" if entertained and lemma(noun) in words.becoming else None


def _by_effect(noun: Token) -> Prospect | None:
    """As in "peace will be strengthened by X's accession", for what may not be yet."""
    verb = noun.head.head
    if lemma(noun) not in grammar().becoming or noun.head.dep_ != "agent" or not is_verb(verb):
        return None
    helpers = {grammar().modals.get(lemma(aux)) for aux in children(verb, "aux")}
    return "possible" if "possible" in helpers else "planned" if "planned" in helpers else None


def _by_predicate(noun: Token) -> Prospect | None:
    """As in "X's accession would …", "X's accession is a distant prospect", for what may not be yet."""
    words = grammar()
    verb = noun.head
    if lemma(noun) not in words.becoming or noun.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb):
        return None
    said = [*children(verb, "acomp", "attr", "oprd"), verb]
    helpers = {words.modals.get(lemma(aux)) or words.modals.get(aux.lower_) for aux in children(verb, "aux")}
    effects = {words.carriers.get(("adjectives", one.lower_)) for one in said}
    remote = any(lemma(one) in words.prospective or one.lower_ in words.remote for one in said)
    if remote or "possible" in helpers | effects:
        return "possible"
    return "planned" if "planned" in helpers | effects else None
