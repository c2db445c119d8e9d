"""An article is the text of a declaration where its title names it and day, summit or year agree, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.link import Linker
from kg.model import Article

BUCHAREST, VILNIUS = "bucharest-summit-declaration-2008", "vilnius-summit-communique-2023"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.default()


def declared(linker: Linker, title: str | None, published: str | None = None, **more: str) -> str | None:
    plain = Article("a", "a.txt", "We", title, published=published, genre="declaration")
    found = linker.declared(replace(plain, **more))  # type: ignore[arg-type]  # fields that are text
    return found.id if found else None


@pytest.mark.parametrize(
    ("title", "published", "more", "is_text_of"),
    [
        ("Bucharest Summit Declaration", "2008-04-03", {}, BUCHAREST),
        ("Bucharest Summit Declaration", "2008-04", {}, BUCHAREST),
        ("Bucharest Summit Declaration 2008", None, {}, BUCHAREST),
        ("Bucharest Summit Declaration", "2014-05-08", {"summit": "Bucharest summit 2008"}, BUCHAREST),
        ("Official text: Vilnius Summit Communiqué issued by NATO Heads of State", "2023-07-12", {}, VILNIUS),
        ("Vilnius Summit Communiqué", "2023-07-11", {"issuer": "NATO"}, VILNIUS),
        ("Vilnius Summit Communiqué", "2023-07-11", {"issuer": "NATO allies"}, VILNIUS),
        ("Vilnius Summit Communiqué", "2023-07-11", {"issuer": "the leaders in Vilnius"}, VILNIUS),
        ("The North Atlantic Treaty", None, {"genre": "treaty"}, "north-atlantic-treaty"),
        ("Washington Declaration", "2021-07-15", {}, "washington-declaration-2021"),
        ("Washington Declaration", "2023-04-26", {}, "washington-declaration-2023"),
    ],
)
def test_a_text_is_that_of_what_its_title_and_date_say(
    linker: Linker, title: str, published: str | None, more: dict[str, str], is_text_of: str
) -> None:
    assert declared(linker, title, published, **more) == is_text_of


@pytest.mark.parametrize(
    ("title", "published", "more"),
    [
        ("Bucharest Summit Declaration", "2008-04-03", {"genre": "news"}),
        ("Bucharest Summit Declaration", None, {}),  # nothing but its title says so
        ("Bucharest Summit Declaration", "2014-05-08", {}),
        ("Bucharest Summit Declaration", "2008-03-20", {"summit": "Bucharest summit 2008"}),  # a draft
        ("Bucharest Summit Declaration", "2008-04-03", {"issuer": "Russia"}),
        ("Why the Bucharest Summit Declaration matters", "2008-04-03", {}),
        ("Bucharest Summit Declaration: statement by the President", "2008-04-03", {}),
        ("Washington Declaration", None, {}),  # two are called so
        ("Joint Statement", "2023-07-11", {}),
        ("Vilnius summit", "2023-07-11", {}),  # no declaration
        (None, "2023-07-11", {}),
    ],
)
def test_what_is_not_certain_is_no_text(
    linker: Linker, title: str | None, published: str | None, more: dict[str, str]
) -> None:
    assert declared(linker, title, published, **more) is None
