"""Coordination in a parse: "A, B and C" from A, also where the parser took B for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.syntax import NOMINAL, children, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token


def coordinated(token: Token) -> list[Token]:
    """A token and those coordinated behind it, as far as they are of its kind: "A, B and C" from A."""
    found, open_tokens = [token], [token]
    for _ in range(40):
        if not open_tokens:
            break
        current = open_tokens.pop(0)
        for child in children(current, "conj"):
            if _same_kind(token, child):
                found.append(child)
                open_tokens.append(child)
    return sorted({*found, *_list_behind_name(token)}, key=lambda t: t.i)


def _list_behind_name(noun: Token) -> list[Token]:
    """As in "a ceasefire in Gaza, the release of hostages", the second noun hung on the name before the comma."""
    if noun.pos_ != "NOUN":
        return []
    names = [n for p in children(noun, "prep") for n in children(p, "pobj") if n.pos_ == "PROPN"]
    items = [
        c
        for name in names
        for c in children(name, "appos", "conj")
        if c.pos_ == "NOUN" and any(d.dep_ == "det" for d in c.lefts)
    ]
    items += [
        c for c in children(noun, "appos") if c.pos_ == "NOUN" and children(c, "conj")
    ]  # "A, B and C" with B beside A
    return [item for first in items for item in coordinated(first)]


def _same_kind(one: Token, other: Token) -> bool:
    if one.pos_ in NOMINAL:
        return other.pos_ in NOMINAL or other.pos_ in ("ADJ", "DET")
    return is_verb(one) == is_verb(other)
