"""The tables of `ontology/reference`: which columns each has, and its rows, each with its place in the file's text."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import ContentError
from kg.reference import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATES = frozenset({"start", "end", "date"})
FLAGS = frozenset({"capital_stands", "heads", "regular"})
_ACTORS = ("State", "Organization", "Group")


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: the class of the entities its rows make (None: rows say something of others), and its columns.

    `source` is required in every table. `refs` names the columns that hold ids, with the classes these must have
    (none: any). `shared` allows two rows of the table the same alias.
    """

    name: str
    type: str | None
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    refs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """All columns that a file of this table may have."""
        return frozenset((*self.required, *self.optional, "source"))


_STATE_NAMES = ("official_name", "aliases", "metonyms", "capital", "capital_aliases", "capital_stands", "demonyms")
_REFS_OF_CONFLICT: Mapping[str, tuple[str, ...]] = {
    "attacker": ("State", "Organization"), "target": ("State", "Place"),
    "parties": _ACTORS, "place": ("State", "Place"),
}  # fmt: skip
TABLES = {
    table.name: table
    for table in (
        Table("states", "State", ("id", "name"), (*_STATE_NAMES, "iso2", "iso3", "leader", "wikidata")),
        Table("places", "Place", ("id", "name"), ("aliases", "in", "demonyms", "wikidata"), {"in": ("State", "Place")}),
        Table(
            "organizations", "Organization", ("id", "name", "kind"),
            ("aliases", "part_of", "acts_for", "leader", "start", "end", "wikidata", "description"),
            {"part_of": _ACTORS, "acts_for": _ACTORS},
        ),
        Table("groups", "Group", ("id", "name"), ("aliases", "acts_for"), {"acts_for": _ACTORS}),
        Table("persons", "Person", ("id", "name"), ("aliases", "wikidata"), shared=True),
        Table(
            "summits", "Summit", ("id", "name", "body", "start"),
            ("city", "country", "end", "regular", "aliases", "wikidata"),
            {"body": _ACTORS, "city": ("Place",), "country": ("State",)}, shared=True,
        ),
        Table(
            "declarations", "Declaration", ("id", "name", "kind"),
            ("aliases", "part_of", "issuer", "summit", "date", "wikidata"),
            {"part_of": ("Declaration",), "issuer": _ACTORS, "summit": ("Summit",)}, shared=True,
        ),
        Table(
            "programmes", "Programme", ("id", "name", "kind"),
            ("aliases", "owner", "partner", "start", "end", "wikidata"),
            {"owner": _ACTORS, "partner": _ACTORS}, shared=True,
        ),
        Table(
            "conflicts", "Conflict", ("id", "name"),
            ("aliases", "start", "end", "deed", "attacker", "target", "parties", "place", "wikidata"),
            _REFS_OF_CONFLICT,
        ),
        Table("memberships", None, ("org", "member"), ("status", "start", "end"), {"org": _ACTORS, "member": _ACTORS}),
        Table("roles", None, ("role", "heads"), ("aliases",)),
        Table(
            "offices", None, ("person", "role", "of"), ("title", "start", "end"),
            {"person": ("Person",), "of": _ACTORS},
        ),
        Table("descriptions", None, ("description", "type"), ("kinds", "entities"), {"entities": ()}),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and `text[start:end]` of the file that is the line."""

    table: Table
    path: str
    line: int
    start: int
    end: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def get(self, column: str) -> str | None:
        """The cell, None where it is empty or the file has no such column."""
        return self.cells.get(column) or None

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that separates them by `|`."""
        cell = self.cells.get(column)
        return tuple(part.strip() for part in cell.split("|")) if cell else ()

    def flag(self, column: str, *, default: bool) -> bool:
        """Whether the cell says yes."""
        return {"yes": True, "no": False}.get(self[column], default)


def wrong(row: Row, reason: str) -> ContentError:
    """The error that names the line of a row."""
    return ContentError(row.path, row.line, reason)


def rows(table: Table, path: str, text: str) -> Iterator[Row]:
    """The rows of a file's text, checked one by one. ContentError at the first that is wrong."""
    lines = text.split("\n")
    reader = csv.reader(lines, strict=True)
    offset, header = 0, None
    for number, line in enumerate(lines, 1):
        cells = _cells(reader, number, path)
        if header is None:
            header = _header(table, path, cells)
        elif cells:
            yield _row(table, header, cells, (path, number, offset, offset + len(line)))
        offset += len(line) + 1


def _cells(reader: Iterator[list[str]], number: int, path: str) -> list[str]:
    try:
        cells = next(reader)
    except csv.Error as error:
        raise ContentError(path, number, f"not a line of CSV: {error}.") from None
    if reader.line_num != number:  # type: ignore[attr-defined]  # the protocol of a reader lacks it
        raise ContentError(path, number, "a cell must not run over the end of its line.")
    return cells


def _header(table: Table, path: str, cells: list[str]) -> list[str]:
    missing = [c for c in (*table.required, "source") if c not in cells]
    unknown = [c for c in cells if c not in table.columns]
    faults = [f"{c} is missing" for c in missing] + [f"{c} is unknown" for c in unknown]
    faults += [f"{c} is there twice" for c in sorted(set(cells)) if cells.count(c) > 1]
    if faults:
        known = ", ".join(sorted(table.columns))
        raise ContentError(path, 1, f"the columns are not those of {table.name}: {', '.join(faults)}. Known: {known}.")
    return cells


def _row(table: Table, header: list[str], cells: list[str], place: tuple[str, int, int, int]) -> Row:
    row = Row(table, *place, dict(zip(header, cells, strict=False)))
    if len(cells) != len(header):
        raise wrong(row, f"{len(cells)} cells under {len(header)} columns.")
    for column in (*table.required, "source"):
        if not row[column].strip():
            raise wrong(row, f"{column} is missing.")
    _check_forms(row)
    return row


def _check_forms(row: Row) -> None:
    for column, cell in row.cells.items():
        if cell != cell.strip():
            raise wrong(row, f"{column} has blanks around it: {cell!r}.")
        if cell and column in DATES and not dates.valid(cell):
            raise wrong(row, f"{column} {cell!r} is no year, month or day such as 2023-07-11.")
        if cell and column in FLAGS and cell not in ("yes", "no"):
            raise wrong(row, f"{column} is yes or no, not {cell!r}.")
    if row["start"] and row["end"] and dates.earliest(row["start"]) > dates.latest(row["end"]):
        raise wrong(row, f"it ends ({row['end']}) before it starts ({row['start']}).")
