"""ISO dates of any precision as the days they can mean."""

from __future__ import annotations

import calendar
import re

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(date: str | None) -> str | None:
    """The earliest day that a day, month or year can mean: `2023-07` is `2023-07-01`. None for what is no date."""
    found = _ISO.match(date or "")
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}" if found else None


def last_day(date: str | None) -> str | None:
    """The latest day that a day, month or year can mean: `2024-02` is `2024-02-29`. None for what is no date."""
    found = _ISO.match(date or "")
    if not found:
        return None
    month = found[2] or "12"
    return f"{found[1]}-{month}-{found[3] or _days_in(int(found[1]), int(month)):02}"


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 31  # noqa: PLR2004 - months of a year
