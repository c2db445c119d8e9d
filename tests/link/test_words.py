from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from kg import content
from kg.errors import ContentError
from kg.link.words import FILE, Words, words
from kg.text import fold

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, **changed: object) -> Path:
    given = yaml.safe_load(content.find("ontology", FILE).read_text(encoding="utf-8"))
    path = folder / FILE
    path.write_text(yaml.safe_dump({k: v for k, v in (given | changed).items() if v is not None}), encoding="utf-8")
    return path


def test_a_copy_of_the_project_s_file_gives_the_same_words_and_another_version(tmp_path: Path) -> None:
    copy = Words.load(written(tmp_path))
    assert (copy.weak, copy.spellings, copy.endings) == (words().weak, words().spellings, words().endings)
    assert copy.version != words().version


def test_a_user_s_file_adds_to_the_project_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    own = tmp_path / "ontology" / FILE
    own.write_text("weak: [splendid]\nplurals: {oxen: ox}\nendings: [[ought, ort]]\n", encoding="utf-8")
    plain = words()
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    joined = words()
    assert joined.weak == plain.weak | {"splendid"}
    assert joined.plurals == {**plain.plurals, "oxen": "ox"}
    assert joined.endings == (*plain.endings, ("ought", "ort"))
    assert (joined.titles, joined.version != plain.version) == (plain.titles, True)


def test_all_words_are_folded() -> None:
    sets = (words().weak, words().agents, words().governments, words().titles, words().ranks, words().around_meetings)
    assert [w for listed in sets for w in listed if w != fold(w) and w != "the"] == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"weak": None}, "key weak is missing"),
        ({"wek": ["clear"]}, "no key wek"),
        ({"weak": ["clear", False]}, "weak is no list of words"),
        ({"weak": 3}, "weak is no list of words"),
        ({"endings": [["a"]]}, "endings is no list of words, or of pairs"),
        ({"spellings": ["a"]}, "spellings is no list of words, or of pairs"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        Words.load(written(tmp_path, **change))


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("a: [b\nc: d\n", encoding="utf-8")
    with pytest.raises(ContentError, match=rf"{FILE}:\d: it is no YAML"):
        Words.load(path)
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(ContentError, match="no list of keys"):
        Words.load(path)
    path.write_bytes(b"a: \x00")
    with pytest.raises(ContentError, match="it is no YAML"):
        Words.load(path)
