"""Reference data: states, organizations, members, offices, summits, declarations, each row with its source.

`reference()` answers questions; `articles()` and `facts()` put the same rows into a graph as evidence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg import content
from kg.reference.facts import article as _article
from kg.reference.facts import claims as _claims
from kg.reference.loading import files, load
from kg.reference.lookup import Reference
from kg.reference.records import Adoption, Description, Meeting, Membership, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Article, Claim, Entity

__all__ = [
    "Adoption",
    "Description",
    "Meeting",
    "Membership",
    "Office",
    "Reference",
    "articles",
    "facts",
    "reference",
    "version",
]


def reference() -> Reference:
    """The reference data of the project and of the folders in `KG_CONTENT`, read once a process."""
    return _reference(content.roots())


@lru_cache(maxsize=4)
def _reference(_roots: tuple[Path, ...]) -> Reference:
    return load(files())


def articles() -> Iterator[Article]:
    """Each table's file as an article of genre reference, in the order of the tables."""
    return (_article(file) for file in files())


def facts(article: Article) -> tuple[list[Claim], list[Entity]]:
    """What the rows of a reference article say, and the entities that they name."""
    return _claims(article, reference())


def version() -> str:
    """What the reference data is, in short: another one where any file changed."""
    return f"reference/1 {reference().version}"
