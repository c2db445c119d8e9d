"""The ontology: what the graph can speak of. The engine knows classes, relations and topics by name only through it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Self

from kg import content
from kg.errors import ContentError, UnknownNameError
from kg.ontology import reading
from kg.ontology.faults import faults, typed
from kg.ontology.terms import ENTITIES, NAMESPACE, Class, Kind, Relation, Topic
from kg.ontology.turtle import Source, entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["ENTITIES", "NAMESPACE", "Class", "Kind", "Ontology", "Relation", "Topic", "ontology"]

FILES = ("kg.ttl", "topics.ttl")


@dataclass(frozen=True, slots=True)
class Ontology:
    """Classes, relations and topics by name, in alphabetical order. `version` is a hash of the files."""

    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    topics: Mapping[str, Topic]
    version: str
    _narrower: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read kg.ttl and topics.ttl of a folder, or of all content folders. ContentError at the first mistake."""
        sources = _sources(folder)
        found = entries(sources)
        for fault in faults(found, sources):
            raise fault
        topics = {t.id: t for t in map(reading.as_topic, typed(found, reading.TOPIC))}
        return cls(
            classes={c.name: c for c in map(reading.as_class, typed(found, reading.CLASS))},
            relations={r.name: r for r in map(reading.as_relation, typed(found, reading.RELATION))},
            topics=topics,
            version=hashlib.sha256(b"\0".join(s.data for s in sources)).hexdigest()[:16],
            _narrower=_turned({t.id: t.broader for t in topics.values()}),
        )

    @staticmethod
    def problems(folder: Path | None = None) -> list[ContentError]:
        """All mistakes in the files, by file and line; where files are no Turtle, the first of each."""
        try:
            sources = _sources(folder)
        except ContentError as error:
            return [error]
        return _unparsed(sources) or faults(entries(sources), sources)

    def lineage(self, cls: str) -> tuple[str, ...]:
        """A class and all above it, the most special first: `("State", "Actor")`."""
        self._known("class", cls, self.classes)
        above = self.classes[cls].parent
        return (cls, *self.lineage(above)) if above else (cls,)

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether a class is another or lies below it; False for a class that there is not."""
        return cls in self.classes and ancestor in self.lineage(cls)

    def kinds_of(self, relation: str) -> frozenset[str]:
        """A relation and all below it: to annex is to attack."""
        self._known("relation", relation, self.relations)
        below = (self.kinds_of(r.name) for r in self.relations.values() if r.parent == relation)
        return frozenset({relation}).union(*below)

    def narrower(self, topic_id: str) -> frozenset[str]:
        """A topic and all below it."""
        self._known("topic", topic_id, self.topics)
        return frozenset({topic_id}).union(*map(self.narrower, self._narrower.get(topic_id, ())))

    def broader(self, topic_id: str) -> frozenset[str]:
        """A topic and all above it."""
        self._known("topic", topic_id, self.topics)
        return frozenset({topic_id}).union(*map(self.broader, self.topics[topic_id].broader))

    @staticmethod
    def _known(kind: str, name: str, known: Mapping[str, object]) -> None:
        if name not in known:
            raise UnknownNameError(kind, name, known, hint="`kg ontology` lists them.")


@cache
def ontology() -> Ontology:
    """The project's ontology with what the user's content folders add to it, read once."""
    return Ontology.load()


def _sources(folder: Path | None) -> list[Source]:
    """The files by name, then the project's before the user's."""
    if folder:
        return [Source(folder / name) for name in FILES]
    for name in FILES:
        content.find("ontology", name)  # a sentence where the project's own is missing
    return [Source(path) for name in FILES for path in content.files("ontology", name)]


def _unparsed(sources: Iterable[Source]) -> list[ContentError]:
    found = []
    for source in sources:
        try:
            entries([source])
        except ContentError as error:
            found.append(error)
    return found


def _turned(arrows: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, tuple[str, ...]] = {}
    for start, ends in arrows.items():
        for end in ends:
            turned[end] = (*turned.get(end, ()), start)
    return turned
