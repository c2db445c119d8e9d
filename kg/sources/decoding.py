"""Bytes of a file as text."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from kg.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1_000_000
MOST = 100 * MEGABYTE
STRAY = 0.01  # of a text may be control characters
SURE = 0.8  # of a guessed encoding: how much of the text must look orderly
GUESS_BY = 200_000  # bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\0": "a database",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN = {
    "cp1250",
    "cp1252",
    "cp1254",
    "cp1257",
    "iso8859_1",
    "iso8859_15",
    "latin_1",
    "mac_roman",
    "cp437",
    "cp850",
}


def decoded(path: Path, *, most: int = MOST, declared: str | None = None) -> str:
    r"""The text of a file, line ends as "\n"; `declared` is the encoding that the file itself names, if any.

    A byte order mark decides, then UTF-8 if the bytes are, then `declared`, then a confident guess.
    SourceError where it is larger than `most` bytes, binary, or in no encoding that can be told.
    """
    data = contents(path, most=most)
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise SourceError(path, f"it is {kind}, not text: convert it to text, Markdown or HTML first")
    text = _marked(path, data)
    if text is None:
        text = _unmarked(path, data, declared)
    sample = text[:MEGABYTE]
    if "\0" in sample or len(_CONTROL.findall(sample)) > len(sample) * STRAY:
        raise SourceError(path, "it is no text: it holds control characters (UTF-16 needs its byte order mark)")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def contents(path: Path, *, most: int = MOST) -> bytes:
    """The bytes of a file. SourceError where it cannot be read, or has more than `most` bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise SourceError(path, f"it cannot be read: {error.strerror or error}") from error
    if len(data) > most:
        raise SourceError(path, f"it has more than {most // MEGABYTE} MB, the most that is read: split it")
    return data


def _marked(path: Path, data: bytes) -> str | None:
    """By its byte order mark; None where it has none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise SourceError(path, f"it says that it is {name}, but byte {error.start} is not") from error
    return None


def _unmarked(path: Path, data: bytes, declared: str | None) -> str:
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):  # `undefined` and `idna` are encodings too
            continue
    if b"\0" not in data and (guess := _guess(data)):
        return data.decode(guess, errors="replace")
    raise SourceError(path, "its encoding cannot be told: save it as UTF-8")


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(data[:GUESS_BY]).best()
    if best is None or best.chaos > 1 - SURE:
        return None
    alike = {best.encoding, *best.could_be_from_charset}
    return "cp1252" if alike & _WESTERN and _decodes(data, "cp1252") else best.encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
