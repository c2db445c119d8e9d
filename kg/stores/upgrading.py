"""An embedded graph of an older format, upgraded as a whole or not at all: a copy is, and then takes its place."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from kg.stores import cypher, engine
from kg.stores import folder as files
from kg.stores.migrations import migrate, upgrading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)


def upgrade(folder: Path, location: str) -> None:
    """Bring a graph to the newest format; as it was, it is put aside. UpgradeError where that failed."""
    with _alone(folder), files.draft(folder) as draft:
        found = files.read_format(folder)
        if found >= cypher.FORMAT:  # another process was faster
            return
        aside = _aside(folder, found)
        held = engine.open_(folder / files.GRAPH)  # so that nobody else changes it meanwhile
        with closing(held), upgrading(location, found, _words):
            shutil.copytree(folder, draft, ignore=shutil.ignore_patterns("*.lck"))
            _take_steps(draft, found)
        folder.rename(aside)
        draft.rename(folder)
        log.warning("As it was before, it lies in %s: remove that folder once you need it no more.", aside)


def _take_steps(draft: Path, found: int) -> None:
    with closing(engine.open_(draft / files.GRAPH)) as database:
        for reached in migrate(found, partial(_send, database)):
            files.write_mark(draft, reached)
    files.write_sizes(draft)


def _words(error: Exception) -> str:
    """Why an upgrade failed."""
    if isinstance(error, shutil.Error):  # a list of files with what the system said of each
        return str(error.args[0][0][-1])
    return engine.words(error)


def _send(database: engine.Database, statement: str, **parameters: object) -> None:
    database.command("opencypher", statement, parameters).close()


def _aside(folder: Path, found: int) -> Path:
    """Where a graph is put as it was: beside its place, under a name that says what it is."""
    name = f"{folder.name}.before-upgrade-from-format-{found}"
    names = (f"{name}{'' if n == 1 else f'-{n}'}" for n in count(1))
    return next(path for path in map(folder.with_name, names) if not path.exists())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder: of two processes that would upgrade it, one waits for the other."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
