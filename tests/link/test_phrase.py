from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.phrase import bare, key, possessed, singular, strong
from kg.link.words import words

if TYPE_CHECKING:
    from kg.link.words import Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Western\n  military standards", "Western military standards"),
        ("its own “peace formula”,", "peace formula"),
        ("an Article 5 guarantee.", "Article 5 guarantee"),
        ("Ukraine’s", "Ukraine"),
        ("the allies'", "allies"),
        ("The Hague", "Hague"),
        ("the allies’s efforts", "allies' efforts"),
        ("the", "the"),
        ("“”", "“”"),
        ("", ""),
        ("all the members", "all the members"),
    ],
)
def test_a_name_is_shown_without_what_is_around_it(text: str, expected: str, look_through: Words) -> None:
    assert bare(text, look_through) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("membership timetable", "the timetable for membership"),
        ("security guarantee", "guarantees of security"),
        ("defense spending", "defence spending"),
        ("training programmes", "training program"),
        ("cease-fires", "ceasefire"),
        ("modernization of its armed forces", "armed forces modernisation"),
        ("crises", "crisis"),
        ("promises of delivery of tanks", "tank delivery promise"),
        ("timetable for the membership of Ukraine", "Ukraine membership timetable"),
        ("taxes", "tax"),
        ("policies", "policy"),
        ("coaches", "coach"),
        ("5 percent", "5 per cent"),
    ],
)
def test_wordings_of_one_phrase_have_one_key(one: str, other: str, look_through: Words) -> None:
    assert key(one, look_through) == key(other, look_through)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("proliferation", "non-proliferation"),
        ("Article 4", "Article 5"),
        ("aid to Ukraine", "Ukraine aid"),
        ("sanctions on Russia", "Russia sanctions"),
        ("status", "statu"),
        ("of peace", "peace of"),
    ],
)
def test_other_phrases_have_other_keys(one: str, other: str, look_through: Words) -> None:
    assert key(one, look_through) != key(other, look_through)


def test_weak_adjectives_go_unless_they_are_all(look_through: Words) -> None:
    assert strong(("clear", "timetable"), look_through) == ("timetable",)
    assert strong(("clear",), look_through) == ("clear",)


def test_the_owner_is_told_from_what_is_owned() -> None:
    assert possessed("Ukraine's  membership") == ("Ukraine", "membership")
    assert possessed("the allies’ plans") == ("the allies", "plans")
    assert possessed("membership") is None


@given(st.text(max_size=40))
def test_baring_twice_changes_nothing_and_never_leaves_nothing(text: str) -> None:
    once = bare(text, words())
    assert bare(once, words()) == once
    assert once or not text


@given(st.text(max_size=40))
def test_a_key_is_made_of_single_words(text: str) -> None:
    assert all(" " not in part and part for part in key(text, words()))


def test_short_words_keep_their_s(look_through: Words) -> None:
    assert [singular(w, look_through) for w in ("gas", "us", "talks", "news", "classes")] == [
        "gas",
        "us",
        "talk",
        "new",
        "class",
    ]
