"""Articles that have been read and wait to be stored: several share a transaction, and none is split over two."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.stores import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Change, Store

T = TypeVar("T")

CLAIMS = 1_000  # that a transaction takes
SECONDS = 1.0  # that an article waits at most, while others are read: who interrupts loses no more


@dataclass(slots=True)
class Waiting(Generic[T]):
    """A queue before a store: what goes in comes out in order, an article once it is stored, with its change."""

    store: Store
    _queue: list[Said | T] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set)
    _claims: int = 0
    _since: float = 0.0

    def take(self, one: Said | T) -> Iterator[tuple[Said, Change] | T]:
        """Take one more; what is done by now."""
        if isinstance(one, Said):
            if one.article.id in self._ids:  # named twice: the later one replaces the earlier one
                yield from self.flush()
            self._since = self._since if self._ids else time.monotonic()
            self._ids.add(one.article.id)
            self._claims += len(one.claims)
        self._queue.append(one)
        if not self._ids or self._claims >= CLAIMS or time.monotonic() - self._since >= SECONDS:
            yield from self.flush()

    def flush(self) -> Iterator[tuple[Said, Change] | T]:
        """Store all that waits, as a whole or not at all."""
        queue, self._queue = self._queue, []
        self._ids, self._claims = set(), 0
        said = [one for one in queue if isinstance(one, Said)]
        changes = iter(self.store.add_all(said) if said else ())
        for one in queue:
            yield (one, next(changes)) if isinstance(one, Said) else one
