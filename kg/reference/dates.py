"""ISO dates of any precision: the days that `2023`, `2023-07` or `2023-07-11` can mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST, _LAST = "0001-01-01", "9999-12-31"


def valid(text: str) -> bool:
    """Whether `text` is a year, month or day that exists."""
    if not _FORM.fullmatch(text):
        return False
    try:
        date.fromisoformat(earliest(text))
    except ValueError:
        return False
    return True


def earliest(text: str | None) -> str:
    """The first day it can mean; the first of all days where it is None."""
    return text + "0000-01-01"[len(text) :] if text else _FIRST


def latest(text: str | None) -> str:
    """The last day it can mean; the last of all days where it is None."""
    if not text:
        return _LAST
    if len(text) == len("2023-07"):
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return text + "0000-12-31"[len(text) :]


def overlaps(start: str | None, end: str | None, at: str | None) -> bool:
    """Whether the span from `start` to `end`, open where None, can hold at `at`; a None `at` fits every span."""
    return meets(start, end, at, at)


def meets(start: str | None, end: str | None, since: str | None, until: str | None) -> bool:
    """Whether two spans, each open where None, can have a day in common."""
    return earliest(start) <= latest(until) and earliest(since) <= latest(end)


def days_apart(start: str, end: str | None, at: str) -> int:
    """Days from `at` to the span, 0 where they overlap. A span without `end` is `start`'s."""
    if overlaps(start, end or start, at):
        return 0
    before = earliest(at) > latest(end or start)
    pair = (latest(end or start), earliest(at)) if before else (latest(at), earliest(start))
    return (date.fromisoformat(pair[1]) - date.fromisoformat(pair[0])).days
