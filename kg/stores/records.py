"""What the embedded engine returns, as the values that every store returns."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.text.cypher import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.stores.engine import Database
    from kg.stores.graph import Row

# A path comes as text, made of the places where the engine keeps its nodes and relationships.
PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
RID = re.compile(r"#\d+:\d+")
SHORTEST = ("shortestpath", "allshortestpaths")


def names_paths(statement: str) -> bool:
    """Whether a statement gives a path a name: only then is what looks like one no text of somebody's."""
    found = [*tokens(statement)]
    return any(
        (before.says("match") or before.text == ",")
        and name.kind in ("word", "quoted")
        and equals.text == "="
        and (after.text == "(" or after.says(*SHORTEST))
        for before, name, equals, after in zip(found, found[1:], found[2:], found[3:], strict=False)
    )


class Records:
    """Turns the engine's values into plain ones; knows the labels of its types."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._labels: dict[str, tuple[str, ...]] = {}

    def plain(self, value: Any, *, paths: bool = False) -> Any:
        """A value as `Rows` has it; `paths` where a text may stand for a path."""
        if isinstance(value, dict):
            return self._record(value) if "@rid" in value else self._map(value, paths=paths)
        if isinstance(value, list | tuple | set):
            return [self.plain(v, paths=paths) for v in value]
        if paths and isinstance(value, str) and PATH.fullmatch(value):
            return self._path(value)
        if isinstance(value, Decimal):  # a sum beyond 64 bits
            return float(value)
        return value if isinstance(value, str | int | float | bool | None) else str(value)

    def _map(self, value: Mapping[str, Any], *, paths: bool) -> Row:
        return {key: self.plain(value[key], paths=paths) for key in sorted(value)}

    def _record(self, value: Mapping[str, Any]) -> Row:
        """A node with its labels, or a relationship with its type."""
        shown = {key: self.plain(value[key]) for key in sorted(value) if not key.startswith(("@", "_"))}
        return self._kind(value["@type"]) | shown

    def _path(self, text: str) -> Any:
        """A node, a relationship, a node, and so on; the text itself where it only looks like a path."""
        found = [self._db.query("sql", f"SELECT *, @rid, @type FROM {rid}").to_list() for rid in RID.findall(text)]  # noqa: S608 - two numbers
        return [self._record(rows[0]) for rows in found] if all(found) else text

    def _kind(self, type_: str) -> Row:
        if type_ not in self._labels:
            rows = self._db.query("sql", "SELECT name, type, parentTypes FROM schema:types").to_list()
            parents = {row["name"]: row["parentTypes"] for row in rows}
            self._labels = {row["name"]: _lineage(row["name"], parents) for row in rows if row["type"] == "vertex"}
            self._labels |= {row["name"]: () for row in rows if row["type"] != "vertex"}
        labels = self._labels[type_]
        return {"labels": list(labels)} if labels else {"type": type_}


def _lineage(type_: str, parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A type's labels, sorted: its own name and those of all that it extends."""
    found = {type_} if "~" not in type_ else set()  # A~B is the engine's own name for a node of both
    for parent in parents[type_]:
        found.update(_lineage(parent, parents))
    return tuple(sorted(found))
