"""Entries of Turtle files as classes, relations and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ontology.terms import ENTITIES, KINDS, NAMESPACE, Class, Relation, Topic

if TYPE_CHECKING:
    from kg.ontology.turtle import Entry

OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

CLASS, RELATION, TOPIC = OWL + "Class", OWL + "ObjectProperty", SKOS + "Concept"
LABEL, DEFINITION, EXAMPLE = RDFS + "label", SKOS + "definition", SKOS + "example"
SUBCLASS, SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"
PREFERRED, ALTERNATIVE, BROADER = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "broader"

KIND, INVERSE, FORCE, PLOVER = (NAMESPACE + name for name in ("kind", "inverseReading", "force", "plover"))
SUBJECTS, OBJECTS, ADDRESSEES = (NAMESPACE + f"{role}Class" for role in ("subject", "object", "addressee"))
ADDRESSEE_USE, OPPOSITE, NEGATION = (NAMESPACE + name for name in ("addresseeUse", "opposite", "negation"))
OWN = frozenset(
    {KIND, INVERSE, FORCE, PLOVER, SUBJECTS, OBJECTS, ADDRESSEES, ADDRESSEE_USE, OPPOSITE, NEGATION},
)


def as_class(entry: Entry) -> Class:
    """A class that was found to be sound."""
    return Class(
        name=entry.iri.removeprefix(NAMESPACE),
        **_words(entry),
        parent=_first(entry.names(SUBCLASS, NAMESPACE)),
        near=entry.foreign(SUBCLASS, NAMESPACE),
    )


def as_relation(entry: Entry) -> Relation:
    """A relation that was found to be sound."""
    force = entry.text(FORCE)
    return Relation(
        name=entry.iri.removeprefix(NAMESPACE),
        **_words(entry),
        inverse=entry.text(INVERSE) or "",
        kind=next(kind for kind in KINDS if kind == entry.text(KIND)),
        subjects=entry.names(SUBJECTS, NAMESPACE),
        objects=entry.names(OBJECTS, NAMESPACE),
        addressees=entry.names(ADDRESSEES, NAMESPACE),
        addressee_use=entry.text(ADDRESSEE_USE),
        parent=_first(entry.names(SUBPROPERTY, NAMESPACE)),
        opposite=_first(entry.names(OPPOSITE, NAMESPACE)),
        negation=_first(entry.names(NEGATION, NAMESPACE)),
        force=int(force) if force else None,
        plover=entry.text(PLOVER),
        near=entry.foreign(SUBPROPERTY, NAMESPACE),
    )


def as_topic(entry: Entry) -> Topic:
    """A topic that was found to be sound."""
    label = entry.text(PREFERRED) or ""
    return Topic(
        id=entry.iri.removeprefix(ENTITIES),
        label=label,
        aliases=tuple(name for name in entry.texts(PREFERRED) + entry.texts(ALTERNATIVE) if name != label),
        broader=entry.names(BROADER, ENTITIES),
        definition=entry.text(DEFINITION) or "",
    )


def _words(entry: Entry) -> dict[str, str]:
    named = {"label": LABEL, "definition": DEFINITION, "example": EXAMPLE}
    return {name: entry.text(predicate) or "" for name, predicate in named.items()}


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None
