"""Which claims a picture shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Article, Claim


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the graph. Every field narrows it; the ids are as resolved, empty meaning all."""

    around: frozenset[str] = frozenset()  # entities that a claim must name, in any role
    summit: frozenset[str] = frozenset()  # summits that the claim's article speaks of
    summit_names: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    since: str | None = None  # ISO day, month or year: said then or later
    until: str | None = None

    def claims(self, rows: Iterable[tuple[Claim, str]], articles: dict[str, Article]) -> Iterator[Claim]:
        """The claims that are shown, in the order given; rejected ones never are."""
        listed = [claim for claim, status in rows if status != "rejected"]
        about = self._about(listed, articles)
        return (claim for claim in listed if self._shows(claim, articles[claim.article], about))

    def _about(self, claims: Iterable[Claim], articles: dict[str, Article]) -> frozenset[str]:
        """Articles of the chosen summits: they say so themselves, or one of their claims names one."""
        if not self.summit:
            return frozenset(articles)
        named = {claim.article for claim in claims if self.summit & {ref.id for ref in claim.refs.values()}}
        return frozenset(named | {a.id for a in articles.values() if (a.summit or "").casefold() in self.summit_names})

    def _shows(self, claim: Claim, article: Article, about: frozenset[str]) -> bool:
        said = claim.said_on or article.published or ""
        return (
            claim.article in about
            and (not self.relations or claim.predicate in self.relations)
            and (not self.around or bool(self.around & {ref.id for ref in claim.refs.values()}))
            and (not self.since or said >= self.since[: len(said) or None])
            and (not self.until or (bool(said) and said[: len(self.until)] <= self.until))
        )
