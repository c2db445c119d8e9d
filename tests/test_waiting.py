"""Articles that wait to be stored come out in order, each once it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import waiting
from kg.stores import Change
from kg.stores import Said as Words
from kg.stores.opening import open_store
from kg.waiting import Waiting
from tests.stores.saying import Said, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.stores import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "g.kg"))
    yield store
    store.close()


def words(one: Said) -> Words:
    return Words(*one)


def test_what_is_stored_together_comes_out_in_order(store: Store) -> None:
    queue: Waiting[str] = Waiting(store)
    a, b = words(small("a")), words(small("b"))
    assert list(queue.take("first")) == ["first"]
    assert list(queue.take(a)) == []
    assert list(queue.take("between")) == []
    assert list(queue.take(b)) == []
    assert not list(store.articles())
    assert list(queue.flush()) == [(a, Change.ADDED), "between", (b, Change.ADDED)]
    assert [one.id for one in store.articles()] == ["a", "b"]
    assert list(queue.flush()) == []


def test_an_article_that_comes_twice_is_replaced_by_the_later_one(store: Store) -> None:
    queue: Waiting[str] = Waiting(store)
    first, later = words(small("a")), words(small("a", relation="PROMISES"))
    assert list(queue.take(first)) == []
    assert list(queue.take(later)) == [(first, Change.ADDED)]
    assert list(queue.flush()) == [(later, Change.UNCHANGED)]  # the same text, read by the same rules


@pytest.mark.parametrize(("name", "most"), [("CLAIMS", 1), ("SECONDS", 0.0)])
def test_enough_claims_or_time_end_the_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, most: float
) -> None:
    monkeypatch.setattr(waiting, name, most)
    queue: Waiting[str] = Waiting(store)
    one = words(small("a"))
    assert list(queue.take(one)) == [(one, Change.ADDED)]
