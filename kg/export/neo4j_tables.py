"""Tables of nodes and relationships as `neo4j-admin database import` reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.stores.raw import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from kg.stores.raw import Edge, Node

KINDS = {str: "string", bool: "boolean", int: "long", float: "double"}
ANY = "[]"  # the kind of a list that is empty, before another row tells
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MAY_BE_EMPTY = frozenset(name for _, name in LISTS)


class Tables:
    """The tables of an export. Rows are written as they come; what stays in memory is the names of columns.

    `letters` are the characters in lists of texts: the tool knows no way to quote the one that parts their members.
    `longest` is the longest value, in characters.
    """

    def __init__(self, folder: Path, separator: str) -> None:
        self.letters: set[str] = set()
        self.longest = 0
        self._folder = folder
        self._separator = separator
        self._tables: defaultdict[tuple[str, ...], list[Table]] = defaultdict(list)

    def add_node(self, node: Node) -> None:
        """Write a node into the table of its labels."""
        rest = {name: value for name, value in node.properties.items() if name != "id"}
        keys = (self._cell("id", node.properties["id"]),)
        self._add(("nodes", *node.labels), (f"id:ID({node.kind})",), keys, rest)

    def add_edge(self, edge: Edge) -> None:
        """Write a relationship into the table of its type, and of the kinds of its ends."""
        head = f":START_ID({edge.start_kind})", f":END_ID({edge.end_kind})"
        keys = self._cell("id", edge.start), self._cell("id", edge.end)
        self._add(("relationships", edge.type, edge.start_kind, edge.end_kind), head, keys, edge.properties)

    def finish(self) -> Iterator[str]:
        """Write the headers, now that all columns are known; the options that name the tables."""
        for key, tables in sorted(self._tables.items()):
            names = key[1:] if key[0] == "nodes" else key[1:2]
            for table in tables:
                yield f"--{key[0]}={':'.join(names)}={','.join(f'./{file}' for file in table.finish())}"

    def close(self) -> None:
        """Close all files."""
        for tables in self._tables.values():
            for table in tables:
                table.out.close()

    def _add(
        self, key: tuple[str, ...], head: Sequence[str], keys: Sequence[str], properties: Mapping[str, Any]
    ) -> None:
        kinds = {name: _kind(name, value) for name, value in properties.items()}
        tables = self._tables[key]
        table = next((table for table in tables if table.takes(kinds)), None)
        if table is None:
            table = self._table(key, head, len(tables))
            tables.append(table)
        table.write(keys, kinds, {name: self._cell(name, value) for name, value in properties.items()})

    def _table(self, key: Sequence[str], head: Sequence[str], n: int) -> Table:
        for name in key:
            _check_name(name)
        return Table(self._folder, "-".join(key) + (f"-{n + 1}" if n else ""), head)

    def _cell(self, name: str, value: Any) -> str:
        """A value as the tool reads it: an empty text is quoted, and what has no value is nothing at all."""
        if isinstance(value, str):
            return self._quoted(value)
        if isinstance(value, list):
            _check_list(name, value)
            if value and isinstance(value[0], str):
                self.letters.update(*value)
            return self._quoted(self._separator.join(map(_plain, value)))
        return _plain(value)

    def _quoted(self, text: str) -> str:
        self.longest = max(self.longest, len(text))
        return '"' + text.replace('"', '""') + '"'


class Table:
    """A file of rows with the same labels or type, and beside it the file of its header.

    A row ends with its last value, which the tool takes, so that a column can come when it is first needed.
    """

    def __init__(self, folder: Path, stem: str, head: Sequence[str]) -> None:
        self._names = (f"{stem}.header.csv", f"{stem}.csv")
        self._folder = folder
        self._head = head
        self._kinds: dict[str, str] = {}
        self.out: TextIO = (folder / self._names[1]).open("x", encoding="utf-8", newline="")

    def takes(self, kinds: Mapping[str, str]) -> bool:
        """Whether no value is of another kind than those above it: a column has one."""
        known = self._kinds
        return all(_fits(known[name], kind) for name, kind in kinds.items() if name in known)

    def write(self, keys: Sequence[str], kinds: Mapping[str, str], cells: Mapping[str, str]) -> None:
        """Write a row."""
        for name, kind in kinds.items():
            if name not in self._kinds:
                _check_name(name)
            if self._kinds.get(name, ANY) == ANY:
                self._kinds[name] = kind
        line = ",".join((*keys, *(cells.get(name, "") for name in self._kinds)))
        self.out.write(line.rstrip(",") + "\n")

    def finish(self) -> tuple[str, str]:
        """Write the header; the names of both files."""
        columns = (f"{name}:{'string[]' if kind == ANY else kind}" for name, kind in self._kinds.items())
        (self._folder / self._names[0]).write_text(",".join((*self._head, *columns)) + "\n", encoding="utf-8")
        return self._names


def _fits(known: str, kind: str) -> bool:
    return known == kind or (known.endswith(ANY) and kind.endswith(ANY) and ANY in (known, kind))


def _kind(name: str, value: Any) -> str:
    """The kind of a property. StoreError where a table has none for it."""
    members = value if isinstance(value, list) else [value]
    found = {KINDS.get(type(member), "") for member in members}
    if "" in found or len(found) > 1:
        kinds = " and ".join(sorted({type(member).__name__ for member in members}))
        msg = f"The property {name!r} cannot be exported: neo4j-admin has no column for {kinds}."
        raise StoreError(msg)
    kind = next(iter(found), "")
    return f"{kind}{ANY}" if isinstance(value, list) else kind


def _check_list(name: str, value: list[Any]) -> None:
    """StoreError for a list that would come out as another: one empty text, or nothing where kg expects none."""
    if value == [""] or (not value and name not in _MAY_BE_EMPTY):
        what = "a list of one empty text" if value else "an empty list"
        msg = f"The property {name!r} cannot be exported: neo4j-admin reads no list out of {what}."
        raise StoreError(msg)


def _check_name(name: str) -> None:
    """StoreError for a label, type or property that a file's name and a header cannot hold."""
    if not _NAME.fullmatch(name):
        msg = f"{name!r} cannot be exported: neo4j-admin takes names of letters, digits and _ only."
        raise StoreError(msg)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
