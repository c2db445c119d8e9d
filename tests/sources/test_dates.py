"""Dates as sources write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reference.dates import valid
from kg.sources.dates import in_name, in_url, iso


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-07-11", "2023-07-11"),
        ("2023-07", "2023-07"),
        ("2023", "2023"),
        (" 2023-07-11 ", "2023-07-11"),
        ("2023-07-11T23:30:00-05:00", "2023-07-11"),
        ("2023-07-11 08:00:00Z", "2023-07-11"),
        ("20230711", "2023-07-11"),
        ("2023/07/11", "2023-07-11"),
        ("11 July 2023", "2023-07-11"),
        ("July 11, 2023", "2023-07-11"),
        ("Tue, 11 Jul 2023 10:00:00 GMT", "2023-07-11"),
        ("July 2023", "2023-07"),
        ("2023-02-30", None),
        ("2023-02-30T10:00", None),
        ("07/10/2023", None),
        ("13.7.2023", None),
        ("soon", None),
        ("yesterday", None),
        ("11 July", None),
        ("", None),
        ("in 2023", None),
        ("the summit of the year 2023 " * 3, None),
    ],
)
def test_a_date_is_understood_or_left_out(text: str, day: str | None) -> None:
    assert iso(text) == day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_is_read_in_every_form(day: date) -> None:
    assert valid(day.isoformat())
    assert iso(day.isoformat()) == iso(f"{day:%Y/%m/%d}") == iso(f"{day:%d %B %Y}") == day.isoformat()


@given(st.text(max_size=30))
def test_what_comes_out_is_always_a_date(text: str) -> None:
    found = iso(text)
    assert found is None or valid(found)


@pytest.mark.parametrize("text", ["2023-13", "2023-7-1", "23", "0000", "2023-07-11 ", "２０２３"])
def test_what_is_no_iso_date(text: str) -> None:
    assert not valid(text)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/news/2018/jul/12/lake/", "2018-07-12"),
        ("https://example.org/2018/07/1/lake", "2018-07-01"),
        ("https://example.org/2018/07/lake.html", "2018-07"),
        ("https://example.org/2018/13/lake", None),
        ("https://example.org/2018/02/30/lake", None),
        ("https://example.org/lake-2018", None),
    ],
)
def test_a_date_in_an_address(url: str, day: str | None) -> None:
    assert in_url(url) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-07-11-lake.txt", "2023-07-11"),
        ("ap_2023-07-11_lake", "2023-07-11"),
        ("2023-13-11", None),
        ("12023-07-11", None),
    ],
)
def test_a_date_in_a_name(name: str, day: str | None) -> None:
    assert in_name(name) == day
