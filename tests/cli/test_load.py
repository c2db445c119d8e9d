"""`kg load` and `kg articles` on a real graph."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.build import Graph, Loaded
from kg.cli import load, session
from kg.cli.load import Tally
from kg.errors import SourceError, StoreMissingError, UsageError
from kg.extract import rules_extractor
from kg.model import Article
from kg.stores.protocol import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

    Run = Callable[..., Result]

ENGLISH = "---\ntitle: Leaders meet\ndate: 2031-05-03\n---\nNorway promised Ukraine tanks. Denmark condemned Russia.\n"
FRENCH = "Les dirigeants de neuf pays se sont réunis lundi au bord du lac et ont promis de construire un grand pont."


one_extractor = cache(rules_extractor)  # loading its language model takes a second


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one English and one French article."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "lake.md").write_text(ENGLISH)
    (folder / "pont.txt").write_text(FRENCH)
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command against a graph in the test's folder."""
    app = typer.Typer()
    load.register(app)
    monkeypatch.setattr("kg.extract.rules_extractor", one_extractor)

    def running(*words: str, verbose: bool = False, quiet: bool = False) -> Result:
        settings = session.Settings(store=str(tmp_path / "lake.kg"), verbose=verbose, quiet=quiet)
        monkeypatch.setattr(session, "settings", settings)
        return CliRunner().invoke(app, words)

    return running


def test_articles_are_loaded_and_listed(run: Run, news: Path) -> None:
    first = run("load", str(news))
    assert first.exit_code == 0, first.output
    assert first.stdout == ""
    lines = first.stderr.splitlines()
    assert lines[0] == (
        "1 article (news/pont.txt) without claims: its language is fr, and only English is read: stored,"
        " nothing extracted."
    )
    assert lines[1] == "1 article (news/pont.txt) without a date: --published DATE gives one."
    assert lines[2].startswith("2 articles: 2 added; ")

    again = run("load", str(news))
    assert (again.exit_code, again.stderr) == (0, "2 articles: 2 unchanged\n")

    dated = run("load", str(news), "--published", "2031-05")
    assert dated.stderr.splitlines()[-1] == "2 articles: 1 replaced, 1 unchanged; 0 claims"

    listed = [json.loads(line) for line in run("articles", "--format", "jsonl").stdout.splitlines()]
    assert [(a["published"], a["genre"], a["title"][:13]) for a in listed] == [
        ("2031-05", "news", "Les dirigeant"),
        ("2031-05-03", "news", "Leaders meet"),
    ]
    assert listed[0]["claims"] == 0
    assert listed[1]["claims"] >= 1


def test_one_bad_file_does_not_stop_the_rest(run: Run, news: Path) -> None:
    (news / "a.txt").write_bytes(b"%PDF-1.7")
    (news / "b.md").write_text('---\ntitle: "open\n---\nThey met.')
    found = run("load", str(news), "none.txt", quiet=True)
    assert found.exit_code == 1
    problems = found.stderr.splitlines()
    assert [line.rpartition("/")[2].partition(" ")[0] for line in problems[:2]] == ["a.txt:", "b.md:2:"]
    assert problems[2] == "kg: none.txt: there is no such file or folder"
    assert len(run("articles", "--format", "jsonl").stdout.splitlines()) == 2


def test_nothing_to_read_makes_no_graph(run: Run, tmp_path: Path) -> None:
    found = run("load", "none.txt", "https://example.org/a")
    assert found.exit_code == 1
    assert "kg: none.txt: there is no such file or folder" in found.stderr
    assert "kg: https://example.org/a: pages are not fetched" in found.stderr
    assert not (tmp_path / "lake.kg").exists()


def test_a_date_that_is_none_is_refused_before_a_graph_is_made(run: Run, news: Path, tmp_path: Path) -> None:
    found = run("load", str(news), "--published", "tomorrow")
    assert isinstance(found.exception, UsageError)
    assert not (tmp_path / "lake.kg").exists()


def test_articles_of_no_graph_are_no_listing(run: Run) -> None:
    assert isinstance(run("articles").exception, StoreMissingError)


def test_an_interruption_keeps_what_is_stored(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loading = Graph.loading

    def interrupted(graph: Graph, *locations: str, published: str | None = None) -> Iterator[Loaded | SourceError]:
        yield next(loading(graph, *locations, published=published))
        raise KeyboardInterrupt

    monkeypatch.setattr(Graph, "loading", interrupted)
    found = run("load", str(news))
    assert found.exit_code == 1
    assert found.stderr.startswith("kg: Interrupted. Stored so far: 1 article: 1 added; ")
    assert found.stderr.endswith("Run the same command again to load the rest.\n")
    monkeypatch.undo()


def test_help_shows_how_and_says_which_date_wins(run: Run) -> None:
    shown = " ".join(run("load", "--help").stdout.replace("│", " ").split())
    assert "kg load reference examples" in shown
    assert "their own date wins" in shown
    assert "kg articles" in run("articles", "--help").stdout


def outcome(change: Change = Change.ADDED, claims: int | None = 3, note: str = "", genre: str = "news") -> Loaded:
    return Loaded(Article("a-1", "a.md", "They met.", genre=genre), change, claims, note)


def test_the_sum_names_only_what_there_is() -> None:
    tally = Tally()
    assert str(tally) == "0 articles"
    tally.take(outcome())
    assert str(tally) == "1 article: 1 added; 3 claims"
    tally.take(outcome(Change.REPLACED, claims=1))
    tally.take(outcome(Change.UNCHANGED, claims=None))
    tally.take(SourceError("b.md", "it has no text"))
    assert str(tally) == "3 articles: 1 added, 1 replaced, 1 unchanged; 4 claims; 1 could not be read"
    tally.take(outcome(claims=1, genre="reference"))
    assert str(tally).endswith("; 4 claims; 1 reference table: 1 added; 1 fact; 1 could not be read")


def test_the_first_few_articles_are_named_and_all_if_verbose(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    for name in "abcde":
        tally.take(Loaded(Article(name, f"{name}.md", "They met.", published="2031"), Change.ADDED, 0, "no claim"))
    tally.report(verbose=False)
    assert capsys.readouterr().err.splitlines()[0] == (
        "5 articles (a.md, b.md, c.md and 2 more, which --verbose names) without claims: no claim."
    )
    tally.report(verbose=True)
    assert capsys.readouterr().err.startswith("5 articles (a.md, b.md, c.md, d.md, e.md) without claims: no claim.\n")


def test_reference_data_without_claims_or_date_is_nothing_to_speak_of(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally()
    tally.take(outcome(claims=0, note="no claim was found in it", genre="reference"))
    tally.report(verbose=True)
    assert capsys.readouterr().err == "1 reference table: 1 added; 0 facts\n"


def test_less_certain_claims_are_left_out_and_read_anew_where_wanted(run: Run, news: Path) -> None:
    def claims() -> int:
        return sum(json.loads(line)["claims"] for line in run("articles", "-f", "jsonl").stdout.splitlines())

    assert run("load", str(news)).exit_code == 0
    everything = claims()
    assert everything > 0
    assert "2 replaced; 0 claims" in run("load", str(news), "--min-confidence", "1").stderr
    assert claims() == 0
    assert "2 unchanged" in run("load", str(news), "--min-confidence", "1").stderr
    assert "2 replaced" in run("load", str(news)).stderr
    assert claims() == everything


def test_what_no_loader_reads_and_dates_that_are_none_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(ENGLISH.replace("2031-05-03", "2031-99-03"))
    for name in ("b.pdf", "c.PDF", "LICENSE"):
        (folder / name).write_text("They met.")
    words = [str(Path(sys.executable).parent / "kg"), "load", "in"]
    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stderr
    assert "in: 3 files that no loader reads were skipped (1 without an ending, 2 .pdf)\n" in told
    assert "in/a.md: its date '2031-99-03' is none that is read: write it as 2023-07-11\n" in told
    quiet = subprocess.run([*words, "--quiet"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert quiet.stderr == ""
