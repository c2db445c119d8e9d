"""The whole graph as files that `neo4j-admin database import full` makes a database of, without a server's help."""

from __future__ import annotations

from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.neo4j_tables import Tables
from kg.files import whole_folder
from kg.stores import raw

if TYPE_CHECKING:
    from pathlib import Path

    from kg.export.iris import Names
    from kg.export.source import Source
    from kg.stores.raw import Raw

SEPARATOR = "\x1f"  # parts the members of lists, unless one holds it
BUFFER = 4 << 20  # bytes that the tool reads at once unless told otherwise: a value must fit in
LETTER = 4  # bytes of a character, at most
ARGUMENTS = "import.args"
SCRIPT = "import.sh"
README = "README.txt"


def write(source: Source, path: Path, _: Names) -> None:
    """Write the tables into a new or empty folder, with the tool's arguments and a script that calls it."""
    if not isinstance(source, raw.Raw):
        msg = "neo4j-admin makes a database of a whole graph: leave --graph-of and --min-confidence away."
        raise UsageError(msg)
    if str(path) == "-" or (path.is_dir() and any(path.iterdir())):
        what = "is no folder" if str(path) == "-" else "is a folder with other things in it"
        msg = f"{path} {what}: name a new one, which neo4j-admin's files are written to."
        raise UsageError(msg)
    with whole_folder(path) as folder, source.held():
        letters = _fill(folder, source, SEPARATOR)
        if SEPARATOR in letters:
            _fill(folder, source, _unused(letters))


def _fill(folder: Path, store: Raw, separator: str) -> set[str]:
    """Write all files; the characters in lists, which must not hold the separator."""
    for old in folder.iterdir():
        old.unlink()
    with closing(Tables(folder, separator)) as tables:
        for node in raw.nodes(store):
            tables.add_node(node)
        for edge in raw.edges(store):
            tables.add_edge(edge)
        options = [*tables.finish(), *_settings(separator, tables.longest)]
    (folder / ARGUMENTS).write_text("".join(f"{line}\n" for line in options), encoding="utf-8")
    (folder / SCRIPT).write_text(_SCRIPT, encoding="utf-8")
    (folder / README).write_text(_README, encoding="utf-8")
    return tables.letters


def _settings(separator: str, longest: int) -> list[str]:
    """How the tables are to be read; nothing in them may be left out."""
    return [
        f"--array-delimiter=U+{ord(separator):04X}",
        f"--read-buffer-size={max(BUFFER, LETTER * longest + BUFFER)}",
        "--multiline-fields=true",
        "--bad-tolerance=0",
    ]


def _unused(letters: set[str]) -> str:
    """A character that no list holds, of those for private use or else of all that are one character to Java."""
    return next(c for c in map(chr, chain(range(0xE000, 0xF900), range(0x100, 0xD800))) if c not in letters)


_SCRIPT = f"""#!/bin/sh
# Makes a database of the tables in this folder: sh {SCRIPT} [DATABASE] [OPTION...]
set -eu
cd "$(dirname "$0")"
database=neo4j
case "${{1-}}" in
'' | -*) ;;
*) database=$1 && shift ;;
esac
exec "${{NEO4J_ADMIN:-neo4j-admin}}" database import full "$database" @{ARGUMENTS} "$@"
"""

_README = f"""A graph of kg, as tables that Neo4j's own import tool reads.

1. Stop the server (Neo4j Enterprise: the database is enough).
2. On the server's machine, as the user whom it runs as:

       sh {SCRIPT} neo4j

   neo4j is the name of the database; --overwrite-destination=true after it replaces one that is there.
   Where neo4j-admin is not on the PATH, NEO4J_ADMIN names it. By hand, the same is, in this folder:

       neo4j-admin database import full neo4j @{ARGUMENTS}

3. Start the server (Neo4j Enterprise: CREATE DATABASE, where it is new).
4. kg --store neo4j://HOST status

   The first opening makes constraints and indexes, and puts back the lists that are empty, which the tool leaves out.

Each *.header.csv names the columns of the table beside it. These files are for Neo4j 5.23 and newer.
"""
