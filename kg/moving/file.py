"""A backup as a source: checked as a whole before anything of it is used."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg.errors import KgError
from kg.model import Decision
from kg.moving.content import Content, Tally
from kg.moving.lines import VERSION, BackupError, unpacked
from kg.moving.parts import Parts, check
from kg.stores import Said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.model import Json


class BackupFile:
    """A file that `backup` wrote. `check` must have been gone through before it is a source."""

    def __init__(self, path: Path, location: str) -> None:
        self.location = location
        self._path = path
        self._ids: list[str] = []

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """A backup; what comes through a pipe, or stdin where the path is `-`, is put on the disk meanwhile."""
        if path.is_file() and path != Path("-"):
            yield cls(path, str(path))
            return
        with tempfile.NamedTemporaryFile(prefix="kg-restore-") as kept:
            try:
                with nullcontext(sys.stdin.buffer) if path == Path("-") else path.open("rb") as stream:
                    shutil.copyfileobj(stream, kept)
                kept.flush()
            except OSError as error:
                msg = f"{path} cannot be read: {error.strerror or error}."
                raise KgError(msg) from error
            yield cls(Path(kept.name), "stdin" if path == Path("-") else str(path))

    def check(self) -> Iterator[str]:
        """Read the whole file, yielding the ids of articles. BackupError at the first thing that is wrong."""
        tally = Tally()
        self._ids = []
        decided: list[str] = []
        for n, found in self._values():
            if isinstance(found, Said):
                self._next(n, found.article.id, self._ids, "articles")
                self._check(n, found)
                tally.article(found)
                yield found.article.id
            elif isinstance(found, Decision):
                self._next(n, found.id, decided, "decisions")
                tally.decision(found)
            elif found != tally.content:
                raise BackupError(self.location, n, f"the file says that it holds {found}, but holds {tally.content}")

    def ids(self) -> Sequence[str]:
        """The ids of all articles, sorted."""
        return self._ids

    def said(self, ids: Collection[str]) -> Iterator[Said]:
        """Those articles, by id."""
        wanted = frozenset(ids)
        if wanted:
            found = (value for _, value in self._values() if isinstance(value, Said))
            yield from (said for said in found if said.article.id in wanted)

    def decisions(self) -> Iterator[Decision]:
        """All decisions, by id."""
        yield from (value for _, value in self._values() if isinstance(value, Decision))

    def _values(self) -> Iterator[tuple[int, Said | Decision | Content]]:
        """What the lines say, the last one being the trailer. BackupError with the line where one is off."""
        lines = unpacked(self._path, self.location)
        n, header = next(lines, (0, {}))
        self._check_header(header)
        parts = Parts()
        ended = False
        for n, line in lines:
            if ended:
                raise BackupError(self.location, n, "something comes after the end")
            try:
                found = parts.take(line)
            except (ValueError, KgError) as error:
                raise BackupError(self.location, n, str(error).rstrip(".")) from error
            if found is not None:
                ended = isinstance(found, Content)
                yield n, found
        if not ended:
            raise BackupError(self.location, n or None, "the file is cut short after it: its end is missing")

    def _check_header(self, header: Json) -> None:
        if header.get("kg") != "backup" or not isinstance(header.get("version"), int):
            raise BackupError(self.location, 1, "it does not say that this is a backup of kg")
        if header["version"] > VERSION:
            reason = f"the backup has version {header['version']}, and this kg knows versions up to {VERSION}"
            raise BackupError(self.location, 1, f"{reason}: install a newer summit-kg")

    def _next(self, n: int, id_: str, before: list[str], what: str) -> None:
        """Note an id. BackupError where it is not behind the one before: so none comes twice."""
        if before and id_ <= before[-1]:
            raise BackupError(self.location, n, f"{what} are out of order ({id_!r} after {before[-1]!r})")
        before.append(id_)

    def _check(self, n: int, said: Said) -> None:
        try:
            check(said)
        except (ValueError, KgError) as error:
            raise BackupError(self.location, n, str(error).rstrip(".")) from error
