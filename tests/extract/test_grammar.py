"""Word lists: a user's file replaces those that it names, and a mistake in one is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError
from kg.extract.arguments import gerund
from kg.extract.confidence import confidence
from kg.extract.grammar import grammar

if TYPE_CHECKING:
    from pathlib import Path


def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder = tmp_path / "ontology" / "grammar"
    folder.mkdir(parents=True)
    (folder / "verbs.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))


def test_a_users_file_replaces_the_lists_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _own(tmp_path, monkeypatch, "copulas: [be, wax]\n")
    made = grammar.__wrapped__()
    assert made.copulas == {"be", "wax"}
    assert made.reporting == grammar().reporting
    assert made.version != grammar().version


@pytest.mark.parametrize(
    ("text", "says"),
    [("modals: x\n", "incomplete or malformed"), ("obligation: VOWS\n", "'VOWS' is no relation of the ontology")],
)
def test_a_mistake_in_a_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str) -> None:
    _own(tmp_path, monkeypatch, text)
    with pytest.raises(ContentError, match=says):
        grammar.__wrapped__()


def test_no_stays_a_word() -> None:
    assert "no" in grammar().negating_determiners


@pytest.mark.parametrize(
    ("verb", "form"),
    [("train", "training"), ("give", "giving"), ("plan", "planning"), ("see", "seeing"), ("arm", "arming")],
)
def test_the_gerund_of_a_verb(verb: str, form: str) -> None:
    assert gerund(verb) == form


def test_confidence_falls_with_each_trait() -> None:
    assert confidence(0.8, frozenset()) == 0.8
    assert confidence(0.8, {"pronoun"}) > confidence(0.8, {"pronoun", "long sentence"}) > 0
