"""An article from what a loader read: its metadata understood, its place, id, language, genre and paragraphs found."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from kg.errors import SourceError
from kg.model import Article
from kg.sources.dates import in_name, in_url, iso
from kg.sources.fields import clean, described, unread_date
from kg.sources.genres import kind
from kg.sources.identity import article_id, canonical_url, file_location
from kg.text import fold, foremost, language, languages, paragraphs, unmarked
from kg.text.languages import READ

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Paragraph

log = logging.getLogger(__name__)
_DATED = re.compile(r"(?:(?:first |last )?(?:published|updated|posted|issued|date)\b(?: on| at)?:?)\s*", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_TITLE = 120
ABOVE = 12  # paragraphs among which a line with the date is looked for
FIRST = 4  # paragraphs among which a title is looked for


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the articles of one file."""

    path: Path
    base: Path  # locations are relative to it
    loader: str
    published: str | None = None  # the date of an article that names none, in its fields or its address
    location: str | None = None  # in place of the file's, where it has no lasting one

    def __call__(
        self, text: str, fields: Mapping[str, Any] | None = None, *, markup: bool = False, part: str | None = None
    ) -> Article:
        """The article with this text, which stays as it is; `fields` is what the source says of itself, under any name.

        Only half a surrogate pair, which no store can hold, becomes U+FFFD.
        `markup`: the text is Markdown. `part` tells the articles of one file apart where they have no address.
        """
        if not text.strip():
            raise SourceError(self.path, "it has no text")
        text, said = _SURROGATE.sub("\ufffd", text), described(fields or {})
        if words := unread_date(fields or {}):
            log.warning("%s: its date %r is none that is read: write it as 2023-07-11", self._named, words)
        location = canonical_url(said.get("url", "")) or self._place(part)
        shares, found = languages(text), paragraphs(text, markup)
        heading = clean(unmarked(said.get("title", ""))) or _heading(text, found, markup=markup)
        return Article(
            id=article_id(location),
            location=location,
            text=text,
            title=heading or _first_words(text, found, markup=markup),
            outlet=said.get("outlet"),
            author=said.get("author"),
            published=said.get("published") or in_url(location) or _dated(text, found) or self._fallback(),
            url=said.get("url"),
            language=foremost(shares, said.get("language")),
            loader=self.loader,
            paragraphs=tuple(_kinds(text, found, said.get("title", ""), mixed=len(shares) > 1 and READ in shares)),
            **kind(heading, said.get("url", ""), text, said),  # type: ignore[arg-type]  # genre is never None
        )

    @property
    def _named(self) -> str:
        return "standard input" if self.location else str(self.path)

    def _fallback(self) -> str | None:
        return self.published or in_name(self.path.name)

    def _place(self, part: str | None) -> str:
        place = self.location or file_location(self.path, self.base)
        return f"{place}#{part}" if part else place


def _dated(text: str, found: Sequence[Paragraph]) -> str | None:
    """The day on a line of its own above the first sentence: "Published on 11 July 2023"."""
    above = takewhile(lambda p: p.kind != "body", found[:ABOVE])
    days = (iso(_DATED.sub("", clean(text[p.start : p.end][:LONGEST_TITLE]), count=1)) for p in above)
    return next((day for day in days if day and len(day) == len("2023-07-11")), None)


def _heading(text: str, found: Sequence[Paragraph], *, markup: bool) -> str:
    """A heading among the first paragraphs, or nothing."""
    first = next((p for p in found[:FIRST] if p.kind == "heading"), None)
    return _shown(text[first.start : first.end], markup=markup) if first else ""


def _first_words(text: str, found: Sequence[Paragraph], *, markup: bool) -> str:
    """What a text begins with, to call it something."""
    first = next((p for p in found if p.kind == "body"), None)
    return _shown(text[first.start : first.end] if first else text, markup=markup)


def _shown(words: str, *, markup: bool) -> str:
    words = clean(unmarked(words[:1000]) if markup else words[:1000])
    return words if len(words) <= LONGEST_TITLE else f"{words[:LONGEST_TITLE].rpartition(' ')[0]} …"


def _kinds(text: str, found: Sequence[Paragraph], title: str, *, mixed: bool) -> Iterator[Paragraph]:
    """The paragraphs; one at the start that repeats the title is a heading.

    In a `mixed` text, partly in English and partly not, paragraphs in other languages are no body.
    """
    name = fold(title)
    for p in found:
        words = text[p.start : p.end] if p.kind == "body" else ""
        if words and p.n < FIRST and len(found) > 1 and fold(words[: 2 * len(title) + 20]) == name:
            yield replace(p, kind="heading")
        elif words and mixed and language(words) != READ:
            yield replace(p, kind="boilerplate")
        else:
            yield p
