"""Whose or of what a noun is: "X's plan", "the plan of X", "one of X". Tokens in, tokens out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.syntax import antecedent, children

if TYPE_CHECKING:
    from spacy.tokens import Token


def possessor(noun: Token) -> Token | None:
    """Whose a noun is, relative "whose" replaced."""
    found = children(noun, "poss")
    if not found and noun.dep_ == "conj" and not any(c.dep_ == "det" for c in noun.lefts):
        return possessor(noun.head)
    return antecedent(found[0]) if found else None


def whole(part: Token) -> Token | None:
    """Those of whom one or some are: "one of the tools", "several of them"."""
    return next((noun for p in children(part, "prep") if p.lower_ == "of" for noun in children(p, "pobj")), None)


def owner(noun: Token) -> Token | None:
    """Whose an aim or a view is: "X's aim", "the aim of X", "the Kenyan aim"."""
    if (found := possessor(noun)) is not None:
        return found
    of = [n for p in children(noun, "prep") if p.lower_ == "of" for n in children(p, "pobj")]
    named = [c for c in children(noun, "amod", "compound") if c.ent_type_ in ("NORP", "GPE", "ORG")]
    return next(iter((*of, *named)), None)
