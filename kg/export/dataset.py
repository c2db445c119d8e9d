"""The graph as an rdflib Dataset, for SPARQL, SHACL and whatever else speaks rdflib. All in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.iris import Names
from kg.export.rdf import statements

if TYPE_CHECKING:
    import rdflib

    from kg.export.source import Source


def dataset(source: Source, names: Names | None = None) -> rdflib.Dataset:
    """All statements of a store, those of an article in a graph of its name; the default graph holds the rest."""
    import rdflib  # noqa: PLC0415 - a second of loading, only where it is used

    names = names or Names()
    data = rdflib.Dataset()
    for prefix, iri in names.prefixes.items():
        data.bind(prefix, iri)
    lines = (f"{quad} .\n" for quad in statements(source, names))
    data.parse(data="".join(lines), format="nquads")
    return data
