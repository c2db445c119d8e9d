"""The words by which a clause is denied: "not", "never", "no state", "neither … nor", "under no circumstances"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.grammar import grammar
from kg.extract.syntax import children, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def negators(verb: Token) -> list[Token]:
    """The negators of a verb's clause, one, or two where they cancel out; a second verb shares those of the first."""
    words = grammar()
    found = [c for c in verb.children if _negates(c)]
    found += [c for c in children(verb, "cc", "preconj") if c.lower_ in words.negating_conjunctions and c.i < verb.i]
    found += [c for c in _joining(verb) if c.lower_ in words.negating_conjunctions and c not in found]
    found += _negating_nouns(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ in words.negating_prepositions:
        found.append(verb.head)
    return (found or _shared_negators(verb))[:1] if len(found) < 2 else found[:2]  # noqa: PLR2004 - double negation


def _joining(verb: Token) -> list[Token]:
    """The conjunction right before a second verb: "nor" in "did not sign, nor will they pay"."""
    joint = [c for c in children(verb.head, "cc") if c.i < verb.i] if verb.dep_ == "conj" else []
    return joint[-1:]


def _negates(token: Token) -> bool:
    words = grammar()
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ in words.negators and (token.dep_ in ("neg", "advmod", "preconj", "det", "cc")):
        return following not in words.not_negating
    if token.dep_ in ("advmod", "neg") and token.i > 0 and not _negates_itself(token.nbor(-1), token):
        return f"{token.nbor(-1).lower_} {token.lower_}" in words.negating_pairs
    return False


def _negates_itself(word: Token, following: Token) -> bool:
    """Whether the first word of a pair is counted already: "never" in "it will never pay again"."""
    return word.lower_ in grammar().negators and word.head == following.head


def _negating_nouns(verb: Token) -> list[Token]:
    """As in "No state has signed", "none of them signed", "has given no promise"."""
    words = grammar()
    found = []
    for noun in children(verb, "nsubj", "nsubjpass", "dobj", "attr"):
        if noun.lower_ in words.negating_subjects:
            found.append(noun)
        found += [d for d in children(noun, "det", "preconj", "cc") if d.lower_ in words.negating_determiners]
    fronted = [n for p in children(verb, "prep") if p.i < verb.i for n in children(p, "pobj")]
    return found + [d for n in fronted for d in children(n, "det") if d.lower_ == "no"]  # "under no circumstances"


def _shared_negators(verb: Token) -> list[Token]:
    """A second verb under the negation of the first: "neither met nor called", "did not sign or ratify"."""
    if verb.dep_ != "conj" or not is_verb(verb.head) or syntax.own_subjects(verb):
        return []
    if any(c.lower_ == "or" for c in _joining(verb)):
        return negators(verb.head)
    return []
