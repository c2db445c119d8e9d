"""Where a graph is moved from: what a store and a file have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kg.stores.graph import decision_of
from kg.stores.home import batches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.model import Decision
    from kg.stores import Said, Store

TOGETHER = 25  # articles that are read at once
IDS = "MATCH (a:Article) RETURN a.id AS id"
DECISIONS = "MATCH (d:Decision) RETURN d AS node"


@runtime_checkable
class Source(Protocol):
    """Articles with all that they say, and decisions, one at a time and as often as they are asked for."""

    location: str

    def ids(self) -> Sequence[str]:
        """The ids of all articles, sorted."""
        ...

    def said(self, ids: Collection[str]) -> Iterator[Said]:
        """Those articles, by id."""
        ...

    def decisions(self) -> Iterator[Decision]:
        """All decisions, by id."""
        ...


class StoreSource:
    """A store to be read from."""

    def __init__(self, store: Store) -> None:
        self.location = store.location
        self._store = store

    def ids(self) -> Sequence[str]:
        """The ids of all articles, sorted here: databases differ in how they sort."""
        return sorted(id_ for (id_,) in self._store.query(IDS).rows)

    def said(self, ids: Collection[str]) -> Iterator[Said]:
        """Those articles that are there, by id."""
        for some in batches(sorted(ids), TOGETHER):
            yield from self._store.said_all(some)

    def decisions(self) -> Iterator[Decision]:
        """All decisions, by id, without asking what they fit."""
        yield from sorted((decision_of(node) for (node,) in self._store.query(DECISIONS).rows), key=lambda d: d.id)
