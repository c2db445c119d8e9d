from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reference import dates

days = st.dates(date(1000, 1, 1), date(9000, 1, 1))
precisions = st.sampled_from([4, 7, 10])
iso = st.builds(lambda day, length: day.isoformat()[:length], days, precisions)


@given(days, precisions)
def test_a_day_lies_between_the_first_and_the_last_that_its_month_or_year_can_mean(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert dates.valid(text)
    assert dates.earliest(text) <= day.isoformat() <= dates.latest(text)


@given(days)
def test_the_day_after_the_last_of_a_month_is_the_first_of_the_next(day: date) -> None:
    last = date.fromisoformat(dates.latest(day.isoformat()[:7]))
    assert (last + timedelta(days=1)).day == 1


@given(iso, iso, iso)
def test_spans_overlap_a_date_just_where_no_day_lies_between(one: str, two: str, at: str) -> None:
    start, end = sorted((one, two))
    if dates.earliest(start) <= dates.latest(end):
        assert dates.overlaps(start, end, at) == (dates.days_apart(start, end, at) == 0)


@given(iso, iso)
def test_distance_is_the_same_both_ways(one: str, two: str) -> None:
    assert dates.days_apart(one, None, two) == dates.days_apart(two, None, one)


def test_distance_counts_days() -> None:
    assert dates.days_apart("2023-07-11", "2023-07-12", "2023-07-10") == 1
    assert dates.days_apart("2023-07-11", "2023-07-12", "2023-07-15") == 3
    assert dates.days_apart("2023-07-11", "2023-07-12", "2023") == 0


def test_an_open_span_holds_for_ever() -> None:
    assert dates.overlaps(None, None, "0500")
    assert dates.overlaps("2014", None, "2099-01-01")
    assert not dates.overlaps("2014", None, "2013")
    assert dates.overlaps("2014", "2015", None)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-02-30", "2023-7-11", "July 2023", "2023-07-11T10:00", "0000"]
)
def test_what_is_no_date_is_not_valid(text: str) -> None:
    assert not dates.valid(text)
