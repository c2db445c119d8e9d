"""A store in a folder: is it there, whole, free, of a format that is known, and quick to ask?"""

from __future__ import annotations

from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.doctor.finding import Finding, required
from kg.errors import StoreMissingError, StoreVersionError
from kg.stores import cypher
from kg.stores import folder as files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores.engine import Database


def findings(location: str) -> Iterator[Finding]:
    """The engine, then the folder, from what the rest rests on to what is nice to have. StopError where it ends."""
    yield _engine()
    folder = Path(location)
    with required("store"):
        if not files.is_store(folder):
            raise StoreMissingError(location)
        yield Finding("store", fine=True, said=f"{location}, a folder")
    with required("format"):
        found = files.read_format(folder)
        if found > cypher.FORMAT:
            raise StoreVersionError(location, found, cypher.FORMAT)
        yield Finding("format", fine=True, said=of_format(found))
    with required("files"):
        files.check_sizes(folder)
        yield Finding("files", fine=True, said="as long as they were when the store was last closed")
    yield from _graph(folder, location)


def of_format(found: int) -> str:
    """A format in words."""
    if found == cypher.FORMAT:
        return f"{found}, the newest"
    return f"{found}: the next command brings it to {cypher.FORMAT}, and keeps a folder's graph as it was"


def _engine() -> Finding:
    with required("engine"):
        try:
            from kg.stores import engine  # noqa: F401, PLC0415 - whether it can be loaded is the question
        except ImportError as error:
            msg = f"ArcadeDB cannot be loaded ({error}): `pip install --force-reinstall arcadedb`"
            raise OSError(msg) from error
    return Finding("engine", fine=True, said=f"ArcadeDB {version('arcadedb')}")


def _graph(folder: Path, location: str) -> Iterator[Finding]:
    from kg.stores import engine  # noqa: PLC0415
    from kg.stores.opening import check_whole, plainly  # noqa: PLC0415

    with required("graph"), plainly(folder, location):
        database = engine.open_(folder / files.GRAPH)
    with closing(database):
        with required("graph"), plainly(folder, location):
            check_whole(database, folder)
            articles = _rows(database, "SELECT count(*) AS n FROM Article")[0]["n"]
            yield Finding("graph", fine=True, said=f"opens; {articles:,} article{'' if articles == 1 else 's'}")
        with required("indexes"), plainly(folder, location):
            yield _indexes(database, location)


def _indexes(database: Database, location: str) -> Finding:
    from kg.stores import embedded  # noqa: PLC0415

    rows = _rows(database, "SELECT name, valid FROM schema:indexes")
    there = {row["name"] for row in rows if row["valid"]}
    missing = [name for type_, key, _ in embedded.INDEXES if (name := f"{type_}[{key}]") not in there]
    if missing:
        said = f"{', '.join(missing)} missing or invalid: `kg copy {location} NEW` makes a graph that has them"
        return Finding("indexes", fine=False, said=said)
    return Finding("indexes", fine=True, said=f"all {len(embedded.INDEXES)} are there")


def _rows(database: Database, statement: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = database.query("sql", statement).to_list()
    return found
