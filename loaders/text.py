"""Plain text, with or without front matter: one file, one article, its text as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources import decoded, front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Article
    from kg.sources import Maker

SUFFIXES = (".txt", ".text")


def load(path: Path, make: Maker) -> Iterator[Article]:
    """The article in a text file. SourceError where it is no text, or empty."""
    fields, text = front_matter(decoded(path), path)
    yield make(text, fields)
