"""`kg extract`: claims on stdout or in files, words on stderr, exit codes."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
import typer

from kg.cli import extract
from kg.errors import UsageError
from kg.model import Claim

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Norway will not send buses to Chad. Chad must free the hostages by 2030, Macron said.\n"
FRENCH = (
    "Le Parlement de Norvège a refusé lundi d’envoyer des autobus au Tchad, selon un porte-parole du gouvernement. " * 3
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "buses.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _run(*arguments: str) -> int:
    app = typer.Typer()
    extract.register(app)
    app.command("other")(lambda: None)
    return int(app(["extract", *arguments], standalone_mode=False) or 0)


def test_claims_are_printed_one_a_line(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(text), "--published", "2024-06-12") == 0
    lines = capsys.readouterr().out.splitlines()
    claims = [Claim.from_json(json.loads(line)) for line in lines]
    assert [claim.predicate for claim in claims] == ["REFUSES", "DEMANDS"]
    assert all(TEXT[claim.start : claim.end] == claim.quote for claim in claims)


def test_claims_are_one_json_list(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(text), "--format", "json") == 0
    assert [claim["predicate"] for claim in json.loads(capsys.readouterr().out)] == ["REFUSES", "DEMANDS"]


def test_claims_are_rows(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(text), "--format", "csv", "--published", "2024-06-12") == 0
    first, second = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (first["subject"], first["predicate"], first["addressee"]) == ("Norway", "REFUSES", "Chad")
    assert (second["subject"], second["time_end"]) == ("Emmanuel Macron", "2030")


def test_a_quantity_is_shown_with_its_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Norway pledged 3 percent of GDP.", encoding="utf-8")
    assert _run(str(path), "--format", "csv") == 0
    assert "3 % of GDP" in capsys.readouterr().out


def test_an_explanation_names_rule_and_words(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(text), "--explain", "--published", "2024-06-12") == 0
    out = capsys.readouterr().out
    assert "Norway REFUSES buses -> Chad\n    “Norway will not send buses to Chad” [0:34]" in out
    assert "read by provides:send at “send”, confidence 0." in out
    assert "(time ..2030)" in out


def test_an_explanation_marks_denial_and_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Norway did not condemn the coup, Ola Nordmann said.", encoding="utf-8")
    assert _run(str(path), "--explain") == 0
    assert "(denied, by Ola Nordmann)" in capsys.readouterr().out


@pytest.mark.parametrize("more", [("-o", "x"), ("--format", "csv")])
def test_an_explanation_has_no_other_form(text: Path, more: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match="leave --format and --output away"):
        _run(str(text), "--explain", *more)


def test_each_file_gets_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "buses.txt").write_text(f"{TEXT}{folder}\n", encoding="utf-8")
    out = tmp_path / "out"
    assert _run(str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(out)) == 0
    captured = capsys.readouterr()
    names = sorted(path.name for path in out.iterdir())
    assert captured.out == ""
    assert len(names) == 2
    assert "buses.jsonl" in names
    assert "buses.jsonl is there already; written as " in captured.err
    assert "2 files in" in captured.err
    assert all(len(path.read_text(encoding="utf-8").splitlines()) == 2 for path in out.iterdir())


def test_a_source_that_cannot_be_read_is_named_and_the_others_are_printed(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(str(text.with_name("none.txt")), str(text)) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert "none.txt" in captured.err


def test_a_text_in_another_language_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fr.txt"
    path.write_text(FRENCH, encoding="utf-8")
    assert _run(str(path)) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "its language is fr, and only English is read: nothing extracted" in captured.err
