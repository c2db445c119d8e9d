"""Words of the calendar as ISO dates, and which claims they date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.times import expressions, is_future, resolved
from kg.model import Time

if TYPE_CHECKING:
    from spacy.language import Language

WEDNESDAY = "2024-06-12"


@pytest.mark.parametrize(
    ("words", "past", "future"),
    [
        ("12 May 2019", "2019-05-12", "2019-05-12"),
        ("May 12th, 2019", "2019-05-12", "2019-05-12"),
        ("May 2019", "2019-05", "2019-05"),
        ("2019", "2019", "2019"),
        ("the end of 2030", "2030", "2030"),
        ("Monday", "2024-06-10", "2024-06-17"),
        ("Wednesday", "2024-06-12", "2024-06-12"),
        ("last Wednesday", "2024-06-05", "2024-06-05"),
        ("next Monday", "2024-06-17", "2024-06-17"),
        ("today", WEDNESDAY, WEDNESDAY),
        ("yesterday", "2024-06-11", "2024-06-11"),
        ("the day after tomorrow", "2024-06-14", "2024-06-14"),
        ("April", "2024-04", "2025-04"),
        ("August", "2023-08", "2024-08"),
        ("last August", "2023-08", "2023-08"),
        ("next April", "2025-04", "2025-04"),
        ("3 April", "2024-04-03", "2025-04-03"),
        ("three years ago", "2021", "2021"),
        ("2 months ago", "2024-04", "2024-04"),
        ("ten days ago", "2024-06-02", "2024-06-02"),
        ("ten years ago this month", "2014-06", "2014-06"),
        ("last year", "2023", "2023"),
        ("this month", "2024-06", "2024-06"),
        ("next week", "2024-06-17", "2024-06-17"),
        ("this day", WEDNESDAY, WEDNESDAY),
        ("next decade", "2024", "2024"),
        ("last decade", "2014", "2014"),
        ("next five years", "2024", "2024"),
        ("the end of the decade", "2030", "2030"),
        ("the century", "2100", "2100"),
    ],
)
def test_words_of_the_calendar_are_resolved(words: str, past: str, future: str) -> None:
    assert resolved(words, WEDNESDAY, future=False) == past
    assert resolved(words, WEDNESDAY, future=True) == future


def test_without_a_date_only_absolute_times_are_resolved() -> None:
    assert resolved("Monday", None, future=False) is None
    assert resolved("May 2019", None, future=False) == "2019-05"


@given(st.dates(), st.integers(0, 6), st.booleans())
def test_a_weekday_is_at_most_a_week_off(today: object, index: int, future: bool) -> None:
    from datetime import date

    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index]
    assert isinstance(today, date)
    if not 10 < (today - date.min).days < (date.max - date.min).days - 10:
        return
    found = date.fromisoformat(resolved(name, today.isoformat(), future=future) or "")
    assert found.weekday() == index
    assert (0 <= (found - today).days <= 6) if future else (0 <= (today - found).days <= 6)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Norway joined by 2030.", [Time("by 2030", None, "2030")]),
        ("Norway ruled from 2019 to 2023.", [Time("from 2019 to 2023", "2019", "2023")]),
        ("They met on Tuesday and Wednesday.", [Time("on Tuesday and Wednesday", "2024-06-11", "2024-06-12")]),
        ("They may leave.", []),
        ("It cost 2019 crowns.", []),
        (
            "Norway left on 3 May 2020 and came back in June 2021.",
            [Time("on 3 May 2020", "2020-05-03"), Time("in June 2021", "2021-06")],
        ),
    ],
)
def test_times_are_found_in_a_sentence(nlp: Language, text: str, times: list[Time]) -> None:
    (sentence,) = nlp(text).sents
    assert [found.resolve(WEDNESDAY, future=False) for found in expressions(sentence)] == times


def test_a_month_of_a_partial_date_is_enough() -> None:
    assert resolved("last year", "2024-06", future=False) == "2023"
    assert resolved("last year", "2024", future=False) == "2023"


def test_a_time_that_cannot_be_dated_is_none(nlp: Language) -> None:
    (sentence,) = nlp("They met on Tuesday.").sents
    assert expressions(sentence)[0].resolve(None, future=False) == Time()


def test_the_future_begins_after_the_day_of_the_article() -> None:
    assert is_future(Time(start="2024-07"), WEDNESDAY)
    assert not is_future(Time(start="2024"), WEDNESDAY)
    assert not is_future(Time(end="2030"), WEDNESDAY)
    assert not is_future(Time(start="2024-07"), None)
