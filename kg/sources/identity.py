"""Where an article lies, in one form on every machine, and the id that follows from it."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from kg.content import shipped
from kg.model import stable_hash
from kg.text import cut, fold

if TYPE_CHECKING:
    from urllib.parse import SplitResult

LONGEST = 50
_BLANK = re.compile(r"[\s\x00-\x20\x7f-\xa0]")
PORTS = {"http": 80, "https": 443}
TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref_src", "smid"}
    | {"ito", "ftag", "cmp", "sref", "taid", "xtor", "ns_mchannel", "ns_source", "ns_campaign", "at_medium"},
)


def canonical_url(url: str) -> str | None:
    """An address without what differs from visit to visit; None where it names no page of its own."""
    try:
        parts = urlsplit(_BLANK.sub(lambda blank: quote(blank[0]), url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in PORTS or "." not in host or not (parts.path.strip("/") or parts.query):
        return None
    netloc = host if port in {None, PORTS[parts.scheme.lower()]} else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path, _kept(parts), ""))


def _kept(parts: SplitResult) -> str:
    pairs = (pair for pair in parts.query.split("&") if pair)
    return "&".join(
        p for p in pairs if not (key := p.partition("=")[0].lower()).startswith("utm_") and key not in TRACKING
    )


def file_location(path: Path, base: Path) -> str:
    """A file's place: `examples/NAME` for a shipped example, else relative to `base`, else from the root; with `/`."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - a link is where it lies, not where it points
    resolved, content = absolute.resolve(), shipped().resolve()
    if resolved.is_relative_to(content / "examples"):
        return resolved.relative_to(content).as_posix()
    places = ((absolute, base), (resolved, base.resolve()))
    inside = (place.relative_to(root) for place, root in places if place.is_relative_to(root))
    place = os.fsencode(next(inside, absolute).as_posix()).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", place)


def article_id(location: str) -> str:
    """The last part of a location's path as words, and eight digits of the whole's hash."""
    path = unquote(urlsplit(location).path) if "://" in location else location
    stem = PurePosixPath(path).stem if path.strip("/") else ""
    words = cut(fold(stem).replace(" ", "-"), LONGEST)
    return f"{words or 'article'}-{stable_hash(location, length=8)}"
