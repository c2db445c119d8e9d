"""`KG_STORE=neo4j://…` changes where the graph lives and nothing else: every command says the same."""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

import kg.cli
from kg.build import Graph
from kg.cli import session
from kg.presets import preset, preset_names
from tests.servers.shared import emptied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = "MATCH (c:Claim)-[r:SUBJECT]->(e) RETURN c.id AS id, e.name AS name, c.confidence AS f, r ORDER BY id LIMIT 5"
FILES = ("g.ttl", "g.trig", "g.nq", "g.jsonld", "g.graphml", "g.jsonl", "g.csv", "page.html", "around.html")
COMMANDS = (
    "load examples",
    "load examples --verbose",
    "status",
    "status --format json",
    "articles",
    "verify",
    "dump",
    *(f"cypher '{ROWS}' --format {form}" for form in ("table", "json", "jsonl", "csv")),
    "cypher 'MATCH p = (a)-[:REFUSES]->(b) RETURN p ORDER BY a.id, b.id LIMIT 1' --format json",
    "cypher 'CREATE (n:Entity) RETURN n'",
    "cypher 'LOAD CSV FROM \"file:///etc/passwd\" AS l RETURN l'",
    *(f"export -o {name}" for name in FILES if name.startswith("g.")),
    "view -o page.html",
    "view --around Ukraine -o around.html",
    "extract a.txt --format jsonl",
    "load a.txt",
    "decide merge Germany France --force",
    "query promises --to Ukraine --format jsonl",
    "decide undo",
    "decide split Ukraine",
    "decide list --format jsonl",
    "decide reject c-none",
    "forget a.txt",
    "forget a.txt",
    "verify --format json",
    "dump",
)
MASKED = ((r"\bd-[0-9a-f]{16}\b", "d-…"), (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z", "now"))


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All commands, and no traces of them afterwards."""
    monkeypatch.setattr(kg.cli.app, "registered_commands", [])
    monkeypatch.setattr(kg.cli.app, "registered_groups", [])
    kg.cli._register()  # noqa: SLF001 - as the program does when it starts
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    before = session.settings
    yield
    session.settings = before


def examples() -> Iterator[str]:
    """Calls of presets, as their headers give them."""
    for name in preset_names():
        yield f"{preset(name).example.removeprefix('kg ')} --format jsonl"


def masked(words: str, location: str) -> str:
    """What was said, without where and when."""
    for pattern, instead in MASKED:
        words = re.sub(pattern, instead, words)
    return words.replace(location, "STORE")


def story(location: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """All commands on a graph, one after the other: what each said, and the files that they wrote."""
    monkeypatch.setenv("KG_STORE", location)
    told: list[tuple[str, ...]] = []
    for command in (*COMMANDS[:-8], *examples(), *COMMANDS[-8:]):
        monkeypatch.setattr(sys, "argv", ["kg", *shlex.split(command)])
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        said = capsys.readouterr()
        told.append((command, str(left.value.code or 0), masked(said.out, location), masked(said.err, location)))
    return told


def written(folder: Path, location: str) -> dict[str, str]:
    """The files that a story has left, and what is in them."""
    found = {path.name: path for name in FILES for path in (folder / name, *folder.glob(f"{name}/*")) if path.is_file()}
    return {name: masked(path.read_text(encoding="utf-8"), location) for name, path in found.items()}


@pytest.mark.usefixtures("registered")
def test_a_graph_on_a_server_is_used_as_one_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_BY", "me")
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "a.txt").write_text("France promised Ukraine missiles. Germany asked NATO for tanks.\n")
    told, files = story("g.kg", capsys, monkeypatch), written(tmp_path, "g.kg")
    assert len(files) >= len(FILES)
    codes = {command: code for command, code, _, _ in told}
    assert {codes[f"export -o {name}"] for name in FILES if name.startswith("g.")} == {"0"}
    uri = emptied("neo4j")()
    for here, there in zip(told, story(uri, capsys, monkeypatch), strict=True):
        assert there == here
    assert written(tmp_path, uri) == files
    with Graph.open() as graph:
        assert graph.store.location == uri
