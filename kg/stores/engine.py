"""The embedded engine, made quiet before it is loaded, and its errors as words."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from platformdirs import user_log_path

if TYPE_CHECKING:
    from pathlib import Path

os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")  # read once, when the library is loaded
os.environ.setdefault("ARCADEDB_LOG_DIR", str(user_log_path("summit-kg", appauthor=False)))

import arcadedb
from arcadedb import ArcadeDBError, Database

__all__ = ["ArcadeDBError", "Database", "create", "is_full", "is_locked", "is_refused", "is_timeout", "open_", "words"]

MOST = 300  # characters of the engine's own words in a message


def create(folder: Path) -> Database:
    """A new, empty database in a folder that does not exist."""
    return arcadedb.create_database(str(folder))


def open_(folder: Path) -> Database:
    """The database in a folder."""
    return arcadedb.open_database(str(folder))


def words(error: Exception) -> str:
    """What the engine says, in one line: the innermost reason, without the names of its own classes."""
    chain = [message for _, message in getattr(error, "java_chain", ()) if message and message != "None"]
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
