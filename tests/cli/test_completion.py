from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st

from kg.cli import completion
from kg.text import fold

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> typer.Context:
    monkeypatch.setenv("KG_STORE", str(tmp_path / "none.kg"))
    return typer.Context(typer.main.get_command(_app()))


def _app() -> typer.Typer:
    app = typer.Typer()
    app.command()(lambda: None)
    return app


@pytest.mark.parametrize(
    ("incomplete", "offered"),
    [
        ("united-s", ["united-states"]),
        ("United-S", ["United-States"]),
        ("united S", []),
        ("United S", ["United States"]),
        ("cote", ["cote-divoire"]),
        ("xyz", []),
    ],
)
def test_a_name_is_offered_as_it_is_being_typed(incomplete: str, offered: list[str]) -> None:
    assert completion.matching(incomplete, ["Côte d'Ivoire", "France", "United States"]) == offered


@example(["B 1"], "B")  # with a dash it would be another name: F-16 is F16
@given(st.lists(st.text(alphabet="aB é'-.1", min_size=1, max_size=8)), st.text(alphabet="aB ", max_size=2))
def test_what_is_offered_begins_as_typed_and_is_the_same_name(names: list[str], typed: str) -> None:
    for offered in completion.matching(typed, names):
        assert offered.startswith(typed)
        assert fold(offered) in set(map(fold, names))


def test_entities_come_from_the_reference_data_where_there_is_no_store(context: typer.Context) -> None:
    assert "ukraine" in completion.entity_names(context, "ukr")


def test_summits_topics_relations_classes_and_presets(context: typer.Context) -> None:
    assert "vilnius-summit-2023" in completion.summit_names(context, "vilnius-s")
    assert completion.summit_names(context, "lithuan") == completion.entity_names(context, "lithuan") != []
    assert "membership-timetable" in completion.topic_names(context, "membership-t")
    assert completion.relation_names("Prom") == []
    assert completion.relation_names("prom") == ["promises"]
    assert completion.class_names("Sta") == ["State"]
    assert completion.preset_names("pro") == ["promises", "provides"]


def test_no_error_reaches_the_shell(context: typer.Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CONTENT", "/nowhere/at/all")
    assert completion.preset_names("") == []
    assert completion.entity_names(context, "") == []
