"""Reads the tables and joins them into a Reference. Every mistake is a ContentError that names its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg import content
from kg.model import Entity
from kg.reference.gazetteer import Gazetteer
from kg.reference.lookup import Reference
from kg.reference.meetings import Meetings, Spellings, aliases
from kg.reference.records import Description, Meeting, Membership, Office
from kg.reference.tables import TABLES, Row, rows
from kg.reference.terms import Terms
from kg.text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FOLDER = "reference"
EXTRACTOR = "reference/1"
_SHORT = 4  # letters of a body's name that a summit is called by: NATO, G7, G-20
_DEEDS = ("", "ATTACKS", "ANNEXES")


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
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        yield File(path.stem, path, _location(path), text)


def _location(path: Path) -> str:
    """Where an article says it is from: the same on every machine."""
    root = path.parents[2]
    return f"{FOLDER}/{path.name}" if root == content.shipped() else f"{root.name}/{FOLDER}/{path.name}"


@dataclass(slots=True)
class Tables:
    """All rows by table, and the entities that they make."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    entities: dict[str, Entity] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    spellings: list[tuple[str, str]] = field(default_factory=list)  # of summits, more than their aliases


def load(sources: Iterable[File]) -> Reference:
    """The Reference of some files."""
    tables, digest = Tables(), hashlib.sha256(EXTRACTOR.encode())
    for file in sources:
        digest.update(f"{file.location}\n{file.text}".encode())
        tables.rows[file.table].extend(rows(TABLES[file.table], str(file.path), file.text))
    _make_entities(tables)
    _check(tables)
    return _join(tables, digest.hexdigest()[:12])


def _make_entities(tables: Tables) -> None:
    for name, table in TABLES.items():
        for row in tables.rows[name] if table.type else ():
            if row["id"] != slug(row["id"], 200):
                raise row.wrong(f"id {row['id']!r} is no slug such as {slug(row['id'], 200)!r}.")
            if row["id"] in tables.entities:
                raise row.wrong(f"id {row['id']!r} is there already.")
            tables.entities[row["id"]] = _entity(row)
    for row in tables.rows["states"]:
        _add_capital(tables, row)
    for row in tables.rows["summits"]:
        _name_summit(tables, row)


def _entity(row: Row) -> Entity:
    table = row.table
    return Entity(
        id=row["id"],
        name=row["name"],
        type=table.type or "",
        aliases=tuple(_aliases(row)),
        wikidata=row.get("wikidata"),
        description=row.get("description"),
        source=row["source"],
        acts_for=row.listed("acts_for"),
    )


def _aliases(row: Row) -> Iterator[str]:
    """The aliases of a row; for a state also its official name, what stands for its government, and its capital."""
    given = [*row.listed("aliases"), *row.listed("metonyms")]
    if official := row.get("official_name"):
        given.insert(0, official)
    if row.get("capital") and row.flag("capital_stands", default=True):
        given += [c for c in (row["capital"], *row.listed("capital_aliases")) if c != row["name"]]
    seen = {row["name"]}
    for alias in given:
        if alias in seen or not fold(alias):
            raise row.wrong(f"alias {alias!r} is there already." if alias else "an alias is empty.")
        seen.add(alias)
        yield alias


def _add_capital(tables: Tables, row: Row) -> None:
    """The capital as a place of its own; where the state has its name, with -city behind the id."""
    if not (name := row.get("capital")):
        return
    id_ = slug(name) if slug(name) not in tables.entities else f"{slug(name)}-city"
    if id_ in tables.entities:
        raise row.wrong(f"capital {name!r}: id {id_!r} is there already.")
    tables.capitals[id_] = row["id"]
    tables.entities[id_] = Entity(id_, name, "Place", row.listed("capital_aliases"), source=row["source"])


def _name_summit(tables: Tables, row: Row) -> None:
    """Give a summit its usual names: as aliases those that differ when folded, as spellings all."""
    entity = tables.entities[row["id"]]
    usual = list(aliases(_meeting(row), _summit_spellings(row, tables.entities)))
    distinct = {fold(name): name for name in reversed((entity.name, *entity.aliases, *usual))}
    others = tuple(name for name in reversed(distinct.values()) if name != entity.name)
    tables.entities[row["id"]] = replace(entity, aliases=others)
    tables.spellings += ((name, row["id"]) for name in (*entity.aliases, *usual))


def _summit_spellings(row: Row, entities: Mapping[str, Entity]) -> Spellings:
    """Bodies by their short names, unless they are states; places by the city's names and by that in the summit's."""
    bodies = [e for id_ in row.listed("body") if (e := entities.get(id_)) and e.type != "State"]
    city, country = (entities.get(row[column]) for column in ("city", "country"))
    in_name = row["name"].removesuffix(f" summit {row['start'][:4]}")
    places = [in_name] if in_name != row["name"] else []
    places += (name for name in (city.name, *city.aliases) if not {",", "."} & set(name)) if city else ()
    return Spellings(
        tuple(name for e in bodies for name in (e.name, *e.aliases) if name == e.name or len(name) <= _SHORT),
        tuple(dict.fromkeys(places)),
        (country.name,) if country else (),
    )


def _meeting(row: Row) -> Meeting:
    regular = row.flag("regular", default=True)
    bodies = row.listed("body")
    return Meeting(row["id"], bodies, row.get("city"), row.get("country"), row["start"], row.get("end"), regular)


def _check(tables: Tables) -> None:
    """Ids that are named exist and are of the right class; names are not given twice; roles are known."""
    known_roles = {r["role"] for r in tables.rows["roles"]}
    for name, table in TABLES.items():
        taken: dict[str, str] = {}
        for row in tables.rows[name]:
            _check_refs(row, tables.entities)
            if table.type:
                _check_names(row, tables.entities[row["id"]], taken)
            if (row["role"] or row["leader"] or None) not in (None, *known_roles):
                raise row.wrong(f"role {row['role'] or row['leader']!r} is not in roles.csv.")
            if row["deed"] not in _DEEDS:
                raise row.wrong(f"deed {row['deed']!r} is none of ATTACKS, ANNEXES.")


def _check_refs(row: Row, entities: Mapping[str, Entity]) -> None:
    for column, types in row.table.refs.items():
        for id_ in row.listed(column):
            if id_ not in entities:
                raise row.wrong(f"{column} {id_!r} is the id of nothing here.")
            if types and entities[id_].type not in types:
                raise row.wrong(f"{column} {id_!r} is a {entities[id_].type}, not a {' or '.join(types)}.")


def _check_names(row: Row, entity: Entity, taken: dict[str, str]) -> None:
    """No two of a table have the same name; nor the same alias, unless the table shares them."""
    names = (entity.name,) if row.table.shared else (entity.name, *entity.aliases)
    for name in names:
        if (other := taken.setdefault(name, row["id"])) != row["id"]:
            raise row.wrong(f"{name!r} is the name of {other} already.")


def _join(tables: Tables, version: str) -> Reference:
    by = tables.rows
    leads = {row["id"]: row["leader"] for name in ("states", "organizations") for row in by[name] if row["leader"]}
    roles = [(fold(word), row["role"]) for row in by["roles"] for word in (row["role"], *row.listed("aliases"))]
    kinds = {row["id"]: row["kind"] for name in ("organizations", "declarations", "programmes") for row in by[name]}
    demonyms = ((word, row["id"]) for name in ("states", "places") for row in by[name] for word in row.listed("demonyms"))
    return Reference(
        gazetteer=Gazetteer(tables.entities, demonyms, tables.spellings),
        terms=Terms(map(_office, by["offices"]), roles, leads),
        meetings=Meetings(map(_meeting, by["summits"])),
        memberships=tuple(Membership(r["org"], r["member"], r.get("start"), r.get("end")) for r in by["memberships"]),
        capitals=tables.capitals,
        kinds=kinds,
        descriptions={fold(row["description"]): _description(row) for row in by["descriptions"]},
        heads=frozenset(row["role"] for row in by["roles"] if row.flag("heads", default=False)),
        version=version,
    )


def _office(row: Row) -> Office:
    return Office(
        row["person"], row["role"], row["of"], row.get("start"), row.get("end"), row["source"], row.get("title")
    )


def _description(row: Row) -> Description:
    return Description(row["description"], row["type"], row.listed("kinds"), row.listed("entities"))
