"""The file of patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError
from kg.text.boilerplate import boilerplate, rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A boilerplate file of the user's own."""
    path = tmp_path / "ontology" / "boilerplate.yaml"
    path.parent.mkdir()
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    rules.cache_clear()
    yield path
    monkeypatch.undo()
    rules.cache_clear()


def test_names_are_unique() -> None:
    names = [rule.name for rule in rules()[1]]
    assert len(names) == len(set(names)) > 10


def test_a_long_paragraph_is_never_boilerplate() -> None:
    assert boilerplate("Copyright 2031 " + "The Lake Times " * 100, 0) is None


def test_own_patterns_take_the_place_of_ours(own: Path) -> None:
    own.write_text("rules:\n  - {name: lake, pattern: 'the lake\\b', most: 20}\n")
    found = boilerplate("The lake is blue", 0)
    assert found is not None
    assert found.name == "lake"
    assert boilerplate("Share this article", 0) is None


def test_no_pattern_at_all_is_fine(own: Path) -> None:
    own.write_text("rules: []\n")
    assert boilerplate("Share this article", 0) is None


@pytest.mark.parametrize(
    "content",
    ["rules: 3", "- a", "other: []"]
    + [
        f"rules: [{{name: a{rest}}}]"
        for rest in ("", ", pattern: '('", ", pattern: b, x: 1", ", pattern: b, most: many")
    ],
)
def test_a_mistake_in_the_file_is_named(own: Path, content: str) -> None:
    own.write_text(content)
    with pytest.raises(ContentError, match=r"boilerplate\.yaml.*rules"):
        rules()


def test_a_file_that_is_no_yaml_is_named_with_its_line(own: Path) -> None:
    own.write_text("rules:\n  - {name: [\n")
    with pytest.raises(ContentError, match=r"boilerplate\.yaml:3: it is no YAML"):
        rules()
