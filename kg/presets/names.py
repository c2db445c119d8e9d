"""Names in a question: entities, topics, relations, articles and summits by whatever they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownNameError
from kg.presets.standing import spans
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity
    from kg.ontology import Ontology
    from kg.presets.asking import Answering
    from kg.presets.standing import Span
    from kg.reference import Reference

FEW = 3  # summits that are named one by one
_YEAR = re.compile(r"(?P<what>.*?)[\s,-]*(?P<year>(?:19|20)\d\d)")

# what a store is asked for names: id, name, aliases
THERE = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id"
ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.aliases AS aliases ORDER BY id"
TOPICS = "MATCH (e:Topic) RETURN e.id AS id, e.name AS name ORDER BY id"
SUMMITS = "MATCH (e:Summit) RETURN e.id AS id, e.name AS name ORDER BY id"
ARTICLES = "MATCH (a:Article) RETURN a.id AS id, a.title AS title, a.url AS url, a.location AS location ORDER BY id"


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for in a question: ids (or relation names), and what it was understood as.

    `own` are those of an entity itself, without who acts for it.
    """

    ids: tuple[str, ...]
    said: str
    own: tuple[str, ...] = ()


class Names:
    """Looks names up in the reference data, the ontology and a store. `strict`: nothing but what is named."""

    def __init__(self, store: Answering, reference: Reference, ontology: Ontology, *, strict: bool = False) -> None:
        self.store, self.reference, self.ontology, self.strict = store, reference, ontology, strict

    @staticmethod
    def plain(value: str) -> Named:
        """A value that means itself."""
        return Named((value,), value)

    def entity(self, name: str) -> Named:
        """An entity by id, name or alias, with those who act for it."""
        return self._acting(self._known(name) or self._unknown("entity", name))

    def topic(self, name: str) -> Named:
        """A topic with its narrower ones and those whose names contain its words, or any other thing."""
        topics = [t.id for t in self.ontology.topics.values() if fold(name) in map(fold, (t.id, t.label, *t.aliases))]
        ids = set(topics) if self.strict else set(chain.from_iterable(map(self.ontology.narrower, topics)))
        entities = self._known(name)
        labels = list(dict.fromkeys((*(self.ontology.topics[t].label for t in topics), *entities.values())))
        if not self.strict:
            ids |= set(self._containing([name, *labels]))
        if not ids and not entities:
            self._unknown("topic", name)
        narrower = len(ids - set(topics) - set(entities))
        return Named(tuple(sorted(ids | set(entities))), _said(labels or [name], narrower, "narrower"))

    def relation(self, name: str) -> Named:
        """A relation by name or label, in any case, with its kinds."""
        found = [r for r in self.ontology.relations.values() if fold(name.replace("_", " ")) in _forms(r.name, r.label)]
        if not found:
            known = self.ontology.relations
            raise UnknownNameError(kind="relation", name=name, known=[*known, *(r.label for r in known.values())])
        kinds = {found[0].name} if self.strict else self.ontology.kinds_of(found[0].name)
        return Named(tuple(sorted(kinds)), found[0].name)

    def cls(self, name: str) -> str:
        """A class by name or label, in any case."""
        found = [c.name for c in self.ontology.classes.values() if fold(name) in _forms(c.name, c.label)]
        if not found:
            raise UnknownNameError(kind="class", name=name, known=self.ontology.classes)
        return found[0]

    def article(self, name: str) -> Named:
        """Articles by id, address or title."""
        rows = list(self.store.query(ARTICLES).rows)
        found = [row for row in rows if name in row] or [row for row in rows if row[1] and fold(row[1]) == fold(name)]
        if not found:
            raise UnknownNameError(kind="article", name=name, known=[text for row in rows for text in row if text])
        return Named(tuple(row[0] for row in found), ", ".join(str(row[1] or row[0]) for row in found))

    def summit(self, name: str) -> Named:
        """A summit by name, by place and year, by body and year, or all of a body or at a place.

        Its ids, and names that articles may give it.
        """
        meant = self._meeting(name)
        found = {meant.id: meant.name} if meant else self._summits(name) or dict(self._gathered(name))
        if not found:
            self._unknown("summit", name)
        entities = [self.reference.entities[i] for i in found if i in self.reference.entities]
        spelled = chain.from_iterable((e.name, *e.aliases) for e in entities)
        said = ", ".join(found.values()) if len(found) <= FEW else f"{name} ({len(found)} summits)"
        return Named(tuple(dict.fromkeys((*found, *found.values(), *spelled))), said)

    def kin(self) -> dict[str, list[str]]:
        """Each topic with its narrower and broader ones, itself included; none if strict."""
        topics = () if self.strict else self.ontology.topics
        return {t: sorted(self.ontology.narrower(t) | self.ontology.broader(t)) for t in topics}

    def acts_for(self) -> dict[str, list[Span]]:
        """Each entity with those that it ever acted for, and when; none if strict."""
        return {} if self.strict else spans(self.reference)

    def _meeting(self, name: str) -> Entity | None:
        named = [e for e in self.reference.named(name) if e.type == "Summit"]
        if named or not (found := _YEAR.fullmatch(name)):
            return named[0] if len(named) == 1 else None
        what, year = found["what"], found["year"]
        bodies = [self.reference.summit(body=e.id, at=year) for e in self.reference.named(what)]
        meant = {e.id: e for e in (*bodies, self.reference.summit(place=what, at=year)) if e and year in e.id + e.name}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _summits(self, name: str) -> dict[str, str]:
        """Those that a name means, else those of the body or at the place that it means."""
        there = {row[0] for row in self._rows(SUMMITS)}
        known, entities = self._known(name), self.reference.entities
        own = {
            i: called for i, called in known.items() if i in there or (i in entities and entities[i].type == "Summit")
        }
        held = (m.id for m in self.reference.meetings if known.keys() & {m.city, m.country, *m.bodies})
        return own or {id_: entities[id_].name for id_ in held}

    def _gathered(self, name: str) -> Iterator[tuple[str, str]]:
        """Summits of the store whose names have all the words that are asked for."""
        words = set(fold(name).split())
        yield from ((row[0], row[1]) for row in self._rows(SUMMITS) if words and words <= set(fold(row[1]).split()))

    def _known(self, name: str) -> dict[str, str]:
        """What a name can mean, id -> name; the store is searched where it has none that the reference data names."""
        named = {e.id: e.name for e in self.reference.named(name)}
        if named and any(self._rows(THERE, ids=list(named))):
            return named
        wanted = fold(name)
        there = (row for row in self._entities if wanted in map(fold, (row[0], row[1], *(row[2] or ()))))
        return named | {row[0]: row[1] for row in there}

    @cached_property
    def _entities(self) -> list[tuple[str, str, list[str] | None]]:
        return [(row[0], row[1], row[2]) for row in self._rows(ENTITIES)]

    def _rows(self, statement: str, **parameters: Any) -> Iterator[tuple[Any, ...]]:
        return self.store.query(statement, parameters).rows

    def _acting(self, found: dict[str, str]) -> Named:
        others = set() if self.strict else set(chain.from_iterable(map(self.reference.acting_for, found))) - set(found)
        own = tuple(sorted(found))
        return Named((*own, *sorted(others)), _said(found.values(), len(others), "that act for it"), own)

    def _containing(self, labels: Iterable[str]) -> Iterator[str]:
        """Topics of the store whose names contain all the words of a label, in their order."""
        wanted = [f" {fold(label)} " for label in labels]
        for row in self._rows(TOPICS):
            if any(words in f" {fold(row[1])} " for words in wanted):
                yield row[0]

    def _unknown(self, kind: str, name: str) -> dict[str, str]:
        spelled = chain(self.reference.surface_names(), (row[1] for row in self._entities))
        topics = (t.label for t in self.ontology.topics.values()) if kind == "topic" else ()
        raise UnknownNameError(kind, name, chain(spelled, topics))


def _forms(name: str, label: str) -> tuple[str, str]:
    return fold(name.replace("_", " ")), fold(label)


def _said(names: Iterable[str], others: int, what: str) -> str:
    return ", ".join(names) + (f" (and {others} {what})" if others else "")
