"""The connection is cut in the middle of a change: an article is whole or absent, and going on completes the graph."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.stores import Change, Said, server
from kg.stores.opening import open_store
from tests.servers.command import HASTY, fails, kg, works
from tests.servers.proxy import proxy
from tests.servers.shared import emptied, place
from tests.stores.saying import full, small

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Json

COMMIT = 6  # bytes of the message that ends a change: two of length, four of what it says with the end of the piece
ARTICLES = [Said(*one) for one in (full(), small("a"), small("b", "nato"), small("c", relation="REFUSES"))]
PLACES = (
    "first byte",
    "begin",
    "a quarter",
    "half",
    "three quarters",
    "before the commit",
    "in the commit",
    "after it",
)


def bytes_until(cut: str, whole: int) -> int:
    """After how many bytes of a change that takes `whole` a place comes."""
    before = whole - COMMIT
    return dict(
        zip(PLACES, (1, 40, whole // 4, whole // 2, 3 * whole // 4, before, whole - 2, whole), strict=True),
    )[cut]


@pytest.fixture(scope="module")
def uncut() -> tuple[list[Json], int]:
    """The graph as it is when nothing is cut, and how many bytes the change takes."""
    with proxy(emptied("neo4j")()) as way, closing(open_store(way.uri)) as store:
        before = way.sent
        store.add_all(ARTICLES)
        took = way.sent - before
        return list(store.dump()), took


@pytest.mark.parametrize("cut", PLACES)
def test_cut_once_the_change_is_made_again_and_is_one(uncut: tuple[list[Json], int], cut: str) -> None:
    whole, took = uncut
    with proxy(emptied("neo4j")()) as way, closing(open_store(way.uri)) as store:
        before = way.sent
        way.cut(bytes_until(cut, took), for_good=False)
        assert store.add_all(ARTICLES) == [Change.ADDED] * len(ARTICLES)
        assert way.sent - before > took
        assert list(store.dump()) == whole


@pytest.mark.parametrize("cut", PLACES)
def test_cut_for_good_all_is_there_or_nothing(
    uncut: tuple[list[Json], int], cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "RETRY", 0.2)
    whole, took = uncut
    uri = emptied("neo4j")()
    with proxy(uri) as way, closing(open_store(way.uri)) as store:
        empty = list(store.dump())
        way.cut(bytes_until(cut, took), for_good=True)
        with pytest.raises(StoreError, match="or the connection was cut"):
            store.add_all(ARTICLES)
    with closing(open_store(uri, create=False)) as store:
        if cut == "after it":  # it was heard, or not: nobody who was cut off can know
            assert list(store.dump()) in (whole, empty)
        else:
            assert list(store.dump()) == empty
        changes = store.add_all(ARTICLES)
        assert set(changes) in ({Change.ADDED}, {Change.UNCHANGED})
        assert list(store.dump()) == whole


def test_a_load_that_is_cut_off_says_so_and_goes_on_when_asked(tmp_path: Path) -> None:
    at = place("neo4j")
    (tmp_path / "a.txt").write_text("France promised Ukraine missiles.\n")
    with proxy(emptied("neo4j")()) as way:
        open_store(at.uri).close()
        way.cut(4000, for_good=True)
        fails(kg(at, tmp_path, "load", "a.txt", command=HASTY, KG_STORE=way.uri), "cannot be reached, or the connect")
    assert "0 claims in 0 articles" in kg(at, tmp_path, "verify").stderr
    works(kg(at, tmp_path, "load", "a.txt"))
    assert "1 claim in 1 article: every quote is in its place." in kg(at, tmp_path, "verify").stderr
