"""The words that linking looks at or through, read from `ontology/linking.yaml`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from kg import content
from kg.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "linking.yaml"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words by what they do to a name; what each set is for stands in the file."""

    determiners: frozenset[str]
    weak: frozenset[str]
    carriers: frozenset[str]
    governments: frozenset[str]
    cabinets: frozenset[str]
    agents: frozenset[str]
    blockers: frozenset[str]
    ranks: frozenset[str]
    capitals: frozenset[str]
    titles: frozenset[str]
    of_titles: frozenset[str]
    meetings: frozenset[str]
    around_meetings: frozenset[str]
    gatherings: frozenset[str]
    coming: frozenset[str]
    past: frozenset[str]
    linking_words: frozenset[str]
    official: frozenset[str]
    lasting: frozenset[str]
    before_titles: frozenset[str]
    after_titles: frozenset[str]
    spellings: Mapping[str, str]
    endings: Pairs
    plurals: Mapping[str, str]
    transliteration: Pairs
    version: str

    @classmethod
    def load(cls, first: Path, *more: Path) -> Self:
        """Read a file that has all keys, and files that add words to some of them.

        ContentError where a key is missing, unknown, or of another form.
        """
        names = {f.name for f in fields(cls)} - {"version"}
        found = _read(first, names)
        for name in sorted(names - set(found)):
            raise ContentError(first, None, f"key {name} is missing.")
        for path in more:
            found = {
                name: _join(value, added) for name, value in found.items() for added in [_read(path, names).get(name)]
            }
        data = b"\0".join(path.read_bytes() for path in (first, *more))
        return cls(**found, version=hashlib.sha256(data).hexdigest()[:12])


def words() -> Words:
    """The words of the project, with those that the folders in `KG_CONTENT` add; read once."""
    return _words(tuple(content.files("ontology", FILE)))


@cache
def _words(paths: tuple[Path, ...]) -> Words:
    return Words.load(*paths)


def _read(path: Path, names: set[str]) -> dict[str, Any]:
    """The keys of one file, each in its form."""
    given = content.values(path)
    if not isinstance(given, dict):
        raise ContentError(path, None, "is no list of keys and their words.")
    for key in given.keys() - names:
        raise ContentError(path, None, f"there is no key {key}: known are {', '.join(sorted(names))}.")
    return {key: _form(path, key, value) for key, value in given.items()}


def _join(value: Any, added: Any) -> Any:
    """Words with more words; a pair that is there already is replaced in a mapping, and goes last in a list."""
    if added is None:
        return value
    return value + added if isinstance(value, tuple) else value | added


def _form(path: Path, key: str, value: Any) -> Any:
    """The value of a key as its field has it: a set of words, pairs in order, or a mapping."""
    try:
        if key in ("endings", "transliteration"):
            return tuple((str(a), str(b)) for a, b in value)
        if key in ("spellings", "plurals"):
            return {str(a): str(b) for a, b in (value.items() if isinstance(value, dict) else value)}
        return frozenset(_word(w) for w in value)
    except (TypeError, ValueError):
        reason = f"{key} is no list of words, or of pairs where these belong; quote words such as on and no."
        raise ContentError(path, None, reason) from None


def _word(value: Any) -> str:
    if not isinstance(value, str):  # YAML reads a bare no, on or off as a truth value
        raise TypeError
    return value
