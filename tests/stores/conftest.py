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


HOMES: dict[str, Callable[[Path], Make]] = {"embedded": embedded}


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
    """Two stores that tests empty themselves: to make one anew for each example would take too long."""
    new = HOMES[request.param](tmp_path_factory.mktemp("two"))
    stores = new(), new()
    yield stores
    for one in stores:
        one.close()
