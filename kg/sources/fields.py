"""What a source says of itself, whatever it calls it: title, outlet, author, date, language, address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.sources.dates import iso

NAMES = {
    "title": ("title", "headline", "name"),
    "outlet": ("outlet", "publisher", "sitename", "site_name", "publication", "source", "website"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "published": (
        "published", "date", "date_published", "published_time", "published_at", "published_on", "publish_date",
        "pubdate", "publication_date", "issued", "created",
    ),
    "language": ("language", "lang", "inlanguage"),
    "url": ("url", "source_url", "link", "canonical", "canonical_url", "permalink", "source"),
    "genre": ("genre", "kind", "type"),
    "issuer": ("issuer", "issued_by", "issuing_body"),
    "summit": ("summit", "event"),
}  # fmt: skip
INNER = ("name", "title", "value", "text", "url", "@value", "date", "published")  # of a field that has fields itself
NOTHING = frozenset({"null", "none", "~"})
LONGEST, MANY = 500, 50  # characters of a field, texts in a list

# soft hyphens, marks of direction, controls (terminals obey them), halves of surrogate pairs (no file holds them)
_ODD = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def described(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields under this project's names, as clean text; those that say nothing are left out."""
    given = {_key(key): value for key, value in fields.items()}
    found = {name: _first(name, (given.get(_key(variant)) for variant in NAMES[name])) for name in NAMES}
    return {name: value for name, value in found.items() if value}


def unread_date(fields: Mapping[str, Any]) -> str | None:
    """What the source gives as its date, where that is none, or none that can be read in one way only."""
    given = {_key(key): value for key, value in fields.items()}
    told = [_words(given.get(_key(variant))) for variant in NAMES["published"]]
    return None if any(map(iso, told)) else next(filter(None, told), None)


def clean(text: str) -> str:
    """One line without invisible characters, each run of blanks as one."""
    return " ".join(_ODD.sub("", text).split())


def _key(name: object) -> str:
    return re.sub(r"[^a-z]", "", str(name).lower())


def _first(name: str, values: Iterable[Any]) -> str | None:
    return next((said for words in map(_words, values) if words and (said := _fitting(name, words))), None)


def _words(value: Any) -> str:
    """A field's value as one line, empty where it says nothing."""
    words = clean(", ".join(filter(None, _texts(value))))[:LONGEST]
    return "" if words.lower() in NOTHING else words


def _texts(value: Any, depth: int = 3) -> Iterator[str]:
    """The texts in a value: itself, those of a list, the telling one of a mapping; not deeper than that."""
    if isinstance(value, Mapping):
        inner = next((value[key] for key in INNER if key in value), None)
        yield from _texts(inner, depth - 1) if depth else ()
    elif isinstance(value, list | tuple):
        for item in value[:MANY] if depth else ():
            yield from _texts(item, 1 if isinstance(item, Mapping) else 0)
    elif value is not None:
        yield str(value)


def _fitting(name: str, words: str) -> str | None:
    """The text where it is what the field should hold: `source` may be an outlet or an address."""
    if name == "published":
        return iso(words)
    if name == "url":
        return words if _WEB.fullmatch(words) else None
    if name == "outlet" and _WEB.fullmatch(words):
        return None
    return words
