"""Claims out of exported RDF, as they went in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.errors import SourceError
from kg.export.iris import OA, PROV, RDF, RDFS, Names, unescaped
from kg.model import Claim, Json
from kg.ontology import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Facts = dict[str, dict[str, list[NamedNode | Literal]]]

_TEXTS = ("polarity", "modality", "voice", "extractor", "rule", "qualifier", "role")


def claims(path: Path, *, namespace: str = NAMESPACE) -> Iterator[tuple[Claim, str]]:
    """The claims of an exported RDF file with their status, by article and position. SourceError where it is no RDF."""
    names = Names(namespace)
    facts: Facts = defaultdict(lambda: defaultdict(list))
    try:
        for quad in pyoxigraph.parse(path=str(path)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                facts[quad.subject.value][quad.predicate.value].append(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        raise SourceError(path, f"is no RDF file that can be read: {error}") from error
    reader = _Reader(facts, names)
    found = [reader.claim(iri) for iri in list(facts) if reader.is_claim(iri)]
    yield from sorted(found, key=lambda held: (held[0].article, held[0].start, held[0].end, held[0].id))


class _Reader:
    """Looks up what is said of one thing."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self._facts = facts
        self._names = names

    def is_claim(self, iri: str) -> bool:
        return self._names.term("Claim") in self._facts[iri].get(RDF.type.value, ())

    def claim(self, iri: str) -> tuple[Claim, str]:
        term = self._names.term
        texts = ((name, self._text(iri, term(name))) for name in _TEXTS)
        line: Json = {name: text for name, text in texts if text is not None}
        line |= {
            "id": self._names.id_of("claim", iri),
            "article": self._names.id_of("article", self._text(iri, PROV.wasQuotedFrom) or ""),
            "predicate": unescaped((self._text(iri, RDF.predicate) or "").removeprefix(self._names.namespace)),
            "confidence": float(self._text(iri, term("confidence")) or 0),
            "said_on": self._text(iri, term("saidOn")),
            "time": {part: self._text(iri, term(f"time{part.title()}")) for part in ("text", "start", "end")},
            "quote": self._text(f"{iri}/quote", OA.exact),
            "start": int(self._text(f"{iri}/position", OA.start) or 0),
            "end": int(self._text(f"{iri}/position", OA.end) or 0),
            "object": self._ref(iri, "object") or self._quantity(iri, RDF.object, term("objectUnit")),
            "amount": self._quantity(iri, term("amount"), term("amountUnit")),
            "trigger": _spans(self._text(iri, term("trigger"))),
            "via": list(self._via(iri)),
        }
        line |= {role: self._ref(iri, role) for role in ("subject", "addressee", "stated_by")}
        return Claim.from_json(line), self._text(iri, term("status")) or "open"

    def _text(self, iri: str, predicate: NamedNode) -> str | None:
        values = self._facts[iri].get(predicate.value) if iri in self._facts else None
        return values[0].value if values else None

    def _ref(self, iri: str, role: str) -> Json | None:
        node, term = f"{iri}/{role}", self._names.term
        if node not in self._facts:
            return None
        return {
            "id": self._names.id_of("entity", self._text(node, term("entity")) or ""),
            "name": self._text(node, RDFS.label),
            "type": self._text(node, term("entityClass")),
            "mention": self._text(node, term("mention")),
        }

    def _quantity(self, iri: str, value: NamedNode, unit: NamedNode) -> dict[str, Any] | None:
        amount = self._text(iri, value)
        return None if amount is None else {"value": amount, "unit": self._text(iri, unit)}

    def _via(self, iri: str) -> Iterator[Json]:
        n = 0
        while ref := self._ref(iri, f"via{n}"):
            yield ref
            n += 1


def _spans(text: str | None) -> list[tuple[int, int]]:
    pairs = (span.split("-") for span in (text or "").split())
    return [(int(start), int(end)) for start, end in pairs]
