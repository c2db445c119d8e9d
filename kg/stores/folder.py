"""The folder of an embedded graph: what lies beside the engine's own files, and can be read without the engine."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

GRAPH = "graph"  # the engine's files
MARK = "store.json"  # says that this is a graph, and of what format
NAMES = "names.json"  # what shell completion offers
SIZES = "sizes.json"  # of the engine's files when they were last closed


def is_store(folder: Path) -> bool:
    """Whether a graph is there. StoreError where something else is."""
    if (folder / MARK).is_file():
        return True
    if folder.is_dir():
        if any(folder.iterdir()):
            msg = f"{folder} is a folder with other things in it, and no graph: name another --store."
            raise StoreError(msg)
        return False
    if folder.exists() or folder.is_symlink():
        msg = f"{folder} is a file, and no graph: name another --store."
        raise StoreError(msg)
    return False


def read_format(folder: Path) -> int:
    """The format that the mark names. StoreError where it cannot be read."""
    try:
        return int(json.loads((folder / MARK).read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(folder, f"{MARK} cannot be read") from error


def write_mark(folder: Path, format_: int) -> None:
    """Say that a graph of this format is here."""
    _write(folder / MARK, {"engine": "arcadedb", "format": format_})


def write_names(folder: Path, names: Iterable[str]) -> None:
    """Note the names that shell completion offers."""
    _write(folder / NAMES, sorted(set(names)))


def read_names(folder: Path) -> list[str]:
    """The names that were last noted; none where there are none to be read."""
    try:
        found = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def write_sizes(folder: Path) -> None:
    """Note how long the engine's files are, now that it has closed them."""
    _write(folder / SIZES, {path.name: path.stat().st_size for path in _grown(folder)})


def check_sizes(folder: Path) -> None:
    """StoreError where a file is missing or shorter than it was: the engine would take what is left for the whole."""
    try:
        noted = {
            str(name): int(size) for name, size in json.loads((folder / SIZES).read_text(encoding="utf-8")).items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged(folder, f"{SIZES} cannot be read") from error
    there = {path.name: path.stat().st_size for path in _grown(folder)}
    for name, size in sorted(noted.items()):
        if there.get(name, -1) < size:
            raise damaged(folder, f"{GRAPH}/{name} is {'cut short' if name in there else 'missing'}")


def damaged(folder: Path | str, reason: str) -> StoreError:
    """The sentence for a graph that cannot be trusted."""
    return StoreError(
        f"{folder} is damaged ({reason}): put back a copy of the folder, or load the articles into a new one."
    )


@contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """Where a graph is made before it is moved to its place, so that nobody sees half of one; gone afterwards."""
    _sweep(folder)
    made = folder.parent / f".{folder.name}.new-{os.getpid()}"
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a process that died while it made a graph here has left."""
    for left in folder.parent.glob(f".{folder.name}.new-*"):
        pid = left.name.rpartition("-")[2]
        if pid.isdigit() and not _alive(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True


def _grown(folder: Path) -> list[Path]:
    """The engine's files that only ever grow: records and names of properties."""
    return [path for path in (folder / GRAPH).glob("*") if path.suffix in (".bucket", ".dict")]


def _write(path: Path, value: Any) -> None:
    """Write JSON as a whole or not at all."""
    write_whole(path, json.dumps(value, ensure_ascii=False))
