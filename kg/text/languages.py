"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES, SAMPLE = 16, 600  # a long text is judged by pieces of it, so that one in a second language does not decide
SHORT = 60  # letters below which a text is too short to tell
SURE = 0.9


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
