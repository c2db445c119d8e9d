"""Reading a file of some content with the loader that claims it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def outcome(tmp_path: Path) -> Callable[..., Article | SourceError]:
    """What is read from a file with this name and content."""

    def reading(name: str, content: str | bytes, published: str | None = None) -> Article | SourceError:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (found,) = read([str(path)], published=published, base=tmp_path)
        return found

    return reading


@pytest.fixture
def one(outcome: Callable[..., Article | SourceError]) -> Callable[..., Article]:
    """The article in a file with this name and content."""

    def reading(name: str, content: str | bytes, published: str | None = None) -> Article:
        found = outcome(name, content, published)
        assert isinstance(found, Article), found
        return found

    return reading


@pytest.fixture
def problem(outcome: Callable[..., Article | SourceError], tmp_path: Path) -> Callable[..., str]:
    """Why a file with this name and content cannot be read, without the folder's name."""

    def reading(name: str, content: str | bytes) -> str:
        found = outcome(name, content)
        assert isinstance(found, SourceError), found
        return str(found).replace(f"{tmp_path}/", "")

    return reading
