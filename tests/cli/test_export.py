"""`kg export` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import export, session
from kg.errors import UnknownNameError
from kg.stores.opening import open_store
from tests.view.graph import plain

app = typer.Typer()
app.callback()(lambda: None)
export.register(app)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = open_store(str(tmp_path / "test.kg"), create=True)
    store.add(*plain(), "test")
    store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "settings", session.Settings(str(tmp_path / "test.kg")))
    return tmp_path


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([], "graph.trig"),
        (["-f", "ttl"], "graph.ttl"),
        (["-f", ".nq"], "graph.nq"),
        (["-f", "JSON-LD"], "graph.jsonld"),
        (["-f", "csv"], "graph.csv"),
    ],
)
def test_a_format_may_be_named_by_its_ending_and_names_the_file(words: list[str], name: str) -> None:
    done = CliRunner().invoke(app, ["export", *words])
    assert (done.exit_code, done.stderr) == (0, f"Wrote {name}.\n")
    assert Path(name).stat().st_size


def test_a_format_that_there_is_not_gets_the_nearest_proposed() -> None:
    failed = CliRunner().invoke(app, ["export", "-f", "turtel"]).exception
    assert isinstance(failed, UnknownNameError)
    assert "Did you mean turtle" in str(failed)
    assert not list(Path().glob("graph*"))


@pytest.mark.parametrize(("least", "ids"), [("0", ["c-1", "c-2"]), ("0.5", ["c-1"]), ("1", [])])
def test_less_certain_claims_are_left_out(least: str, ids: list[str]) -> None:
    done = CliRunner().invoke(app, ["export", "-o", "-", "-f", "jsonl", "--min-confidence", least])
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ids
