"""The graph of what was promised: claims about summits, each with the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import Graph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(location: str | None = None) -> Graph:  # noqa: A001 - kg.open() reads like the built-in it stands for
    """Open the graph at `location` (a path or URI; default `KG_STORE`, else ./summits.kg), made where it is missing."""
    from kg.build import Graph  # noqa: PLC0415 - importing kg stays instant

    return Graph.open(location)
