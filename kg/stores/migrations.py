"""What brings a graph of an older format to the newest one: the same steps in every home."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import StoreError
from kg.stores import cypher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)


class Run(Protocol):
    """Sends a statement to a home."""

    def __call__(self, statement: str, **parameters: Any) -> object:
        """Run it."""
        ...


# By the format that a step starts from: there is none yet.
STEPS: dict[int, Callable[[Run], None]] = {}


class UpgradeError(StoreError):
    """A graph that could not be brought to the newest format, and is as it was."""

    def __init__(self, location: str, found: int, why: str) -> None:
        super().__init__(
            f"{location} could not be brought from format {found} to {cypher.FORMAT} ({why}): nothing was changed.",
        )


def migrate(found: int, run: Run) -> Iterator[int]:
    """Take each step from the format that was found to the newest one, yielding the format that each has reached."""
    for step in range(found, cypher.FORMAT):
        if step not in STEPS:
            msg = f"no step leads from format {step}"
            raise StoreError(msg)
        STEPS[step](run)
        run(cypher.SET_META, format=step + 1)
        yield step + 1


@contextmanager
def upgrading(location: str, found: int, words: Callable[[Exception], str]) -> Iterator[None]:
    """Say how an upgrade ended; UpgradeError where it failed. Whoever calls sees to it that all is undone then."""
    try:
        yield
    except Exception as error:
        raise UpgradeError(location, found, words(error)) from error
    log.warning("%s was brought from format %d to %d.", location, found, cypher.FORMAT)
