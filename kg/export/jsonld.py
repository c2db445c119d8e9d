"""JSON-LD in compact form: short names from a context, a node a line, an article's claims in a graph of its name."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from kg.export.iris import RDF, XSD
from kg.export.rdf import statements
from kg.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from kg.export.iris import Names
    from kg.export.source import Source
    from kg.model import Json

    Shorten = Callable[[str], str]

_NATIVE: dict[str, Callable[[str], Any]] = {
    XSD.integer.value: int,
    XSD.boolean.value: lambda text: text == "true",
    XSD.string.value: str,
}


def write(source: Source, path: Path, names: Names) -> None:
    """Write all statements as they come; memory does not grow with them."""
    with whole_file(path) as out:
        for line in _document(statements(source, names), names.prefixes):
            out.write(line.encode("utf-8"))


def _document(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(prefixes, indent=1)},\n"@graph": ['
    comma = "\n"
    for item in _items(quads, _shortener(prefixes)):
        yield comma + item
        comma = ",\n"
    yield "\n]}\n"


def _items(quads: Iterable[Quad], short: Shorten) -> Iterator[str]:
    """Nodes of the default graph one by one, each named graph as a whole."""
    for graph, held in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = _nodes(held, short)
        if isinstance(graph, NamedNode):
            name, whole = json.dumps(short(graph.value)), ",\n ".join(nodes)
            yield f'{{"@id": {name}, "@graph": [\n {whole}]}}'
        else:
            yield from nodes


def _nodes(quads: Iterable[Quad], short: Shorten) -> Iterator[str]:
    for subject, held in groupby(quads, key=lambda quad: quad.subject):
        node: Json = {"@id": short(getattr(subject, "value", ""))}
        for quad in held:
            key, value = short(quad.predicate.value), _value(quad.object, short)
            if quad.predicate == RDF.type:
                key, value = "@type", value["@id"]
            node.setdefault(key, []).append(value)
        single = {key: values[0] if len(values) == 1 and key != "@id" else values for key, values in node.items()}
        yield json.dumps(single, ensure_ascii=False)


def _value(term: object, short: Shorten) -> Any:
    if not isinstance(term, Literal):
        return {"@id": short(getattr(term, "value", ""))}
    if native := _NATIVE.get(term.datatype.value):
        return native(term.value)
    return {"@value": term.value, "@type": short(term.datatype.value)}


def _shortener(prefixes: Mapping[str, str]) -> Shorten:
    """Shortens an IRI by the longest prefix that fits."""
    longest = sorted(((base, prefix) for prefix, base in prefixes.items()), key=lambda pair: -len(pair[0]))

    @lru_cache(maxsize=10_000)
    def short(iri: str) -> str:
        return next((f"{prefix}:{iri[len(base) :]}" for base, prefix in longest if iri.startswith(base)), iri)

    return short
