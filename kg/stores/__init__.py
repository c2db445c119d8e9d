"""Where graphs live: one protocol, one Cypher, two homes."""

from __future__ import annotations

from kg.stores.protocol import Change, Rows, Said, Status, Store

__all__ = ["Change", "Rows", "Said", "Status", "Store"]
