"""What can be wrong in an ontology, each fault with its file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.errors import nearest
from kg.ontology import reading as r
from kg.ontology.terms import ENTITIES, KINDS, NAMESPACE
from kg.ontology.turtle import local_name
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.errors import ContentError
    from kg.ontology.turtle import Entry, Source

    Entries = Mapping[str, Entry]

# names of the graph's own nodes and edges: a term of that name, whatever its case, could not be told from them
_EDGES = {"SUBJECT", "OBJECT", "ADDRESSEE", "STATED_BY", "VIA", "IN", "HAS", "TEXT_OF", "DIRECT"}
TAKEN = {name.casefold() for name in {"Entity", "Claim", "Paragraph", "Decision", "Meta"} | _EDGES}
FORCES = {str(n) for n in range(1, 7)}
_SHAPES = {
    r.CLASS: ("class", NAMESPACE, re.compile(r"[A-Z][A-Za-z]*"), "begins with a capital and has only letters: Summit"),
    r.RELATION: ("relation", NAMESPACE, re.compile(r"[A-Z]+(_[A-Z]+)*"), "is in capitals: AGREES_ON"),
    r.TOPIC: ("topic", ENTITIES, re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "is in small letters: debt-relief"),
}
_NEEDED = {
    r.CLASS: {"rdfs:label": r.LABEL, "skos:definition": r.DEFINITION, "skos:example": r.EXAMPLE},
    r.RELATION: {
        "rdfs:label": r.LABEL,
        "skos:definition": r.DEFINITION,
        "skos:example": r.EXAMPLE,
        "kg:inverseReading": r.INVERSE,
        "kg:kind": r.KIND,
    },
    r.TOPIC: {"skos:prefLabel": r.PREFERRED, "skos:definition": r.DEFINITION},
}
_SINGLE = {"parent class": r.SUBCLASS, "parent relation": r.SUBPROPERTY, "opposite": r.OPPOSITE, "negation": r.NEGATION}
_REFERENCES = (
    (r.CLASS, NAMESPACE, (r.SUBCLASS, r.SUBJECTS, r.OBJECTS, r.ADDRESSEES)),
    (r.RELATION, NAMESPACE, (r.SUBPROPERTY, r.OPPOSITE, r.NEGATION)),
    (r.TOPIC, ENTITIES, (r.BROADER,)),
)


def faults(entries: Entries, sources: Sequence[Source]) -> list[ContentError]:
    """All that is wrong, by file and line."""
    checks: tuple[Callable[[Entry, Entries], Iterator[ContentError]], ...] = (
        _kind, _name, _words, _properties, _targets, _values, _mutual, _cycle,
    )  # fmt: skip
    found = [fault for entry in entries.values() for check in checks for fault in check(entry, entries)]
    found += _twice(entries, sources)
    found += _shared_names(entries)
    found += _alike(entries)
    return sorted(found, key=lambda fault: (fault.path, fault.line or 0, str(fault)))


def typed(entries: Entries, kind: str) -> list[Entry]:
    """The entries of a type (`CLASS`, `RELATION`, `TOPIC`), by IRI."""
    return sorted((e for e in entries.values() if kind in e.types), key=lambda e: e.iri)


def _kind(entry: Entry, _: Entries) -> Iterator[ContentError]:
    if not entry.types:
        yield entry.error(f"{local_name(entry.iri)} has no type: is it a misspelt name of another entry?")
    elif len(entry.types & _SHAPES.keys()) > 1:
        yield entry.error(f"{local_name(entry.iri)} is a class, a relation or a topic, not two of them.")
    elif entry.iri.startswith(NAMESPACE) and not entry.types & {*_SHAPES, r.OWL + "Ontology", r.SKOS + "ConceptScheme"}:
        kinds = ", ".join(sorted(local_name(t) for t in entry.types))
        name = local_name(entry.iri)
        yield entry.error(f"{name} is of no known type ({kinds}): owl:Class, owl:ObjectProperty or skos:Concept.")


def _name(entry: Entry, _: Entries) -> Iterator[ContentError]:
    for kind in sorted(entry.types & _SHAPES.keys()):
        word, namespace, shape, form = _SHAPES[kind]
        name = entry.iri.removeprefix(namespace)
        if not entry.iri.startswith(namespace):
            yield entry.error(f"The {word} {entry.iri} must lie in <{namespace}>.")
        elif not shape.fullmatch(name):
            yield entry.error(f"{name!r} is no name for a {word}, which {form}.")
        elif name.casefold() in TAKEN and kind != r.TOPIC:
            yield entry.error(f"{name!r} is a name that the graph itself uses: choose another.")


def _words(entry: Entry, _: Entries) -> Iterator[ContentError]:
    for kind in sorted(entry.types & _NEEDED.keys()):
        for name, predicate in _NEEDED[kind].items():
            values = [v for v in entry.values.get(predicate, ()) if not v.iri]
            languages = [v.language for v in values]
            if not any(v.text.strip() for v in values):
                yield entry.error(f"{local_name(entry.iri)} has no {name}.")
            elif len(set(languages)) < len(languages):
                yield entry.error(f"{local_name(entry.iri)} has two {name} in one language.", f'"{values[-1].text}"')


def _properties(entry: Entry, _: Entries) -> Iterator[ContentError]:
    for predicate in entry.values:
        if predicate.startswith(NAMESPACE) and predicate not in r.OWN:
            name = predicate.removeprefix(NAMESPACE)
            hint = _hint(name, (own.removeprefix(NAMESPACE) for own in r.OWN))
            yield entry.error(f"kg:{name} is no property of the ontology.{hint}", f":{name}")


def _targets(entry: Entry, entries: Entries) -> Iterator[ContentError]:
    """Names of other entries that there are not."""
    for kind, namespace, predicates in _REFERENCES:
        for name in (n for p in predicates for n in entry.names(p, namespace)):
            target = entries.get(namespace + name)
            if not target or kind not in target.types:
                known = (e.iri.removeprefix(namespace) for e in typed(entries, kind))
                words = f"{local_name(entry.iri)} names the {_SHAPES[kind][0]} {name}, which is not defined."
                yield entry.error(words + _hint(name, known), f":{name}")
    for word, predicate in _SINGLE.items():
        if len(names := entry.names(predicate, NAMESPACE)) > 1:
            yield entry.error(f"{local_name(entry.iri)} has more than one {word}: {', '.join(names)}.", f":{names[1]}")


def _values(entry: Entry, _: Entries) -> Iterator[ContentError]:
    for kind in entry.texts(r.KIND):
        if kind not in KINDS:
            yield entry.error(f"{kind!r} is no kind of relation: write {', '.join(KINDS)}.", f'"{kind}"')
    for force in entry.texts(r.FORCE):
        if force not in FORCES:
            yield entry.error(f"kg:force is a whole number from 1 to 6, not {force!r}.", ":force")


def _mutual(entry: Entry, entries: Entries) -> Iterator[ContentError]:
    """Opposites and negations hold both ways."""
    here = entry.iri.removeprefix(NAMESPACE)
    for word, predicate in (("opposite", r.OPPOSITE), ("negation", r.NEGATION)):
        for name in entry.names(predicate, NAMESPACE):
            other = entries.get(NAMESPACE + name)
            if other and here not in other.names(predicate, NAMESPACE):
                yield entry.error(f"{name} is the {word} of {here}, but {here} not that of {name}.", f":{name}")


def _cycle(entry: Entry, entries: Entries) -> Iterator[ContentError]:
    for predicate, namespace in ((r.SUBCLASS, NAMESPACE), (r.SUBPROPERTY, NAMESPACE), (r.BROADER, ENTITIES)):
        below = entry.names(predicate, namespace)
        if below and entry.iri in _above(entry, entries, predicate, namespace):
            yield entry.error(f"{local_name(entry.iri)} lies above itself, by way of {below[0]}.", f":{below[0]}")


def _above(entry: Entry, entries: Entries, predicate: str, namespace: str) -> set[str]:
    found: set[str] = set()
    waiting = [namespace + name for name in entry.names(predicate, namespace)]
    while waiting:
        iri = waiting.pop()
        if iri not in found and (higher := entries.get(iri)):
            waiting += [namespace + name for name in higher.names(predicate, namespace)]
        found.add(iri)
    return found


def _twice(entries: Entries, sources: Sequence[Source]) -> Iterator[ContentError]:
    """Entries that two blocks claim to define; a block without a type only adds to one."""
    for entry in (e for kind in _SHAPES for e in typed(entries, kind)):
        places = [(s, n) for s in sources for n in s.definitions(entry.iri) if re.match(r"\S+\s+a\s", s.lines[n - 1])]
        if len(places) > 1:
            (first, line), (_, again) = places[0], places[1]
            reason = f"{local_name(entry.iri)} is defined twice: also at {first.path.name}:{line}."
            fault = entry.error(reason)
            yield type(fault)(places[1][0].path, again, reason)


def _alike(entries: Entries) -> Iterator[ContentError]:
    """Classes and relations that differ in nothing but case: stores take them for one."""
    seen: dict[str, Entry] = {}
    for entry in (*typed(entries, r.CLASS), *typed(entries, r.RELATION)):
        name = local_name(entry.iri)
        if entry.iri.startswith(NAMESPACE) and (other := seen.setdefault(name.casefold(), entry)) is not entry:
            yield entry.error(f"{name!r} differs from {local_name(other.iri)!r} only in case: choose another name.")


def _shared_names(entries: Entries) -> Iterator[ContentError]:
    """Names and aliases that two topics have: a phrase must lead to one of them."""
    owners: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry in typed(entries, r.TOPIC):
        for name in dict.fromkeys(entry.texts(r.PREFERRED) + entry.texts(r.ALTERNATIVE)):
            owners[fold(name)].append((entry, name))
    for folded, held in owners.items():
        (entry, name), *others = sorted(held, key=lambda h: h[1] not in h[0].texts(r.PREFERRED))
        if not folded:
            yield entry.error(f"{local_name(entry.iri)} has the name {name!r}, which has no letters.", f'"{name}"')
        for other, alias in (o for o in others if o[0].iri != entry.iri):
            yield other.error(
                f"{alias!r} is a name of {local_name(other.iri)} and of {local_name(entry.iri)}.", f'"{alias}"'
            )


def _hint(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known, 1)
    return f" Did you mean {near[0]}?" if near else ""
