"""Where articles come from: files and folders, read by the loaders; each article, or why it cannot be read."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg import content
from kg.errors import ContentError, SourceError, UsageError
from kg.model import stable_hash
from kg.reference.dates import valid
from kg.sources.decoding import contents, decoded
from kg.sources.files import files, skipped
from kg.sources.front_matter import front_matter
from kg.sources.loaders import Loader, loader_for, loaders
from kg.sources.making import Maker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article

__all__ = [
    "Loader",
    "Maker",
    "checked_date",
    "contents",
    "count",
    "decoded",
    "files",
    "front_matter",
    "loaders",
    "read",
]

log = logging.getLogger(__name__)
REFERENCE, STDIN = "reference", "-"


def read(locations: Sequence[str], *, published: str | None = None, base: Path) -> Iterator[Article | SourceError]:
    """The articles at some locations in order, each file once, and a SourceError for each that cannot be read.

    A location is a file, a folder, "-" (standard input as Markdown), "reference" (the reference data) or "examples"
    (the project's own, where no such path exists). `published` dates the articles that name no date themselves; file
    locations are relative to `base`. UsageError where `published` is no ISO date.
    """
    return _once(_found(locations, checked_date(published), base))


def checked_date(published: str | None) -> str | None:
    """The date as given; UsageError where it is no day, month or year in ISO form."""
    if published is not None and not valid(published):
        msg = f"{published!r} is no date: write a day as 2023-07-11, a month as 2023-07, or a year as 2023."
        raise UsageError(msg)
    return published


def count(locations: Sequence[str]) -> int:
    """How many articles `read` would give if each file had one, without opening any."""
    return sum(_count(location) for location in locations)


def _count(location: str) -> int:
    if location == STDIN:
        return 1
    if _special(location):
        return sum(1 for _ in content.files("ontology", "reference/*.csv"))
    return sum(not isinstance(file, SourceError) for file in files(location))


def _special(location: str) -> bool:
    return location == STDIN or (location == REFERENCE and not Path(location).exists())


def _found(locations: Sequence[str], published: str | None, base: Path) -> Iterator[Article | SourceError]:
    opened: set[str] = set()
    for location in locations:
        if location == STDIN:
            yield from _standard_input(published, base)
        elif _special(location):
            yield from _reference()
        else:
            _say_skipped(location)
            for path in files(location):
                yield from _once_opened(path, opened, published, base)


def _say_skipped(location: str) -> None:
    endings = skipped(location)
    listed = ", ".join(f"{n} {ending or 'without an ending'}" for ending, n in sorted(endings.items()))
    if listed:
        number = endings.total()
        what = "1 file that no loader reads was" if number == 1 else f"{number:,} files that no loader reads were"
        log.warning("%s: %s skipped (%s)", location, what, listed)


def _once_opened(
    path: Path | SourceError, opened: set[str], published: str | None, base: Path
) -> Iterator[Article | SourceError]:
    if isinstance(path, SourceError):
        yield path
    elif (real := os.path.realpath(path)) not in opened:
        opened.add(real)
        loader = loader_for(path)
        yield from _articles(loader, Maker(path, base, loader.name, published))


def _articles(loader: Loader, make: Maker) -> Iterator[Article | SourceError]:
    """What a loader finds in a file; a failure of any kind concerns that file alone."""
    try:
        yield from loader.load(make.path, make)
    except SourceError as error:
        yield error
    except (ContentError, UsageError):
        raise
    except Exception as error:  # noqa: BLE001 - loaders are content, and files are hostile
        yield SourceError(make.path, f"the loader {loader.name} failed: {type(error).__name__}: {error}")


def _once(found: Iterator[Article | SourceError]) -> Iterator[Article | SourceError]:
    """Articles at the same address once; two that differ are a mistake, since the second would replace the first."""
    seen: dict[str, str] = {}
    for article in found:
        if isinstance(article, SourceError):
            yield article
        elif article.id not in seen:
            seen[article.id] = article.sha256
            yield article
        elif seen[article.id] != article.sha256:
            yield SourceError(article.location, "a second source gives the same address with another text: left out")


def _reference() -> Iterator[Article]:
    from kg.reference import articles  # noqa: PLC0415 - reads all reference data

    yield from articles()


def _standard_input(published: str | None, base: Path) -> Iterator[Article | SourceError]:
    """What is typed or piped in; its place is its content, since it has no other."""
    data = sys.stdin.buffer.read()
    loader = loaders()["markdown"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin.md"
        path.write_bytes(data)
        for found in _articles(loader, Maker(path, base, loader.name, published, f"stdin/{stable_hash(data)}")):
            failed = isinstance(found, SourceError)
            yield SourceError("standard input", str(found).rpartition("stdin.md: ")[2]) if failed else found
