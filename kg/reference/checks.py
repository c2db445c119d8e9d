"""What must hold between the tables: ids that exist, names given once, roles, deeds and statuses that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reference.tables import TABLES, Row, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Entity
    from kg.reference.entities import Tables

_DEEDS = ("", "ATTACKS", "ANNEXES")
_STATUSES = ("", "member", "candidate")


def check(tables: Tables) -> None:
    """Ids that are named exist and are of the right class; names are not given twice; roles are known."""
    known_roles = {r["role"] for r in tables.rows["roles"]}
    for name, table in TABLES.items():
        taken: dict[str, str] = {}
        for row in tables.rows[name]:
            _check_refs(row, tables.entities)
            if table.type:
                _check_names(row, tables.entities[row["id"]], taken)
            _check_words(row, known_roles)


def _check_words(row: Row, known_roles: set[str]) -> None:
    if (role := row["role"] or row["leader"]) and role not in known_roles:
        raise wrong(row, f"role {role!r} is not in roles.csv.")
    if row["status"] not in _STATUSES:
        raise wrong(row, f"status {row['status']!r} is none of {', '.join(_STATUSES[1:])}.")
    if row["deed"] not in _DEEDS:
        raise wrong(row, f"deed {row['deed']!r} is none of {', '.join(_DEEDS[1:])}.")
    if row["deed"] and not (row["attacker"] and row["target"]):
        raise wrong(row, f"{row['deed']} needs an attacker and a target: attacker or target is missing.")


def _check_refs(row: Row, entities: Mapping[str, Entity]) -> None:
    for column, types in row.table.refs.items():
        for id_ in row.listed(column):
            if id_ not in entities:
                raise wrong(row, f"{column} {id_!r} is the id of nothing here.")
            if types and entities[id_].type not in types:
                raise wrong(row, f"{column} {id_!r} is a {entities[id_].type}, not a {' or '.join(types)}.")


def _check_names(row: Row, entity: Entity, taken: dict[str, str]) -> None:
    """No two of a table have the same name; nor the same alias, unless the table shares them."""
    names = (entity.name,) if row.table.shared else (entity.name, *entity.aliases)
    for name in names:
        if (other := taken.setdefault(name, row["id"])) != row["id"]:
            raise wrong(row, f"{name!r} is the name of {other} already.")
