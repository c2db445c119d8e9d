"""Whatever a statement says, in every home: what reaches out is not sent, what writes is not run, rows stream."""

from __future__ import annotations

import resource
import time
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from kg.errors import StatementError
from tests.servers.command import PATIENCE, others
from tests.servers.shared import place
from tests.stores.recording import recorded
from tests.stores.saying import small
from tests.stores.test_guard import REFUSED

if TYPE_CHECKING:
    from kg.stores import Store

WRITING = (
    "CREATE (n:Entity {id: 'x'})",
    "MERGE (n:Entity {id: 'x'}) RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Entity) SET n.name = 'x' RETURN n",
    "MATCH (n:Entity) REMOVE n.name RETURN n.id",
    "MATCH (n:Claim) CALL (n) { SET n.quote = 'x' } RETURN n.id",
    "MATCH (n:Entity) FOREACH (x IN [1] | SET n.name = 'x') RETURN n",
    "PROFILE CREATE (n:Entity {id: 'x'})",
    "MATCH (n) RETURN n.id AS id UNION MATCH (m) DETACH DELETE m RETURN 1 AS id",
)
MANY = "UNWIND range(1, 5000000) AS n RETURN n AS many, 'some words that take a little space ' + n AS words"


@pytest.mark.parametrize("write", [False, True])
def test_what_reaches_out_is_never_sent(store: Store, *, write: bool) -> None:
    with recorded() as texts:
        for statement in REFUSED:
            with pytest.raises(StatementError):
                store.query(statement, write=write)
    assert texts == set()


def test_what_writes_is_not_run_by_who_only_reads(store: Store) -> None:
    store.add(*small("a"))
    before = list(store.dump())
    for statement in WRITING:
        with recorded() as texts, pytest.raises(StatementError):
            store.query(statement)
        if "://" in store.location:  # the server is asked what it would do, and no more
            assert all(text.startswith("EXPLAIN ") for text in texts)
    assert list(store.dump()) == before


def test_a_change_that_is_only_explained_is_not_made(store: Store) -> None:
    store.add(*small("a"))
    before = list(store.dump())
    with suppress(StatementError):  # one home refuses, the other explains
        list(store.query("EXPLAIN MATCH (n) DETACH DELETE n").rows)
    assert list(store.dump()) == before


def test_rows_stream_and_who_drops_them_ends_the_statement(store: Store) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = store.query(MANY)
    assert [n for n, _ in islice(rows, 3000)] == list(range(1, 3001))
    del rows
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100_000  # kilobytes; all of it would take ten times that
    if "://" in store.location:
        _await_none(store.location)
    assert list(store.query("RETURN 1").rows) == [(1,)]


def _await_none(uri: str) -> None:
    """Wait until the server runs no statement for so many rows."""
    home = next(home for home in ("neo4j", "neo4j-newest") if place(home).uri == uri)
    running = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q CONTAINS ' AS many' AND NOT q CONTAINS 'SHOW' RETURN q"
    until = time.monotonic() + PATIENCE
    with others(place(home)) as driver:
        while driver.execute_query(running).records:
            assert time.monotonic() < until, "the statement goes on"
            time.sleep(0.05)
