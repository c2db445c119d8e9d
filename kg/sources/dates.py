"""Dates as ISO text: a day `2023-07-11`, a month `2023-07` or a year `2023`."""

from __future__ import annotations

import re
from datetime import date, datetime

from dateutil import parser

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_STAMP = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?=$|[T\s_])")
_NUMERIC = re.compile(r"\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_FIRST, _SECOND = datetime(2000, 1, 1), datetime(2001, 2, 2)  # noqa: DTZ001 - fill in what a date leaves out
_WORDS = 40  # characters, more is no date


def is_iso(text: str) -> bool:
    """Whether it is a day, month or year of the calendar in ISO form."""
    found = _ISO.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def iso(text: str) -> str | None:
    """The day, month or year that a source gives: "11 July 2023", "2023-07-11T10:00Z", "July 2023".

    None where there is no date in it, or none that can be read in one way only ("07/10/2023").
    """
    text = " ".join(text.split())
    if is_iso(text):
        return text
    if stamp := _STAMP.match(text):
        day = "-".join(stamp.groups())
        return day if is_iso(day) else None
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
