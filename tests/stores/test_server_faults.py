"""What a server can do to those who use it: each ends in one sentence, every article is whole or absent, and going on
completes the graph.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import StatementError, StoreError
from kg.model import Article
from kg.sources import read
from kg.stores import Change
from kg.stores.opening import open_store
from kg.stores.remote import schema
from kg.stores.server import Address
from tests.servers.command import HASTY, KG, await_blocked, ended, fails, holding, kg, others, start, works
from tests.servers.shared import Place, emptied, own, place
from tests.stores.saying import full, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Json
    from tests.servers.neo4j_server import Server

KYIV = "MATCH (e:Entity {id: 'ukraine'}) SET e.name = e.name"
LOCK = "MATCH (m:Meta) SET m.format = m.format"
SLOW = "UNWIND range(1, 100000000) AS a UNWIND range(1, 100000) AS b RETURN count(*) AS slow"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that may be killed and set anew."""
    with own() as one:
        yield one


@pytest.fixture(autouse=True)
def let_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of one's own has its own password."""
    if "server" in request.fixturenames:
        for name, value in request.getfixturevalue("server").env.items():
            monkeypatch.setenv(name, value)


def again(server: Server, **settings: str) -> None:
    """Start a server again, set otherwise."""
    server.stop()
    server.settings = {name.replace("__", "."): value for name, value in settings.items()}
    server.start()


def write(folder: Path, *numbers: int) -> None:
    """Articles, which say partly the same."""
    folder.mkdir(exist_ok=True)
    for n in numbers:
        text = f"France promised Ukraine missiles in week {n}. Germany asked NATO for {n} tanks.\n"
        (folder / f"a{n}.txt").write_text(text, encoding="utf-8")


def graph(location: str) -> list[Json]:
    """All that is in a graph."""
    with closing(open_store(location, create=False)) as store:
        return list(store.dump())


def test_killed_while_loading(server: Server, tmp_path: Path) -> None:
    write(tmp_path / "first", 1, 2)
    write(tmp_path / "rest", 2, 3, 4, 5)
    works(kg(server, tmp_path, "load", "first", "rest", KG_STORE="g.kg"))
    server.empty()
    works(kg(server, tmp_path, "load", "first"))
    before = graph(server.uri)
    with others(server) as driver, holding(driver, KYIV):
        loading = start(("load", "rest"), server, tmp_path, HASTY)
        await_blocked(driver, 1)  # the loader has stored articles and claims, and not yet what entities are called
        server.kill()
        fails(ended(loading, server), "cannot be reached, or the connection was cut. What was stored is stored; run")
    server.start()
    assert graph(server.uri) == before
    works(kg(server, tmp_path, "load", "rest"))
    assert graph(server.uri) == graph(str(tmp_path / "g.kg"))
    assert "12 claims in 6 articles: every quote is in its place." in kg(server, tmp_path, "verify").stderr


def test_a_server_that_is_back_soon_is_waited_for(server: Server) -> None:
    server.empty()
    store = open_store(server.uri)
    store.add(*small("a"))
    server.kill()
    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(store.add, *small("b"))
        server.start()
        assert adding.result() is Change.ADDED
    assert store.status().articles == 2
    store.close()


def test_a_database_that_may_only_be_read(server: Server, tmp_path: Path) -> None:
    server.empty()
    with closing(open_store(server.uri)) as store:
        store.add(*full())
        kept = list(store.dump())
    with others(server) as driver:
        driver.execute_query("DROP INDEX kg_claim_article")
    again(server, server__databases__read_only="neo4j")
    store = open_store(server.uri, create=False)
    assert list(store.dump()) == kept
    with pytest.raises(StoreError, match="may only be read: nothing was stored"):
        store.add(*small("b"))
    with pytest.raises(StoreError, match="may only be read: nothing was stored"):
        store.query("CREATE (n:Entity {id: 'x'})", write=True)
    assert list(store.dump()) == kept
    store.close()
    assert works(kg(server, tmp_path, "articles", "--format", "jsonl")).count("\n") == 1
    fails(kg(server, tmp_path, "forget", "vilnius"), "may only be read: nothing was stored")
    again(server)
    with closing(open_store(server.uri)) as store:  # what was missing is made where it can be
        assert list(store.dump()) == kept
    with others(server) as driver:
        found = driver.execute_query("SHOW INDEXES YIELD name WHERE name = 'kg_claim_article'").records
    assert len(found) == 1


def test_a_change_that_waits_longer_than_the_server_allows(server: Server, tmp_path: Path) -> None:
    server.empty()
    with closing(open_store(server.uri)) as store:
        store.add(*small("a"))
    again(server, db__transaction__timeout="2s", db__transaction__monitor__check__interval="200ms")
    with others(server) as driver, holding(driver, LOCK):
        done = kg(server, tmp_path, "forget", "a")
        fails(done, "nothing of it was stored.")
        assert "ended this before it was done" in done.stderr or "stopped a change that took too long" in done.stderr
    with closing(open_store(server.uri)) as store:
        with pytest.raises(StatementError, match="longer than the server allows and was stopped"):
            list(store.query(SLOW))
        assert [one.id for one in store.articles()] == ["a"]
    again(server)


def test_a_question_that_takes_too_long_is_ended_on_the_server(tmp_path: Path) -> None:
    at = place("neo4j")
    open_store(emptied("neo4j")()).close()
    for words in (("cypher", SLOW), ("cypher", "--write", SLOW)):
        fails(kg(at, tmp_path, *words, "--timeout", "1"), "The statement took longer than 1 seconds and was stopped.")
    running = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q CONTAINS ' AS slow' AND NOT q CONTAINS 'SHOW' RETURN q"
    with others(at) as driver:
        assert driver.execute_query(running).records == []


def test_a_deadlock_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = place("neo4j")
    monkeypatch.chdir(tmp_path)
    with closing(open_store(emptied("neo4j")())) as store:
        store.add(*small("a"))
    write(tmp_path / "more", 7)
    (one,) = read(["more"], base=tmp_path)
    assert isinstance(one, Article)
    many = f"{KYIV} WITH e UNWIND range(1, 3000) AS n CREATE (:Article {{id: 'x' + n}})"  # who holds more is let win
    with others(at) as driver, holding(driver, many) as first:
        with holding(driver, f"CREATE (a:Article {{id: '{one.id}'}})") as second, ThreadPoolExecutor(1) as pool:
            loading = start(("load", "more"), at, tmp_path)
            await_blocked(driver, 1)  # the loader holds the lock of all who write, and waits for the second
            want = pool.submit(lambda: first.run(LOCK).consume())
            await_blocked(driver, 2)  # the first waits for the loader
            second.rollback()  # now the loader goes on, to what the first holds: it must give way
        want.result()
        first.rollback()
        done = ended(loading, at)
    works(done)
    assert "1 article: 1 added" in done.stderr
    assert "every quote is in its place" in kg(at, tmp_path, "verify").stderr


def test_two_loaders_at_once_give_the_graph_that_one_would(tmp_path: Path) -> None:
    at = place("neo4j")
    write(tmp_path / "all", *range(12))
    left, right = ([f"all/a{n}.txt" for n in numbers] for numbers in (range(8), range(11, 3, -1)))
    open_store(emptied("neo4j")()).close()
    with others(at) as driver:
        with holding(driver, LOCK):
            loads = [start(("load", *files), at, tmp_path) for files in (left, right)]
            await_blocked(driver, 2)  # both have read, and want to store
        for load in loads:
            works(ended(load, at))
    both = graph(at.uri)
    assert [line.get("node") for line in both].count("Article") == 12
    works(kg(at, tmp_path, "load", "all", KG_STORE="g.kg"))
    assert graph(str(tmp_path / "g.kg")) == both


def test_all_may_be_the_first_to_open_a_graph() -> None:
    uri = emptied("neo4j")()
    at = place("neo4j")
    kinds = {name: statement.split()[1] for name, statement in schema()}
    for name, kind in kinds.items():
        at.run(f"DROP {kind} {name} IF EXISTS")
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(open_store, [uri] * 6))
    with others(at) as driver:
        found = driver.execute_query("SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_' RETURN name").records
    assert {record["name"] for record in found} == kinds.keys()
    assert list(stores[0].query("MATCH (m:Meta) RETURN count(m)").rows) == [(1,)]
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"KG_NEO4J_PASSWORD": "wrong-secret"}, "refuses this user and password: see KG_NEO4J_USER and KG_NEO4J_PASS"),
        ({"KG_NEO4J_USER": "nobody"}, "refuses this user and password: see KG_NEO4J_USER and KG_NEO4J_PASSWORD."),
        ({"KG_NEO4J_DATABASE": "films"}, "has no database of that name: KG_NEO4J_DATABASE or the address names one"),
    ],
)
@pytest.mark.parametrize("words", [("--verbose", "status"), ("load", "reference")])
def test_who_is_not_let_in_is_told_why(tmp_path: Path, env: dict[str, str], says: str, words: tuple[str, ...]) -> None:
    done = kg(place("neo4j"), tmp_path, *words, **env)
    fails(done, says)
    assert "wrong-secret" not in done.stderr


def test_without_a_password_it_is_asked_for(tmp_path: Path) -> None:
    at = place("neo4j")
    nameless = Place(at.uri, {**at.env, "KG_NEO4J_PASSWORD": "never"})
    done = kg(nameless, tmp_path, "status", command=("env", "-u", "KG_NEO4J_PASSWORD", *KG))
    fails(done, "wants a password: set KG_NEO4J_PASSWORD (and KG_NEO4J_USER where the user is not neo4j).")


def test_no_password_is_in_the_list_of_processes_or_shown(tmp_path: Path) -> None:
    at = place("neo4j")
    store = open_store(emptied("neo4j")())
    write(tmp_path / "more", 7)
    with others(at) as driver, holding(driver, LOCK):
        loading = start(("--verbose", "load", "more"), at, tmp_path)
        await_blocked(driver, 1)
        assert b"load" in (said := Path(f"/proc/{loading.pid}/cmdline").read_bytes())
        assert at.env["KG_NEO4J_PASSWORD"].encode() not in said
    works(ended(loading, at))
    assert at.env["KG_NEO4J_PASSWORD"] not in f"{store!r} {vars(store)} {Address.read(at.uri)!r}"
    store.close()
