"""Markdown with YAML front matter: one file, one article, its text as it stands, marks included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources import decoded, front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Article
    from kg.sources import Maker

SUFFIXES = (".md", ".markdown")


def load(path: Path, make: Maker) -> Iterator[Article]:
    """The article in a Markdown file. SourceError where it is no text, empty, or its front matter is broken."""
    fields, text = front_matter(decoded(path), path)
    yield make(text, fields, markup=True)
