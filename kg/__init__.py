"""The graph of what was promised: claims about summits, each with the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import Graph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(location: str | None = None, *, model: str | None = None, min_confidence: float = 0.0) -> Graph:  # noqa: A001 - kg.open() reads like the built-in it stands for
    """Open the graph at `location` (a path or URI; default `KG_STORE`, else ./summits.kg), made where it is missing.

    `model` is the spaCy pipeline that reads articles; claims of less than `min_confidence` are not stored.
    """
    from kg.build import Graph  # noqa: PLC0415 - importing kg stays instant

    return Graph.open(location, model=model, min_confidence=min_confidence)
