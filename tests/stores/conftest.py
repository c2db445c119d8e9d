"""Every home that a graph can live in runs the same tests: add one to HOMES."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kg.stores import Store
from kg.stores.opening import open_store
from tests.servers.shared import VERSIONS, emptied

Make = Callable[[], Store]


def embedded(folder: Path) -> Make:
    """Makes stores, each in a folder of its own: copies of an empty one, which takes less time than to make it."""
    empty = _empty()
    count = iter(range(10_000))
    return lambda: open_store(str(shutil.copytree(empty, folder / f"{next(count)}.kg")), create=False)


@cache
def _empty() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kg-tests-"))
    atexit.register(shutil.rmtree, folder)
    open_store(str(folder / "empty.kg")).close()
    return folder / "empty.kg"


def on_server(home: str) -> Callable[[Path], Make]:
    """Makes stores on a server: it has one graph, so each is what is left when the one before is emptied."""
    return lambda _: lambda: open_store(emptied(home)())


HOMES: dict[str, Callable[[Path], Make]] = {"embedded": embedded, **{home: on_server(home) for home in VERSIONS}}


@pytest.fixture(params=sorted(HOMES))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes empty stores of a home, and closes them after the test."""
    new = HOMES[request.param](tmp_path)
    made: list[Store] = []

    def one() -> Store:
        made.append(new())
        return made[-1]

    yield one
    for store in made:
        store.close()
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def store(make: Make) -> Store:
    """An empty store."""
    return make()


@pytest.fixture(scope="module", params=sorted(HOMES))
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """A store of a home, and an embedded one to compare it with.

    Tests empty them themselves: to make them anew for each example would take too long.
    """
    folder = tmp_path_factory.mktemp("two")
    (folder / "other").mkdir()
    stores = HOMES[request.param](folder)(), embedded(folder / "other")()
    yield stores
    for one in stores:
        one.close()
