"""What can go wrong, as sentences that name the file, line or value and say what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class KgError(Exception):
    """Anything this project raises on purpose; its text is one sentence for the user."""


class UsageError(KgError):
    """The call's words are off: the CLI exits with 2."""


class SourceError(KgError):
    """An article that cannot be read."""

    def __init__(self, location: str | Path, reason: str) -> None:
        super().__init__(f"{location}: {reason}")
        self.location = str(location)


class ContentError(KgError):
    """A mistake in a content file: ontology, lexicon, reference data or preset."""

    def __init__(self, path: str | Path, line: int | None, reason: str) -> None:
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {reason}")
        self.path, self.line = str(path), line


class UnknownNameError(UsageError):
    """A name that nothing answers to, with the nearest ones that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, hint: str = "") -> None:
        near = nearest(name, known)
        proposal = f" Did you mean {' or '.join(near)}?" if near else (f" {hint}" if hint else "")
        super().__init__(f"There is no {kind} {name!r}.{proposal}")
        self.kind, self.name, self.near = kind, name, near


class ParameterError(UsageError):
    """A preset's parameter that is missing, unknown or of the wrong form."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process holds the store."""

    def __init__(self, location: str) -> None:
        super().__init__(f"{location} is in use by another process: wait until it is done, or name another --store.")


class StoreMissingError(StoreError):
    """There is no store where one was to be read."""

    def __init__(self, location: str) -> None:
        super().__init__(f"There is no graph at {location} yet: `kg load FILE` makes one, or name another --store.")


class StoreVersionError(StoreError):
    """The store was written by a newer kg."""

    def __init__(self, location: str, found: int, known: int) -> None:
        super().__init__(
            f"{location} has format {found}, and this kg knows formats up to {known}: install a newer summit-kg.",
        )


class BrokenClaimError(StoreError):
    """A claim in the graph lacks a part, such as its subject."""

    def __init__(self, claim: str, article: str, why: str) -> None:
        super().__init__(
            f"The claim {claim} in the graph is not whole ({why}):"
            f" `kg forget {article}`, then load that article again.",
        )


class StatementError(KgError):
    """A Cypher statement that is refused, wrong, or took too long."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of `known` that look like `name`, best first, as they are spelled there."""
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(candidate.casefold(), candidate)
    return [by_fold[key] for key in get_close_matches(name.casefold(), by_fold, n=most, cutoff=0.6)]
