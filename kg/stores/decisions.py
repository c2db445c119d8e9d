"""People's word on what was extracted: made, anchored to the text, and found again after it was read anew."""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Article, Claim, Decision, DecisionKind, Json, Quantity, stable_hash
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

CONTEXT = 40  # characters before and after a quote
VERDICTS = {"accept": "accepted", "reject": "rejected"}


def on_claim(kind: DecisionKind, article: Article, claim: Claim, *, by: str, note: str | None = None) -> Decision:
    """Accept or reject a claim, anchored so that the decision finds it again in a changed article."""
    about = {"claim": claim.id, "article": article.id}
    return made(kind, about, by=by, note=note, anchor=anchor(article.text, claim))


def made(
    kind: DecisionKind,
    about: Mapping[str, str | None],
    *,
    by: str,
    note: str | None = None,
    anchor: Json | None = None,
) -> Decision:
    """A decision made now; `about` has its claim, article, entity and into. The same words at the same time are one."""
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    known = {key: about.get(key) for key in ("claim", "article", "entity", "into")}
    id_ = f"d-{stable_hash(kind, at, by, *known.values())}"
    return Decision(id_, kind, at, by, **known, anchor=anchor or {}, note=note)


def checked(decision: Decision) -> Decision:
    """The decision itself; UsageError where it lacks what its kind needs."""
    needs = {"accept": ("claim",), "reject": ("claim",), "merge": ("entity", "into"), "split": ("entity",)}
    missing = [name for name in needs[decision.kind] if not getattr(decision, name)]
    if decision.kind == "split" and decision.article and not decision.into:
        missing.append("into")
    if missing:
        msg = f"A decision to {decision.kind} needs {' and '.join(missing)}."
        raise UsageError(msg)
    return decision


def anchor(text: str, claim: Claim) -> Json:
    """What a claim is found again by: its quote with the words around it, and what it was read to say."""
    return {**reading(claim), "before": _before(text, claim), "after": _after(text, claim)}


def reading(claim: Claim) -> Json:
    """What a claim says, in the passage's own words: independent of the entities that they were linked to."""
    ref = claim.refs
    return {
        "quote": claim.quote,
        "predicate": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "subject": fold(claim.subject.mention or claim.subject.name),
        "object": _object_words(claim),
        "addressee": fold(ref["addressee"].mention or ref["addressee"].name) if "addressee" in ref else None,
        "stated_by": fold(ref["stated_by"].mention or ref["stated_by"].name) if "stated_by" in ref else None,
    }


def _object_words(claim: Claim) -> str:
    if isinstance(claim.object, Quantity):
        return fold(f"{claim.object.value} {claim.object.unit or ''}")
    return fold(claim.object.mention or claim.object.name)


def _before(text: str, claim: Claim) -> str:
    return text[max(0, claim.start - CONTEXT) : claim.start]


def _after(text: str, claim: Claim) -> str:
    return text[claim.end : claim.end + CONTEXT]


SAME_ID = (
    "polarity",
    "modality",
)  # what a new reading of the same words may change: then it is not what was decided on
SAME_WORDS = ("quote", "predicate", "polarity", "modality", "subject", "object")


def fitting(decision: Decision, claims: Mapping[str, Claim], text: Callable[[], str]) -> str | None:
    """The id of the claim that a decision is about, among the claims of its article now; None where it fits none.

    The same id, else the one claim that says the same in the same words, of several the one with the most similar
    words around it. `text` gives the article's text, where that is needed.
    """
    same = claims.get(decision.claim or "")
    if same and _agree(decision.anchor, reading(same), SAME_ID):
        return same.id
    if not decision.anchor.get("quote"):
        return None
    near = [c for c in claims.values() if c.quote == decision.anchor["quote"]]
    near = [c for c in near if _agree(decision.anchor, reading(c), SAME_WORDS)]
    return near[0].id if len(near) == 1 else _nearest(decision.anchor, near, text)


def statuses(
    decisions: Iterable[Decision],
    claims: Sequence[Claim],
    text: Callable[[], str],
) -> tuple[dict[str, str], set[str]]:
    """Status by claim id where it is not open (the last word counts), and the ids of the decisions that fit a claim."""
    by_id = {claim.id: claim for claim in claims}
    found: dict[str, str] = {}
    fit: set[str] = set()
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        if claim := fitting(decision, by_id, text):
            found[claim] = VERDICTS[decision.kind]
            fit.add(decision.id)
    return found, fit


def _agree(anchor: Json, said: Json, keys: Iterable[str]) -> bool:
    return all(key not in anchor or anchor[key] == said[key] for key in keys)


def _nearest(anchor: Json, claims: Sequence[Claim], text: Callable[[], str]) -> str | None:
    """Of several equal claims the one with the same other arguments and the most similar context; None for a tie."""
    if not claims:
        return None
    ranked = sorted(((_likeness(anchor, c, text()), c.id) for c in claims), reverse=True)
    return ranked[0][1] if ranked[0][0] > ranked[1][0] else None


def _likeness(anchor: Json, claim: Claim, text: str) -> tuple[bool, bool, float]:
    said = reading(claim)
    around = _similar(anchor.get("before"), _before(text, claim)) + _similar(anchor.get("after"), _after(text, claim))
    same = [key in anchor and anchor[key] == said[key] for key in ("addressee", "stated_by")]
    return same[0], same[1], around


def _similar(a: str | None, b: str) -> float:
    return SequenceMatcher(None, a or "", b, autojunk=False).ratio()
