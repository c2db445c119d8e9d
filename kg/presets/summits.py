"""Summits in a question: one by its name, or all of a body or at a place, with the names that articles give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Entity
    from kg.ontology import Ontology
    from kg.presets.asking import Answering
    from kg.reference import Reference

FEW, MANY = 3, 20  # summits that are named in the words of an answer, and in a note
_YEAR = re.compile(r"(?P<what>.*?)[\s,-]*(?P<year>(?:19|20)\d\d)")

SUMMITS = "MATCH (e:Summit) RETURN e.id AS id, e.name AS name, e.aliases AS aliases ORDER BY id"
GIVEN = "MATCH (a:Article) WHERE a.summit IS NOT NULL RETURN DISTINCT a.summit AS summit ORDER BY summit"


@dataclass(frozen=True, slots=True)
class Meant:
    """The summits that a name means, id -> name, and what articles may say they are on: ids and spellings."""

    summits: Mapping[str, str]
    ids: tuple[str, ...] = ()
    said: str = ""
    note: str = ""  # which they are, where they are several


class Summits:
    """Looks summits up in the reference data and a store."""

    def __init__(self, store: Answering, reference: Reference, ontology: Ontology) -> None:
        self.store, self.reference = store, reference
        label = fold(ontology.classes["Summit"].label)
        self._nouns = {label, f"{label}s"}
        self._there = [(row[0], row[1], tuple(row[2] or ())) for row in store.query(SUMMITS).rows]

    def meant(self, name: str) -> Meant:
        """What a name means; no summits where it means none."""
        found = self._one(name) or self._named(name) or self._held(name) or dict(self._worded(name))
        if not found:
            return Meant({})
        listed = sorted(found.items(), key=lambda one: (self._start(one[0]), one[0]))
        names = [called for _, called in listed]
        said = ", ".join(names) if len(names) <= FEW else f"{name} ({len(names)} summits)"
        ids = dict.fromkeys((*found, *names, *self._spelled(found)))
        return Meant(dict(listed), tuple(ids), said, _note(name, listed) if len(listed) > 1 else "")

    def _one(self, name: str) -> dict[str, str]:
        """The one that has this name, or was held there, or by that body, in the year that the name ends with."""
        named = [e for e in self.reference.named(name) if e.type == "Summit"]
        if len(named) == 1:
            return {named[0].id: named[0].name}
        if named or not (found := _YEAR.fullmatch(self._bare(name))):
            return {}
        what, year = found["what"], found["year"]
        bodies = [self.reference.summit(body=e.id, at=year) for e in self.reference.named(what)]
        found_there = self.reference.summit(place=what, at=year)
        meant = {e.id: e.name for e in (*bodies, found_there) if e and year in e.id + e.name}
        return meant if len(meant) == 1 else {}

    def _named(self, name: str) -> dict[str, str]:
        """All that are called so, in the reference data or in the store."""
        known = {e.id: e.name for e in self.reference.named(name) if e.type == "Summit"}
        wanted = fold(name)
        there = {id_: called for id_, called, more in self._there if wanted in map(fold, (id_, called, *more))}
        return known | there

    def _held(self, name: str) -> dict[str, str]:
        """All of the body, or at the place, that is named: "NATO", "G7 summit", "Paris"."""
        bare = self._bare(name)
        ids = {e.id for e in self._where(self.reference.named(bare), bare)}
        held = (m.id for m in self.reference.meetings if ids & {m.city, m.country, *m.bodies})
        return {id_: self.reference.entities[id_].name for id_ in held}

    def _where(self, found: tuple[Entity, ...], name: str) -> list[Entity]:
        """Of a capital that is also said for its state or union, the city: a summit in Paris is not one in Biarritz."""
        own = [e for e in found if fold(e.name) == fold(name)]
        places = [e for e in own if e.type == "Place"]
        return list(found) if any(e.type == "State" for e in own) else places or list(found)

    def _worded(self, name: str) -> Iterator[tuple[str, str]]:
        """Summits of the store whose names have all the words that are asked for."""
        words = set(fold(name).split())
        yield from ((id_, called) for id_, called, _ in self._there if words and words <= set(fold(called).split()))

    def _bare(self, name: str) -> str:
        """The name without the noun at its end: of "NATO summit" NATO."""
        words = name.split()
        return " ".join(words[:-1]) if len(words) > 1 and fold(words[-1]) in self._nouns else name

    def _spelled(self, ids: Mapping[str, str]) -> Iterator[str]:
        """What articles of the store that are on these summits call them, in whatever case."""
        entities = [self.reference.entities[id_] for id_ in ids if id_ in self.reference.entities]
        there = (called for id_, *called in self._there if id_ in ids)
        known = {*ids, *ids.values(), *chain.from_iterable((e.name, *e.aliases) for e in entities)}
        known |= set(chain.from_iterable((name, *more) for name, more in there))
        folded = set(map(fold, known))
        yield from (given for (given,) in self.store.query(GIVEN).rows if fold(given) in folded)

    def _start(self, id_: str) -> str:
        return next((m.start for m in self.reference.meetings if m.id == id_), "")


def _note(name: str, listed: list[tuple[str, str]]) -> str:
    each = ", ".join(f"{called} ({id_})" for id_, called in listed[:MANY])
    more = f" and {len(listed) - MANY} more" if len(listed) > MANY else ""
    return f"{name} stands for {len(listed)} summits: {each}{more}. Give an id, or a year, to ask for one."
