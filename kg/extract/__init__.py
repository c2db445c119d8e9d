"""Article -> Readings: who promised, refused, demanded what of whom, by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article, Reading


class Extractor(Protocol):
    """Reads an article and yields what its passages claim, in the order of the text, arguments not yet linked."""

    @property
    def name(self) -> str:
        """What a claim's `extractor` says: "rules/1"."""
        ...

    @property
    def version(self) -> str:
        """Name, model and hash of the content it reads by."""
        ...

    def read(self, article: Article) -> Iterator[Reading]:
        """Yield the readings of the article's body paragraphs."""
        ...


def rules_extractor(model: str | None = None) -> Extractor:
    """The extractor that reads by grammar and lexicon; `model` names a spaCy pipeline (default `KG_MODEL`)."""
    from kg.extract.rules import RulesExtractor  # noqa: PLC0415 - spaCy takes a second

    return RulesExtractor.load(model)
