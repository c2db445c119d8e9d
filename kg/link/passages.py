"""Linking within one article: each mention once, persons by their full names, one class a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.newcomers import newcomer, normalized
from kg.link.offices import untitled
from kg.link.phrase import bare
from kg.model import Mention, Ref
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.link.lookup import Lookup
    from kg.model import Article, Entity, Reading


class Passages:
    """Maps the mentions of one article to entities; remembers what it was asked."""

    def __init__(self, article: Article, lookup: Lookup, readings: Iterable[Reading] = ()) -> None:
        self.article = article
        self._lookup = lookup
        self._seen: dict[tuple[str, str, str, str | None], Entity] = {}
        self._new: dict[str, Entity] = {}
        self._persons: dict[str, set[str]] = {}
        self._by_id: dict[str, Entity] = {}
        mentions = [m for reading in readings for m in mentions_of(reading)]
        self._classes = self._most_special(mentions)
        for mention in mentions:
            self._learn(mention)

    def ref(self, mention: Mention) -> Ref:
        """The entity as a claim names it."""
        entity = self.entity(mention)
        return Ref(entity.id, entity.name, entity.type, mention.words)

    def entity(self, mention: Mention) -> Entity:
        """The entity that a mention stands for, a new one where none is known."""
        asked = (mention.label, mention.words, mention.type, mention.entity)
        if (found := self._seen.get(asked)) is None:
            found = self._seen[asked] = self._link(mention)
            self._by_id[found.id] = found
        return found

    def _link(self, mention: Mention) -> Entity:
        if certain := self._certain(mention):
            return certain
        person = self._by_full_name(mention) or self._by_role(mention)
        return (
            (person if mention.type == "Person" else None) or self._known(mention) or person or self._newcomer(mention)
        )

    def _certain(self, mention: Mention) -> Entity | None:
        """The entity that the extractor is sure of, if it was there by then; a government is its state."""
        found = self._lookup.by_id(mention.entity) if mention.entity else None
        if found and not self._lookup.known.was_there(found, self.article.published):
            return None
        if found and found.type == "Group" and (state := self._lookup.government(mention.words)):
            return state if state.id in found.acts_for else found
        return found

    def _untitled(self, mention: Mention) -> str:
        phrase = bare(mention.label, self._lookup.known.words)
        return untitled(phrase, self._lookup.known.words) or phrase

    def _known(self, mention: Mention) -> Entity | None:
        return self._lookup.entity(mention.label, mention.type, self.article)

    def _newcomer(self, mention: Mention) -> Entity:
        """A new entity under the text's words; a person without titles."""
        known = self._lookup.known
        cls, name = self._class(mention), mention.label
        if cls == "Person":
            name = self._untitled(mention)
        acts_for = self._lookup.acted_for(name, cls)
        made = newcomer(cls, name, known.words, acts_for=acts_for, taken=known.reference.entities)
        return self._new.setdefault(made.id, made)

    def _class(self, mention: Mention) -> str:
        return self._classes.get((normalized(mention.label, self._lookup.known.words), mention.type), mention.type)

    def _most_special(self, mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
        """Class by name and guessed class: of "the panel", guessed an Actor and an Organization, the latter."""
        words, ontology = self._lookup.known.words, self._lookup.known.ontology
        guesses: dict[str, set[str]] = {}
        for mention in mentions:
            guesses.setdefault(normalized(mention.label, words), set()).add(mention.type)
        special: dict[tuple[str, str], str] = {}
        for name, classes in guesses.items():
            for cls in classes:
                below = [c for c in classes if c != cls and ontology.is_a(c, cls)]
                special[name, cls] = below[0] if len(below) == 1 else cls
        return special

    def _learn(self, mention: Mention) -> None:
        """Note a person's full name, so that "Roe" is Jane Roe afterwards and before."""
        name = self._untitled(mention)
        if not self._is_person(mention) or " " not in name or not all(part[:1].isupper() for part in _ends(name)):
            return
        entity = self._certain(mention) or self._known(mention) or self._newcomer(mention)
        if entity.type == "Person":
            self._by_id[entity.id] = entity
            for short in {short for full in (name, entity.name) for short in _shortened(fold(full))}:
                self._persons.setdefault(short, set()).add(entity.id)

    def _by_full_name(self, mention: Mention) -> Entity | None:
        """The one person of the article whose full name ends in (or begins with) this one, titles aside."""
        if not self._is_person(mention):
            return None
        ids = self._persons.get(fold(self._untitled(mention)), set())
        return self._by_id[next(iter(ids))] if len(ids) == 1 else None

    def _by_role(self, mention: Mention) -> Entity | None:
        """The one person of the article who held the office that "the chancellor" names."""
        if mention.type != "Person" or mention.words[:4].casefold() != "the ":
            return None
        named = {id_ for ids in self._persons.values() for id_ in ids}
        found = [id_ for id_ in sorted(named) if self._lookup.held(id_, fold(mention.label), self.article.published)]
        return self._by_id[found[0]] if len(found) == 1 else None

    def _is_person(self, mention: Mention) -> bool:
        return self._lookup.known.is_a("Person", mention.type)


def _ends(name: str) -> tuple[str, str]:
    """Its first word and its last."""
    parts = name.split()
    return parts[0], parts[-1]


def _shortened(full: str) -> Iterator[str]:
    """What may stand for a full name: its first word, and its last words without the first, and so on."""
    parts = full.split()
    yield from (parts[0], *(" ".join(parts[n:]) for n in range(1, len(parts))))


def mentions_of(reading: Reading) -> Iterator[Mention]:
    """All mentions of a reading: subject, object, addressee, who says it."""
    named = (reading.subject, reading.object, reading.addressee, reading.stated_by, *reading.via)
    return (m for m in named if isinstance(m, Mention))
