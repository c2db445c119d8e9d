"""The text of every statement that is sent, to an engine or a server."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from arcadedb._native.database import NativeDatabase  # what its Database turns out to be
from neo4j import ManagedTransaction, Session, Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

# Whom statements are sent by, and which argument has the text.
SENDERS = (
    (Session, "run", 0),
    (Transaction, "run", 0),
    (ManagedTransaction, "run", 0),
    (NativeDatabase, "query", 1),
    (NativeDatabase, "command", 1),
)


@contextmanager
def recorded() -> Iterator[set[str]]:
    """The texts that are sent while inside, each really sent."""
    texts: set[str] = set()

    def noting(kind: Any, name: str, place: int) -> Any:
        real = getattr(kind, name)

        def run(self: Any, *words: Any, **more: Any) -> Any:
            texts.add(words[place])
            return real(self, *words, **more)

        return patch.object(kind, name, run)

    with ExitStack() as stack:
        for sender in SENDERS:
            stack.enter_context(noting(*sender))
        yield texts
