"""Listings on stdout: table, JSON, JSON lines or CSV, the same rows in each, streamed where the format allows.

A table is for reading, fitted to the terminal; the other formats have every column of every row as it is, but that
CSV, which spreadsheets open, disarms what they would run as formulas.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_UPPER = re.compile(r"[\x7f-\x9f\ud800-\udfff]")
PIPED = 120  # columns of a table that goes to a file or a pipe, unless COLUMNS says otherwise


class Format(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the rows.")]


def show(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format) -> int:
    """Print rows under their columns; how many there were."""
    writer = {Format.TABLE: _table, Format.JSON: _json, Format.JSONL: _jsonl, Format.CSV: _csv}[form]
    count = 0

    def counted() -> Iterable[Sequence[Any]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    writer(columns, counted())
    return count


def _jsonl(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        sys.stdout.write(as_json(dict(zip(columns, row, strict=True))) + "\n")


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    sys.stdout.write(as_json(listed, indent=2) + "\n")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from kg.text.sheets import disarmed

    line = io.StringIO(newline="")
    writer = csv.writer(line)  # ends a line with "\r\n": else a lone "\r" in a cell would not be quoted
    for row in chain((columns,), rows):
        writer.writerow([value if isinstance(value, float) else disarmed(_cell(value)) for value in row])
        sys.stdout.write(line.getvalue().removesuffix("\r\n") + "\n")
        line.seek(line.truncate(0))


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich.console import Console

    from kg.cli.claims import CLAIMS, claim_lines
    from kg.cli.layout import lines

    cells = [[printable(_cell(value)) for value in row] for row in rows]
    width = shutil.get_terminal_size((PIPED, 24)).columns
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    laid_out = claim_lines if set(columns) >= CLAIMS else lines
    for line in laid_out(columns, cells, width):
        console.print(line, soft_wrap=True)


def _cell(value: Any) -> str:
    """A value as one cell: nothing for None, lists with commas, the rest as JSON or text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
        return ", ".join(value)
    return as_json(value)


def as_json(value: Any, **form: Any) -> str:
    """JSON for people and programs that cannot steer a terminal: all control characters in it are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str, **form)
    return _UPPER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control characters become blanks (an article is not to be trusted)."""
    return "".join(c if c.isprintable() else " " for c in text)
