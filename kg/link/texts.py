"""Which declaration, treaty or programme is meant where its name is shortened or turned: "Bucharest declaration"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.link.phrase import bare, key

if TYPE_CHECKING:
    from kg.link.known import Known
    from kg.model import Entity

CLASSES = ("Declaration", "Programme", "Conflict")
_LEAST = 2  # words that say something, so that a mere "declaration" is not the only one that is known


class Texts:
    """Names as sets of words; a phrase means the one entity that has a name with all of its words."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by_word: dict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
        for entity in known.reference.entities.values():
            for name in (entity.name, *entity.aliases) if entity.type in CLASSES else ():
                words = self._words(name)
                for word in words:
                    self._by_word[word].add((words, entity.id))

    def meant(self, phrase: str, guessed: str, at: str | None) -> Entity | None:
        """The entity of a class that fits the guessed one and was there at the date.

        A phrase without a proper name must have all the words; one with it ("Bucharest declaration") may have some,
        if only one entity has these. Of several that differ in the year alone it is the last one.
        """
        asked = self._words(phrase)
        if len(asked) < _LEAST or not all(w in self._by_word for w in asked):
            return None
        names = [(name - asked, id_) for name, id_ in min((self._by_word[w] for w in asked), key=len) if asked <= name]
        whole = {id_ for lacking, id_ in names if all(map(str.isdigit, lacking))}
        ids = whole or ({id_ for _, id_ in names} if phrase.lower() != phrase else set())
        found = [e for id_ in sorted(ids) if self._possible(e := self._known.reference.entities[id_], guessed, at)]
        return self._known.choose(found, phrase, at) if len(found) == 1 or whole else None

    def _possible(self, entity: Entity, guessed: str, at: str | None) -> bool:
        return self._known.fit(guessed, entity.type) > 0 and self._known.was_there(entity, at)

    def _words(self, name: str) -> frozenset[str]:
        words = self._known.words
        return frozenset(key(bare(name, words), words)) - words.linking_words
