"""Which declaration, treaty or programme is meant where its name is shortened or turned: "Bucharest declaration"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.link.phrase import bare, key

if TYPE_CHECKING:
    from kg.link.known import Known
    from kg.model import Entity

Key = tuple[str, ...]
CLASSES = ("Declaration", "Programme", "Conflict")
_LEAST = 2  # words that say something, so that a mere "declaration" is not the only one that is known


class Texts:
    """Names as the words of their keys; a phrase means the one entity that has a name with all of its words."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_word: dict[str, set[tuple[Key, str]]] = defaultdict(set)
        for entity in known.reference.entities.values():
            for name in (entity.name, *entity.aliases) if entity.type in CLASSES else ():
                words = self._words(name)
                for word in words:
                    self._by_word[word].add((words, entity.id))

    def meant(self, phrase: str, guessed: str, at: str | None) -> Entity | None:
        """The entity of a class that fits the guessed one and was there at the date.

        A phrase without a proper name must have all the words; one with it ("Bucharest declaration") may have some,
        the noun among them, if only one entity has these. Of several that differ in the year alone it is the last one.
        """
        asked = self._words(phrase)
        if len(asked) < _LEAST or not all(w in self._by_word for w in asked):
            return None
        names = [(name, id_) for name, id_ in min((self._by_word[w] for w in asked), key=len) if {*asked} <= {*name}]
        whole = {id_ for name, id_ in names if all(map(str.isdigit, {*name} - {*asked}))}
        shortened = {id_ for name, id_ in names if _noun(name) == _noun(asked) and phrase.lower() != phrase}
        found = [e for id_ in sorted(whole or shortened) if self._possible(e := self._entity(id_), guessed, at)]
        return self._known.choose(found, phrase, at) if len(found) == 1 or whole else None

    def _entity(self, id_: str) -> Entity:
        return self._known.reference.entities[id_]

    def _possible(self, entity: Entity, guessed: str, at: str | None) -> bool:
        return self._known.fit(guessed, entity.type) > 0 and self._known.was_there(entity, at)

    def _words(self, name: str) -> Key:
        words = self._known.words
        return tuple(w for w in key(bare(name, words), words) if w not in words.linking_words)


def _noun(name: Key) -> str:
    """The last word that is no year: the kind of thing it is."""
    return next((word for word in reversed(name) if not word.isdigit()), "")
