"""A store's graph into one file."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from kg import __version__
from kg.files import whole_file
from kg.moving.content import Tally, told
from kg.moving.lines import LONGEST, VERSION, BackupError, packed, parts
from kg.moving.source import StoreSource
from kg.moving.values import encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gzip import GzipFile
    from pathlib import Path

    from kg.model import Json
    from kg.stores import Store

HEADER = {"kg": "backup", "version": VERSION, "written_by": __version__}
LEVEL = 6  # of compression: more takes twice the time for a few per cent


def backup(store: Store, path: Path, tally: Tally) -> Iterator[str]:
    """Write all that a store holds, whole or not at all, yielding the ids of articles; the same graph, the same bytes.

    Nobody changes the store meanwhile, and who reads goes on. `tally` has the content in the end.
    """
    with whole_file(path) as out, store.held(), gzip.GzipFile("", "wb", LEVEL, out, mtime=0) as file:
        yield from _write(StoreSource(store), file, tally, str(path))


def _write(source: StoreSource, file: GzipFile, tally: Tally, location: str) -> Iterator[str]:
    file.write(packed(HEADER))
    for said in source.said(source.ids()):
        tally.article(said)
        file.writelines(_short(part, said.article.id, location) for part in parts(told(said)))
        yield said.article.id
    for decision in source.decisions():
        tally.decision(decision)
        file.write(_short({"decision": encode(decision)}, decision.id, location))
    file.write(packed({"end": encode(tally.content)}))


def _short(value: Json, id_: str, location: str) -> bytes:
    """A line. BackupError where it is too long to be read back."""
    line = packed(value)
    if len(line) > LONGEST:
        raise BackupError(location, None, f"{id_} takes a line of {len(line):,} bytes, and the limit is {LONGEST:,}")
    return line
