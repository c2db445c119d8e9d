"""Genre, issuer and summit, as far as title and text tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError
from kg.model import GENRES
from kg.sources.genres import kind, rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WE = "We, the leaders of Norway and Denmark, promise to build a bridge."
TALK = (
    "THE PRESIDENT:  Thank you.\n\nQ  Will you build it?\n\nTHE PRESIDENT:  Yes.\n\nQ  When?\n\nTHE PRESIDENT:  Soon.\n"
)
TREATY = (
    "The Parties to this Treaty, wishing to live in peace, have agreed as follows:\n\nArticle 1\n\nThey build a bridge."
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A genres file of the user's own."""
    path = tmp_path / "ontology" / "genres.yaml"
    path.parent.mkdir()
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    rules.cache_clear()
    yield path
    monkeypatch.undo()
    rules.cache_clear()


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Leaders meet on the lake", "The leaders met.", "news"),
        ("Norway wants a statement on the bridge", "The leaders met.", "news"),
        ("Treaty on the lake hangs in the balance", "The leaders met.", "news"),
        ("Joint Statement by Norway and Denmark", "OSLO, Norway (AP) — The leaders met.", "news"),
        ("OPINION: Build the bridge", "They should.", "analysis"),
        ("Analysis | What the lake wants", "They should.", "analysis"),
        ("Why do they build a bridge?", "They should.", "analysis"),
        ("Live: leaders meet on the lake", "The leaders met.", "live blog"),
        ("Lake summit – live updates", "The leaders met.", "live blog"),
        ("Leaders meet", "".join(f"{hour}:15 They talk.\n\n" for hour in range(8, 15)), "live blog"),
        ("Remarks by the President on the lake", "My friends!", "transcript"),
        ("Press briefing on the bridge", "Good morning.", "transcript"),
        ("On the lake", TALK, "transcript"),
        ("Statement by the Prime Minister on the bridge", "I welcome it.", "statement"),
        ("Readout of the call between the two ministers", "They spoke.", "statement"),
        ("FACT SHEET: the bridge", "It is long.", "statement"),
        ("Joint Statement by Norway and Denmark", "They promise.", "declaration"),
        ("G7 Leaders’ Statement on the lake", "They promise.", "declaration"),
        ("Lake Summit Communiqué", "They promise.", "declaration"),
        ("Oslo Declaration", WE, "declaration"),
        ("On the lake", WE, "declaration"),
        ("On the lake", f"1. {WE}", "declaration"),
        ("North Lake Treaty", "The Parties promise.", "treaty"),
        ("Protocol to the Lake Treaty on the accession of Sweden", "The Parties promise.", "treaty"),
        ("On the lake", TREATY, "treaty"),
    ],
)
def test_the_genre_is_told_from_title_and_text(title: str, text: str, genre: str) -> None:
    assert kind(title, "", text, {})["genre"] == genre


def test_the_address_tells_too() -> None:
    assert kind("The lake", "https://example.org/opinion/the-lake", "They should.", {})["genre"] == "analysis"


@pytest.mark.parametrize(
    ("said", "genre"), [("Declaration", "declaration"), ("communiqué", "declaration"), ("poem", "news")]
)
def test_what_the_source_says_counts_if_it_is_a_genre(said: str, genre: str) -> None:
    assert kind("Leaders meet", "", "They met.", {"genre": said})["genre"] == genre


@pytest.mark.parametrize(
    ("title", "text", "issuer"),
    [
        ("G7 Leaders’ Statement on Ukraine", "They promise.", "G7 leaders"),
        ("Carbis Bay G7 Summit Communiqué", "They promise.", "G7 leaders"),
        ("G7 Statement", "We, the Leaders of the Group of Seven (G7), promise.", "Leaders of the Group of Seven (G7)"),
        ("Joint Statement from Quad Leaders", "They promise.", "Quad leaders"),
        ("Joint Statement by the United States and Japan", "They promise.", "United States and Japan"),
        ("Joint Statement by Norway and Denmark on the bridge", "They promise.", "Norway and Denmark"),
        ("Joint Statement Following the Meeting of the King and the Pope", "They promise.", "King and the Pope"),
        ("U.S.-EU Joint Statement", "They promise.", "U.S. and EU"),
        ("US-Japan-Republic of Korea Joint Statement", "They promise.", "US, Japan and Republic of Korea"),
        (
            "Lake Declaration",
            "We, the governments of Norway and Denmark, promise.",
            "governments of Norway and Denmark",
        ),
        ("Lake Summit Communiqué", "Issued by the Heads of State participating in the meeting.", "Heads of State"),
        ("Lake Declaration", "We promise.", None),
        ("North Lake Treaty", TREATY, "Parties"),
        ("Statement by the Prime Minister on the bridge", "I welcome it.", "Prime Minister"),
        ("Readout of the call with Norway", "They spoke.", None),
        ("Remarks by the President", "My friends!", None),
        ("Leaders meet on the lake", "They met.", None),
    ],
)
def test_the_issuer_is_told_from_title_and_text(title: str, text: str, issuer: str | None) -> None:
    assert kind(title, "", text, {})["issuer"] == issuer


def test_summits_are_told_from_official_titles() -> None:
    assert kind("Carbis Bay G7 Summit Communiqué", "", WE, {})["summit"] == "Carbis Bay G7 Summit"
    assert kind("G20 Bali Leaders’ Declaration", "", WE, {})["summit"] == "G20 Bali Summit"
    assert kind("Leaders meet at the Lake Summit", "", "They met.", {})["summit"] is None


def test_what_the_source_says_counts_most() -> None:
    said = {"issuer": "Lake States", "summit": "Lake Summit 2031", "genre": "declaration"}
    assert kind("G7 Leaders’ Statement", "", WE, said) == said


def test_genres_of_the_file_are_those_of_the_model() -> None:
    assert set(rules().names.values()) <= set(GENRES)
    assert {rule.gives for rule in rules().genres} == set(GENRES) - {"reference"}


def test_own_rules_take_the_place_of_ours(own: Path) -> None:
    own.write_text(
        "names: {}\nsummits: []\nissuers:\n  - {issuer: 'The {who}', title: 'by (?P<who>\\w+)', genres: [statement]}\n"
        "genres:\n  - {genre: statement, title: note, text: lake, times: 2}\n",
    )
    assert kind("A note by Ada", "", "lake, lake", {}) == {"genre": "statement", "issuer": "The Ada", "summit": None}
    assert kind("A note by Ada", "", "lake", {}) == {"genre": "news", "issuer": None, "summit": None}


@pytest.mark.parametrize(
    "genres",
    ["[", "3"]
    + [
        f"[{{genre: {rest}}}]"
        for rest in ("poem, title: a", "news", "news, title: '('", "news, title: a, genres: [poem]")
    ],
)
def test_a_mistake_in_the_file_is_named(own: Path, genres: str) -> None:
    own.write_text(f"names: {{}}\nissuers: []\nsummits: []\ngenres: {genres}\n")
    with pytest.raises(ContentError, match=r"genres\.yaml"):
        rules()
