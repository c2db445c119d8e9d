"""A graph put into a store: what is missing there, in batches, and proof in the end that both hold the same.

Three walks, each of which yields the ids of articles as they are done: `check` refuses a store that holds something
else, before anything is written; `run` puts what is missing; `verify` compares both. Whatever interrupts them, the
same three again complete it: what is there is not put again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.moving.content import Content, Tally, hashed
from kg.moving.source import TOGETHER, StoreSource
from kg.stores.home import batches
from kg.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.moving.source import Source
    from kg.stores import Said, Store


@dataclass(slots=True)
class Transfer:
    """From a source into a store; with `add`, into one that may hold other things, which stay."""

    source: Source
    target: Store
    add: bool = False
    content: Content | None = None  # what both hold, once it is verified
    _missing: set[str] = field(default_factory=set)
    _other: set[str] = field(default_factory=set)  # articles that the target has otherwise

    def check(self) -> Iterator[str]:
        """Compare what is in the target with the source. StoreError where it holds something else and not `add`."""
        ids, there = set(self.source.ids()), set(StoreSource(self.target).ids())
        decided = {d.id for d in self.source.decisions()}
        if not self.add:
            strange = sorted(d.id for d in StoreSource(self.target).decisions() if d.id not in decided)
            self._refuse(sorted(there - ids), "articles")
            self._refuse(strange, "decisions")
        for said, found in self._pairs(ids & there):
            if found is None or hashed(found) != hashed(said):
                self._other.add(said.article.id)
            yield said.article.id
        if not self.add:
            self._refuse(sorted(self._other), "articles")
        self._missing = ids - there

    @property
    def missing(self) -> int:
        """How many articles `run` is to put, once it is checked."""
        return len(self._missing | self._other)

    def run(self) -> Iterator[str]:
        """Put what is missing. Decisions go first: who reads meanwhile never sees open what was rejected."""
        known = {d.id: d for d in StoreSource(self.target).decisions()}
        for decision in self.source.decisions():
            if known.get(decision.id) != decision:
                if decision.id in known:
                    self.target.withdraw(decision.id)
                self.target.decide(decision)
        waiting: Waiting[Said] = Waiting(self.target)
        for said in self.source.said(self._missing | self._other):
            if said.article.id in self._other:  # what it said may go by the same version
                self.target.forget(said.article.id)
            yield from (done[0].article.id for done in waiting.take(said) if isinstance(done, tuple))
        yield from (done[0].article.id for done in waiting.flush() if isinstance(done, tuple))

    def verify(self) -> Iterator[str]:
        """Read both again and set `content`. StoreError where they differ."""
        ours, theirs = Tally(), Tally()
        ids = self.source.ids()
        differ: set[str] = set()
        for said, found in self._pairs(ids):
            if ours.article(said) != (theirs.article(found) if found else None):
                differ.add(said.article.id)
            yield said.article.id
        known = {d.id: d for d in StoreSource(self.target).decisions()}
        for decision in self.source.decisions():
            same = known.pop(decision.id, None)
            if ours.decision(decision) != (theirs.decision(same) if same else None):
                differ.add(decision.id)
        if not self.add:
            differ |= set(StoreSource(self.target).ids()) - set(ids) | known.keys()
        if differ or ours.content != theirs.content:
            raise self._mismatch(sorted(differ))
        self.content = ours.content

    def _pairs(self, ids: Collection[str]) -> Iterator[tuple[Said, Said | None]]:
        """Those articles of the source by id, each with what the target has in its place."""
        for some in batches(self.source.said(ids), TOGETHER):
            found = {said.article.id: said for said in self.target.said_all([said.article.id for said in some])}
            yield from ((said, found.get(said.article.id)) for said in some)

    def _refuse(self, ids: list[str], what: str) -> None:
        if ids:
            msg = (
                f"{self.target.location} holds {what} that are not in {self.source.location}, or are otherwise there"
                f" ({_named(ids)}): name an empty store, or say --add to put both into one."
            )
            raise StoreError(msg)

    def _mismatch(self, ids: list[str]) -> StoreError:
        return StoreError(
            f"{self.target.location} does not hold what {self.source.location} holds ({_named(ids)}):"
            " if one of them was changed meanwhile, run the same command again.",
        )


def _named(ids: list[str]) -> str:
    """The first few of some ids."""
    rest = len(ids) - 3
    return ", ".join(chain(ids[:3], [f"and {rest:,} more"] if rest > 0 else []))
