"""What every store does. A backend is a thin file that holds only what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from kg.model import Article, Claim, Decision, Entity, Json


class Change(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Said:
    """An article with all that it says, before any decision: what a graph is made of.

    `entities` has a record for each id that the claims name. `reading` names what read it (extractor and content
    versions): the same text, metadata and reading change nothing. `loaded_at` is now unless given.
    """

    article: Article
    claims: Sequence[Claim]
    entities: Sequence[Entity]
    reading: str
    loaded_at: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """What a statement gave: column names, and rows in order that stream, once, while the store is open.

    Values are None, bool, int, float, str (dates as ISO text), lists, and dicts. A node is
    `{"labels": [...], **properties}`, a relationship `{"type": ..., **properties}`.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self.rows

    def __repr__(self) -> str:
        return f"<Rows of {', '.join(self.columns) or 'no columns'}: loop over them, or take to_dicts()>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows that are left, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Status:
    """What is in a store. `sources` counts texts: the same text in two places is one source."""

    location: str
    format: int
    articles: int
    sources: int
    claims: int
    entities: int
    decisions: int
    by_relation: Mapping[str, int] = field(default_factory=dict)
    by_class: Mapping[str, int] = field(default_factory=dict)


@runtime_checkable
class Store(Protocol):
    """A property graph of articles, claims, entities and decisions, in the shape that docs/architecture.md draws.

    The graph is a function of the set of articles and the set of decisions in it: the order in which they came
    never matters. Each method is one transaction.
    """

    location: str

    def add(self, article: Article, claims: Sequence[Claim], entities: Iterable[Entity], reading: str) -> Change:
        """Store an article with all that it says (see `Said`), replacing what an earlier version of it said."""
        ...

    def add_all(self, said: Sequence[Said]) -> list[Change]:
        """As `add`, all of them or none: one transaction for several articles, which takes less time."""
        ...

    def said(self, article_id: str) -> Said | None:
        """One article with all that it says, as it was added."""
        ...

    def said_all(self, articles: Sequence[str]) -> list[Said]:
        """As `said`, those of several articles that are there, in that order: less asking and waiting."""
        ...

    def has(self, article: Article, reading: str) -> bool:
        """Whether `add` would change nothing: lets a second run skip the reading."""
        ...

    def forget(self, article_id: str, *, with_decisions: bool = False) -> bool:
        """Remove an article and all that only it said; False where it was not there. Decisions wait unseen."""
        ...

    def decide(self, decision: Decision) -> None:
        """Store a decision and apply it; the same decision twice is one."""
        ...

    def withdraw(self, decision_id: str) -> bool:
        """Remove a decision and what it did, as if it had never been taken; False where there is none of that id."""
        ...

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        """All decisions in order of time; False beside those that fit nothing in the graph now."""
        ...

    def article(self, article_id: str) -> Article | None:
        """One article with its text and paragraphs."""
        ...

    def articles(self) -> Iterator[Article]:
        """All articles with their texts, by id."""
        ...

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        """Claims by article and position, entities after merges, with status "open", "accepted" or "rejected"."""
        ...

    def entities(self) -> Iterator[Entity]:
        """All entities that the graph's claims name, by id."""
        ...

    def query(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> Rows:
        """Run Cypher, read-only unless `write`. StatementError where it is refused, wrong or over `timeout` seconds."""
        ...

    def status(self) -> Status:
        """Counts of what is there."""
        ...

    def dump(self) -> Iterator[Json]:
        """Every node and relationship in canonical order, without `loaded_at`: equal graphs give equal dumps."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """While inside, nobody else changes the graph, and who reads goes on. StoreError where it could not be held."""
        ...

    def close(self) -> None:
        """Let go of the store; closing twice is fine."""
        ...
