"""Reads the tables and joins them into a Reference. Every mistake is a ContentError that names its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import content
from kg.errors import ContentError
from kg.reference.checks import check
from kg.reference.entities import Tables, make_entities, meeting
from kg.reference.gazetteer import Gazetteer
from kg.reference.lookup import Reference
from kg.reference.meetings import Meetings
from kg.reference.records import Adoption, Description, Membership, Office
from kg.reference.tables import TABLES, Row, rows
from kg.reference.terms import Terms
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "reference"
EXTRACTOR = "reference/1"


@dataclass(frozen=True, slots=True)
class File:
    """One CSV file: its table, where it lies, how articles call the place, and its text."""

    table: str
    path: Path
    location: str
    text: str


def files() -> Iterator[File]:
    """The tables' files, table by table; a user's own after the project's. ContentError for one that is no table."""
    found = list(content.files("ontology", f"{FOLDER}/*.csv"))
    for path in found:
        if path.stem not in TABLES:
            reason = f"there is no table {path.stem}: the tables are {', '.join(TABLES)}."
            raise ContentError(path, None, reason)
    for path in sorted(found, key=lambda p: list(TABLES).index(p.stem)):
        yield File(path.stem, path, _location(path), _text(path))


def _text(path: Path) -> str:
    """A file's text with plain line ends. ContentError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(path, None, f"it is not UTF-8: {error.reason} at byte {error.start}.") from None


def _location(path: Path) -> str:
    """Where an article says it is from: the same on every machine."""
    root = path.parents[2]
    return f"{FOLDER}/{path.name}" if root == content.shipped() else f"{root.name}/{FOLDER}/{path.name}"


def load(sources: Iterable[File]) -> Reference:
    """The Reference of some files."""
    tables, digest = Tables(), hashlib.sha256(EXTRACTOR.encode())
    for file in sources:
        digest.update(f"{file.location}\n{file.text}".encode())
        tables.rows[file.table].extend(rows(TABLES[file.table], str(file.path), file.text))
    make_entities(tables)
    check(tables)
    return _join(tables, digest.hexdigest()[:12])


def _join(tables: Tables, version: str) -> Reference:
    by = tables.rows
    leads = {row["id"]: row["leader"] for name in ("states", "organizations") for row in by[name] if row["leader"]}
    roles = [(fold(word), row["role"]) for row in by["roles"] for word in (row["role"], *row.listed("aliases"))]
    kinds = {row["id"]: row["kind"] for name in ("organizations", "declarations", "programmes") for row in by[name]}
    heads = frozenset(row["role"] for row in by["roles"] if row.flag("heads", default=False))
    demonyms = (
        (word, row["id"]) for name in ("states", "places") for row in by[name] for word in row.listed("demonyms")
    )
    return Reference(
        gazetteer=Gazetteer(tables.entities, demonyms, tables.spellings),
        terms=Terms(map(_office, by["offices"]), roles, leads, heads),
        meetings=Meetings(map(meeting, by["summits"])),
        memberships=tuple(map(_membership, by["memberships"])),
        capitals=tables.capitals,
        kinds=kinds,
        descriptions={fold(row["description"]): _description(row) for row in by["descriptions"]},
        adoptions={row["id"]: _adoption(row) for row in by["declarations"]},
        heads=heads,
        version=version,
    )


def _membership(row: Row) -> Membership:
    return Membership(row["org"], row["member"], row.get("start"), row.get("end"), row["status"] == "candidate")


def _office(row: Row) -> Office:
    return Office(
        row["person"], row["role"], row["of"], row.get("start"), row.get("end"), row["source"], row.get("title")
    )


def _adoption(row: Row) -> Adoption:
    return Adoption(row.listed("issuer"), row.get("summit"), row.get("date"))


def _description(row: Row) -> Description:
    return Description(row["description"], row["type"], row.listed("kinds"), row.listed("entities"))
