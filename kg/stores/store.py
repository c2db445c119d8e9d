"""A store in whatever home: the protocol, told in the statements of `cypher`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import StoreError
from kg.ontology import Ontology, ontology
from kg.stores import cypher, graph, reading
from kg.stores.decisions import checked
from kg.stores.protocol import Change, Rows, Said, Status
from kg.stores.reading import Reader
from kg.stores.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from kg.model import Article, Claim, Decision, Entity, Json
    from kg.stores.graph import Row

T = TypeVar("T")


class CypherStore(ABC):
    """What the homes share. A home adds the methods that are abstract here."""

    def __init__(self, location: str, terms: Ontology | None = None) -> None:
        self.location = location
        self._ontology = terms or ontology()
        self._reader = Reader(self)
        self._writer = Writer(self, self._ontology)

    @abstractmethod
    def run(self, statement: str, **parameters: Any) -> list[Row]:
        """Run one of the statements of `cypher`."""
        ...

    @abstractmethod
    def labels(self, lineage: Sequence[str]) -> str:
        """How an entity of a class is labelled in CREATE."""
        ...

    @abstractmethod
    def remove_direct(self, claims: Mapping[str, Sequence[str]]) -> None:
        """Remove the direct relationships of claims, whose ids are given by relation."""
        ...

    @abstractmethod
    def transaction(self, change: Callable[[], T]) -> T:
        """Make a change as a whole or not at all."""
        ...

    @abstractmethod
    def query(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> Rows:
        """Run Cypher, read-only unless `write`."""
        ...

    @abstractmethod
    def held(self) -> AbstractContextManager[None]:
        """While inside, nobody else changes the graph, and who reads goes on."""
        ...

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""
        ...

    def add(self, article: Article, claims: Sequence[Claim], entities: Iterable[Entity], reading: str) -> Change:
        """Store an article with all that it says, replacing what an earlier version of it said."""
        return self.add_all([Said(article, claims, list(entities), reading)])[0]

    def add_all(self, said: Sequence[Said]) -> list[Change]:
        """As `add`, all of them or none."""

        def put() -> list[Change]:
            known = self._reader.versions([one.article.id for one in said])
            fresh = [one for one in said if known.get(one.article.id) != _version(one)]
            self._writer.put(fresh)
            return [_change(one, known) for one in said]

        _check_distinct(said)
        return self.transaction(put)

    def said(self, article_id: str) -> Said | None:
        """One article with all that it says, as it was added."""
        return next(iter(self._reader.said([article_id])), None)

    def said_all(self, articles: Sequence[str]) -> list[Said]:
        """As `said`, those of several articles that are there, in that order."""
        return self._reader.said(articles)

    def has(self, article: Article, reading: str) -> bool:
        """Whether `add` would change nothing."""
        return self._reader.versions([article.id]).get(article.id) == (graph.version(article), reading)

    def forget(self, article_id: str, *, with_decisions: bool = False) -> bool:
        """Remove an article and all that only it said; False where it was not there."""

        def remove() -> bool:
            if with_decisions:
                self._writer.drop_decisions(article_id)
            return self._writer.forget(article_id)

        return self.transaction(remove)

    def decide(self, decision: Decision) -> None:
        """Store a decision and apply it; the same decision twice is one."""
        checked(decision)
        self.transaction(lambda: None if self._reader.decision(decision.id) else self._writer.decide(decision))

    def withdraw(self, decision_id: str) -> bool:
        """Remove a decision and what it did; False where there is none of that id."""

        def remove() -> bool:
            if decision := self._reader.decision(decision_id):
                self._writer.withdraw(decision)
            return decision is not None

        return self.transaction(remove)

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        """All decisions in order of time; False beside those that fit nothing in the graph now."""
        return self._reader.decisions()

    def article(self, article_id: str) -> Article | None:
        """One article with its text and paragraphs."""
        return self._reader.article(article_id)

    def articles(self) -> Iterator[Article]:
        """All articles with their texts, by id."""
        return self._reader.articles()

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        """Claims by article and position, with status."""
        return self._reader.claims(article_id)

    def entities(self) -> Iterator[Entity]:
        """All entities that the graph's claims name, by id."""
        return self._reader.entities()

    def status(self) -> Status:
        """Counts of what is there."""
        by_relation, by_class = (
            {r["name"]: r["n"] for r in self.run(s)} for s in (cypher.BY_RELATION, cypher.BY_CLASS)
        )
        found = self.run(cypher.SOURCES)[0]
        return Status(
            self.location,
            self.run(cypher.META)[0]["format"],
            found["articles"],
            found["sources"],
            sum(by_relation.values()),
            sum(by_class.values()),
            self.run(cypher.DECISION_COUNT)[0]["n"],
            by_relation,
            by_class,
        )

    def dump(self) -> Iterator[Json]:
        """Every node and relationship in a canonical order, without when it was loaded."""
        return reading.dump(self, tuple(chain(cypher.OWN_TYPES, self._ontology.relations)))


def _version(said: Said) -> tuple[str, str]:
    return graph.version(said.article), said.reading


def _change(said: Said, known: Mapping[str, tuple[str, str]]) -> Change:
    before = known.get(said.article.id)
    if before is None:
        return Change.ADDED
    return Change.UNCHANGED if before == _version(said) else Change.REPLACED


def _check_distinct(said: Sequence[Said]) -> None:
    """StoreError where an article comes twice at once: which of them would count?"""
    for id_, n in Counter(one.article.id for one in said).items():
        if n > 1:
            msg = f"The article {id_} comes {n} times at once."
            raise StoreError(msg)
