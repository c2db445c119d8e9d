"""`kg export`: the graph as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import session

EXAMPLES = """Examples:

kg export -o graph.trig

kg export -o tables --format csv

kg export -o - --format jsonl --graph-of examples/bucharest-2008.md --min-confidence 0.7

kg export -o bulk --format neo4j-admin"""


def register(app: typer.Typer) -> None:
    """Add `kg export`."""
    app.command("export", epilog=EXAMPLES)(export)


def export(
    out: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write; - is stdout.", show_default="graph.trig"
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="turtle, trig, nquads, jsonld, graphml, csv, jsonl or neo4j-admin; else by the file's name.",
        ),
    ] = None,
    graph_of: Annotated[
        list[str] | None,
        typer.Option(
            "--graph-of", metavar="ARTICLE", help="Only what this article says (id or location); may be repeated."
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, metavar="0..1", help="Only claims of that confidence.")
    ] = 0,
    namespace: Annotated[
        str | None, typer.Option("--namespace", metavar="IRI", help="What the IRIs of RDF formats begin with.")
    ] = None,
) -> None:
    """Write the graph as Turtle, TriG, N-Quads, JSON-LD, GraphML, CSV or JSON lines, whole or not at all.

    The format is told by the file's name (.ttl, .trig, .nq, .jsonld, .graphml, .csv, .jsonl) or by --format.
    CSV into a folder makes nodes.csv, edges.csv and claims.csv. The format neo4j-admin makes a new folder of all that a
    Neo4j server's own import tool needs, for graphs that would take too long to load.
    """
    from kg.export import Part, named, write
    from kg.ontology import NAMESPACE

    path = Path(out or f"graph{named(form or 'trig').suffix}")
    with session.graph() as graph:
        part = graph_of or min_confidence
        source = Part(graph.store, graph_of, min_confidence=min_confidence) if part else graph.store
        write(source, path, form, namespace=namespace or NAMESPACE)
    if out != "-":
        session.say(f"Wrote {path}.")
