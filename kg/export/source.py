"""What an export reads: a store, or the part of it that some articles say."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from kg.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Article, Claim, Decision, Entity


class Source(Protocol):
    """The four methods of a store that an export needs; each in its canonical order."""

    def articles(self) -> Iterator[Article]:
        """All articles, by id."""
        ...

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        """Claims with their status, by article and position."""
        ...

    def entities(self) -> Iterator[Entity]:
        """All entities that claims name, by id."""
        ...

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        """All decisions, by time."""
        ...


class Part:
    """What the named articles (by id or location; none: all) say, from some confidence on, and nothing else.

    UnknownNameError for an article that is not there.
    """

    def __init__(self, whole: Source, articles: Sequence[str] | None = None, *, min_confidence: float = 0.0) -> None:
        self._whole, self._least = whole, min_confidence
        names = {article.id: article.location for article in whole.articles()}
        articles = articles or list(names)
        for wanted in articles:
            if wanted not in names and wanted not in names.values():
                kind = "article"
                raise UnknownNameError(kind, wanted, [*names, *names.values()])
        self._ids = {key for key, location in names.items() if key in articles or location in articles}

    def articles(self) -> Iterator[Article]:
        """The named articles, by id."""
        return (article for article in self._whole.articles() if article.id in self._ids)

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        """Their claims."""
        wanted = sorted(self._ids) if article_id is None else [article_id] if article_id in self._ids else []
        held = chain.from_iterable(map(self._whole.claims, wanted))
        return (pair for pair in held if pair[0].confidence >= self._least)

    def entities(self) -> Iterator[Entity]:
        """The entities that their claims name, and the declarations that they are the texts of."""
        named = {ref.id for claim, _ in self.claims() for ref in claim.refs.values()}
        named |= {article.text_of.id for article in self.articles() if article.text_of}
        return (entity for entity in self._whole.entities() if entity.id in named)

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        """The decisions on them or their entities."""
        named = {entity.id for entity in self.entities()}
        held = self._whole.decisions()
        return (pair for pair in held if pair[0].article in self._ids or {pair[0].entity, pair[0].into} & named)


def by_article(source: Source) -> Iterator[tuple[Article, list[tuple[Claim, str]]]]:
    """Articles with their claims by position: one article in memory at a time."""
    for article in source.articles():
        claims = source.claims(article.id)
        yield article, sorted(claims, key=lambda held: (held[0].start, held[0].end, held[0].id))


def vouched(claim: Claim) -> bool:
    """Whether the article, or the subject of its own deed, says it, and not somebody else."""
    return claim.stated_by is None or claim.stated_by.id == claim.subject.id


def said_on(claim: Claim, article: Article) -> str | None:
    """The day of the utterance where the text gives one, else the article's."""
    return claim.said_on or article.published
