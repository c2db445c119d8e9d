"""The graph as one self-contained page: opens with the network cable out, every edge with its words."""

from __future__ import annotations

from kg.view.choice import Choice, choose
from kg.view.page import Drawn, write_page

__all__ = ["Choice", "Drawn", "choose", "write_page"]
