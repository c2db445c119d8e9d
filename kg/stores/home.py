"""What differs between the homes of a graph: all that the shared code asks of one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.stores.graph import Row

T = TypeVar("T")
BATCH = 1_000  # rows that one UNWIND takes


class Home(Protocol):
    """A database that runs Cypher."""

    def run(self, statement: str, **parameters: Any) -> list[Row]:
        """Run one of the statements of `cypher`; its rows, in which a node or relationship is its properties."""
        ...

    def labels(self, lineage: Sequence[str]) -> str:
        """How an entity of a class is labelled in CREATE: `Entity:State:Actor`, or less where the schema knows more."""
        ...

    def remove_direct(self, claims: Mapping[str, Sequence[str]]) -> None:
        """Remove the direct relationships of claims, whose ids are given by relation."""
        ...


def batches(rows: Iterator[T] | Sequence[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of up to `size` rows."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch
