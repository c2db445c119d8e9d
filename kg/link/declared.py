"""Which declaration an article is the text of: one that its title names, where day, summit or year say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.reference.dates import days_apart, latest
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.known import Known
    from kg.link.words import Words
    from kg.model import Article, Entity
    from kg.reference import Adoption

NEAR = 2  # days from the date of a declaration to that of its text
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def declared(known: Known, article: Article) -> Entity | None:
    """The declaration; None where none or several fit, where only the title says so, or where something denies it.

    A draft is dated before the declaration, and another body's text of the same name has another issuer.
    """
    if article.genre not in known.words.official:
        return None
    names = _names(fold(article.title or ""), known.words)
    found = {e.id: e for name in names for e in known.reference.named(name) if known.is_a(e.type, "Declaration")}
    sure = [entity for id_, entity in found.items() if _agrees(known, article, known.reference.adoptions[id_])]
    return sure[0] if len(sure) == 1 else None


def _names(title: str, words: Words) -> Iterator[str]:
    """The folded title, also without what may stand around the name in it."""
    for before in ("", *(f"{phrase} " for phrase in words.before_titles)):
        if title.startswith(before):
            name = title.removeprefix(before)
            yield name
            yield from (name[:at] for tail in words.after_titles if (at := name.find(f" {tail} ")) > 0)


def _agrees(known: Known, article: Article, adopted: Adoption) -> bool:
    published, date = article.published, adopted.date
    days = days_apart(date, date, published) if published and date else None
    if (days and days > NEAR and latest(published) < latest(date)) or _by_another(known, article, adopted):
        return False
    on_its_day = days is not None and days <= NEAR
    in_its_year = bool(date) and (date or "")[:4] in _YEAR.findall(article.title or "")
    return on_its_day or in_its_year or article.genre in known.words.lasting or _at_its_summit(known, article, adopted)


def _at_its_summit(known: Known, article: Article, adopted: Adoption) -> bool:
    summit = known.named(article.summit, "Summit", article.published) if article.summit else None
    return summit is not None and summit.id == adopted.summit


def _by_another(known: Known, article: Article, adopted: Adoption) -> bool:
    """Whether the article's issuer is a known one that neither issued the declaration nor acts for who did."""
    issuer = known.named(article.issuer, "Actor", article.published) if article.issuer else None
    if issuer is None or not adopted.issuers:
        return False
    acting = (known.reference.acting_for(id_, article.published) for id_ in adopted.issuers)
    return issuer.id not in set(adopted.issuers).union(*acting)
