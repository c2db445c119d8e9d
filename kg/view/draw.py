"""A picture as what vis-network draws: nodes, edges and options, put together by pyvis."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.ontology import ontology
from kg.view.picture import TO

if TYPE_CHECKING:
    from kg.model import Json
    from kg.view.picture import EdgeKey, Picture

PALETTE = (
    "#2563eb", "#c2410c", "#15803d", "#7c3aed", "#b91c1c", "#0e7490", "#a16207", "#be185d",
    "#4d7c0f", "#1e3a8a", "#9a3412", "#115e59", "#6b21a8", "#374151", "#831843", "#3f6212",
)  # fmt: skip
SHAPES = ("dot", "triangle", "square", "diamond", "hexagon", "star", "triangleDown")
DENIED, POSSIBLE, STATED, ADDRESSED = "#b91c1c", "#9ca3af", "#374151", "#d1d5db"
OPTIONS = {
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"springLength": 130, "avoidOverlap": 0.4},
        "stabilization": {"iterations": 250},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "smooth": {"enabled": True, "type": "dynamic"},
        "width": 1.5,
        "selectionWidth": 3,
    },
    "nodes": {"borderWidth": 1},
}
LABEL = 32  # characters of a name beside its node; the panel has all of it


def network(picture: Picture) -> Json:
    """`{"nodes": [...], "edges": [...], "options": {...}}` as vis-network takes it; edge ids are `EdgeKey.id`."""
    from pyvis.network import Network  # noqa: PLC0415 - brings IPython: half a second

    degree = Counter(end for key in picture.edges for end in (key.source, key.target))
    net = Network(directed=True)
    for i, ref in picture.entities.items():
        shape, color = appearance(ref.type)
        net.add_node(i, label=_short(ref.name), shape=shape, color=color, size=9 + 3 * min(degree[i], 16) ** 0.5)
    for key, claims in picture.edges.items():
        net.add_edge(key.source, key.target, id=key.id, label=label(key, len(claims)), **_line(key))
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": OPTIONS}


def appearance(kind: str) -> tuple[str, str]:
    """Shape and colour of a class: one shape for all below a root class, one colour a class."""
    classes = list(ontology().classes)
    roots = [name for name, each in ontology().classes.items() if not each.parent]
    if kind not in classes:
        return SHAPES[0], PALETTE[-1]
    root = ontology().lineage(kind)[-1]
    return SHAPES[roots.index(root) % len(SHAPES)], PALETTE[classes.index(kind) % len(PALETTE)]


def label(key: EdgeKey, count: int = 1) -> str:
    """What an edge reads: "refuses", "does not support", "may join (3)"."""
    relation = ontology().relations.get(key.relation)
    words = TO if key.relation == TO else relation.label if relation else key.relation.lower()
    marks = [
        mark for mark, on in (("denied", key.polarity == "denied"), (key.modality, key.modality != "actual")) if on
    ]
    marked = f"{words} [{', '.join(marks)}]" if marks and key.relation != TO else words
    return f"{marked} ({count})" if count > 1 and key.relation != TO else marked


def _line(key: EdgeKey) -> Json:
    """Colour says denied or not, dashes say that it is not (yet) so."""
    if key.relation == TO:
        return {"color": ADDRESSED, "dashes": [2, 4]}
    color = DENIED if key.polarity == "denied" else POSSIBLE if key.modality == "possible" else STATED
    return {"color": color, "dashes": key.modality != "actual"}


def _short(name: str) -> str:
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"
