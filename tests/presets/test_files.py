from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from kg import content
from kg.errors import ContentError, UnknownNameError
from kg.presets import preset, preset_names, presets
from kg.presets.files import read

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """/*
title: Who is who
description: Names.
parameters:
  who: {type: entity, help: the one}
*/
MATCH (e:Entity) WHERE $who IS NULL OR e.id IN $who RETURN e.name AS name
"""


def written(folder: Path, text: str, name: str = "mine.cypher") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("/*", "", 1, "begins with its header"),
        ("title: Who is who", "title: [", 4, "no YAML"),
        ("title: Who is who", "titel: Who is who", 2, "no key titel. Did you mean title?"),
        ("title: Who is who", "wherefore: Who", 2, "There are title, description"),
        ("title: Who is who\n", "", 1, "no title"),
        ("description: Names.\n", "", 1, "no description"),
        ("description: Names.", "description: [Names]", 3, "description is a text"),
        ("description: Names.", "title: Again", 3, "title is said twice"),
        ("description: Names.", "description: Names.\non: x", 4, "a key is a word"),
        ("type: entity", "type: person", 5, "its type is person, and there are entity, date"),
        ("{type: entity, help: the one}", "{help: the one}", 5, "its type is missing"),
        ("{type: entity, help: the one}", "entity", 5, "who is a mapping"),
        ("help: the one", "hlep: the one", 5, "no key hlep. Did you mean help?"),
        ("help: the one", "edge: middle", 5, "edge is start or end"),
        ("help: the one", "choices: some", 5, "choices is a list"),
        ("  who: {", "  limit: {", 5, "no parameter can be called limit"),
        ("  who: {", "  Who: {", 5, "no parameter can be called Who"),
        (
            "  who: {",
            "  unused: {type: text}\n  who: {",
            5,
            "unused is declared, and the statement does not use $unused",
        ),
        ("IN $who", "IN $whom", 7, "$whom is used, and the header declares no parameter whom"),
        ("RETURN e.name AS name", "\nDETACH DELETE e", 8, "a preset only reads, and DETACH does more"),
        ("AS name\n", "AS name;\n\nRETURN 1\n", 9, "here a second begins"),
        ("description: Names.", "description: Names.\nrows: claim", 4, "Did you mean claims?"),
        ("description: Names.", "description: Names.\nrows: claims", 8, "a statement ends with WITH DISTINCT c"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        read(path)
    assert (caught.value.line, caught.value.path) == (line, str(path))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"), [("/* title */\nRETURN 1", "is a mapping"), ("/* title: T */\n\n", "no statement")]
)
def test_a_file_that_is_no_preset_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        read(written(tmp_path, text))


def test_a_users_folder_adds_presets_and_takes_the_place_of_the_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queries").mkdir()
    written(tmp_path / "queries", GOOD)
    written(tmp_path / "queries", GOOD.replace("Who is who", "Mine"), "promises.cypher")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    assert preset("mine").parameters["who"].type == "entity"
    assert preset("promises").title == "Mine"
    assert preset("refusals").path.parent == content.shipped() / "queries"
    assert list(presets()) == sorted(preset_names())


def test_a_broken_preset_breaks_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "queries").mkdir()
    written(tmp_path / "queries", "RETURN 1", "broken.cypher")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    assert preset("promises").title
    with pytest.raises(ContentError):
        preset("broken")


def test_an_unknown_preset_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no preset 'promisses'\. Did you mean promises"):
        preset("promisses")


@pytest.mark.parametrize("name", preset_names())
def test_each_presets_example_asks_it_with_parameters_it_takes(name: str) -> None:
    found = preset(name)
    kg, query, asked, *rest = shlex.split(found.example)
    assert (kg, query, asked) == ("kg", "query", name)
    assert rest
    assert {word.removeprefix("--") for word in rest[::2]} <= set(found.parameters)
    needed = {p.name for p in found.parameters.values() if p.required}
    assert needed <= {word.removeprefix("--") for word in rest[::2]}


@pytest.mark.parametrize("name", preset_names())
def test_each_parameter_says_what_it_is_for(name: str) -> None:
    assert [p.name for p in preset(name).parameters.values() if not p.help] == []


def test_shared_rows_end_the_statement() -> None:
    statement = preset("promises").statement
    assert statement.index("WITH DISTINCT c") < statement.index("RETURN said_on")
