"""What sources say of themselves, under any name."""

from __future__ import annotations

from typing import Any

import pytest

from kg.sources.fields import clean, described


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"Title": "A\u00a0title\u2060 \n folded"}, {"title": "A title folded"}),
        ({"headline": "A"}, {"title": "A"}),
        ({"date": "2023-07-11"}, {"published": "2023-07-11"}),
        ({"pubDate": "Tue, 11 Jul 2023 10:00:00 GMT"}, {"published": "2023-07-11"}),
        ({"published_time": "2021-11-01 16:00:00-04:00"}, {"published": "2021-11-01"}),
        ({"published": "soon", "date": "2023"}, {"published": "2023"}),
        ({"published": {"value": "2023-07-11"}}, {"published": "2023-07-11"}),
        ({"date": {"published": "2023-07-11", "modified": "2024-01-01"}}, {"published": "2023-07-11"}),
        ({"source_url": "https://example.org/a"}, {"url": "https://example.org/a"}),
        ({"link": "no address"}, {}),
        ({"source": "https://example.org/a"}, {"url": "https://example.org/a"}),
        ({"source": "The Lake Times"}, {"outlet": "The Lake Times"}),
        ({"publisher": {"name": "The Lake Times", "logo": "x.png"}}, {"outlet": "The Lake Times"}),
        ({"authors": ["Ada Example", {"name": "Bo Sample"}]}, {"author": "Ada Example, Bo Sample"}),
        ({"byline": ""}, {}),
        ({"author": None, "by": "Ada"}, {"author": "Ada"}),
        ({"author": "null"}, {}),
        ({"author": {"unknown": "x"}}, {}),
        ({"author": [["nested"]]}, {}),
        ({"lang": "en-GB"}, {"language": "en-GB"}),
        ({"genre": "Communiqué", "issued by": "NATO leaders", "summit": "Vilnius"},
         {"genre": "Communiqué", "issuer": "NATO leaders", "summit": "Vilnius"}),
        ({"tags": "a"}, {}),
        ({}, {}),
    ],
)  # fmt: skip
def test_fields_are_understood(fields: dict[str, Any], found: dict[str, str]) -> None:
    assert described(fields) == found


def test_a_field_that_holds_itself_ends() -> None:
    loop: dict[str, Any] = {}
    loop["name"] = loop
    assert described({"author": loop}) == {}
    assert described({"author": [loop, "Ada", 3, ["Bo"]]}) == {"author": "Ada, 3"}


def test_a_field_is_no_longer_than_a_line() -> None:
    assert len(described({"title": "word " * 1000})["title"]) <= 500


def test_clean_text_is_one_line() -> None:
    assert clean("\ufeffa\u200b\tb\r\n c ") == "a b c"


def test_a_field_holds_nothing_that_steers_a_terminal_or_that_no_file_can_hold() -> None:
    assert clean("a\x1b[31m \x9b31mb\x85c \u2067d\ud800") == "a[31m 31mb c d"
