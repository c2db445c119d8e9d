"""The formats by name: how each is written, and by which ending of a file's name it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.export import csv_tables, graphml, jsonl, jsonld, neo4j_admin, rdf_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.export.iris import Names
    from kg.export.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """`write(source, path, names)` writes a whole file or, where `folder`, a folder of files.

    A format without a `suffix` is always a folder, and told by its name alone.
    """

    name: str
    suffix: str
    says: str
    write: Callable[[Source, Path, Names], None]
    folder: bool = False


_ALL = (
    Format("turtle", ".ttl", "RDF as Turtle", rdf_files.turtle),
    Format("trig", ".trig", "RDF as TriG, a named graph an article", rdf_files.trig),
    Format("nquads", ".nq", "RDF as N-Quads, a named graph an article", rdf_files.nquads),
    Format("jsonld", ".jsonld", "RDF as JSON-LD, a named graph an article", jsonld.write),
    Format("graphml", ".graphml", "entities and direct edges, for Gephi, igraph, NetworkX", graphml.write),
    Format(
        "csv",
        ".csv",
        "one table of claims; into a folder: nodes.csv, edges.csv, claims.csv",
        csv_tables.write,
        folder=True,
    ),
    Format("jsonl", ".jsonl", "one claim a line, as `kg extract` prints them", jsonl.write),
    Format(
        "neo4j-admin",
        "",
        "a folder that `neo4j-admin database import full` makes a Neo4j database of, with a script",
        neo4j_admin.write,
        folder=True,
    ),
)
FORMATS = {form.name: form for form in _ALL}
