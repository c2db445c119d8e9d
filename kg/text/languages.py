"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READ = "en"  # what is read; a text that is partly in it counts as in it
PART = 0.25
SAMPLES, SAMPLE, CLOSEST = 24, 400, 120  # a text is judged by pieces: how many, of and after how many characters
SHORT = 60  # letters below which a piece is too short to tell
SURE = 0.9


def language(text: str, declared: str | None = None) -> str:
    """The ISO 639-1 code of a text's language; where it is too short to tell, `declared`, else English.

    A text in several languages is in English if a quarter of it is, else in the one that most of it is in.
    """
    return foremost(languages(text), declared)


def foremost(shares: Mapping[str, float], declared: str | None = None) -> str:
    """The language that stands for a text with these shares of languages."""
    if shares.get(READ, 0) >= PART:
        return READ
    default = (declared or READ).replace("_", "-").split("-")[0].strip().lower() or READ
    return max(shares, key=lambda code: (shares[code], code == default)) if shares else default


def languages(text: str) -> dict[str, float]:
    """The languages that a text is surely in, by their shares; empty where it is too short to tell."""
    weights: dict[str, int] = {}
    for piece in _samples(text):
        code, probability = _identifier().classify(piece)
        if probability >= SURE:
            weights[code] = weights.get(code, 0) + len(piece)
    return {code: weight / sum(weights.values()) for code, weight in weights.items()}


def _samples(text: str) -> Iterator[str]:
    """Pieces from all over a text, each of one paragraph, those with enough letters to tell a language from."""
    for start in range(0, len(text), max(CLOSEST, len(text) // SAMPLES)):
        begin = max(start, text.find("\n\n", start, start + SAMPLE)) if start else 0
        end = text.find("\n\n", begin + 2, begin + SAMPLE)
        piece = text[begin : end if end >= 0 else begin + SAMPLE]
        if sum(map(str.isalpha, piece)) >= SHORT:
            yield piece


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
