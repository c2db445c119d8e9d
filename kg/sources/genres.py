"""What kind of text an article is, who issued it, and at which summit; the patterns are in ontology/genres.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import content
from kg.errors import ContentError
from kg.model import GENRES
from kg.sources.fields import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILE = "genres.yaml"
SAMPLE = 20_000  # characters from the start of a text that patterns look at
LOOK_AT = ("title", "url", "start", "text")
START = 2_500

_FLAGS = re.MULTILINE


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds where each of its patterns is found; `gives` may name their groups: "{body} leaders"."""

    gives: str
    patterns: Mapping[str, re.Pattern[str]]
    times: int = 1  # how often the pattern of `text` is found at least
    genres: tuple[str, ...] = GENRES  # it is for these alone


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of ontology/genres.yaml."""

    names: Mapping[str, str]  # what sources call a genre
    genres: tuple[Rule, ...]
    issuers: tuple[Rule, ...]
    summits: tuple[Rule, ...]


def kind(title: str, url: str, text: str, said: Mapping[str, str]) -> dict[str, str | None]:
    """Genre, issuer and summit of an article: what its source says (`said`), else what title, address and text show."""
    known = rules()
    seen = {"title": title, "url": url, "start": text[:START], "text": text[:SAMPLE]}
    genre = known.names.get(said.get("genre", "").lower()) or _first(known.genres, seen, None) or "news"
    return {
        "genre": genre,
        "issuer": said.get("issuer") or _first(known.issuers, seen, genre),
        "summit": said.get("summit") or _first(known.summits, seen, genre),
    }


def _first(found: Iterable[Rule], seen: Mapping[str, str], genre: str | None) -> str | None:
    fitting = (rule for rule in found if genre is None or genre in rule.genres)
    return next((given for rule in fitting if (given := _given(rule, seen))), None)


def _given(rule: Rule, seen: Mapping[str, str]) -> str | None:
    groups: dict[str, str] = {}
    for where, pattern in rule.patterns.items():
        found = list(zip(range(rule.times if where == "text" else 1), pattern.finditer(seen[where]), strict=False))
        if len(found) < (rule.times if where == "text" else 1):
            return None
        groups |= {name: clean(words or "") for name, words in found[0][1].groupdict().items()}
    return clean(rule.gives.format_map(groups)).strip(" ,;:–-") or None


@cache
def rules() -> Rules:
    """The rules as they are in the content. ContentError where they are off."""
    path = content.find("ontology", FILE)
    try:
        listed = content.values(path)
        return Rules(
            {name: name for name in GENRES} | dict(listed["names"]),
            tuple(_rule(r, "genre", path) for r in listed["genres"]),
            tuple(_rule(r, "issuer", path) for r in listed["issuers"]),
            tuple(_rule(r, "summit", path) for r in listed["summits"]),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise ContentError(path, None, f"it should list names, genres, issuers and summits: {error}") from error


def _rule(listed: dict[str, Any], gives: str, path: Path) -> Rule:
    patterns = {where: re.compile(listed[where], _FLAGS) for where in LOOK_AT if where in listed}
    genres = tuple(listed.get("genres", GENRES))
    wrong = {*genres, listed[gives] if gives == "genre" else genres[0]} - set(GENRES)
    if wrong or not patterns:
        raise ContentError(path, None, f"the rule for {listed[gives]} names no pattern, or no genre that there is")
    return Rule(listed[gives], patterns, int(listed.get("times", 1)), genres)
