"""Text as such: names made comparable, ids, paragraphs, the language it is in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.markup import unmarked
from kg.model import stable_hash
from kg.paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["fold", "language", "paragraphs", "slug", "unmarked"]

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t"}
    | dict.fromkeys("’‘`´ʼ′＇", "'"),
)
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|'")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+(?:[^\W\d_]\b)?")  # U.S., U.S.A
_NUMBERED = re.compile(r"\b([^\W\d_])[-‐‑–](?=\d)")  # G-7, F-16
_OTHER = re.compile(r"[\W_]+")

SAMPLES, SAMPLE = 16, 600  # a long text is judged by pieces of it, so that one in a second language does not decide
SHORT = 60  # letters below which a text is too short to tell
SURE = 0.9


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


def language(text: str, declared: str | None = None) -> str:
    """The ISO 639-1 code of the language that most of a text is in; `declared`, else English, where it is too short."""
    default = (declared or "en").replace("_", "-").split("-")[0].lower() or "en"
    weights: dict[str, int] = {}
    for piece in _samples(text):
        code, probability = _identifier().classify(piece)
        if probability >= SURE:
            weights[code] = weights.get(code, 0) + len(piece)
    return max(weights, key=lambda code: (weights[code], code == default)) if weights else default


def _samples(text: str) -> Iterator[str]:
    """Pieces from all over a text, those with enough letters to tell a language from."""
    step = max(SAMPLE, len(text) // SAMPLES)
    for start in range(0, len(text), step):
        piece = text[start : start + SAMPLE]
        if sum(map(str.isalpha, piece)) >= SHORT:
            yield piece


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
