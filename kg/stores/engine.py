"""The embedded engine, made quiet before it is loaded, and its errors as words."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from platformdirs import user_log_path

if TYPE_CHECKING:
    from pathlib import Path


def _log_folder() -> str:
    """Where the engine may leave its log: in the user's own place, else, where there is none, until this run ends."""
    folder = user_log_path("summit-kg", appauthor=False)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK | os.X_OK):
            return str(folder)
    made = tempfile.mkdtemp(prefix="summit-kg-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")  # read once, when the library is loaded
if "ARCADEDB_LOG_DIR" not in os.environ:
    os.environ["ARCADEDB_LOG_DIR"] = _log_folder()

import arcadedb  # noqa: E402 - it reads these settings when it is loaded
from arcadedb import ArcadeDBError, Database  # noqa: E402 - as above

__all__ = [
    "ArcadeDBError",
    "Database",
    "create",
    "is_full",
    "is_locked",
    "is_refused",
    "is_timeout",
    "open_",
    "time_limit",
    "words",
]

TIME_LIMIT = "arcadedb.command.timeout"
MOST = 300  # characters of the engine's own words in a message


def create(folder: Path) -> Database:
    """A new, empty database in a folder that does not exist."""
    return arcadedb.create_database(str(folder.absolute()))  # it looks from where the process began


def open_(folder: Path) -> Database:
    """The database in a folder."""
    return arcadedb.open_database(str(folder.absolute()))  # as above


def time_limit(database: Database) -> int:
    """The milliseconds that a statement may take, 0 for any: the engine keeps what it was last told."""
    settings = database.query("sql", "SELECT FROM schema:database").to_list()[0]["settings"]
    return int(next(one["value"] for one in settings if one["key"] == TIME_LIMIT))


def words(error: Exception) -> str:
    """What the engine says, in one line: the innermost reason, without the names of its own classes."""
    chain = [message for _, message in getattr(error, "java_chain", ()) if message not in (None, "", "None", "null")]
    text = str((chain or [str(error)])[-1])
    first = re.sub(r"\b(?:[a-z]\w*\.){2,}\w*(?:Exception|Error): ", "", text).strip().split("\n")[0]
    return first if len(first) <= MOST else first[: MOST - 1] + "…"


def is_locked(error: Exception) -> bool:
    """Whether another process, or another part of this one, holds the database."""
    return any("LockException" in name or "already in use" in str(said) for name, said in _chain(error))


def is_timeout(error: Exception) -> bool:
    """Whether a statement ran into its time limit."""
    return any(name.endswith("TimeoutException") for name, _ in _chain(error))


def is_full(error: Exception) -> bool:
    """Whether the disk has no space left."""
    return any("No space left" in str(said) or "Disk quota" in str(said) for _, said in _chain(error))


def is_refused(error: Exception) -> bool:
    """Whether the system lets nobody, or not this user, write there."""
    return any("Read-only file system" in str(said) or "Permission denied" in str(said) for _, said in _chain(error))


def _chain(error: Exception) -> list[tuple[str, str]]:
    native = getattr(error, "native", None) or {}
    outer = (str(native.get("cls", "")), str(native.get("error", error)))
    return [outer, *((str(name), str(said)) for name, said in getattr(error, "java_chain", ()))]
