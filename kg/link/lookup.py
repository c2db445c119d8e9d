"""The ways by which a mention finds a known entity, in order; the first that answers counts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.link.offices import Offices
from kg.link.phrase import bare
from kg.link.summits import Summits
from kg.link.texts import Texts
from kg.link.topics import Topics
from kg.model import Entity

if TYPE_CHECKING:
    from kg.link.known import Known
    from kg.model import Article

_MATTERS = ("Topic", "Programme", "Declaration", "Event")


class Lookup:
    """Finds entities in the ontology's topics and the reference data."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._offices = Offices(known)
        self._summits = Summits(known, self._offices)

    @cached_property
    def _topics(self) -> Topics:
        return Topics(self.known)

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self.known)

    def by_id(self, id_: str) -> Entity | None:
        """The reference entity or topic of an id."""
        return self.known.reference.entities.get(id_) or self._concept(id_)

    def entity(self, label: str, guessed: str, article: Article) -> Entity | None:
        """The known entity that a name or phrase means."""
        phrase = bare(label, self.known.words)
        return (
            self._summit(phrase, guessed, article)
            or (self._offices.government(phrase) if self.known.is_a(guessed, "Actor") else None)
            or self.known.named(phrase, guessed, article.published)
            or (self._offices.capital(phrase) if guessed == "Place" else None)
            or (self._actor(phrase, guessed, article.published) if self.known.is_a(guessed, "Actor", "Place") else None)
            or (self._matter(phrase, guessed, article.published) if self.known.is_a(guessed, *_MATTERS) else None)
            or self.known.variant(phrase, guessed)
            or self._described(label, guessed, article)
        )

    def _described(self, label: str, guessed: str, article: Article) -> Entity | None:
        """What "member countries" usually are, if the article names it."""
        described = self.known.reference.description(label)
        entities = [self.known.reference.entities[id_] for id_ in described.entities] if described else []
        fit = (e for e in entities if self.known.fit(guessed, e.type) and self.known.was_there(e, article.published))
        return next((e for e in fit if any(name in article.text for name in (e.name, *e.aliases))), None)

    def government(self, phrase: str) -> Entity | None:
        """The state that "the Ukrainian government" is."""
        return self._offices.government(phrase)

    def held(self, person: str, role: str, at: str | None) -> bool:
        """Whether a person held an office that is called so at a date."""
        reference = self.known.reference
        roles = reference.terms.roles(role)
        return at is not None and any(office.role in roles for office in reference.offices(person, at))

    def acted_for(self, label: str, guessed: str) -> tuple[str, ...]:
        """Ids of whom a new actor speaks for."""
        return self._offices.acted_for(label) if self.known.is_a(guessed, "Actor") else ()

    def _summit(self, phrase: str, guessed: str, article: Article) -> Entity | None:
        if not self.known.is_a(guessed, *_MATTERS):
            return None
        return self._summits.meant(phrase, article, implied=guessed == "Summit")

    def _actor(self, phrase: str, guessed: str, at: str | None) -> Entity | None:
        """A state by demonym or cabinet, then a person by office or title."""
        state = self._demonym(phrase, guessed) or self._offices.cabinet(phrase, at)
        if state or not self.known.is_a("Person", guessed):
            return state
        return self._offices.holder(phrase, at) or self._offices.titled(phrase, at)

    def _demonym(self, phrase: str, guessed: str) -> Entity | None:
        """The state of "Ukrainian" and "the Ukrainians"; not of "a Ukrainian", who is a person."""
        return None if guessed == "Person" else self.known.reference.demonym(phrase)

    def _matter(self, phrase: str, guessed: str, at: str | None) -> Entity | None:
        """A concept for what is guessed to be a topic, else a text or programme first."""
        concept = self._concept(self._topics.exact(phrase)) if guessed == "Topic" else None
        found = concept or self._texts.meant(phrase, guessed, at) or self._concept(self._topics.exact(phrase))
        return found or self._concept(self._topics.near(phrase))

    def _concept(self, id_: str | None) -> Entity | None:
        if id_ is None or (topic := self.known.ontology.topics.get(id_)) is None:
            return None
        return Entity(topic.id, topic.label, "Topic", topic.aliases, description=topic.definition or None)
