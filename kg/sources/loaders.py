"""The loaders: files in the content's folders loaders/, each for a kind of source."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from kg import content
from kg.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.model import Article
    from kg.sources.making import Maker

FALLBACK = "text"


class Load(Protocol):
    """What a loader file defines as `load`: the articles in the file at `path`, made by `make`."""

    def __call__(self, path: Path, make: Maker, /) -> Iterator[Article]:
        """The articles in a file. SourceError where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Loader:
    """A kind of source: the suffixes of its files (lower case, with the dot) and how they are read."""

    name: str
    suffixes: tuple[str, ...]
    load: Load


def loaders() -> Mapping[str, Loader]:
    """All loaders by name; one of the user's own takes the place of the project's of the same name."""
    return _loaders(tuple(path for path in content.files("loaders", "*.py") if not path.name.startswith("_")))


def claimed() -> Mapping[str, Loader]:
    """Suffix to loader; where two claim a suffix, the later one has it: the user's own before the project's."""
    return {suffix: loader for loader in loaders().values() for suffix in loader.suffixes}


def loader_for(path: Path) -> Loader:
    """The loader that claims a file by its suffix, else the one for plain text."""
    return claimed().get(path.suffix.lower()) or loaders()[FALLBACK]


@cache
def _loaders(paths: tuple[Path, ...]) -> dict[str, Loader]:
    found: dict[str, Loader] = {}
    for path in paths:
        found.pop(path.stem, None)  # so that it comes last
        found[path.stem] = _loader(path)
    return found


def _loader(path: Path) -> Loader:
    module = _module(path)
    suffixes, load = getattr(module, "SUFFIXES", None), getattr(module, "load", None)
    if not isinstance(suffixes, tuple) or not all(isinstance(s, str) and s.startswith(".") for s in suffixes):
        raise ContentError(path, None, 'a loader says which files are its own: SUFFIXES = (".ext",)')
    if not callable(load):
        raise ContentError(path, None, "a loader defines load(path, make), which yields articles")
    return Loader(path.stem, tuple(s.lower() for s in suffixes), load)


def _module(path: Path) -> ModuleType:
    name = f"loaders.{path.stem}"
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = str(path)
    try:
        SourceFileLoader(name, str(path)).exec_module(module)
    except Exception as error:
        del sys.modules[name]
        line = error.lineno if isinstance(error, SyntaxError) else None
        raise ContentError(path, line, f"this loader does not run: {type(error).__name__}: {error}") from error
    return module
