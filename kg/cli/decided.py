"""Decisions as the command line names them: each with the claim that it is about now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.model import Claim, Decision
    from kg.stores import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision, whether it fits anything in the graph now, and the claim that it is about now, if one."""

    decision: Decision
    fits: bool
    claim: str | None


def taken(store: Store) -> Iterator[Taken]:
    """All decisions, oldest first."""
    from kg.stores.decisions import fitting

    @cache
    def claims(article: str) -> dict[str, Claim]:
        return {claim.id: claim for claim, _ in store.claims(article)}

    def text(article: str) -> Callable[[], str]:
        return lambda: found.text if (found := store.article(article)) else ""

    for decision, fits in store.decisions():
        article = decision.article or ""
        now = fitting(decision, claims(article), text(article)) if decision.claim and fits else None
        yield Taken(decision, fits, now or decision.claim)


def meant(begun: str, listed: Sequence[Taken]) -> list[str]:
    """The ids of the decisions that an id, or its beginning, means, and of those that were taken along with them."""
    claims = {claim: None for one in listed for claim in (one.claim, one.decision.claim) if claim}
    id_ = one_of("decision", begun, [*(one.decision.id for one in listed), *claims])
    named = [one for one in listed if id_ in (one.decision.id, one.decision.claim, one.claim)]
    return [other.decision.id for other in listed if any(_along(one.decision, other.decision) for one in named)]


def _along(one: Decision, other: Decision) -> bool:
    """Whether two decisions are one, or the same word of the same person on the same passage in copies of a text."""
    said = [(d.kind, d.by, d.note, d.anchor) for d in (one, other)]
    return one.id == other.id or (
        bool(one.claim and one.anchor) and one.article != other.article and said[0] == said[1]
    )


def one_of(kind: str, begun: str, ids: Iterable[str], hint: str = "") -> str:
    """The one id that is, or begins with, some characters. UsageError where there is none, or more than one."""
    known = list(ids)
    found = [begun] if begun in known else [id_ for id_ in known if begun and id_.startswith(begun)]
    if not found:
        raise UnknownNameError(kind, begun, known, hint=hint)
    if len(found) > 1:
        msg = f"{begun!r} can be {' or '.join(sorted(found))}: give more of the id."
        raise UsageError(msg)
    return found[0]
