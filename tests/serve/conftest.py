"""The graph of the presets' tests, served to the official driver."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase

from kg.serve import bolt
from kg.serve.sockets import place
from kg.stores.opening import open_store
from tests.presets.graph import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver

PASSWORD = "a pässword of the tests"  # noqa: S105 - it opens nothing else
LISTENS = "0A"  # the state of a socket in Linux's tables


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph, closed, to be copied: who serves it has it alone."""
    location = tmp_path_factory.mktemp("served") / "g.kg"
    store = open_store(str(location))
    fill(store)
    store.close()
    return location


@pytest.fixture
def graph(template: Path, tmp_path: Path) -> str:
    return str(shutil.copytree(template, tmp_path / "g.kg"))


@contextmanager
def reading(location: str, timeout: float = 60.0) -> Iterator[Driver]:
    """The official driver at a graph that is served here."""
    at = place("127.0.0.1")
    with (
        bolt.serving(location, PASSWORD, at, timeout=timeout) as address,
        GraphDatabase.driver(address, auth=(bolt.USER, PASSWORD)) as driver,
    ):
        yield driver


def dump(location: str) -> list[str]:
    store = open_store(location, create=False)
    lines = [str(line) for line in store.dump()]
    store.close()
    return lines


def ports(pid: int | str) -> list[int]:
    """The ports that a process listens on, as the kernel tells."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("the kernel of this machine has no /proc/net/tcp to tell who listens where")
    links = (path.readlink() for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink())
    sockets = {link.name.removeprefix("socket:[").rstrip("]") for link in links if link.name.startswith("socket:")}
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return [int(line[1].rpartition(":")[2], 16) for line in lines if line[3] == LISTENS and line[9] in sockets]
