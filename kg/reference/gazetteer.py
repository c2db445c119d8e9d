"""Names: which entities a spelling can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Entity

Ids = tuple[str, ...]


class Gazetteer:
    """Entities by spelling and by folded name; the order among several is that of the tables, states first.

    `more` and `demonyms` are pairs of a word and an id: spellings beyond an entity's aliases, and "Ukrainian".
    """

    def __init__(
        self, entities: Mapping[str, Entity], demonyms: Iterable[tuple[str, str]], more: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.entities = entities
        spellings = [(name, e.id) for e in entities.values() for name in (e.name, *e.aliases)]
        self.folded = _index((key, id_) for name, id_ in spellings if (key := fold(name)))
        self.surfaces = _index((form, id_) for name, id_ in [*spellings, *more] for form in _capitalized(name))
        self.demonyms = _index(demonyms)
        self._demonyms = _index((fold(word), id_) for word, ids in self.demonyms.items() for id_ in ids)

    def named(self, name: str) -> tuple[Entity, ...]:
        """All entities that `name` can mean, folded; one whose id it is comes alone."""
        if entity := self.entities.get(name):
            return (entity,)
        return tuple(self.entities[id_] for id_ in self.folded.get(fold(name), ()))

    def demonym(self, word: str) -> Entity | None:
        """The state or place that "Ukrainian" or "Ukrainians" speaks of; None where it can be several."""
        ids = self._demonyms.get(fold(word), ())
        return self.entities[ids[0]] if len(ids) == 1 else None


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, Ids]:
    found: dict[str, dict[str, None]] = {}
    for key, id_ in pairs:
        found.setdefault(key, {})[id_] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _capitalized(name: str) -> Iterator[str]:
    """The spelling, that of a sentence's start ("The allies"), and a summit's with a capital ("Vilnius Summit")."""
    yield name
    yield name[0].upper() + name[1:]
    if " summit" in name:
        yield name.replace(" summit", " Summit")
