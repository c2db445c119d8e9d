"""Whether a claim is proved by its words, and speaks in the ontology's terms."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kg.check.problem import Problem
from kg.model import MODALITIES, POLARITIES, VOICES, Quantity
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Article, Claim, Ref
    from kg.ontology import Ontology

logger = logging.getLogger(__name__)


def sound(
    article: Article, claims: Iterable[Claim], *, terms: Ontology | None = None, problems: list[Problem] | None = None
) -> Iterator[Claim]:
    """The claims that their words prove. What is wrong with another is logged as a warning, and added to `problems`.

    Such a claim is a mistake of what extracted it, not of the article's.
    """
    for claim in claims:
        if not (wrong := list(faults(article, claim, terms or ontology()))):
            yield claim
        for problem in wrong:
            logger.warning("%s", problem)
            if problems is not None:
                problems.append(problem)


def faults(article: Article, claim: Claim, terms: Ontology) -> Iterator[Problem]:
    """All that is wrong with one claim of an article."""
    reasons = [*_place(article, claim), *_terms(claim, terms), *_values(claim)]
    return (Problem(article.id, claim.id, reason) for reason in reasons)


def _place(article: Article, claim: Claim) -> Iterator[str]:
    """Whether the quote is where it should be: at its offsets, in one body paragraph of its article."""
    start, end = claim.start, claim.end
    if claim.article != article.id:
        yield f"it says that it is of the article {claim.article!r}."
    if not claim.quote.strip():
        yield "its quote is empty."
    elif not 0 <= start < end <= len(article.text) or article.text[start:end] != claim.quote:
        yield f"the article does not have its quote {_short(claim.quote)!r} at {start}–{end}."
    elif not any(p.kind == "body" and p.start <= start and end <= p.end for p in article.paragraphs):
        yield f"its quote {_short(claim.quote)!r} at {start}–{end} is not within a paragraph of the body."


def _terms(claim: Claim, terms: Ontology) -> Iterator[str]:
    """Whether the ontology knows its relation and the classes of its entities."""
    if claim.predicate not in terms.relations:
        yield f"the ontology has no relation {claim.predicate!r}."
    for role, ref in claim.refs.items():
        if ref.type not in terms.classes:
            yield f"the ontology has no class {ref.type!r}, which its {role} {ref.name!r} should be of."
        if not _named(ref):
            yield f"its {role} has no {'name' if ref.id.strip() else 'id'}."


def _values(claim: Claim) -> Iterator[str]:
    choices = {"polarity": POLARITIES, "modality": MODALITIES, "voice": VOICES}
    for name, known in choices.items():
        if (value := getattr(claim, name)) not in known:
            yield f"its {name} {value!r} is none of {', '.join(known)}."
    if not 0 <= claim.confidence <= 1:
        yield f"its confidence {claim.confidence} is not between 0 and 1."
    if isinstance(claim.object, Quantity) and not claim.object.value.strip():
        yield "its object is an empty value."


def _named(ref: Ref) -> bool:
    return bool(ref.id.strip() and ref.name.strip())


def _short(quote: str, most: int = 60) -> str:
    return quote if len(quote) <= most else f"{quote[: most - 1]}…"
