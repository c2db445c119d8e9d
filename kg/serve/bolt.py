"""Bolt: Neo4j's tools read an embedded graph through the engine's own server, and can do nothing but read.

The engine's server brings more than is wanted here, and each of it is taken away:
an administrator (there is none: the one user may read records), HTTP with its web tools and MCP (on a loopback port of
its own choice for the milliseconds until it is shut; to whoever is not the reader it says no more than that it lives),
LOAD CSV from files and hosts (switched off in the graph's own settings before the server starts), statements without
end. What is left open: procedures that compute over the graph (`CALL algo.…`) run within the time limit.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError, StoreLockedError, UsageError
from kg.serve.root import DATABASE, USER, server_root
from kg.serve.sockets import keep_only, listening
from kg.stores import folder as files
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.serve.sockets import Place

__all__ = ["DATABASE", "USER", "serving"]

SHORTEST = 8  # characters of a password, as Neo4j asks for
PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
LIMIT = "arcadedb.command.timeout"  # milliseconds; 0 for none
CSV = ("arcadedb.opencypher.loadCsv.allowFileUrls", "arcadedb.opencypher.loadCsv.allowRemoteUrls")


@contextmanager
def serving(location: str, password: str, at: Place, *, timeout: float = 60.0) -> Iterator[str]:
    """Serve the graph in a folder until the block ends: the address at which it answers.

    A statement that takes longer than `timeout` seconds is ended; 0 lets it run. UsageError, StoreError where the graph
    cannot be served.
    """
    if "://" in location:
        msg = "The graph is on a Neo4j server, which speaks Bolt itself: Neo4j's tools connect to it directly."
        raise UsageError(msg)
    if len(password) < SHORTEST:
        msg = f"A password of fewer than {SHORTEST} characters protects nothing."
        raise UsageError(msg)
    open_store(location, create=False).close()  # says what is wrong with it, and brings it up to date
    graph = (Path(location) / files.GRAPH).resolve()
    with _plainly(location), _narrowed(graph, timeout), server_root(graph, password) as root, _running(root, at):
        yield f"bolt://{at.netloc}"


@contextmanager
def _running(root: Path, at: Place) -> Iterator[None]:
    """The engine's server at a place, and at no other."""
    import arcadedb  # noqa: PLC0415 - loaded quietly by kg.stores

    settings = {
        "host": "127.0.0.1",
        "http_port": 0,
        "server_plugins": PLUGIN,
        "bolt_host": at.address,
        "bolt_port": at.port,
    }
    before = listening()
    server = arcadedb.create_server(str(root), None, settings)
    server.start()
    try:
        keep_only(at, before)
        server.get_database(DATABASE).query("sql", "SELECT 1").close()
        yield
    finally:
        server.stop()


@contextmanager
def _narrowed(graph: Path, timeout: float) -> Iterator[None]:
    """The graph's own settings for readers from outside, which its server obeys; afterwards as they were made."""
    _set(graph, {LIMIT: round(timeout * 1000)} | dict.fromkeys(CSV, False))
    try:
        yield
    finally:
        _set(graph, {LIMIT: 0} | dict.fromkeys(CSV, True))


def _set(graph: Path, settings: dict[str, Any]) -> None:
    from kg.stores import engine  # noqa: PLC0415 - the engine loads only where a graph is opened

    database = engine.open_(graph)
    try:
        for name, value in settings.items():
            database.command("sql", f"ALTER DATABASE `{name}` {str(value).lower()}").close()
    finally:
        database.close()


@contextmanager
def _plainly(location: str) -> Iterator[None]:
    """Turn the engine's errors into sentences."""
    from kg.stores import engine  # noqa: PLC0415 - as above

    try:
        yield
    except engine.ArcadeDBError as error:
        if engine.is_locked(error):
            raise StoreLockedError(location) from error
        msg = f"{location} cannot be served: {engine.words(error)}"
        raise StoreError(msg) from error
