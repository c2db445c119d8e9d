"""The examples that --help shows: run, in its order, on the example articles."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import check, decide, export, extract, load, ontology, session, store, view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GROUPS = (load, extract, view, export, decide, store, check, ontology)
OWN = ("YOUR-ARTICLES", "mine", "claims.jsonl")  # what only a reader has
STORE = re.compile(r"^--store \S+ ")


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer()
    for group in GROUPS:
        group.register(made)
    return made


def commands(command: Any) -> Iterator[str]:
    """The examples of a command and of those below it."""
    for line in (command.epilog or "").splitlines():
        for part in re.sub(r"^Examples?:", "", line).split("; "):
            if found := re.match(r"\s*kg (?P<words>.*?)\.?$", part):
                yield STORE.sub("", found["words"])
    for below in getattr(command, "commands", {}).values():
        yield from commands(below)


def test_examples_of_help_do_what_they_say(app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "settings", session.Settings(str(tmp_path / "demo.kg"), quiet=True))
    monkeypatch.setattr(typer, "launch", lambda _: 0)
    examples = list(dict.fromkeys(commands(typer.main.get_command(app))))
    ran = [words for words in examples if not re.search(r"[|<>]", words) and not any(own in words for own in OWN)]
    assert len(ran) > 20
    for words in ran:
        done = CliRunner().invoke(app, shlex.split(words))
        assert done.exit_code == 0, f"kg {words}\n{done.output}{done.exception}"
