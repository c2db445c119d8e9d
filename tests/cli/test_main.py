"""The program as a user runs it: exit codes, one line for an error, no traceback, a quick --help."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kg import __version__, cli
from kg.cli import session
from kg.errors import StoreError, UsageError

KG = str(Path(sys.executable).parent / "kg")


def kg(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KG, *words], cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def test_version_and_help() -> None:
    assert kg("--version").stdout == f"kg {__version__}\n"
    shown = kg("--help").stdout
    for command in (
        "load",
        "extract",
        "presets",
        "query",
        "cypher",
        "view",
        "export",
        "decide",
        "status",
        "verify",
        "ontology",
    ):
        assert command in shown


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nonsense"], 2, "No such command"),
        (["status"], 1, "There is no graph at"),
        (["load", "missing.txt"], 1, "missing.txt"),
        (["--content", "/no/such", "presets"], 2, "KG_CONTENT names /no/such"),
    ],
)
def test_wrong_input_is_one_clear_line(words: list[str], code: int, says: str, tmp_path: Path) -> None:
    done = kg(*words, cwd=tmp_path)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "fronted"),
    [
        ("status --store x.kg -q", "--store x.kg -q status"),
        ("query about --store=x --what Kyiv", "--store=x query about --what Kyiv"),
        ("load a -- --store", "load a -- --store"),
        ("load --store", "--store load"),
    ],
)
def test_shared_options_may_stand_behind_the_command(words: str, fronted: str) -> None:
    assert cli.fronted(words.split()) == fronted.split()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['kg', '--help']; from kg import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    heavy = {"spacy", "rdflib", "arcadedb", "pyvis", "networkx", "trafilatura", "numpy", "yaml", "jinja2", "pyoxigraph"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(done.stderr.split())


def run_main(monkeypatch: pytest.MonkeyPatch, error: BaseException | None, *, verbose: bool = False) -> None:
    def fail(_: list[str]) -> None:
        if error:
            raise error

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setattr(cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings(verbose=verbose))
    cli.main()


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (StoreError("The store is gone."), 1, "kg: The store is gone.\n"),
        (UsageError("Not so."), 2, "kg: Not so.\n"),
        (OSError(28, "No space left on device", "x.html"), 1, "kg: x.html: No space left on device\n"),
        (ValueError("odd"), 1, "kg: Internal error: ValueError: odd. Please report it with what --verbose prints.\n"),
    ],
)
def test_every_failure_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: int, says: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_main(monkeypatch, error)
    assert stopped.value.code == code
    assert capsys.readouterr().err == says


def test_verbose_shows_where_an_internal_error_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="odd"):
        run_main(monkeypatch, ValueError("odd"), verbose=True)


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{KG} ontology --format jsonl | head -n 1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")


def test_quiet_says_nothing_but_errors(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(session, "settings", session.Settings(quiet=True))
    session.say("words")
    session.complain("trouble")
    assert capsys.readouterr().err == "kg: trouble\n"
    session.complain("no \x1b[31m\x9bfile\n")
    assert capsys.readouterr().err == "kg: no  [31m file \n"
    assert list(session.progress([1, 2], "counting")) == [1, 2]


def test_progress_appears_after_a_second_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 0.5, 1.5, 2.0, 2.5])
    monkeypatch.setattr(session, "monotonic", lambda: next(clock))
    monkeypatch.setattr(session, "settings", session.Settings())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(session.progress("abc", "reading", 3)) == ["a", "b", "c"]
    assert "reading" in capsys.readouterr().err


def test_streams_that_the_caller_closed_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stderr", None)
    run_main(monkeypatch, None)
    assert sys.stdin.read() == ""
    sys.stderr.write("words")
    sys.stdin.close()
    sys.stderr.close()
    out.write("café")
    out.flush()
    assert out.buffer.getvalue() == b"caf\\xe9"
