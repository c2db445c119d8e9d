"""A server whose graph is no longer what it was when it was opened, or never was one."""

from __future__ import annotations

from contextlib import closing

import pytest

from kg.errors import StoreError
from kg.stores.opening import open_store
from tests.servers.shared import emptied, place
from tests.stores.saying import small


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("MATCH (n) DETACH DELETE n", "what describes it is gone"),
        ("MATCH (m:Meta) SET m.format = 99", "its format is 99 now"),
    ],
)
def test_what_was_changed_by_something_else_is_not_written_to(statement: str, why: str) -> None:
    with closing(open_store(emptied("neo4j")())) as store:
        store.add(*small("a"))
        place("neo4j").run(statement)
        before = list(store.dump())
        for change in (lambda: store.add(*small("b")), lambda: store.forget("a")):
            with pytest.raises(StoreError, match=why):
                change()
        with pytest.raises(StoreError, match=why):
            store.query("CREATE (n:Entity {id: 'x'})", write=True)
        with pytest.raises(StoreError, match=why), store.held():
            pass
        assert list(store.dump()) == before
    emptied("neo4j")()


@pytest.mark.parametrize("format_", ["null", "'1'", "[1]"])
def test_another_programs_node_is_no_graph_of_ours(format_: str) -> None:
    uri = emptied("neo4j")()
    place("neo4j").run(f"CREATE (:Meta {{id: 'other', format: {format_}}})")
    with pytest.raises(StoreError, match="holds something else"):
        open_store(uri)
    emptied("neo4j")()
