"""What the linker knows: ontology, reference data and words; and which known entity a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.link.spelling import Variants
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.link.words import Words
    from kg.model import Entity
    from kg.ontology import Ontology
    from kg.reference import Reference

BODIES = ("State", "Organization")
_DATED = ("Conflict", "Declaration")
_MATTERS = ("Topic", "Programme", "Declaration", "Event")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d$")  # "Madrid Declaration 2022", not "2030 Agenda"


@dataclass(frozen=True)
class Known:
    """The data that linking looks at besides the article."""

    ontology: Ontology
    reference: Reference
    words: Words

    def is_a(self, cls: str, *ancestors: str) -> bool:
        """Whether a class is one of some others or below one."""
        return any(self.ontology.is_a(cls, ancestor) for ancestor in ancestors)

    def fit(self, guessed: str, entity: str) -> int:
        """How well an entity's class fits the one guessed from a mention's words: 0 not, 1 at a pinch, 2 well."""
        if self.is_a(entity, guessed) or self.is_a(guessed, entity):
            return 2
        pair = {guessed, entity}
        kin = (
            guessed == "Topic" or all(self.is_a(c, "Actor") for c in pair) or all(self.is_a(c, *_MATTERS) for c in pair)
        )
        return 1 if kin or pair in ({"State", "Place"}, {"Organization", "Programme"}, {"Actor", "Place"}) else 0

    def named(self, name: str, guessed: str, at: str | None) -> Entity | None:
        """The entity that a name means, by the guessed class, then by the date; None where it can be several."""
        found = [e for e in self.reference.named(name) if self._cased(name, e) and self.was_there(e, at)]
        if not found:
            return None
        if self.is_a(guessed, "Place"):
            found = self._there(found, name)
        elif guessed == "State" and (state := self.reference.capital(name)):
            return state
        best = max((self.fit(guessed, e.type) for e in found), default=0)
        if not best and (len(found) > 1 or " " not in name.strip()):
            return None
        return self.choose([e for e in found if self.fit(guessed, e.type) == best], name, at)

    def _there(self, found: list[Entity], name: str) -> list[Entity]:
        """Where things happen: a state under its own name, else the place and not the state that it can stand for."""
        own = [e for e in found if e.type == "State" and fold(e.name) == fold(name)]
        places = [e for e in found if e.type != "State"] if self.reference.capital(name) else found
        return own or places

    def choose(self, found: Sequence[Entity], name: str, at: str | None) -> Entity | None:
        """The one of several entities of one name: who was in office, the year in its name, whose own name it is."""
        if len(found) > 1 and all(e.type == "Person" for e in found):
            return self._in_office(found, at)
        if len(found) > 1:
            found = [e for e in found if name in (e.name, *e.aliases)] or found  # OPEC, OPEC+
            found = _latest(found, at) or found
            found = [e for e in found if fold(e.name) == fold(name)] or found
            found = [e for e in found if e.type == "State"] or found
        return found[0] if len(found) == 1 else None

    def _in_office(self, persons: Sequence[Entity], at: str | None) -> Entity | None:
        """Who held an office at the date, else the last one before it; None without a date."""
        if at is None:
            return None
        holding = [p for p in persons if self.reference.offices(p.id, at)]
        if holding:
            return holding[0] if len(holding) == 1 else None
        began = {p.id: [o.start for o in self.reference.offices(p.id) if o.start and o.start <= at] for p in persons}
        before = sorted((max(starts), id_) for id_, starts in began.items() if starts)
        return self.reference.entities[before[-1][1]] if before else None

    def was_there(self, entity: Entity, at: str | None) -> bool:
        """False for a conflict or declaration with a year in its name that is after the article's."""
        years = _YEAR.findall(entity.name) if at and entity.type in _DATED else ()
        return all(year <= (at or "")[:4] for year in years)

    def _cased(self, name: str, entity: Entity) -> bool:
        """Whether one word in lower case can be it: "us" is no state, "turkey" no country, "allies" may be a group."""
        if " " in name or not name.islower():
            return True
        return any(known.removeprefix("the ") == name for known in (entity.name, *entity.aliases))

    def body(self, name: str) -> Entity | None:
        """The state or organization that a name or demonym means, whatever its case: "ukrainian", "nato"."""
        if not (found := self.reference.demonym(name)):
            bodies = [e for e in self.reference.named(name) if e.type in BODIES]
            return self.choose(bodies, name, None)
        return found if found.type in BODIES else None

    def variant(self, name: str, guessed: str) -> Entity | None:
        """The person or state, by the guessed class, that a name is another spelling of."""
        for cls, variants in self._variants.items() if not name.islower() else ():
            if self.fit(guessed, cls) == 2 and (id_ := variants.meant(name)):  # noqa: PLR2004 - fits well
                return self.reference.entities[id_]
        return None

    @cached_property
    def _variants(self) -> dict[str, Variants]:
        return {cls: Variants(self._names(cls), self.words) for cls in ("Person", "State")}

    def _names(self, cls: str) -> Iterator[tuple[str, str]]:
        entities = (e for e in self.reference.entities.values() if e.type == cls)
        return ((name, e.id) for e in entities for name in (e.name, *e.aliases))


def _latest(found: Iterable[Entity], at: str | None) -> list[Entity]:
    """Of entities with a year in their names, those with the last one not after the article's."""
    years = {e.id: int(y[-1]) for e in found if (y := _YEAR.findall(e.name))}
    past = [y for y in years.values() if at is None or y <= int(at[:4])]
    return [e for e in found if past and at and years.get(e.id) == max(past)]
