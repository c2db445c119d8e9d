"""Summits: which one is meant, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
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
        fit = [m for m in self._all if _of(m, body) and (places is None or {m.city, m.country} & set(places))]
        if at is not None:
            fit = _nearest(fit, at, None if places is not None else FAR)
        return fit[0].id if len(fit) == 1 else None

    def __iter__(self) -> Iterator[Meeting]:
        return iter(self._all)


def _of(meeting: Meeting, body: str | None) -> bool:
    return body is None or body in meeting.bodies


def _nearest(meetings: list[Meeting], at: str, far: int | None) -> list[Meeting]:
    """Those at the least distance; a regular one before an extraordinary, the next before the last."""

    def rank(meeting: Meeting) -> tuple[int, bool, bool]:
        distance = dates.days_apart(meeting.start, meeting.end, at)
        return distance, not meeting.regular, meeting.start < dates.earliest(at)

    best = min(map(rank, meetings), default=None)
    if best is None or (far is not None and best[0] > far):
        return []
    return [m for m in meetings if rank(m) == best]


@dataclass(frozen=True, slots=True)
class Spellings:
    """How the bodies, the places and the countries of a summit are spelled."""

    bodies: tuple[str, ...]
    places: tuple[str, ...]
    countries: tuple[str, ...]


def aliases(meeting: Meeting, by: Spellings) -> Iterator[str]:
    """The usual names of a summit: "Vilnius summit", "NATO summit in Vilnius", "2023 NATO summit", "vilnius-2023".

    An irregular one is neither "the Brussels summit" nor "the 2022 summit" of its body.
    """
    year = meeting.start[:4]
    for place in by.places:
        if meeting.regular:
            yield from (f"{place} summit", f"{place} summit {year}", f"{year} {place} summit", f"{place} {year}")
            yield f"{slug(place)}-{year}"
        for body in by.bodies:
            yield from (f"{place} {body} summit", f"{body} {place} summit", f"{body} summit in {place}")
    for body in by.bodies if meeting.regular else ():
        yield from (f"{body} summit in {country}" for country in by.countries)
        yield from (f"{year} {body} summit", f"{body} summit {year}", f"{body} {year}", f"{slug(body)}-{year}")
