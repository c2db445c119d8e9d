"""A reading with its entities becomes a claim, under an id made of its passage and its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Claim, Mention, Quantity, Ref, stable_hash
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Article, Reading


def claims(article: Article, readings: Iterable[Reading], ref: Callable[[Mention], Ref], extractor: str) -> list[Claim]:
    """The claims of an article, in the order of the text. Of readings with the same id the first one counts.

    The same words of a passage may stand for several ("they" for Ukraine and Moldova): these are claims of their own.
    """
    found: dict[str, Claim] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for reading in readings:
        id_, named = claim_id(article, reading), tuple(_label(a) for a in _arguments(reading))
        if labels.setdefault(id_, named) != named:
            id_ = f"c-{stable_hash(id_, *named)}"
        found.setdefault(id_, _claim(id_, article, reading, ref, extractor))
    return sorted(found.values(), key=lambda c: (c.start, c.end))


def claim_id(article: Article, reading: Reading) -> str:
    """A hash of article, span, relation, the arguments' words, polarity and modality; not of what they link to."""
    words = (_words(argument) for argument in _arguments(reading))
    span = (article.id, reading.start, reading.end)
    return f"c-{stable_hash(*span, reading.predicate, *words, reading.polarity, reading.modality)}"


def _arguments(reading: Reading) -> tuple[Mention | Quantity | None, ...]:
    return (reading.subject, reading.object, reading.addressee)


def _words(argument: Mention | Quantity | None) -> str:
    if isinstance(argument, Mention):
        return fold(argument.words)
    return f"{argument.value} {argument.unit or ''}" if argument else ""


def _label(argument: Mention | Quantity | None) -> str:
    return fold(argument.label) if isinstance(argument, Mention) else _words(argument)


def _claim(id_: str, article: Article, reading: Reading, ref: Callable[[Mention], Ref], extractor: str) -> Claim:
    return Claim(
        id=id_,
        article=article.id,
        subject=ref(reading.subject),
        predicate=reading.predicate,
        object=ref(reading.object) if isinstance(reading.object, Mention) else reading.object,
        quote=article.text[reading.start : reading.end],
        start=reading.start,
        end=reading.end,
        addressee=ref(reading.addressee) if reading.addressee else None,
        stated_by=ref(reading.stated_by) if reading.stated_by else None,
        via=tuple(ref(mention) for mention in reading.via),
        polarity=reading.polarity,
        modality=reading.modality,
        voice=reading.voice,
        time=reading.time,
        said_on=reading.said_on,
        amount=reading.amount,
        role=reading.role,
        qualifier=reading.qualifier,
        confidence=reading.confidence,
        extractor=extractor,
        rule=reading.rule,
        trigger=reading.trigger,
    )
