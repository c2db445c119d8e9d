"""An embedded graph over Bolt, as Neo4j's tools meet it: it can be read, and nothing else can be done."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, Neo4jError, ServiceUnavailable

from kg.errors import StoreError, StoreLockedError, StoreMissingError, UsageError
from kg.presets import ask
from kg.serve import bolt
from kg.serve.root import USER, hashed
from kg.serve.sockets import Place, place
from kg.stores import Rows
from kg.stores.opening import open_store
from kg.stores.values import plain
from tests.presets.test_golden import CASES, shown
from tests.serve.conftest import PASSWORD, dump, ports, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neo4j import Driver

WRITES = [
    "CREATE (n:Entity {id: 'x'}) RETURN n",
    "CREATE (n:Novelty) RETURN n",
    "MERGE (n:Entity {id: 'x'}) RETURN n",
    "MATCH (c:Claim) SET c.quote = 'x' RETURN count(c)",
    "MATCH (c:Claim) REMOVE c.quote",
    "MATCH (c:Claim) SET c:Entity",
    "MATCH (c:Claim) DETACH DELETE c",
    "MATCH ()-[r:SUBJECT]->() DELETE r",
    "MATCH (a:Claim), (b:Entity) WITH a, b LIMIT 1 CREATE (a)-[:SUBJECT]->(b)",
    "FOREACH (x IN [1] | CREATE (:Entity {id: 'x'}))",
    "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN 2 CONCURRENT TRANSACTIONS OF 5 ROWS ON ERROR CONTINUE",
    "CALL db.labels() YIELD label CREATE (n:Entity {id: label})",
    "CREATE INDEX novel FOR (n:Claim) ON (n.quote)",
    "CREATE CONSTRAINT novel FOR (n:Claim) REQUIRE n.quote IS UNIQUE",
    "DROP CONSTRAINT `Claim[id]`",
]
PROCEDURES = [
    "CALL merge.node(['Entity'], {id: 'x'}, {}, {}) YIELD node RETURN node",
    "CALL apoc.merge.node(['Entity'], {id: 'x'}, {}, {}) YIELD node RETURN node",
    "MATCH (a:Claim), (b:State) WITH a, b LIMIT 1 CALL merge.relationship(a, 'SUBJECT', {}, {}, b) YIELD rel RETURN 1",
    "MATCH (e:Entity) WITH collect(e) AS es CALL refactor.mergeNodes(es) YIELD node RETURN node",
    "CALL do.when(true, 'MATCH (c:Claim) DETACH DELETE c', 'RETURN 1', {}) YIELD value RETURN value",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL sql('DELETE FROM Claim')",
    "CREATE USER other SET PASSWORD 'abcdefghi'",
    "ALTER USER reader SET PASSWORD 'abcdefghi'",
    "SHOW USERS",
]
UNSAID = [  # the engine does not say that it refuses these
    "MATCH (e:Entity) WITH collect(e) AS es CALL refactor.cloneNodesWithRelationships(es) YIELD output RETURN output",
    "PROFILE CREATE (n:Entity {id: 'x'})",
    "PROFILE MATCH (c:Claim) DETACH DELETE c",
    "EXPLAIN MATCH (c:Claim) DETACH DELETE c",
]
FILES = ["file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:1/", "https://example.org/a.csv"]


class OverBolt:
    """What asking a preset needs, from the driver."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def query(self, statement: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        records, _, keys = self.driver.execute_query(statement, dict(parameters or {}), routing_="r")
        return Rows(tuple(keys), (tuple(plain(value) for value in record.values()) for record in records))


@pytest.fixture(scope="module")
def driver(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    with reading(str(shutil.copytree(template, tmp_path_factory.mktemp("read") / "g.kg"))) as opened:
        yield opened


def refusal(driver: Driver, statement: str) -> Neo4jError:
    with pytest.raises(Neo4jError) as refused:
        driver.execute_query(statement)
    return refused.value


@pytest.mark.parametrize(("path", "n"), CASES, ids=lambda value: value if isinstance(value, int) else value.stem)
def test_presets_give_their_tables(driver: Driver, path: Path, n: int) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))[n]
    answer = shown(ask(OverBolt(driver), path.stem, case["ask"], strict=case.get("strict", False)))
    assert answer["rows"] == case["rows"]
    assert answer["columns"] == (case["columns"] if case["rows"] else [])  # the engine names none where there is no row


def test_what_tools_ask_first_is_answered(driver: Driver) -> None:
    labels = {record["label"] for record in driver.execute_query("CALL db.labels()").records}
    assert {"Claim", "Article", "Entity"} <= labels
    assert "neo4j" in {record["name"] for record in driver.execute_query("SHOW DATABASES").records}
    with GraphDatabase.driver(f"neo4j://{address(driver)}", auth=(USER, PASSWORD)) as routed:
        assert routed.execute_query("MATCH (c:Claim) RETURN count(c) > 0 AS any", database_="neo4j").records[0]["any"]
    with driver.session() as session, session.begin_transaction() as transaction:
        assert transaction.run("RETURN 1 AS one").single(strict=True)["one"] == 1


def address(driver: Driver) -> str:
    return ":".join(map(str, driver.get_server_info().address))


def test_writes_are_refused_and_change_nothing(graph: str) -> None:
    before = dump(graph)
    with reading(graph) as driver:
        for statement in WRITES:
            assert refusal(driver, statement).code == "Neo.ClientError.Security.Forbidden", statement
        for statement in PROCEDURES:
            refusal(driver, statement)
        for statement in UNSAID:
            with suppress(Neo4jError):
                driver.execute_query(statement)
        with driver.session() as session, session.begin_transaction() as transaction:
            with pytest.raises(Neo4jError):
                transaction.run("CREATE (n:Entity {id: 'x'})").consume()
            transaction.rollback()
    assert dump(graph) == before


@pytest.mark.parametrize("source", FILES)
def test_no_file_and_no_host_is_read(driver: Driver, source: str) -> None:
    refused = refusal(driver, f"LOAD CSV FROM '{source}' AS line RETURN line")
    assert refused.code == "Neo.ClientError.Security.Forbidden"
    assert "not allowed" in str(refused) or "disabled" in str(refused)


def test_a_statement_that_takes_too_long_is_ended(graph: str) -> None:
    with reading(graph, timeout=0.2) as driver:
        refused = refusal(driver, "UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b RETURN sum(a * b)")
        assert "exceeded" in str(refused)
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


@pytest.mark.parametrize(
    "auth", [(USER, PASSWORD + "x"), ("root", "playwithdata"), ("root", PASSWORD), ("neo4j", "neo4j"), None]
)
def test_who_does_not_know_the_password_stays_out(driver: Driver, auth: tuple[str, str] | None) -> None:
    uri = f"bolt://{address(driver)}"
    with GraphDatabase.driver(uri, auth=auth) as other, pytest.raises(AuthError):
        other.execute_query("RETURN 1")


def test_bolt_is_all_that_is_open(driver: Driver) -> None:
    assert ports("self") == [driver.get_server_info().address[1]]


def test_what_it_needed_is_gone_afterwards(graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place_for_it = tmp_path / "tmp"
    place_for_it.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place_for_it))
    names = sorted(path.name for path in Path(graph).rglob("*"))
    with reading(graph) as driver:
        [root] = place_for_it.iterdir()
        assert root.stat().st_mode & 0o077 == 0
        written = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
        assert written
        assert not any(PASSWORD.encode() in text for text in written)
        assert (root / "databases" / bolt.DATABASE).is_symlink()
        uri = f"bolt://{address(driver)}"
    assert list(place_for_it.iterdir()) == []
    assert sorted(path.name for path in Path(graph).rglob("*")) == names
    assert json.loads((Path(graph) / "graph" / "configuration.json").read_text())["configuration"] == {
        "command.timeout": 0,
        "opencypher.loadCsv.allowFileUrls": True,
        "opencypher.loadCsv.allowRemoteUrls": True,
    }
    with GraphDatabase.driver(uri, auth=(USER, PASSWORD)) as late, pytest.raises(ServiceUnavailable):
        late.verify_connectivity()


def test_what_a_killed_program_left_is_swept(graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    done = subprocess.Popen(["true"])
    done.wait()
    for pid in (done.pid, os.getpid(), "other"):
        (tmp_path / f"kg-serve-{pid}-x").mkdir()
    start(graph)
    left = sorted(path.name for path in tmp_path.glob("kg-serve-*"))
    assert left == sorted([f"kg-serve-{os.getpid()}-x", "kg-serve-other-x"])


def test_the_same_password_has_another_hash_each_time() -> None:
    first, second = hashed(PASSWORD), hashed(PASSWORD)
    assert first != second
    assert re.fullmatch(r"PBKDF2WithHmacSHA256\$65536\$[\w+/=]{44}\$[\w+/=]{44}", first)


def start(location: str, password: str = PASSWORD, at: Place | None = None) -> None:
    with bolt.serving(location, password, at or place("127.0.0.1")):
        pass


def test_what_cannot_be_served_is_one_sentence(graph: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="connect to it directly"):
        start("neo4j://somewhere")
    with pytest.raises(UsageError, match="fewer than 8"):
        start(graph, "short")
    with pytest.raises(StoreMissingError, match="There is no graph at"):
        start(str(tmp_path / "none.kg"))
    with ExitStack() as held:
        held.callback(open_store(graph).close)
        with pytest.raises(StoreLockedError, match="in use by another process"):
            start(graph)


def test_what_changes_after_the_check_is_one_sentence(graph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(StoreError, match=r"g\.kg cannot be served: .+"),
    ):
        start(graph, at=Place("127.0.0.1", other.getsockname()[1]))
    with ExitStack() as held:
        held.callback(open_store(graph).close)
        monkeypatch.setattr(bolt, "open_store", lambda *_, **__: ExitStack())  # as if it was free a moment ago
        with pytest.raises(StoreLockedError, match="in use by another process"):
            start(graph)
