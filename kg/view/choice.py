"""Which claims a picture shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import ParameterError
from kg.ontology import ontology
from kg.presets.names import Names
from kg.presets.standing import Standing
from kg.reference import reference
from kg.reference.dates import valid
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Article, Claim
    from kg.presets.names import Named
    from kg.stores import Store

TITLE = "The graph of what was promised"


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the graph. Every field narrows it; empty means all. Names are resolved."""

    title: str = TITLE
    around: Standing | None = None  # whom a claim must name, in any role
    summit: frozenset[str] = frozenset()  # ids and names of summits that the claim's article speaks of
    relations: frozenset[str] = frozenset()
    since: str | None = None  # ISO day, month or year: said then or later
    until: str | None = None
    facts: bool = False  # reference facts too: members, offices, places
    min_confidence: float = 0.0

    def claims(self, rows: Iterable[tuple[Claim, str]], articles: dict[str, Article]) -> Iterator[Claim]:
        """The claims that are shown, in the order given; rejected ones never are."""
        listed = [claim for claim, status in rows if status != "rejected"]
        about = self._about(listed, articles)
        return (
            c for c in listed if c.article in about and self._shows(c, c.said_on or articles[c.article].published or "")
        )

    def _about(self, claims: Iterable[Claim], articles: dict[str, Article]) -> frozenset[str]:
        """Articles of the chosen summits: they say so themselves, or one of their claims names one."""
        articles = articles if self.facts else {i: a for i, a in articles.items() if a.genre != "reference"}
        if not self.summit:
            return frozenset(articles)
        names = {fold(name) for name in self.summit}
        told = {a.id for a in articles.values() if a.summit and fold(a.summit) in names}
        named = {c.article for c in claims if self.summit & {ref.id for ref in c.refs.values()}}
        return frozenset(told | (named & articles.keys()))

    def _shows(self, claim: Claim, said: str) -> bool:
        return (
            claim.confidence >= self.min_confidence
            and (not self.relations or claim.predicate in self.relations)
            and (not self.around or _names(self.around, claim, said))
            and (not self.since or (bool(said) and said >= self.since[: len(said)]))
            and (not self.until or (bool(said) and said[: len(self.until)] <= self.until))
        )


def _names(around: Standing, claim: Claim, said: str) -> bool:
    entities = {ref.id for ref in claim.refs.values()}
    return bool(around.ids & entities) and around.holds(entities, said or None)


def choose(  # noqa: PLR0913 - as the options of `kg view`
    store: Store,
    *,
    around: str | None = None,
    summit: str | None = None,
    relations: Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    facts: bool = False,
    min_confidence: float = 0.0,
) -> Choice:
    """Resolve names as presets do. UnknownNameError, with the nearest, or ParameterError where one is off."""
    names = Names(store, reference(), ontology())
    entity = names.entity(around) if around else None
    meeting = names.summit(summit) if summit else None
    chosen = [names.relation(name) for name in relations or ()]
    spans = [f"{word} {day}" for word, day in (("since", _day("since", since)), ("until", _day("until", until))) if day]
    said = [f"around {entity.said}"] if entity else []
    said += [_meeting(names, meeting, summit)] if meeting and summit else []
    said += [named.said for named in chosen] + spans
    said += [f"confidence {min_confidence:g} or more"] if min_confidence else []
    return Choice(
        title=f"{TITLE}: {', '.join(said)}" if said else TITLE,
        around=Standing(frozenset(entity.own), frozenset(entity.ids), names.reference) if entity else None,
        summit=frozenset(meeting.ids) if meeting else frozenset(),
        relations=frozenset(i for relation in chosen for i in relation.ids),
        since=since,
        until=until,
        facts=facts,
        min_confidence=min_confidence,
    )


def _meeting(names: Names, meant: Named, asked: str) -> str:
    """What a choice of summits is called: one by its name, and what was asked where it can be several things."""
    known = [names.reference.entities[i] for i in meant.ids if i in names.reference.entities]
    return meant.said if [entity.type for entity in known] == ["Summit"] else f"summit {asked}"


def _day(name: str, value: str | None) -> str | None:
    if value and not valid(value):
        msg = f"{value!r} does not fit {name}: it is a date such as 2023, 2023-07 or 2023-07-11."
        raise ParameterError(msg)
    return value
