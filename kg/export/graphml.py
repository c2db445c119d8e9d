"""GraphML: entities and the direct edges between them, each edge with its claim. In memory, as NetworkX needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.export.csv_tables import edges, nodes
from kg.export.literals import xml_safe
from kg.export.source import by_article
from kg.files import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from kg.export.iris import Names
    from kg.export.source import Source

_OF_A_CLAIM = ("quote", "confidence", "voice", "polarity", "extractor", "rule", "role", "qualifier")


def write(source: Source, path: Path, _: Names) -> None:
    """Write the network as GraphML; only text and numbers are attributes, so that every reader takes them."""
    import networkx as nx  # noqa: PLC0415 - slow to load, only where it is used

    network = graph(source)
    with whole_file(path) as out:
        nx.write_graphml_xml(network, out, encoding="utf-8", named_key_ids=True)


def graph(source: Source) -> nx.MultiDiGraph[str]:
    """Entities as nodes; direct edges keyed by their claim's id. What is denied, possible or rejected is no edge."""
    import networkx as nx  # noqa: PLC0415

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in nodes(source):
        network.add_node(xml_safe(row.pop("id")), **_attributes(row))
    told = {claim.id: claim for _, held in by_article(source) for claim, _ in held}
    for row in edges(source):
        start, end = (xml_safe(row.pop(name)) for name in ("source", "target"))
        claim = told[row["claim"]]
        row |= {name: getattr(claim, name) for name in _OF_A_CLAIM}
        network.add_edge(start, end, key=xml_safe(claim.id), **_attributes(row))
    return network


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    """GraphML knows no null: what has no value is left out."""
    known = {name: value for name, value in row.items() if value not in (None, "")}
    return {name: xml_safe(value) if isinstance(value, str) else value for name, value in known.items()}
