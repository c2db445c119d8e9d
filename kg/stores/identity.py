"""Which entity a mention is, after all decisions to merge and split."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Decision


@dataclass(frozen=True, slots=True)
class Identity:
    """Merges (`A` is `B`, everywhere) and moves (in one article `A` is `B`), in force after the last word.

    Merges never make a circle: who says that A is B, when B was A before, takes the earlier one back. In one article
    a move goes before a merge of the same entity, whichever came first: what was moved away is not A any more.
    """

    merged: dict[str, str] = field(default_factory=dict)
    moved: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)  # article -> entity -> into, its rank
    names: dict[str, str] = field(default_factory=dict)  # what a decision calls the entity that it makes

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Self:
        """Apply decisions in the order of time, whatever order they come in."""
        identity = cls()
        for rank, decision in enumerate(sorted(decisions, key=lambda d: (d.at, d.id))):
            identity._apply(decision, rank)
        return identity

    def resolve(self, linked: str, article: str) -> str:
        """The entity that a mention, linked to `linked` in `article`, is."""
        moves = self.moved.get(article, {})
        path = [linked]
        while (next_ := self._next(path[-1], moves)) is not None:
            if next_ in path:
                return self._last_word(path[path.index(next_) :], moves)
            path.append(next_)
        return path[-1]

    def root(self, entity: str) -> str:
        """The entity that `entity` is where nothing was moved."""
        while entity in self.merged:
            entity = self.merged[entity]
        return entity

    def below(self, entity: str) -> set[str]:
        """The entity with all that were merged into it, directly or not."""
        found = {entity}
        while more := {a for a, b in self.merged.items() if b in found} - found:
            found |= more
        return found

    def starts(self) -> set[str]:
        """All entities that a merge or a move starts from."""
        return set(self.merged).union(*self.moved.values())

    def known_otherwise(self, before: Identity) -> set[str]:
        """The entities that are called otherwise, or have others merged into them, than before."""
        renamed = {id_ for id_, _ in self.names.items() ^ before.names.items()}
        ends = {end for start, _ in self.merged.items() ^ before.merged.items() for end in self._ends(before, start)}
        return renamed | ends

    def _ends(self, before: Identity, start: str) -> Iterator[str]:
        """All that lies on the way from an entity, now and before."""
        for arrows in (self.merged, before.merged):
            end: str | None = start
            while end is not None:
                yield end
                end = arrows.get(end)

    def _apply(self, decision: Decision, rank: int) -> None:
        entity, into = decision.entity or "", decision.into or ""
        if name := decision.anchor.get("name"):
            self.names[into] = name
        if decision.kind == "merge":
            self._point(self.merged, entity, into)
        elif decision.kind == "split" and decision.article is None:
            self.merged.pop(entity, None)
        elif decision.kind == "split":
            self._move(self.moved.setdefault(decision.article or "", {}), entity, into, rank)

    @staticmethod
    def _point(arrows: dict[str, str], entity: str, into: str) -> None:
        arrows.pop(entity, None)
        if entity == into:
            return
        end = into
        while end in arrows and arrows[end] != entity:
            end = arrows[end]
        if end in arrows:  # the way from `into` leads back to `entity`: the last word counts
            del arrows[into]
        arrows[entity] = into

    @staticmethod
    def _move(moves: dict[str, tuple[str, int]], entity: str, into: str, rank: int) -> None:
        moves.pop(entity, None)
        if entity == into:
            return
        end = into
        while end in moves and moves[end][0] != entity:
            end = moves[end][0]
        if end in moves:
            del moves[into]
        moves[entity] = (into, rank)

    def _next(self, entity: str, moves: dict[str, tuple[str, int]]) -> str | None:
        return moves[entity][0] if entity in moves else self.merged.get(entity)

    @staticmethod
    def _last_word(circle: list[str], moves: dict[str, tuple[str, int]]) -> str:
        """Where moves and merges go round in a circle, the target of the latest move in it."""
        return max((moves[entity] for entity in circle if entity in moves), key=lambda move: move[1])[0]
