"""Claims -> nodes and edges of a picture: one edge for all claims that say the same of the same two entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Quantity, Ref, stable_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Claim

TO = "to"  # the edge from what is promised to whom it is promised


@dataclass(frozen=True, slots=True)
class EdgeKey:
    """What claims of one edge share."""

    source: str
    relation: str
    target: str
    polarity: str
    modality: str

    @property
    def id(self) -> str:
        """A short name of the edge, the same on every run."""
        return "e-" + stable_hash(self.source, self.relation, self.target, self.polarity, self.modality)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. `literals` has the claims about a node whose object is a number."""

    entities: dict[str, Ref]
    edges: dict[EdgeKey, list[Claim]]
    literals: dict[str, list[Claim]]
    left_out: int = 0  # entities that did not fit


def picture(claims: Iterable[Claim], most: int, keep: frozenset[str] = frozenset()) -> Picture:
    """Nodes and edges of `claims`; past `most` nodes, `keep` and the best connected ones."""
    listed = list(claims)
    degree = Counter(ref.id for claim in listed for ref in _ends(claim))
    ranked = sorted(degree, key=lambda i: (i not in keep, -degree[i], i))
    chosen = set(ranked[:most])
    return _draw(listed, chosen, len(ranked) - len(chosen))


def _draw(claims: Sequence[Claim], chosen: set[str], left_out: int) -> Picture:
    entities: dict[str, Ref] = {}
    edges: defaultdict[EdgeKey, list[Claim]] = defaultdict(list)
    literals: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        entities |= {ref.id: ref for ref in _ends(claim) if ref.id in chosen}
        if isinstance(claim.object, Quantity):
            literals[claim.subject.id].append(claim)
        for key in _keys(claim):
            if {key.source, key.target} <= chosen:
                edges[key].append(claim)
    return Picture(
        dict(sorted(entities.items())), dict(sorted(edges.items(), key=lambda e: repr(e[0]))), dict(literals), left_out
    )


def _ends(claim: Claim) -> list[Ref]:
    ends = [claim.subject, claim.object, claim.addressee]
    return [end for end in ends if isinstance(end, Ref)]


def _keys(claim: Claim) -> list[EdgeKey]:
    """From subject to object, and from object to addressee; straight to the addressee where the object is a number."""
    keys, last = [], claim.subject.id
    if isinstance(claim.object, Ref):
        keys.append(EdgeKey(last, claim.predicate, claim.object.id, claim.polarity, claim.modality))
        last = claim.object.id
    if claim.addressee:
        relation = TO if keys else claim.predicate
        keys.append(EdgeKey(last, relation, claim.addressee.id, claim.polarity, claim.modality))
    return keys
