"""Exports: the graph as a file in a format that others read. One file a format; see `formats`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UnknownNameError, UsageError
from kg.export.formats import FORMATS, Format
from kg.export.iris import Names
from kg.export.source import Part
from kg.ontology import NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path

    from kg.export.source import Source

__all__ = ["FORMATS", "Format", "Part", "named", "write"]


def write(source: Source, path: Path, format: str | None = None, *, namespace: str = NAMESPACE) -> Path:  # noqa: A002 - as --format
    """Write a store, or a part of one, to a file (`-` is stdout); the format by the file's name unless given.

    UsageError for an unknown format, WriteError for a file that cannot be written. It appears only when it is whole.
    """
    form = _format(path, format)
    if path.is_dir() and not form.folder:
        example = path / f"graph{form.suffix}"
        msg = f"{path} is a folder, and {form.name} is written to a file: name one, such as {example}."
        raise UsageError(msg)
    form.write(source, path, Names(namespace))
    return path


def _format(path: Path, name: str | None) -> Format:
    if name is None:
        by_suffix = {form.suffix: form for form in FORMATS.values() if form.suffix}
        if found := by_suffix.get(path.suffix.lower()):
            return found
        msg = f"{path} does not tell its format: end its name in {', '.join(by_suffix)}, or give --format."
        raise UsageError(msg)
    return named(name)


def named(name: str) -> Format:
    """The format of a name, or of the ending of its files: "turtle", "ttl", ".ttl". UnknownNameError for no such."""
    endings = {form.suffix.lstrip("."): form for form in FORMATS.values() if form.suffix}
    wanted = name.strip().lower().lstrip(".")
    if found := FORMATS.get(wanted) or endings.get(wanted) or FORMATS.get(wanted.replace("-", "")):
        return found
    kind = "format"
    raise UnknownNameError(kind, name, [*FORMATS, *endings], hint=f"There are {', '.join(FORMATS)}.")
