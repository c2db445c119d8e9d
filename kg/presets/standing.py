"""Who stood for whom on the day of a claim: who leads a state today did not speak for it before, nor for it after."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.reference.dates import earliest, latest, overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.presets.asking import Answering
    from kg.reference import Office, Reference

Row = tuple[Any, ...]
Span = dict[str, str]

NAMED = """UNWIND $ids AS id
MATCH (c:Claim {id: id})-[:SUBJECT|OBJECT|ADDRESSEE|STATED_BY|VIA]->(e:Entity)
RETURN c.id AS claim, c.said_on AS said_on, collect(e.id) AS entities"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was asked for, `own`, and `ids`: these with all who ever acted for them, or held one of `offices`."""

    own: frozenset[str]
    ids: frozenset[str]
    reference: Reference
    offices: tuple[Office, ...] = ()
    _acting: dict[str | None, frozenset[str]] = field(default_factory=dict, repr=False)

    def holds(self, entities: Iterable[str], at: str | None) -> bool:
        """Whether a claim that names `entities`, said at a date, names what was asked for, or who acted for it then.

        One that names nobody of all these was not chosen by them, and holds; a claim without a date does.
        """
        met = self.ids & frozenset(entities)
        return not met or bool(met & (self.own | self._acting_at(at)))

    def _acting_at(self, at: str | None) -> frozenset[str]:
        if at not in self._acting:
            holding = (o.person for o in self.offices if overlaps(o.start, o.end, at))
            self._acting[at] = frozenset(holding).union(*(self.reference.acting_for(id_, at) for id_ in self.own))
        return self._acting[at]


def timely(store: Answering, columns: Sequence[str], rows: list[Row], standings: Sequence[Standing]) -> list[Row]:
    """The rows but for those whose `claim` names only somebody who was not in office when it was said."""
    if "claim" not in columns or not rows or not any(s.ids > s.own for s in standings):
        return rows
    at = list(columns).index("claim")
    ids = list(dict.fromkeys(row[at] for row in rows if row[at] is not None))
    said = store.query(NAMED, {"ids": ids}).rows
    late = {claim for claim, on, entities in said if not all(s.holds(entities, on) for s in standings)}
    return [row for row in rows if row[at] not in late]


def spans(reference: Reference) -> dict[str, list[Span]]:
    """By actor, whom it acts for: `id`, and from which day, `since`, to which, `until`."""
    found: dict[str, list[Span]] = {}
    for entity in reference.entities.values():
        wholes = _wholes(entity.id, reference)
        if others := wholes - {entity.id}:
            found.setdefault(entity.id, []).extend(_span(whole, None, None) for whole in sorted(others))
        for office in reference.terms.of_body(entity.id, None):
            held = (_span(whole, office.start, office.end) for whole in sorted(wholes))
            found.setdefault(office.person, []).extend(held)
    return found


def _span(whole: str, start: str | None, end: str | None) -> Span:
    return {"id": whole, "since": earliest(start), "until": latest(end)}


def _wholes(entity: str, reference: Reference) -> set[str]:
    """An entity with all that it acts for, directly or not."""
    found, left = set(), [entity]
    while left:
        current = left.pop()
        found.add(current)
        left += set(reference.entities[current].acts_for) - found
    return found
