"""Entities, how claims and articles name them, and what people decided on them and on claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from typing import Literal as Choice

if TYPE_CHECKING:
    from kg.model.values import Json


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity as a claim names it; `mention` is the passage's own word."""

    id: str
    name: str
    type: str
    mention: str | None = None

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"id": self.id, "name": self.name, "type": self.type, "mention": self.mention}


@dataclass(frozen=True, slots=True)
class Entity:
    """Something claims are about. `type` is its most special class; `acts_for` whom it may stand for in a query."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    description: str | None = None
    source: str | None = None  # where the reference data has it from; None for what only articles name
    acts_for: tuple[str, ...] = ()

    def ref(self, mention: str | None = None) -> Ref:
        """As a claim or an article names it."""
        return Ref(self.id, self.name, self.type, mention)


DecisionKind = Choice["accept", "reject", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on what was extracted, stored apart from it and reversible.

    accept, reject: `claim` with its anchor (article, quote, words before and after, reading).
    merge: `entity` is `into` from now on. split: `entity`, merged before, stands alone again; with `article`,
    the mentions of `entity` in that article are `into` instead (a new one is called what `anchor` has as its `name`).
    Decisions apply in the order of `at`, then `id`, whatever order they arrive in; the last word on a matter counts.
    """

    id: str
    kind: DecisionKind
    at: str  # ISO date and time in UTC
    by: str
    claim: str | None = None
    article: str | None = None
    entity: str | None = None
    into: str | None = None
    anchor: Json = field(default_factory=dict)
    note: str | None = None
