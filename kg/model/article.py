"""An article as it was read, and the paragraphs of its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.entity import Ref

GENRES = ("news", "analysis", "live blog", "transcript", "declaration", "statement", "treaty", "reference")
PARAGRAPH_KINDS = ("body", "heading", "boilerplate")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of an article's text, `text[start:end]`; only a `body` paragraph can carry claims."""

    n: int
    start: int
    end: int
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Article:
    """A source as it was read. Offsets count code points in `text`; `published` is an ISO day, month or year."""

    id: str
    location: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    genre: str = "news"
    issuer: str | None = None  # name of the body whose text it is ("we" in a declaration)
    summit: str | None = None
    loader: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    text_of: Ref | None = None  # the declaration that it is the text of, where that is certain

    @property
    def sha256(self) -> str:
        """The version: the hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds code point `offset`."""
        return next((p for p in self.paragraphs if p.start <= offset < p.end), None)
