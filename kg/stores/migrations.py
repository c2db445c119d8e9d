"""What brings a graph of an older format to the newest one: the same steps in every home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from kg.stores import cypher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Run(Protocol):
    """Sends a statement to a home."""

    def __call__(self, statement: str, **parameters: Any) -> object:
        """Run it."""
        ...


# By the format that a step starts from: there is none yet.
STEPS: dict[int, Callable[[Run], None]] = {}


def migrate(found: int, run: Run) -> Iterator[int]:
    """Take each step from the format that was found to the newest one, yielding the format that each has reached."""
    for step in range(found, cypher.FORMAT):
        STEPS[step](run)
        run(cypher.SET_META, format=step + 1)
        yield step + 1
