"""Which summit is meant: "the Vilnius summit", "next week's NATO summit", "last year's G7 summit in Japan"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.about import own_summit
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.link.known import Known
    from kg.link.offices import Offices
    from kg.model import Article, Entity
    from kg.reference import Meeting

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 5  # words in the name of a body or a place


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a phrase says of a summit."""

    body: str | None
    place: str | None
    year: str | None
    order: int  # 1 the next one after the date, -1 the last before it, 0 the nearest


class Summits:
    """Reads descriptions of summits. All words must fit: a "summit declaration" or "summit dinner" is no summit."""

    def __init__(self, known: Known, offices: Offices) -> None:
        self.known = known
        self._offices = offices
        self._own: tuple[Article | None, Entity | None] = (None, None)

    def meant(self, phrase: str, article: Article, *, implied: bool = False) -> Entity | None:
        """The summit that a phrase of an article describes; a mere "the summit" is the article's own.

        `implied`: it is known to be a summit, so "Vilnius" will do.
        """
        parts = fold(phrase).split()
        noun = next((m for m in sorted(self.known.words.meetings, key=len, reverse=True) if _within(m, parts)), "")
        gathering = not noun and not implied
        if gathering and not self.known.words.gatherings & set(parts):
            return None
        if (asked := self._read(_without(noun, parts))) is None:
            return None
        if gathering:
            return self._same(asked, article)
        if asked.body or asked.place:
            return self._find(asked, article.published)
        own = self._own_of(article)
        return own if own and (asked.year or "") in own.name and not asked.order else None

    def _same(self, asked: _Asked, article: Article) -> Entity | None:
        """The article's own summit, where a meeting of its body or at its place is spoken of."""
        found = self._find(asked, article.published) if asked.body or asked.place else None
        return found if found and found == self._own_of(article) else None

    def _own_of(self, article: Article) -> Entity | None:
        if self._own[0] is not article:
            self._own = article, own_summit(self.known, article, lambda beside: self._described(beside, article))
        return self._own[1]

    def _described(self, beside: Sequence[str], article: Article) -> Entity | None:
        """The summit of a body or place that the words beside "summit" name."""
        asked = self._read(beside)
        return self._find(asked, article.published) if asked and (asked.body or asked.place) else None

    def _read(self, parts: Sequence[str]) -> _Asked | None:
        """What the words beside "summit" say; None where one of them says something else."""
        words, entities = self.known.words, list(self._entities(parts))
        said = [word for word, entity in entities if not entity]
        years = [w for w in said if _YEAR.fullmatch(w)]
        order = any(w in words.coming for w in said) - any(w in words.past for w in said)
        fillers = words.around_meetings | words.coming | words.past | set(years)
        places = [e.id for _, e in entities if e and e.type in ("Place", "State")]
        bodies = [e.id for _, e in entities if e and e.type not in ("Place", "State")]
        if len(bodies) > 1 or len(set(years)) > 1 or not all(w in fillers or w.isdigit() for w in said):
            return None
        if any(w in ("year", "years") for w in said) and not years:
            order *= 2
        return _Asked(bodies[0] if bodies else None, places[0] if places else None, years[0] if years else None, order)

    def _entities(self, parts: Sequence[str]) -> Iterator[tuple[str, Entity | None]]:
        """The words in order, those that name a place, state or body as one, with it."""
        at = 0
        while at < len(parts):
            length, entity = self._longest(parts[at:])
            yield " ".join(parts[at : at + length]), entity
            at += length

    def _longest(self, parts: Sequence[str]) -> tuple[int, Entity | None]:
        for length in range(min(_LONGEST, len(parts)), 0, -1):
            name = " ".join(parts[:length])
            found = () if name in self.known.words.around_meetings else self.known.reference.named(name)
            if length > 1 and (capital := self._offices.capital(name)):
                return length, capital
            for cls in ("Place", "Organization", "State", "Group"):  # of Brussels, what is held there
                if entity := next((e for e in found if e.type == cls), None):
                    return length, entity
        return 1, None

    def _find(self, asked: _Asked, published: str | None) -> Entity | None:
        if asked.order and published and not asked.year:
            return self._ordered(asked, published)
        found = self.known.reference.summit(body=asked.body, place=asked.place, at=asked.year or published)
        held = {m.id: m.start for m in self.known.reference.meetings}
        return found if found and (not asked.year or held[found.id].startswith(asked.year)) else None

    def _ordered(self, asked: _Asked, published: str) -> Entity | None:
        """The next or the last one; of "next year's" and "last year's" the one in that year."""
        if abs(asked.order) > 1:
            year = str(int(published[:4]) + (1 if asked.order > 0 else -1))
            return self._find(_Asked(asked.body, asked.place, year, 0), published)
        fit = sorted((m for m in self.known.reference.meetings if self._fits(m, asked)), key=lambda m: m.start)
        after = [m.id for m in fit if m.start[: len(published)] > published]
        before = [m.id for m in fit if m.start < published[: len(m.start)]]
        ids = after[:1] if asked.order > 0 else before[-1:]
        return self.known.reference.entities[ids[0]] if ids else None

    def _fits(self, meeting: Meeting, asked: _Asked) -> bool:
        places = {e.id for e in self.known.reference.named(asked.place)} if asked.place else {meeting.city}
        held_there = bool({meeting.city, meeting.country} & places)
        return meeting.regular and held_there and (asked.body is None or asked.body in meeting.bodies)


def _within(noun: str, parts: Sequence[str]) -> bool:
    return f" {noun} " in f" {' '.join(parts)} "


def _without(noun: str, parts: Sequence[str]) -> list[str]:
    return f" {' '.join(parts)} ".replace(f" {noun} ", "  ", 1).split() if noun else list(parts)
