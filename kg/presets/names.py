"""Names in a question: entities, topics, relations, articles and summits by whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.errors import ParameterError, UnknownNameError
from kg.presets.standing import spans
from kg.presets.summits import Summits
from kg.reference.dates import meets
from kg.reference.offices import called
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ontology import Ontology
    from kg.presets.asking import Answering
    from kg.presets.standing import Span
    from kg.reference import Office, Reference

# what a store is asked for names: id, name, aliases
THERE = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id"
ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.aliases AS aliases ORDER BY id"
TOPICS = "MATCH (e:Topic) RETURN e.id AS id, e.name AS name ORDER BY id"
ARTICLES = "MATCH (a:Article) RETURN a.id AS id, a.title AS title, a.url AS url, a.location AS location ORDER BY id"
CLAIM = "MATCH (c:Claim {id: $id}) RETURN c.status AS status"
TIME = "MATCH (a:Article) WHERE a.published IS NOT NULL RETURN min(a.published) AS first, max(a.published) AS last"

Period = tuple[str | None, str | None]  # the first and the last day that a question asks for, as far as it does
ALWAYS: Period = (None, None)


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for in a question: ids (or relation names), and what it was understood as.

    `own` are those of an entity itself, without who acts for it. Of an office, `offices` are the terms of its holders.
    `note` is a sentence on what else it could have been, or on who is meant, where the name alone does not tell.
    """

    ids: tuple[str, ...]
    said: str
    own: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    note: str = ""


class Names:
    """Looks names up in the reference data, the ontology and a store. `strict`: nothing but what is named."""

    def __init__(self, store: Answering, reference: Reference, ontology: Ontology, *, strict: bool = False) -> None:
        self.store, self.reference, self.ontology, self.strict = store, reference, ontology, strict
        self.period = ALWAYS

    @staticmethod
    def plain(value: str) -> Named:
        """A value that means itself."""
        return Named((value,), value)

    def entity(self, name: str) -> Named:
        """An entity by id, name, alias or office, with those who act for it.

        Of an office all its holders in the period that is asked for, else in the time of the store's articles.
        """
        known = self._known(name)
        if not self.reference.named(name) and (terms := called(self.reference, name)):
            return self._holders(name, self._then(name, terms), known)
        found = self._acting(known or self._unknown("entity", name))
        return replace(found, note=self._several(name, known))

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
        said = _said(labels or [name], narrower, "narrower")
        return Named(tuple(sorted(ids | set(entities))), said, note=self._several(name, entities))

    def relation(self, name: str) -> Named:
        """A relation by name or label, in any case, with its kinds."""
        found = [r for r in self.ontology.relations.values() if fold(name.replace("_", " ")) in _forms(r.name, r.label)]
        if not found:
            known = [word for r in self.ontology.relations.values() for word in (r.name, r.label)]
            hint = "`kg ontology --kind relation` lists them."
            raise UnknownNameError(kind="relation", name=name, known=known, hint=hint)
        kinds = {found[0].name} if self.strict else self.ontology.kinds_of(found[0].name)
        return Named(tuple(sorted(kinds)), found[0].name)

    def cls(self, name: str) -> str:
        """A class by name or label, in any case."""
        found = [c.name for c in self.ontology.classes.values() if fold(name) in _forms(c.name, c.label)]
        if not found:
            hint = "`kg ontology --kind class` lists them."
            raise UnknownNameError(kind="class", name=name, known=self.ontology.classes, hint=hint)
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

        Its ids, and names that articles give it.
        """
        meant = Summits(self.store, self.reference, self.ontology).meant(name)
        if not meant.summits:
            self._unknown("summit", name)
        return Named(meant.ids, meant.said, note=meant.note)

    def claim(self, id_: str) -> Named:
        """A claim by its id; one that was rejected says so."""
        found = list(self._rows(CLAIM, id=id_))
        if not found:
            hint = "Other presets give ids of claims in their column claim: kg query about NAME."
            raise UnknownNameError(kind="claim", name=id_, known=(), hint=hint)
        rejected = found[0][0] == "rejected"
        return Named((id_,), id_, note=f"The claim {id_} was rejected: see kg decide list." if rejected else "")

    def kin(self) -> dict[str, list[str]]:
        """Each topic with its narrower and broader ones, itself included; none if strict."""
        topics = () if self.strict else self.ontology.topics
        return {t: sorted(self.ontology.narrower(t) | self.ontology.broader(t)) for t in topics}

    def acts_for(self) -> dict[str, list[Span]]:
        """Each entity with those that it ever acted for, and when; none if strict."""
        return {} if self.strict else spans(self.reference)

    def _holders(self, name: str, terms: tuple[Office, ...], known: Mapping[str, str]) -> Named:
        """The holders of an office, and what the store calls so."""
        entities = self.reference.entities
        persons = {term.person: entities[term.person].name for term in terms}
        each = ", ".join(f"{entities[term.person].name} ({_lasting(term)})" for term in terms)
        said = ", ".join(dict.fromkeys((*persons.values(), *known.values())))
        ids = tuple(dict.fromkeys((*known, *persons)))
        return Named(ids, f"{name} ({said})", tuple(known), terms, f"{name} is understood as {each}.")

    def _then(self, name: str, terms: tuple[Office, ...]) -> tuple[Office, ...]:
        """The terms in the period that is asked for; ParameterError where none is known."""
        since, until = self.period if any(self.period) else next(iter(self._rows(TIME)), ALWAYS)
        held = tuple(o for o in terms if meets(o.start, o.end, since, until))
        if held or not any(self.period):
            return held or terms
        known = f"its known terms run from {terms[0].start or 'the beginning'} to {terms[-1].end or 'now'}"
        msg = f"Who was {name} {_between(self.period)} is not known: {known}."
        raise ParameterError(msg)

    def _several(self, name: str, known: Mapping[str, str]) -> str:
        """A sentence on the things of one name; a state's capital that stands for it is no second thing."""
        capitals = {place.id for id_ in known if (place := self.reference.capital_of(id_))}
        meant = {id_: called for id_, called in known.items() if id_ not in capitals}
        each = " and ".join(f"{called} ({id_})" for id_, called in meant.items())
        return f"{name} stands for {each}: give one of the ids to ask for it alone." if len(meant) > 1 else ""

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


def _lasting(term: Office) -> str:
    if not term.end:
        return f"since {term.start}" if term.start else "at all times"
    return f"{term.start} to {term.end}" if term.start else f"until {term.end}"


def _between(period: Period) -> str:
    since, until = period
    if since and until:
        return f"on {since}" if since == until else f"between {since} and {until}"
    return f"since {since}" if since else f"until {until}"
