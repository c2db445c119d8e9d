"""A graph of an older format is brought to the newest one as a whole, or stays as it was and says why."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import StoreError, StoreLockedError, StoreMissingError, StoreVersionError
from kg.stores import Store, cypher, migrations, upgrading
from kg.stores import folder as files
from kg.stores.migrations import Run
from kg.stores.opening import open_store
from tests.servers.shared import emptied, place
from tests.stores.saying import full, small

if TYPE_CHECKING:
    from kg.model import Json

OUTLETS = "MATCH (a:Article) SET a.outlet = 'seen'"
HOMES = ("embedded", "neo4j")


@pytest.fixture(params=HOMES)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a graph of today's format lies."""
    found = str(tmp_path / "g.kg") if request.param == "embedded" else emptied("neo4j")()
    store = open_store(found)
    store.add(*full())
    store.close()
    return found


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> dict[int, Callable[[Run], None]]:
    """The day on which the format is one higher, and its step."""
    monkeypatch.setattr(cypher, "FORMAT", cypher.FORMAT + 1)
    monkeypatch.setattr(migrations, "STEPS", steps := dict[int, Callable[[Run], None]]())
    return steps


def contents(location: str) -> list[Json]:
    """All that is in a graph."""
    store = open_store(location, create=False)
    found = list(store.dump())
    store.close()
    return found


def outlets(location: str) -> set[Any]:
    return {line["outlet"] for line in contents(location) if line.get("node") == "Article" and "outlet" in line}


def step(run: Run) -> None:
    run(OUTLETS)


def fails(run: Run) -> None:
    run(OUTLETS)
    run("THIS IS NO CYPHER")


def breaks(run: Run) -> None:
    run(OUTLETS)
    msg = "there is no such key"
    raise KeyError(msg)


def test_an_older_graph_is_brought_to_the_newest_format(
    location: str, tomorrow: dict[int, Callable[[Run], None]], caplog: pytest.LogCaptureFixture
) -> None:
    tomorrow[1] = step
    assert outlets(location) == {"seen"}
    store = open_store(location)
    assert store.status().format == 2
    store.add(*small("a"))
    store.close()
    assert f"{location} was brought from format 1 to 2." in caplog.messages
    tomorrow.clear()
    assert outlets(location) == {"seen"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [(fails, "THIS|[Ii]nput|[Ss]yntax"), (breaks, "no such key"), (None, "no step leads from format 1")],
)
def test_a_step_that_fails_changes_nothing(
    location: str,
    tomorrow: dict[int, Callable[[Run], None]],
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[Run], None] | None,
    why: str,
) -> None:
    if wrong:
        tomorrow[1] = wrong
    with pytest.raises(StoreError, match=rf"could not be brought from format 1 to 2 \(.*{why}.*: nothing was changed"):
        open_store(location)
    monkeypatch.setattr(cypher, "FORMAT", 1)
    assert outlets(location) == set()
    if "://" not in location:
        assert [path.name for path in Path(location).parent.iterdir()] == ["g.kg"]


def test_a_newer_graph_is_refused_and_stays_as_it_is(
    location: str, tomorrow: dict[int, Callable[[Run], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow[1] = step
    after = contents(location)
    monkeypatch.setattr(cypher, "FORMAT", 1)
    with pytest.raises(StoreVersionError, match="has format 2, and this kg knows formats up to 1: install a newer"):
        open_store(location)
    monkeypatch.setattr(cypher, "FORMAT", 2)
    assert contents(location) == after


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(str(tmp_path / "g.kg"))
    store.add(*full())
    store.close()
    return tmp_path / "g.kg"


def test_the_graph_as_it_was_is_put_aside_under_a_name_that_says_so(
    folder: Path,
    tomorrow: dict[int, Callable[[Run], None]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tomorrow[1] = step
    aside = folder.with_name("g.kg.before-upgrade-from-format-1")
    aside.mkdir()
    open_store(str(folder)).close()
    second = folder.with_name("g.kg.before-upgrade-from-format-1-2")
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name, aside.name, second.name]
    assert any(f"it lies in {second}" in message for message in caplog.messages)
    monkeypatch.setattr(cypher, "FORMAT", 1)
    assert outlets(str(second)) == set()


def test_a_graph_in_use_is_not_upgraded(folder: Path, tomorrow: dict[int, Callable[[Run], None]]) -> None:
    cypher.FORMAT -= 1  # the fixture puts it back
    store = open_store(str(folder))
    cypher.FORMAT += 1
    tomorrow[1] = step
    with pytest.raises(StoreLockedError):
        open_store(str(folder))
    store.close()
    assert outlets(str(folder)) == {"seen"}


def test_who_waited_for_another_upgrade_finds_it_done(folder: Path, tomorrow: dict[int, Callable[[Run], None]]) -> None:
    tomorrow[1] = step
    open_store(str(folder)).close()
    before = sorted(folder.parent.iterdir())
    upgrading.upgrade(folder, str(folder))
    assert sorted(folder.parent.iterdir()) == before


def test_a_disk_that_is_too_small_for_a_copy_says_so(
    folder: Path, small_disk: Path, tomorrow: dict[int, Callable[[Run], None]]
) -> None:
    place = Path(shutil.copytree(folder, small_disk / "g.kg"))
    filler = small_disk / "filler"
    left = shutil.disk_usage(small_disk).free - 1_000_000
    filler.write_bytes(b"x" * left)
    tomorrow[1] = step
    with pytest.raises(StoreError, match=r"No space left on device.*: nothing was changed"):
        open_store(str(place))
    filler.unlink()
    assert files.read_format(place) == 1
    assert outlets(str(place)) == {"seen"}


def test_an_empty_database_is_no_older_graph(tomorrow: dict[int, Callable[[Run], None]], tmp_path: Path) -> None:
    for location in (str(tmp_path / "new.kg"), emptied("neo4j")()):
        with pytest.raises(StoreMissingError):
            open_store(location, create=False)
        store: Store = open_store(location)
        assert store.status().format == 2
        store.close()
    assert tomorrow == {}
    place("neo4j").run("MATCH (n) DETACH DELETE n")


def test_a_graph_of_this_format_is_opened_without_a_word(location: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        open_store(location).close()
    assert caplog.messages == []
