"""What a graph says, as one hash: equal graphs have equal ones, in whatever home and whenever they were loaded.

The hash is the SHA-256 of one line an article (`article` and the hash of what it says) in the order of their ids, then
one line a decision, in the order of theirs. What an article says is the canonical JSON of its `Said`: metadata, text,
paragraphs, claims by id, records of entities, and what read it, before any decision; but not when it was loaded. Ids
are compared as Python compares text, so the order is that of no database. Memory grows with the ids alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kg.moving.source import StoreSource
from kg.moving.values import encode
from kg.stores.graph import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Decision, Json
    from kg.stores import Said, Store


@dataclass(frozen=True, slots=True)
class Content:
    """How much a graph says, and the hash of it."""

    articles: int
    claims: int
    decisions: int
    hash: str

    def __str__(self) -> str:
        named = ((self.articles, "article"), (self.claims, "claim"), (self.decisions, "decision"))
        counts = ", ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in named)
        return f"{counts}; content {self.hash[:16]}"


@dataclass(slots=True)
class Tally:
    """Takes articles in the order of their ids, then decisions in the order of theirs, and tells their content."""

    articles: int = 0
    claims: int = 0
    decisions: int = 0
    _hash: Any = field(default_factory=lambda: sha256(b"kg content 1\n"))

    def article(self, said: Said) -> str:
        """Take an article; the hash of what it says."""
        self.articles += 1
        self.claims += len(said.claims)
        return self._line("article", hashed(said))

    def decision(self, decision: Decision) -> str:
        """Take a decision; its hash."""
        self.decisions += 1
        return self._line("decision", _digest(encode(decision)))

    @property
    def content(self) -> Content:
        """The content of all that was taken."""
        return Content(self.articles, self.claims, self.decisions, self._hash.hexdigest())

    def _line(self, kind: str, digest: str) -> str:
        self._hash.update(f"{kind} {digest}\n".encode())
        return digest


def told(said: Said) -> Json:
    """What an article says, as JSON that is the same however its claims and entities came."""
    found: Json = encode(said)
    found["claims"].sort(key=lambda claim: claim["id"])
    found["entities"].sort(key=canonical)
    return found


def hashed(said: Said) -> str:
    """The hash of what an article says."""
    return _digest({key: value for key, value in told(said).items() if key != "loaded_at"})


def walk(store: Store, tally: Tally) -> Iterator[str]:
    """Count and hash what a store holds, yielding each article's id once it is done."""
    source = StoreSource(store)
    for said in source.said(source.ids()):
        tally.article(said)
        yield said.article.id
    for decision in source.decisions():
        tally.decision(decision)


def content(store: Store) -> Content:
    """What a store holds, counted and hashed."""
    tally = Tally()
    for _ in walk(store, tally):
        pass
    return tally.content


def _digest(value: Json) -> str:
    return sha256(canonical(value).encode()).hexdigest()
