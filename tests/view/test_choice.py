"""What a picture shows, by names as a person gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import ParameterError, UnknownNameError
from kg.files import WriteError
from kg.model import Article, Ref
from kg.view import choose, write_page
from kg.view.details import source_link
from kg.view.picture import TO, picture
from tests.view.graph import NATO, hostile, plain

if TYPE_CHECKING:
    from pathlib import Path

    from kg.stores import Store


def shown(store: Store, **choice: Any) -> list[str]:
    articles = {a.id: a for a in store.articles()}
    return [claim.id for claim in choose(store, **choice).claims(store.claims(), articles)]


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        ({}, ["c-1", "c-2"]),
        ({"around": "Kyiv"}, ["c-1", "c-2"]),
        ({"around": "the alliance"}, ["c-1"]),
        ({"around": "france"}, ["c-2"]),
        ({"relations": ["refuses"]}, ["c-1"]),
        ({"since": "2023-07-10"}, ["c-1", "c-2"]),
        ({"since": "2023-07-11"}, []),
        ({"until": "2023"}, ["c-1", "c-2"]),
        ({"until": "2022-12"}, []),
        ({"summit": "vilnius-2023"}, ["c-1", "c-2"]),
        ({"summit": "madrid-2022"}, []),
        ({"min_confidence": 0.5}, ["c-1"]),
        ({"min_confidence": 0.4}, ["c-1", "c-2"]),
    ],
)
def test_choice(store: Store, choice: dict[str, Any], ids: list[str]) -> None:
    if choice.get("around") == "the alliance":
        choice = {"around": NATO.id}
    assert shown(store, **choice) == ids


def test_who_left_office_is_not_around_what_he_led(store: Store) -> None:
    article, (first, *_), _ = plain()
    claim = replace(first, subject=Ref("jens-stoltenberg", "Jens Stoltenberg", "Person"))
    choice = choose(store, around="Norway")
    assert not list(choice.claims([(claim, "open")], {article.id: article}))
    assert list(choice.claims([(claim, "open")], {article.id: replace(article, published="2012")}))


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ({"summit": "vilnius-2023"}, "Vilnius summit 2023"),
        ({"summit": "Vilnius"}, "summit Vilnius"),
        (
            {"relations": ["refuses"], "min_confidence": 0.7, "since": "2023"},
            "REFUSES, since 2023, confidence 0.7 or more",
        ),
    ],
)
def test_a_page_is_called_after_what_was_chosen(store: Store, choice: dict[str, Any], title: str) -> None:
    assert choose(store, **choice).title == f"The graph of what was promised: {title}"


def test_wrong_names_and_dates_are_refused_with_a_proposal(store: Store) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean Ukraine"):
        choose(store, around="Ukrane")
    with pytest.raises(ParameterError, match="'July' does not fit since"):
        choose(store, since="July")


def test_the_best_connected_stay_when_not_all_fit(store: Store, tmp_path: Path) -> None:
    drawn = write_page(store, tmp_path / "graph.html", choose(store), most=3)
    assert (drawn.entities, drawn.left_out) == (3, 2)
    claims = [claim for claim, _ in store.claims()]
    assert "france" in picture(claims, 2, frozenset({"france"})).entities


def test_the_addressee_hangs_on_what_it_is_promised() -> None:
    _, claims, _ = plain()
    edges = {(key.source, key.relation, key.target) for key in picture(claims, 9).edges}
    assert ("membership-timetable", TO, "ukraine") in edges
    assert ("nato", "REFUSES", "membership-timetable") in edges


def test_a_page_is_the_same_each_time_and_whole_or_absent(store: Store, tmp_path: Path) -> None:
    store.add(*hostile(), "test")
    one, two = (write_page(store, tmp_path / name, choose(store)).path for name in ("1.html", "2.html"))
    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(WriteError, match="cannot be written: No such file or directory"):
        write_page(store, tmp_path / "no" / "where.html", choose(store))
    assert sorted(p.name for p in tmp_path.glob("*.html*")) == ["1.html", "2.html"]


def test_it_shows_itself_in_a_notebook(store: Store, tmp_path: Path) -> None:
    drawn = write_page(store, tmp_path / "graph.html", choose(store))
    assert "sandbox=" in drawn._repr_html_()


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://[x/a", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str | None, link: str | None) -> None:
    assert source_link(Article("a", "a.md", "text", url=url)) == link
