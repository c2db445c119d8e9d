"""Finding the loaders."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ContentError
from kg.sources.loaders import claimed, loader_for, loaders

FEED = """
SUFFIXES = (".FEED", ".txt")
def load(path, make):
    for n, line in enumerate(path.read_text().splitlines()):
        yield make(line, {"title": f"Line {n}"}, part=str(n))
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for loaders of the user's own."""
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    (tmp_path / "loaders").mkdir()
    return tmp_path / "loaders"


def test_ours_are_found() -> None:
    assert set(loaders()) == {"html", "markdown", "text"}
    assert {".txt", ".md", ".markdown", ".html", ".htm"} <= set(claimed())


def test_a_loader_is_chosen_by_suffix() -> None:
    assert loader_for(Path("a/B.MD")).name == "markdown"
    assert loader_for(Path("a/press-release")).name == "text"


def test_an_own_loader_is_added_and_has_the_first_say(own: Path) -> None:
    (own / "feed.py").write_text(FEED)
    assert loader_for(Path("a.feed")).name == "feed"
    assert loader_for(Path("a.txt")).name == "feed"
    assert loader_for(Path("a.md")).name == "markdown"


def test_an_own_loader_of_the_same_name_replaces_ours(own: Path) -> None:
    (own / "markdown.py").write_text(FEED)
    assert loader_for(Path("a.feed")).name == "markdown"
    assert ".md" not in claimed()


def test_hidden_modules_are_no_loaders(own: Path) -> None:
    (own / "_parts.py").write_text("x = 1")
    assert "_parts" not in loaders()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def load(", r"broken\.py:1: this loader does not run: SyntaxError"),
        ("import no_such_thing", r"broken\.py: this loader does not run: ModuleNotFoundError"),
        ("1 / 0", r"broken\.py: this loader does not run: ZeroDivisionError"),
        ("def load(path, make): ...", r"broken\.py: a loader says which files are its own"),
        ("SUFFIXES = ('txt',)\ndef load(path, make): ...", r"broken\.py: a loader says which files are its own"),
        ("SUFFIXES = ('.txt',)\nload = 3", r"broken\.py: a loader defines load"),
    ],
)
def test_a_broken_loader_is_named(own: Path, source: str, words: str) -> None:
    (own / "broken.py").write_text(source)
    with pytest.raises(ContentError, match=words):
        loaders()
