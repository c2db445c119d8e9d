"""One thing that was looked at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is in order, and in words how it is; where it is not, what to do too."""

    what: str
    fine: bool
    said: str


class StopError(Exception):
    """What comes after a finding cannot be looked at; with that finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.said)
        self.finding = finding


@contextmanager
def required(what: str) -> Iterator[None]:
    """What must be in order before anything else of the store can be looked at: its error is the last finding."""
    try:
        yield
    except (KgError, OSError) as error:
        raise StopError(Finding(what, fine=False, said=str(error))) from error
