"""Names made comparable, and made into ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.model import stable_hash

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t"}
    | dict.fromkeys("’‘`´ʼ′＇", "'"),
)
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|'")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?")  # U.S., U.S.A
_NUMBERED = re.compile(r"\b([^\W\d_])[-‐‑–](?=\d)")  # G-7, F-16
_OTHER = re.compile(r"[\W_]+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name as it is compared: no case, accents, "the", possessive or punctuation; words joined by one blank.

    "The U.S.’s G-7 Sherpa" becomes "us g7 sherpa". Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    plain = _NUMBERED.sub(r"\1", _POSSESSIVE.sub("", plain))
    plain = _OTHER.sub(" ", plain).strip()
    while plain.startswith("the "):
        plain = plain[4:]
    return plain


def slug(name: str, most: int = 60) -> str:
    """A name as an id of at most `most` characters; names that differ folded have different ids."""
    whole = fold(name).replace(" ", "-")
    if not whole:
        return f"x-{stable_hash(name, length=8)}"[:most]
    return whole if len(whole) <= most else f"{cut(whole, most - 7)}-{stable_hash(whole, length=6)}"


def cut(dashed: str, most: int) -> str:
    """The first words of a dashed id that fit into `most` characters, or part of the first word."""
    if len(dashed) <= most:
        return dashed
    return dashed[: most + 1].rpartition("-")[0] or dashed[:most]
