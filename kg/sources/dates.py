"""Dates as ISO text: a day `2023-07-11`, a month `2023-07` or a year `2023`."""

from __future__ import annotations

import re
from datetime import datetime

from dateutil import parser

from kg.reference.dates import valid

_STAMP = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?=$|[T\s_])")
_NUMERIC = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_IN_URL = re.compile(rf"/([12]\d{{3}})/(\d{{1,2}}|{'|'.join(_MONTHS)})(?:/(\d{{1,2}}))?/", re.ASCII)
_IN_NAME = re.compile(r"(?<!\d)([12]\d{3}-\d{2}-\d{2})(?!\d)", re.ASCII)
_FIRST, _SECOND = datetime(2000, 1, 1), datetime(2001, 2, 2)  # noqa: DTZ001 - fill in what a date leaves out
_WORDS = 40  # characters, more is no date


def iso(text: str) -> str | None:
    """The day, month or year that a source gives: "11 July 2023", "2023-07-11T10:00Z", "July 2023".

    None where there is no date in it, or none that can be read in one way only ("07/10/2023").
    """
    text = " ".join(text.split())
    if valid(text):
        return text
    if stamp := _STAMP.match(text):
        day = "-".join(stamp.groups())
        return day if valid(day) else None
    if len(text) > _WORDS or _NUMERIC.match(text) or not _YEAR.search(text):
        return None
    return _in_words(text)


def _in_words(text: str) -> str | None:
    try:
        one, other = (parser.parse(text, default=filled, ignoretz=True) for filled in (_FIRST, _SECOND))
    except (ValueError, OverflowError):
        return None
    if one.date() == other.date():
        return one.date().isoformat()
    return f"{one:%Y-%m}" if (one.year, one.month) == (other.year, other.month) else None


def in_url(url: str) -> str | None:
    """The day or month that the path of an address names, as news sites do: `/2018/jul/12/`."""
    if not (found := _IN_URL.search(url.lower())):
        return None
    month = _MONTHS.index(found[2]) + 1 if found[2] in _MONTHS else int(found[2])
    named = f"{found[1]}-{month:02}" + (f"-{int(found[3]):02}" if found[3] else "")
    return named if valid(named) else None


def in_name(name: str) -> str | None:
    """The day in the name of a file: `2023-07-11-vilnius.txt`."""
    return next((day for day in _IN_NAME.findall(name) if valid(day)), None)
