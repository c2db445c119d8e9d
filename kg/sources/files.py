"""The files that a location on the command line names."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg import content
from kg.errors import SourceError
from kg.sources.loaders import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = "examples"
WEB = ("http://", "https://")


def files(location: str) -> Iterator[Path | SourceError]:
    """A named file, or those in a folder that a loader claims: by path, hidden ones and loops of links left out."""
    if location.lower().startswith(WEB):
        yield SourceError(location, "pages are not fetched from the web yet: save it as HTML and load the file")
        return
    if not location:
        yield SourceError("''", "an empty name names no file; a dot is this folder")
        return
    path = _place(location)
    if path.is_dir():
        yield from _inside(path)
    elif path.is_file():
        yield path
    else:
        yield SourceError(location, _why_not(path))


def skipped(location: str) -> Counter[str]:
    """The endings of the files in a folder that no loader claims, each with how many there are."""
    path = _place(location)
    if location.lower().startswith(WEB) or not location or not path.is_dir():
        return Counter()
    inside = (found for found in _walk(path, set()) if isinstance(found, Path))
    return Counter(s for found in inside if (s := found.suffix.lower()) not in claimed())


def _place(location: str) -> Path:
    path = Path(location).expanduser()
    return content.shipped() / EXAMPLES if location == EXAMPLES and not path.exists() else path


def _why_not(path: Path) -> str:
    if os.path.lexists(path):
        return "it is neither a file nor a folder" if path.exists() else "it is a link that leads nowhere"
    return "there is no such file or folder"


def _inside(folder: Path) -> Iterator[Path | SourceError]:
    suffixes = claimed()
    count = 0
    for found in _walk(folder, set()):
        if isinstance(found, SourceError) or found.suffix.lower() in suffixes:
            count += 1
            yield found
    if not count:
        yield SourceError(folder, f"no file in it ends with {', '.join(sorted(suffixes))}")


def _walk(folder: Path, seen: set[str]) -> Iterator[Path | SourceError]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield SourceError(folder, f"it cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen)
        elif entry.is_file():
            yield entry
