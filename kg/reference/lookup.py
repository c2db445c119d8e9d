"""The reference data as one thing that answers: who is named, who held an office, which summit is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.reference import dates
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Entity
    from kg.reference.gazetteer import Gazetteer
    from kg.reference.meetings import Meetings
    from kg.reference.records import Adoption, Description, Membership, Office
    from kg.reference.terms import Terms


@dataclass(frozen=True)
class Reference:
    """All tables, read once. Ids are slugs; dates are ISO days, months or years."""

    gazetteer: Gazetteer
    terms: Terms
    meetings: Meetings
    memberships: tuple[Membership, ...]
    capitals: Mapping[str, str]  # a capital's id -> its state's
    kinds: Mapping[str, str]  # id -> kind of an organization, a declaration or a programme
    descriptions: Mapping[str, Description]  # by their folded words
    adoptions: Mapping[str, Adoption]  # by the declaration's id
    heads: frozenset[str]  # the roles that are leading offices
    version: str

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id, in the order of the tables."""
        return self.gazetteer.entities

    def named(self, name: str) -> tuple[Entity, ...]:
        """All entities that a name, an alias or an id can mean: several for "Georgia" or "Washington"."""
        return self.gazetteer.named(name)

    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Folded name -> ids. Folding makes "US" and "us" the same: match a text by `surface_names`."""
        return self.gazetteer.folded

    def surface_names(self) -> Mapping[str, tuple[str, ...]]:
        """Spelling, case and all -> ids."""
        return self.gazetteer.surfaces

    def demonym(self, word: str) -> Entity | None:
        """The state or place of "Ukrainian"."""
        return self.gazetteer.demonym(word)

    def demonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Spelling of a demonym -> ids."""
        return self.gazetteer.demonyms

    def holder(self, role: str, of: str, at: str | None) -> Entity | None:
        """Who held a role ("president", "leader") of an entity at a date; without one, only where just one ever did."""
        person = self.terms.holder(role, of, at)
        return self.entities[person] if person else None

    def offices(self, person_id: str, at: str | None = None) -> tuple[Office, ...]:
        """A person's offices at a date, or all, the earliest first."""
        return self.terms.of_person(person_id, at)

    def members(self, org_id: str, at: str | None = None) -> tuple[str, ...]:
        """Ids of the members at a date, or of those that have not left, sorted."""
        return self._belonging(org_id, at, candidate=False)

    def candidates(self, org_id: str, at: str | None = None) -> tuple[str, ...]:
        """Ids of the candidates at a date, or of those that still are, sorted."""
        return self._belonging(org_id, at, candidate=True)

    def _belonging(self, org_id: str, at: str | None, *, candidate: bool) -> tuple[str, ...]:
        rows = (m for m in self._members.get(org_id, ()) if m.candidate == candidate)
        held = (m for m in rows if (dates.overlaps(m.start, m.end, at) if at else not m.end))
        return tuple(sorted({m.member for m in held}))

    def acting_for(self, entity_id: str, at: str | None = None) -> frozenset[str]:
        """Who may stand for it at a date, without itself: its groups, its organs, and those in office there.

        Without a date: whoever ever held an office.
        """
        found: set[str] = set()
        open_ids = [entity_id]
        while open_ids:
            current = open_ids.pop()
            new = self._acting.get(current, set()) - found - {entity_id}
            found |= new | {o.person for o in self.terms.of_body(current, at)}
            open_ids.extend(new)
        return frozenset(found)

    @cached_property
    def _members(self) -> dict[str, list[Membership]]:
        by_org: dict[str, list[Membership]] = {}
        for membership in self.memberships:
            by_org.setdefault(membership.org, []).append(membership)
        return by_org

    @cached_property
    def _acting(self) -> dict[str, set[str]]:
        by_whole: dict[str, set[str]] = {}
        for entity in self.entities.values():
            for whole in entity.acts_for:
                by_whole.setdefault(whole, set()).add(entity.id)
        return by_whole

    def capital(self, name: str) -> Entity | None:
        """The state whose capital `name` is; None where it is none, or of several."""
        states = {self.capitals[e.id] for e in self.named(name) if e.id in self.capitals}
        return self.entities[states.pop()] if len(states) == 1 else None

    def capital_of(self, state_id: str) -> Entity | None:
        """The capital of a state, as a place."""
        return next((self.entities[place] for place, state in self.capitals.items() if state == state_id), None)

    def summit(self, *, body: str | None = None, place: str | None = None, at: str | None = None) -> Entity | None:
        """The summit that is meant: of a body (id), at a place (id or name of city or country), nearest to a date.

        None where nothing fits, where it could be several, or where only the date tells and it is over a year off.
        """
        places = None if place is None else {e.id for e in self.named(place)}
        found = self.meetings.meant(body, places, at)
        return self.entities[found] if found else None

    def description(self, words: str) -> Description | None:
        """What "the alliance" can stand for."""
        return self.descriptions.get(fold(words))
