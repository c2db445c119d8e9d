"""The entities that the tables make: states with their capitals, summits with their usual names, and all others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import Entity
from kg.reference.meetings import Spellings, aliases
from kg.reference.records import Meeting
from kg.reference.tables import TABLES, Row, wrong
from kg.text import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHORT = 4  # letters of a body's name that a summit is called by: NATO, G7, G-20
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(slots=True)
class Tables:
    """All rows by table, and the entities that they make."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    entities: dict[str, Entity] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    spellings: list[tuple[str, str]] = field(default_factory=list)  # of summits, more than their aliases


def make_entities(tables: Tables) -> None:
    """Make the entity of each row, in the order of the tables. ContentError where an id or an alias is wrong."""
    for name, table in TABLES.items():
        for row in tables.rows[name] if table.type else ():
            if not _SLUG.fullmatch(row["id"]):
                raise wrong(row, f"id {row['id']!r} is no slug such as {slug(row['name'])!r}.")
            if row["id"] in tables.entities:
                raise wrong(row, f"id {row['id']!r} is there already.")
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
        if alias in seen or not alias:
            raise wrong(row, f"alias {alias!r} is there already." if alias else "an alias is empty.")
        seen.add(alias)
        yield alias


def _add_capital(tables: Tables, row: Row) -> None:
    """The capital as a place of its own; where the state has its name, with -city behind the id."""
    if not (name := row.get("capital")):
        return
    id_ = slug(name) if slug(name) not in tables.entities else f"{slug(name)}-city"
    if id_ in tables.entities:
        raise wrong(row, f"capital {name!r}: id {id_!r} is there already.")
    tables.capitals[id_] = row["id"]
    tables.entities[id_] = Entity(id_, name, "Place", row.listed("capital_aliases"), source=row["source"])


def _name_summit(tables: Tables, row: Row) -> None:
    """Give a summit its usual names: as aliases those that differ when folded, as spellings all."""
    entity = tables.entities[row["id"]]
    usual = list(aliases(meeting(row), _summit_spellings(row, tables.entities)))
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


def meeting(row: Row) -> Meeting:
    """The summit of a row."""
    regular = row.flag("regular", default=True)
    bodies = row.listed("body")
    return Meeting(row["id"], bodies, row.get("city"), row.get("country"), row["start"], row.get("end"), regular)
