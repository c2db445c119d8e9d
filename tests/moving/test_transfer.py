"""What is copied is the same in both stores, whatever interrupts it, and nothing else is touched."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from kg.errors import StoreError
from kg.model import Decision
from kg.moving import BackupFile, StoreSource, Transfer, backup, content
from kg.moving.content import Tally
from kg.stores import Said
from kg.stores.decisions import on_claim
from kg.stores.opening import open_store
from tests.moving.conftest import Make, move
from tests.servers.neo4j_server import LTS, running
from tests.servers.shared import emptied
from tests.stores.conftest import embedded
from tests.stores.saying import full, small
from tests.stores.test_order import Step, empty, histories, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

MERGE = Decision("d-1", "merge", "2024-01-01T00:00:00Z", "me", entity="nato-allies", into="nato")


def add(store: Store, n: int) -> None:
    """Several articles, and a decision on an entity and a claim."""
    store.add_all([Said(*one) for one in (full(), *(small(f"a{i:03}") for i in range(n)))])
    store.decide(MERGE)
    store.decide(on_claim("reject", full().article, full().claims[0], by="me"))


def same(one: Store, other: Store) -> None:
    assert list(one.dump()) == list(other.dump())
    assert list(one.decisions()) == list(other.decisions())
    assert list(one.claims()) == list(other.claims())


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, ...]]:
    make = embedded(tmp_path_factory.mktemp("four"))
    stores = make(), open_store(emptied("neo4j")()), make(), make()
    yield stores
    for one in stores:
        one.close()


@settings(max_examples=8, deadline=None)
@given(steps=histories())
def test_there_and_back_and_through_a_file_is_the_same_graph(
    four: tuple[Store, ...], tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    one, server, back, restored = four
    take(one, steps)
    file = tmp_path_factory.getbasetemp() / "property.kgb"
    try:
        assert move(one, server) == move(server, back) == content(one)
        deque(backup(server, file, tally := Tally()), maxlen=0)
        with BackupFile.open(file) as source:
            deque(source.check(), maxlen=0)
            assert move(source, restored) == tally.content == content(back)
        for other in (server, back, restored):
            same(one, other)
    finally:
        for store in four:
            empty(store)


def test_all_comes_along_and_the_source_stays_as_it_is(here: Make, target: Store) -> None:
    source = here()
    one = full()
    source.add_all([Said(one.article, one.claims, one.entities, "r", "2020-02-03T04:05:06Z")])
    source.decide(MERGE)
    before = list(source.dump())
    found = move(source, target)
    assert (found.articles, found.claims, found.decisions) == (1, 3, 1)
    assert str(found).startswith("1 article, 3 claims, 1 decision; content ")
    same(source, target)
    assert list(source.dump()) == before
    copied = target.said("vilnius")
    assert copied
    assert copied.loaded_at == "2020-02-03T04:05:06Z"


def test_an_interrupted_copy_goes_on_and_puts_nothing_twice(here: Make, target: Store) -> None:
    source = here()
    add(source, 1_050)
    first = Transfer(StoreSource(source), target)
    deque(first.check(), maxlen=0)
    assert first.missing == 1_051
    done = list(islice(first.run(), 5))
    there = target.status().articles
    assert len(done) <= there < 1_051
    again = Transfer(StoreSource(source), target)
    assert len(list(again.check())) == there
    assert len(list(again.run())) == again.missing == 1_051 - there
    deque(again.verify(), maxlen=0)
    same(source, target)
    third = Transfer(StoreSource(source), target)
    deque(third.check(), maxlen=0)
    assert list(third.run()) == []


def test_a_server_that_dies_in_the_middle_ends_in_a_sentence_and_the_next_run_completes_it(
    here: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = here()
    add(source, 1_050)
    with running(LTS) as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        store = open_store(server.uri)
        made = Transfer(StoreSource(source), store)
        deque(made.check(), maxlen=0)
        steps = made.run()
        assert next(steps)
        server.kill()
        with pytest.raises(StoreError, match="cannot be reached, or the connection was cut"):
            deque(steps, maxlen=0)
        store.close()
        server.start()
        store = open_store(server.uri)
        assert 0 < store.status().articles < 1_051
        move(source, store)
        same(source, store)
        store.close()


def test_a_store_with_other_things_is_refused_unless_they_are_to_be_added_to(here: Make, target: Store) -> None:
    source = here()
    add(source, 1)
    target.add(*small("other"))
    before = list(target.dump())
    with pytest.raises(
        StoreError, match=r"holds articles that are not in .* \(other\): name an empty store, or say --a"
    ):
        move(source, target)
    assert list(target.dump()) == before
    found = move(source, target, add=True)
    assert found == content(source)
    assert [one.id for one in target.articles()] == ["a000", "other", "vilnius"]


def test_a_store_with_other_decisions_is_refused_too(here: Make, target: Store) -> None:
    source = here()
    source.add(*full())
    target.decide(MERGE)
    with pytest.raises(StoreError, match=r"holds decisions that are not in .* \(d-1\)"):
        move(source, target)
    move(source, target, add=True)
    assert [d.id for d, _ in target.decisions()] == ["d-1"]


@pytest.mark.parametrize("reading", ["rules/1", "rules/2"])
def test_an_article_that_is_there_otherwise_is_replaced_only_where_one_adds(
    here: Make, target: Store, reading: str
) -> None:
    source, one = here(), full()
    source.add(*one)
    target.add(one.article, one.claims[:1], one.entities, reading)
    with pytest.raises(StoreError, match=r"or are otherwise there \(vilnius\)"):
        move(source, target)
    move(source, target, add=True)
    same(source, target)


def test_a_decision_that_is_there_otherwise_is_replaced_where_one_adds(here: Make, target: Store) -> None:
    source = here()
    add(source, 0)
    target.decide(replace(MERGE, into="ukraine"))
    move(source, target, add=True)
    same(source, target)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("MATCH (c:Claim {predicate: 'SEEKS'}) SET c.polarity = 'denied'", "a000, a001, a002, and 2 more"),
        ("MATCH (a:Article {id: 'a001'}) DETACH DELETE a", "a001"),
        ("MATCH (d:Decision {id: 'd-1'}) SET d.into = 'ukraine'", "d-1"),
        ("MATCH (d:Decision {id: 'd-1'}) DELETE d", "d-1"),
        ("CREATE (:Article {id: 'new'})", "new"),
        ("CREATE (:Decision {id: 'new', anchor: '{}'})", "new"),
    ],
)
def test_what_was_changed_behind_its_back_is_noticed(here: Make, target: Store, change: str, named: str) -> None:
    source = here()
    add(source, 4)
    made = Transfer(StoreSource(source), target)
    for steps in (made.check, made.run):
        deque(steps(), maxlen=0)
    deque(target.query(change, write=True).rows, maxlen=0)
    with pytest.raises(StoreError, match=rf"does not hold what .* holds \({named}\)"):
        deque(made.verify(), maxlen=0)
    assert made.content is None


def test_equal_graphs_have_one_hash_and_others_have_others(here: Make, there: Store) -> None:
    one = here()
    add(one, 3)
    for i in reversed(range(3)):
        there.add(*small(f"a{i:03}"))
    seen = [content(one).hash, content(there).hash]
    add(there, 3)
    there.withdraw(next(d.id for d, _ in there.decisions() if d.kind == "reject"))
    seen.append(content(there).hash)
    reject = next(d for d, _ in one.decisions() if d.kind == "reject")
    there.decide(replace(reject, note="why"))
    seen.append(content(there).hash)
    assert len(set(seen)) == 4
    there.withdraw(reject.id)
    there.decide(reject)
    assert content(there) == content(one)
