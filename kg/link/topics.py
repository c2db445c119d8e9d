"""Which concept of the topics a phrase is. A concept must fit the whole phrase, not a part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.link.phrase import bare, key, possessed, strong
from kg.link.spelling import all_near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.known import Known

Key = tuple[str, ...]
_OWNERS = ("State", "Organization", "Person", "Group")
_RECEIVER = re.compile(r"(?P<topic>.+) (?P<by>for|to|of|in) (?P<actor>\S.*)")
_JOINED = ("to", "in")  # behind accession and membership: the body


class Topics:
    """Concepts by the key of their label and aliases."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._exact: dict[Key, str] = {}
        self._initials: dict[str, list[tuple[Key, str]]] = defaultdict(list)
        topics = known.ontology.topics.values()
        names = [(t.label, t.id) for t in topics] + [(alias, t.id) for t in topics for alias in t.aliases]
        for name, id_ in names:  # a label before any alias
            self._add(key(bare(name, known.words), known.words), id_)

    def _add(self, key_: Key, id_: str) -> None:
        if key_ and key_ not in self._exact:
            self._exact[key_] = id_
            self._initials[_initials(key_)].append((key_, id_))

    def exact(self, phrase: str) -> str | None:
        """The concept that a phrase is: as it stands, without weak adjectives, without whose it is or for whom."""
        return next((self._exact[k] for k in self._keys(phrase) if k in self._exact), None)

    def near(self, phrase: str) -> str | None:
        """The concept that a phrase is but for the spelling."""
        return next((found for k in self._keys(phrase) if (found := self._near(k))), None)

    def _keys(self, phrase: str) -> Iterator[Key]:
        words = self._known.words
        for form in self._forms(bare(phrase, words)):
            plain = key(form, words)
            yield plain
            yield strong(plain, words)

    def _forms(self, phrase: str) -> Iterator[str]:
        """The phrase; without a verb that brings it about; without whose it is; without the state or body it is for."""
        yield phrase
        plain = self._brought(phrase)
        yield plain
        unowned = self._unowned(plain)
        yield unowned
        found = _RECEIVER.fullmatch(unowned)
        if found and self._is_receiver(found["actor"], found["by"]):
            yield found["topic"]

    def _brought(self, phrase: str) -> str:
        """Without the verb that brings it about: "continuing our security assistance" is security assistance."""
        verb, _, thing = phrase.partition(" ")
        words = self._known.words
        if not thing or words.carriers.isdisjoint(_verbs(verb.casefold())):
            return phrase
        return self._brought(bare(thing.removeprefix("of "), words))

    def _unowned(self, phrase: str) -> str:
        """Without the actors that own something in it: "timetable for Ukraine's accession" is for accession."""
        parts = possessed(phrase)
        if not parts:
            return phrase
        owner = parts[0].split()
        start = next((n for n in range(len(owner)) if self._owner(" ".join(owner[n:]))), len(owner))
        if start == len(owner):
            return phrase
        return self._unowned(" ".join([*owner[:start], parts[1]]))

    def _owner(self, name: str) -> bool:
        named = self._known.reference.named(bare(name, self._known.words))
        return any(e.type in _OWNERS for e in named)

    def _is_receiver(self, name: str, preposition: str) -> bool:
        classes = ("State", "Place", "Organization") if preposition in _JOINED else ("State", "Place")
        return any(e.type in classes for e in self._known.reference.named(bare(name, self._known.words)))

    def _near(self, key_: Key) -> str | None:
        found = {id_ for known, id_ in self._initials.get(_initials(key_), ()) if all_near(key_, known)}
        return next(iter(found)) if len(found) == 1 else None


def _verbs(word: str) -> set[str]:
    """The verbs that a word can be a form of, itself and by its -ing: continuing is of continue."""
    stem = word.removesuffix("ing")
    return {word, stem, f"{stem}e", stem[:-1]} if stem != word else {word}


def _initials(key_: Key) -> str:
    return " ".join(word[0] for word in key_)
