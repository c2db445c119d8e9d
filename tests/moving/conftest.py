"""Stores to move graphs between: each test makes what it needs, in whatever home."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kg.moving import Content, Source, StoreSource, Transfer
from kg.stores import Store
from kg.stores.opening import open_store
from tests.servers.shared import emptied
from tests.stores.conftest import embedded

if TYPE_CHECKING:
    from pathlib import Path

Make = Callable[[], Store]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Make]:
    """Makes empty embedded stores."""
    made: list[Store] = []
    make = embedded(tmp_path)

    def one() -> Store:
        made.append(make())
        return made[-1]

    yield one
    for store in made:
        store.close()


@pytest.fixture
def there() -> Iterator[Store]:
    """An empty store on a server."""
    store = open_store(emptied("neo4j")())
    yield store
    store.close()


@pytest.fixture(params=["embedded", "neo4j"])
def target(request: pytest.FixtureRequest, here: Make) -> Store:
    """An empty store in each home."""
    return here() if request.param == "embedded" else request.getfixturevalue("there")


def move(source: Source | Store, target: Store, *, add: bool = False) -> Content:
    """Move all of it, and prove it."""
    found = source if isinstance(source, Source) else StoreSource(source)
    made = Transfer(found, target, add)
    for steps in (made.check, made.run, made.verify):
        deque(steps(), maxlen=0)
    assert made.content
    return made.content
