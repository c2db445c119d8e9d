"""What the ontology is made of: classes, relations, topics. Names are the local names of their IRIs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NAMESPACE = "https://w3id.org/summit-kg/"
ENTITIES = NAMESPACE + "entity/"  # topics are entities of the graph, so their IRIs lie where those of all entities lie

Kind = Literal["act", "deed", "fact"]
KINDS: tuple[Kind, ...] = ("act", "deed", "fact")


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of entity; `near` are IRIs of other vocabularies that each of its entities is an instance of."""

    name: str
    label: str
    definition: str
    example: str
    parent: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What a subject does to an object. Classes are the usual ones, not a filter; none means anything.

    `opposite` says the contrary of the same object; `negation`, affirmed, is this relation denied. `force` is how far
    it binds who says it, from 1 (talks of it) to 6 (has agreed on it); None where that is not its point.
    """

    name: str
    label: str
    definition: str
    example: str
    inverse: str
    kind: Kind
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    addressee_use: str | None = None
    parent: str | None = None
    opposite: str | None = None
    negation: str | None = None
    force: int | None = None
    plover: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What is promised or talked of; `aliases` are other wordings of the same, `broader` the ids above it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
