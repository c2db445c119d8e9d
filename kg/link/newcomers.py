"""Entities that only articles name: an id that is a function of class and normalized name, and a readable name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.phrase import bare
from kg.model import Entity, stable_hash
from kg.text import cut, fold

if TYPE_CHECKING:
    from collections.abc import Container

    from kg.link.words import Words

MOST, HASH = 60, 12  # characters of an id behind its class, and of the hash where it had to be cut


def normalized(name: str, words: Words) -> str:
    """What is equal where two names are one entity: the folded words without determiners, if there are any."""
    return fold(bare(name, words)) or " ".join(name.split())


def new_id(cls: str, normal: str, taken: Container[str] = ()) -> str:
    """The id of a class and a name: `topic-western-military-standards`; a hash stands for what does not fit."""
    dashed = fold(normal).replace(" ", "-")
    if dashed and len(dashed) <= MOST and (id_ := f"{cls.lower()}-{dashed}") not in taken:
        return id_
    return f"{cls.lower()}-{cut(dashed, MOST - HASH - 1) or 'x'}-{stable_hash(cls, normal, length=HASH)}"


def newcomer(
    cls: str, name: str, words: Words, *, acts_for: tuple[str, ...] = (), taken: Container[str] = ()
) -> Entity:
    """A new entity of a class under the text's words, its determiner off."""
    shown = bare(name, words)
    if cls == "Place" and name.startswith("The "):  # The Hague
        shown = f"The {shown}"
    return Entity(new_id(cls, normalized(name, words), taken), shown, cls, acts_for=acts_for)
