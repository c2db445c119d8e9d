"""Tables, networks and lines; the format told by the file's name; the command."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import export as cli
from kg.cli import session
from kg.errors import UnknownNameError, UsageError
from kg.export import FORMATS, write
from kg.export.csv_tables import CLAIMS, EDGES, NODES
from kg.files import WriteError
from kg.model import Article, Claim, Entity, Quantity, Ref
from tests.export.sample import Memory, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {name: form for name, form in FORMATS.items() if form.suffix}
DIRECT = {  # affirmed, actual or planned, not rejected, on an entity
    ("nato-allies", "PROMISES", "tanks"),
    ("ukraine", "REFUSES", "territorial-concessions"),
    ("olaf-scholz", "MEETS", "emmanuel-macron"),
}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def hostile(text: str) -> Memory:
    """A graph all of whose words are `text`."""
    ref = Ref("x", text, "Actor", text)
    claim = Claim("c", "a", ref, "MEETS", ref, text, 0, 1, stated_by=ref, role=text, qualifier=text, rule=text)
    entity = Entity("x", text, "Actor", (text,), None, text, text)
    return Memory((Article("a", "a", "text", title=text, outlet=text),), ((claim, "open"),), (entity,))


def test_csv_into_a_folder(graph: Memory, tmp_path: Path) -> None:
    folder = write(graph, tmp_path / "tables", "csv")
    nodes, edges, claims = (table(folder / f"{name}.csv") for name in ("nodes", "edges", "claims"))
    assert [row["id"] for row in nodes] == [e.id for e in graph.entities()]
    assert {(row["source"], row["type"], row["target"]) for row in edges} == DIRECT
    assert [row["id"] for row in claims] == ["c-7", "c-1", "c-6", "c-2", "c-4", "c-5", "c-3"]
    assert tuple(nodes[0]) == NODES
    assert tuple(edges[0]) == EDGES
    by_id = {row["id"]: row for row in nodes}
    assert by_id["ukraine"]["labels"] == "State; Actor"
    assert by_id["ukraine"]["aliases"] == "Kyiv"


def test_csv_is_written_again_into_the_same_folder(graph: Memory, tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in write(graph, tmp_path, "csv").iterdir()}
    assert {p.name: p.read_bytes() for p in write(graph, tmp_path, "csv").iterdir()} == first


def test_csv_of_claims_alone(graph: Memory, tmp_path: Path) -> None:
    rows = {row["id"]: row for row in table(write(graph, tmp_path / "claims.csv"))}
    assert tuple(rows["c-1"]) == CLAIMS
    promise, number, denied = rows["c-1"], rows["c-6"], rows["c-2"]
    assert (promise["subject"], promise["object_name"], promise["addressee"]) == ("nato-allies", "tanks", "ukraine")
    assert (promise["title"], promise["said_on"], promise["status"]) == ('Tanks, "soon"', "2023-07-10", "open")
    assert (number["object"], number["object_value"], number["object_unit"]) == ("", "40", "tanks")
    assert (number["amount"], number["time_end"], float(number["confidence"])) == ("1e9", "2025", 0.1 + 0.2)
    assert (denied["via"], denied["polarity"], denied["stated_by_name"]) == (
        "emmanuel-macron; olaf-scholz", "denied", "Olaf Scholz",
    )  # fmt: skip
    assert rows["c-4"]["said_on"] == "2023-07-09"


def test_csv_where_a_file_is_in_the_way(graph: Memory, tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("", encoding="utf-8")
    with pytest.raises(WriteError, match="tables cannot be written: File exists"):
        write(graph, tmp_path / "tables", "csv")


@given(start=st.sampled_from("=+-@\t\r\n＝"), rest=st.text(st.characters(codec="utf-8"), max_size=8))
@settings(deadline=None, max_examples=40)
def test_no_cell_is_a_formula(start: str, rest: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write(hostile(start + "cmd" + rest), tmp_path_factory.mktemp("csv"), "csv")
    for path in folder.iterdir():
        cells = [cell for row in table(path) for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n＝")]
        assert "'" + start + "cmd" in "".join(cells) or path.name == "edges.csv"


@pytest.mark.parametrize("value", ["-2", "+3.5%", "-1,000.50", "2"])
def test_numbers_stay_numbers(value: str, tmp_path: Path) -> None:
    claim = Claim("c", "a", Ref("x", "x", "Actor"), "PROMISES", Quantity(value), "q", 0, 1)
    (row,) = table(write(Memory((Article("a", "a", "t"),), ((claim, "open"),)), tmp_path / "c.csv"))
    assert row["object_value"] == value


def test_graphml_is_the_network_of_direct_edges(graph: Memory, tmp_path: Path) -> None:
    network = nx.read_graphml(write(graph, tmp_path / "g.graphml"), force_multigraph=True)
    assert {(s, data["type"], t) for s, t, data in network.edges(data=True)} == DIRECT
    assert set(network) == {e.id for e in graph.entities()}
    assert network.nodes["ukraine"]["labels"] == "State; Actor"
    assert "wikidata" not in network.nodes["tanks"]
    edge = network.get_edge_data("nato-allies", "tanks", "c-1")
    assert edge["quote"] == "The allies will give Ukraine tanks"
    assert edge["confidence"] == 0.5


@given(text=st.text())
@settings(deadline=None, max_examples=80)
def test_hostile_text_breaks_no_graphml(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(hostile(text + "\x00\x1b\ufffe\ud800]]>"), tmp_path_factory.mktemp("xml") / "g.graphml")
    network = nx.read_graphml(path, force_multigraph=True)
    assert network.nodes["x"]["name"].endswith("\ufffd\ufffd\ufffd\ufffd]]>")


def test_jsonl_has_the_claims_lines(graph: Memory, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in write(graph, tmp_path / "g.jsonl").read_text("utf-8").splitlines()]
    order = [claim for _, held in ((a, graph.claims(a.id)) for a in graph.articles()) for claim, _ in held]
    assert [Claim.from_json(line) for line in lines] == order
    assert [line.get("status") for line in lines] == ["rejected"] + [None] * 6


@given(text=st.text())
@settings(deadline=None, max_examples=40)
def test_jsonl_survives_any_text(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(hostile(text), tmp_path_factory.mktemp("jsonl") / "g.jsonl")
    (line,) = path.read_text("utf-8").split("\n")[:-1]
    assert json.loads(line)["quote"] == text


@pytest.mark.parametrize("form", FILES.values(), ids=FILES.keys())
def test_every_format_is_told_by_its_ending(form: Any, graph: Memory, tmp_path: Path) -> None:
    told = write(graph, tmp_path / f"told{form.suffix.upper()}")
    named = write(graph, tmp_path / f"named{form.suffix}", form.name)
    assert told.read_bytes() == named.read_bytes() != b""


@pytest.mark.parametrize("form", FILES)
def test_every_format_takes_an_empty_graph_and_bytes_do_not_change(form: str, tmp_path: Path) -> None:
    suffix = FORMATS[form].suffix
    one, two = (write(Memory(), tmp_path / f"{n}{suffix}", form).read_bytes() for n in (1, 2))
    assert one == two


def test_unknown_formats(graph: Memory, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"g\.xyz does not tell its format"):
        write(graph, tmp_path / "g.xyz")
    with pytest.raises(UnknownNameError, match="Did you mean turtle"):
        write(graph, tmp_path / "g", "turtel")
    with pytest.raises(UnknownNameError, match="There are turtle, trig"):
        write(graph, tmp_path / "g", "pdf")
    with pytest.raises(UsageError, match=r"is a folder, and trig is written to a file: name one"):
        write(graph, tmp_path, "trig")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def graph() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=sample())

    monkeypatch.setattr(session, "graph", graph)


def run(*words: str) -> Any:
    app = typer.Typer()
    cli.register(app)
    return CliRunner().invoke(app, words)


@pytest.mark.usefixtures("opened")
def test_kg_export(tmp_path: Path) -> None:
    path = tmp_path / "g.trig"
    result = run("-o", str(path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"Wrote {path}.\n"
    assert path.read_bytes() == write(sample(), tmp_path / "again.trig").read_bytes()


@pytest.mark.usefixtures("opened")
def test_kg_export_to_stdout_of_one_article(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    cli.export(out="-", form="jsonl", graph_of=["a1"])
    assert capfdbinary.readouterr().out.count(b"\n") == 7
    cli.export(out="-", form="csv", graph_of=["a0"])
    assert capfdbinary.readouterr().out.decode().splitlines() == [",".join(CLAIMS)]


@pytest.mark.usefixtures("opened")
def test_kg_export_in_another_namespace(tmp_path: Path) -> None:
    path = tmp_path / "g.nq"
    run("-o", str(path), "--namespace", "https://example.org/")
    assert b"<https://example.org/claim/c-1>" in path.read_bytes()


def test_the_help_names_every_format() -> None:
    told = " ".join(run("--help").stdout.split())
    assert not [form.name for form in FORMATS.values() if form.name not in told or form.suffix not in told]
