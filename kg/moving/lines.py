"""The lines of a backup: gzip-compressed JSON, one value a line, each line limited so that no file can fill the memory.

The first line is the header, the last one the trailer; between them, articles by id, then decisions by id:

    {"kg": "backup", "version": 1, "written_by": "0.1.0"}
    {"article": {"article": {...}, "claims": [...], "entities": [...], "reading": "...", "loaded_at": "..."}}
    {"decision": {...}}
    {"end": {"articles": 1, "claims": 2, "decisions": 1, "hash": "..."}}

An article that is too long for a line is preceded by `{"part": {"text": "..."}}` and `{"part": {"claims": [...]}}`,
which are joined in order and followed by what its own line has of each.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Json

VERSION = 1
LONGEST = 32 * 2**20  # bytes of a line
TEXT = 2**20  # characters of text in a line
CLAIMS = 2_000  # in a line
MOST_TEXT = 100 * 2**20  # characters of an article, as of a file that is loaded
MOST_CLAIMS = 250_000  # of an article


class BackupError(KgError):
    """A file that is no whole backup."""

    def __init__(self, location: str, line: int | None, reason: str) -> None:
        super().__init__(f"{location}{f', line {line}' if line else ''}: {reason}.")


def parts(told: Json) -> Iterator[Json]:
    """The lines of an article: what is too long for one goes before it."""
    text, claims = told["article"]["text"], told["claims"]
    cut, at = len(text) - len(text) % TEXT, len(claims) - len(claims) % CLAIMS
    for start in range(0, cut, TEXT):
        yield {"part": {"text": text[start : start + TEXT]}}
    for start in range(0, at, CLAIMS):
        yield {"part": {"claims": claims[start : start + CLAIMS]}}
    yield {"article": told | {"article": told["article"] | {"text": text[cut:]}, "claims": claims[at:]}}


def packed(value: Json) -> bytes:
    """A value as a line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def unpacked(path: Path, location: str) -> Iterator[tuple[int, Json]]:
    """The lines of a file with their numbers. BackupError where one cannot be read, KgError where the file cannot."""
    n = 0
    try:
        with gzip.open(path, "rb") as file:
            while line := file.readline(LONGEST + 1):
                n += 1
                yield n, _value(line, location, n)
    except gzip.BadGzipFile as error:
        reason = "what follows is damaged" if n else "it is no backup, which is gzip-compressed"
        raise BackupError(location, n or None, reason) from error
    except (EOFError, zlib.error) as error:
        raise BackupError(location, n or None, "the file is cut short or damaged after it") from error
    except OSError as error:
        msg = f"{location} cannot be read: {error.strerror or error}."
        raise KgError(msg) from error


def _value(line: bytes, location: str, n: int) -> Json:
    if len(line) > LONGEST:
        raise BackupError(location, n, f"it is longer than {LONGEST:,} bytes, as no line of a backup is")
    try:
        found = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BackupError(location, n, f"it is no JSON ({_why(error)})") from error
    if not isinstance(found, dict) or not line.endswith(b"\n"):
        raise BackupError(location, n, "it is no line of a backup")
    return found


def _no_number(name: str) -> Any:
    msg = f"{name} is no number"
    raise ValueError(msg)


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error).split("\n", maxsplit=1)[0]
