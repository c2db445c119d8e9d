"""Where a graph lives, found, made or refused."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, StoreLockedError, StoreMissingError, StoreVersionError
from kg.ontology import ontology
from kg.stores import cypher
from kg.stores import folder as files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores.engine import Database
    from kg.stores.protocol import Store


def open_store(location: str, *, create: bool = True) -> Store:
    """Open the graph at a path or address, made there if it is missing and `create`. StoreError where it cannot be."""
    if "://" in location:
        from kg.stores.remote import open_remote  # noqa: PLC0415 - the driver loads only where a server is asked

        return open_remote(location, create=create)
    if os.fsencode(location).decode("utf-8", "replace") != location:  # the engine knows names in UTF-8 only
        msg = f"{location!r} cannot be the place of a graph: its name is not UTF-8."
        raise StoreError(msg)
    folder = Path(location)
    try:
        if not files.is_store(folder):
            if not create:
                raise StoreMissingError(location)
            _create(folder)
        return _open(folder, location)
    except OSError as error:
        msg = f"{location} cannot be used for a graph: {_why(error, folder)}."
        raise StoreError(msg) from error


def known_names(location: str) -> list[str]:
    """Ids and names of a graph's entities as they were when it was last closed, read without opening it; else none."""
    return files.read_names(Path(location))


def _why(error: OSError, folder: Path) -> str:
    """What the system refused: it names the draft of a graph or a folder above it, which the user did not."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        above = next((path for path in folder.parents if path.exists()), folder)
        return f"{above} is no folder"
    return error.strerror or str(error)


def _open(folder: Path, location: str) -> Store:
    from kg.stores import embedded, engine, upgrading  # noqa: PLC0415 - the engine loads only where a graph is opened

    found = files.read_format(folder)
    if found > cypher.FORMAT:
        raise StoreVersionError(location, found, cypher.FORMAT)
    files.check_sizes(folder)
    with plainly(folder, location):
        if found < cypher.FORMAT:
            upgrading.upgrade(folder, location)
        database = engine.open_(folder / files.GRAPH)
        try:
            check_whole(database, folder)
            embedded.make_schema(database, ontology())
            return embedded.EmbeddedStore(database, location, folder)
        except BaseException:
            database.close()
            raise


def check_whole(database: Database, folder: Path) -> None:
    """StoreError where the engine opened something that is no whole graph."""
    if len(database.query("opencypher", cypher.META).to_list()) != 1:
        raise files.damaged(folder, "what describes it is missing")


def _create(folder: Path) -> None:
    """Make an empty graph beside its place, then move it there: nobody sees half of one."""
    from kg.stores import engine  # noqa: PLC0415

    folder.parent.mkdir(parents=True, exist_ok=True)
    with files.draft(folder) as draft:
        draft.mkdir()
        with plainly(folder, str(folder)):
            database = engine.create(draft / files.GRAPH)
            _fill(database)
        files.write_sizes(draft)
        files.write_mark(draft, cypher.FORMAT)
        _settle(draft, folder)


def _fill(database: Database) -> None:
    from kg.stores import embedded  # noqa: PLC0415

    try:
        embedded.make_schema(database, ontology())
        with database.transaction():
            database.command("opencypher", cypher.ADD_META, {"format": cypher.FORMAT}).close()
    finally:
        database.close()


def _settle(draft: Path, folder: Path) -> None:
    """Move a new graph to its place, unless another process was faster."""
    try:
        draft.rename(folder)
    except OSError:
        if not files.is_store(folder):
            raise


@contextmanager
def plainly(folder: Path, location: str) -> Iterator[None]:
    """Turn the engine's errors into sentences."""
    from kg.stores import engine  # noqa: PLC0415

    try:
        yield
    except engine.ArcadeDBError as error:
        if engine.is_locked(error):
            raise StoreLockedError(location) from error
        if engine.is_full(error):
            msg = f"There is no space left on the disk of {location}."
            raise StoreError(msg) from error
        if engine.is_refused(error):
            msg = (
                f"{location} cannot be written ({engine.words(error)}), as it must be even to be read:"
                " copy the folder to where you may write."
            )
            raise StoreError(msg) from error
        raise files.damaged(folder, engine.words(error)) from error
