"""Writing files whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class WriteError(KgError, OSError):
    """A file that cannot be written; an OSError too, for those who can do without the file."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}.")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name only once it is complete and on the disk.

    A pipe or device is written as it is; `-` is stdout. WriteError for whatever the system refuses.
    """
    if path == Path("-"):
        with _stdout() as out:
            yield out
        return
    with whole_files([path]) as (file,):
        yield file


def write_whole(path: Path, text: str) -> None:
    """Put a text into a file, as `whole_file` does. Halves of surrogate pairs, which no file can hold, become `?`."""
    with whole_file(path) as out:
        out.write(text.encode("utf-8", "replace"))


@contextmanager
def _stdout() -> Iterator[BinaryIO]:
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has seen enough
        raise
    except OSError as error:
        raise WriteError(Path("stdout"), error) from error


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Several files that appear together, once all are complete."""
    try:
        targets = [path.resolve() for path in paths]
        parts = [_part(target) for target in targets]
        with _removed(parts), ExitStack() as stack:
            files: list[BinaryIO] = [
                stack.enter_context(part.open("wb" if part == target else "xb"))
                for part, target in zip(parts, targets, strict=True)
            ]
            yield files
            for file in files:
                _settle(file)
            for part, target in zip(parts, targets, strict=True):
                _move(part, target)
    except OSError as error:
        raise WriteError(paths[0] if len(paths) == 1 else paths[0].parent, error) from error


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill with files, which appears under its name once all are complete; an empty one may be there."""
    try:
        target = path.resolve()
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        draft.mkdir()
        try:
            yield draft
            for part in (*draft.iterdir(), draft):
                _sync(part)
            draft.replace(target)
            _sync(target.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(path, error) from error


def _part(target: Path) -> Path:
    """Where a file is written first: beside its place, or, where that is a device, there."""
    special = target.exists() and not target.is_file() and not target.is_dir()
    return target if special else target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")


@contextmanager
def _removed(parts: Sequence[Path]) -> Iterator[None]:
    """Whatever happens, no part of a file stays behind."""
    try:
        yield
    finally:
        for part in (p for p in parts if p.name.endswith(".part")):
            with suppress(OSError):
                part.unlink()


def _settle(file: BinaryIO) -> None:
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # a pipe or device has nothing to settle
        os.fsync(file.fileno())


def _move(part: Path, target: Path) -> None:
    if part == target:
        return
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Put a file, or the names in a folder, on the disk."""
    there = os.open(path, os.O_RDONLY)
    try:
        os.fsync(there)
    finally:
        os.close(there)
