"""Summits: which one is meant, and how it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reference import dates
from kg.text import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.reference.records import Meeting

FAR = 400  # days; a summit farther from the date is not the one that is meant, unless its place was named


class Meetings:
    """Summits by body, place and date."""

    def __init__(self, meetings: Iterable[Meeting]) -> None:
        self._all = sorted(meetings, key=lambda m: (m.start, m.id))

    def meant(self, body: str | None, places: Collection[str] | None, at: str | None) -> str | None:
        """The nearest to `at` of those of a body and at one of `places`; None where none or several fit equally.

        Without a date it must be the only one. Of two on either side of a day at the same distance it is the next.
        """
        fit = [m for m in self._all if body in (None, m.body) and (places is None or {m.city, m.country} & set(places))]
        if at is not None:
            fit = _nearest(fit, at, None if places is not None else FAR)
        return fit[0].id if len(fit) == 1 else None

    def __iter__(self) -> Iterator[Meeting]:
        return iter(self._all)


def _nearest(meetings: list[Meeting], at: str, far: int | None) -> list[Meeting]:
    """Those at the least distance; a regular one before an extraordinary, the next before the last."""
    ranked = sorted((dates.days_apart(m.start, m.end, at), m.start < dates.earliest(at), not m.regular) for m in meetings)
    if not ranked or (far is not None and ranked[0][0] > far):
        return []
    best = ranked[0]
    return [
        m for m in meetings if (dates.days_apart(m.start, m.end, at), m.start < dates.earliest(at), not m.regular) == best
    ]


def aliases(meeting: Meeting, bodies: Iterable[str], cities: Iterable[str], countries: Iterable[str]) -> Iterator[str]:
    """The usual names of a summit: "Vilnius summit", "NATO summit in Vilnius", "2023 NATO summit", "vilnius-2023".

    `bodies`, `cities` and `countries` are the spellings of each. An extraordinary summit is not "the 2022 summit".
    """
    year, bodies = meeting.start[:4], tuple(bodies)
    for city in cities:
        yield from (f"{city} summit", f"{city} summit {year}", f"{year} {city} summit", f"{city} {year}")
        yield f"{slug(city)}-{year}"
        for body in bodies:
            yield from (f"{city} {body} summit", f"{body} {city} summit", f"{body} summit in {city}")
    for body in bodies:
        yield from (f"{body} summit in {country}" for country in countries)
        if meeting.regular:
            yield from (f"{year} {body} summit", f"{body} summit {year}", f"{body} {year}", f"{slug(body)}-{year}")
