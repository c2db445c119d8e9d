"""The graph as it is kept: every node and relationship with all its properties, read row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kg.errors import StoreError
from kg.stores.cypher import OWN_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from kg.stores.graph import Row

NODES = "MATCH (n:{label}) RETURN labels(n) AS labels, n AS node"
EDGES = """MATCH (a:{label})-[r]->(b)
 RETURN a.id AS start, type(r) AS type, r AS edge, labels(b) AS labels, b.id AS end"""
LISTS = (("Entity", "aliases"), ("Entity", "_acts_for"), ("Claim", "_trigger"))  # properties that may be empty lists


@runtime_checkable
class Raw(Protocol):
    """A store that can be read as it is kept."""

    location: str

    def held(self) -> AbstractContextManager[None]:
        """While inside, nobody else changes the graph."""
        ...

    def stream(self, statement: str) -> Iterator[Row]:
        """The rows of a statement as they come."""
        ...


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its kind is the one of the store's own labels that it has, and ids are unique within a kind."""

    kind: str
    labels: tuple[str, ...]
    properties: Row


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship; `start` and `end` are ids of nodes of those kinds."""

    type: str
    start_kind: str
    start: str
    end_kind: str
    end: str
    properties: Row


def nodes(store: Raw) -> Iterator[Node]:
    """Every node. StoreError for one that has no id, as only a statement that wrote can make it."""
    for label in OWN_LABELS:
        for row in store.stream(NODES.replace("{label}", label)):
            if not isinstance(row["node"].get("id"), str):
                msg = f"A node of {label} has no id: a statement that wrote has left it, and one must remove it."
                raise StoreError(msg)
            yield Node(label, tuple(sorted(row["labels"])), _kept(row["node"]))


def edges(store: Raw) -> Iterator[Edge]:
    """Every relationship between nodes that the store knows."""
    for label in OWN_LABELS:
        for row in store.stream(EDGES.replace("{label}", label)):
            if kinds := [kind for kind in OWN_LABELS if kind in row["labels"]]:
                yield Edge(row["type"], label, row["start"], kinds[0], row["end"], _kept(row["edge"]))


def _kept(properties: Row) -> Row:
    """Without the embedded engine's own notes, and without what has no value."""
    return {key: value for key, value in properties.items() if not key.startswith("@") and value is not None}
