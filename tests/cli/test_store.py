"""`kg status`, `kg forget` and `kg dump`, through the program's own boundary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.stores.opening import open_store
from tests.cli.test_decide import CLAIM, Run, location, registered, run
from tests.stores.saying import full

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["location", "registered", "run"]


def test_status_counts(run: Run, location: Path) -> None:
    code, out, err = run("status", "--format", "csv")
    assert (code, err) == (0, f"{location}, format 1\n")
    assert out.splitlines() == [
        "what,name,count", "articles,,3", "sources,,3", "claims,,5", "entities,,7", "decisions,,0",
        "relation,PROMISES,1", "relation,PROVIDES,1", "relation,SEEKS,3",
        "class,Group,2", "class,Organization,1", "class,Person,2", "class,State,1", "class,Topic,1",
    ]  # fmt: skip


def test_what_is_forgotten_is_gone(run: Run, location: Path) -> None:
    assert run("forget", "a.txt", "b", "a")[2] == "Forgotten: a, b.\n"
    alone = open_store(str(location.with_name("alone.kg")))
    alone.add(*full())
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in alone.dump()]
    alone.close()
    assert run("dump")[1].splitlines() == lines


def test_what_is_unknown_stops_it_all(run: Run) -> None:
    before = run("dump")[1]
    code, _, err = run("forget", "vilnius", "c.txt")
    assert (code, "There is no article 'c.txt'. Did you mean " in err) == (2, True)
    assert run("dump")[1] == before


@pytest.mark.parametrize("at_once", [True, False])
def test_decisions_wait_or_go_along(run: Run, location: Path, at_once: bool) -> None:
    run("decide", "reject", CLAIM)
    if not at_once:
        assert run("forget", "vilnius")[0] == 0
        assert run("forget", "vilnius")[0] == 2
    assert run("forget", "vilnius", "--with-decisions")[0] == 0
    store = open_store(str(location))
    assert list(store.decisions()) == []
    store.add(*full())
    assert {status for _, status in store.claims()} == {"open"}
    store.close()


def test_no_graph_is_one_sentence(run: Run, location: Path) -> None:
    location.rename(location.with_name("gone"))
    for words in (("status",), ("dump",), ("forget", "a"), ("decide", "list")):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert err.startswith(f"kg: There is no graph at {location} yet")
