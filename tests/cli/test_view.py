"""`kg view` as a user runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import session, view
from kg.stores.opening import open_store
from tests.view.graph import plain

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer()
app.callback()(lambda: None)
view.register(app)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = open_store(str(tmp_path / "test.kg"), create=True)
    store.add(*plain(), "test")
    store.close()
    monkeypatch.setattr(session, "settings", session.Settings(str(tmp_path / "test.kg")))
    return tmp_path


def test_it_draws_what_is_chosen_and_says_how_much(folder: Path) -> None:
    done = CliRunner().invoke(
        app, ["view", "--around", "Ukraine", "--relation", "refuses", "-o", str(folder / "a.html")]
    )
    assert done.exit_code == 0
    assert "3 entities, 1 claim.\n" in done.stderr
    assert "membership timetable" in (folder / "a.html").read_text("utf-8")


def test_a_page_without_a_claim_is_written_and_said_to_be_empty(folder: Path) -> None:
    done = CliRunner().invoke(app, ["view", "--since", "2050", "-o", str(folder / "a.html")])
    assert (done.exit_code, done.stderr) == (
        0,
        f"{folder / 'a.html'}: no claim fits what you chose, so the page is empty.\n",
    )
    assert (folder / "a.html").is_file()


@pytest.mark.usefixtures("folder")
def test_stdout_is_called_the_page() -> None:
    done = CliRunner().invoke(app, ["view", "-o", "-", "--open"])
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stderr == "The page: 5 entities, 2 claims.\n"


def test_it_says_what_did_not_fit_and_opens_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", opened.append)
    done = CliRunner().invoke(app, ["view", "--most", "3", "--open", "-o", str(folder / "b.html")])
    assert "2 less connected entities are left out" in done.stderr
    assert opened == [(folder / "b.html").resolve().as_uri()]
