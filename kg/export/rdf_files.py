"""RDF syntaxes. pyoxigraph writes statements as they come, so memory does not grow with the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.export.rdf import statements
from kg.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad, Triple

    from kg.export.iris import Names
    from kg.export.source import Source


def turtle(source: Source, path: Path, names: Names) -> None:
    """Write all statements in one graph."""
    _write(source, path, names, RdfFormat.TURTLE)


def trig(source: Source, path: Path, names: Names) -> None:
    """Write all statements, those of an article in a graph of its name."""
    _write(source, path, names, RdfFormat.TRIG)


def nquads(source: Source, path: Path, names: Names) -> None:
    """Write all statements, one a line with its graph."""
    _write(source, path, names, RdfFormat.N_QUADS)


def _write(source: Source, path: Path, names: Names, form: RdfFormat) -> None:
    quads = statements(source, names)
    items: Iterable[Quad] | Iterable[Triple] = quads if form.supports_datasets else (quad.triple for quad in quads)
    with whole_file(path) as out:
        pyoxigraph.serialize(items, out, form, prefixes=names.prefixes)
