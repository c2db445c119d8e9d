"""A text as paragraphs: where each begins and ends, and whether it is body, heading or boilerplate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest
from typing import TYPE_CHECKING

from kg.model import Paragraph
from kg.text.boilerplate import boilerplate
from kg.text.markup import marks, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROW, WIDE = 60, 120  # columns; a text with longer lines is not hard-wrapped: each line is a paragraph
WITHIN = 0.4  # of its long lines end within a sentence, at least, where a text is wrapped
SHORT_LINE = 0.6  # of the width: a line that no sentence ends with may end a paragraph
HEADING_WORDS, BOLD_WORDS = 15, 25
SAMPLE_LINES = 2000
LOOK_AT = 2000  # characters of a paragraph that its kind is told from
FIRST = 10  # characters before a text's first paragraph
TAIL = 8  # a line "Source: …" in the last paragraphs ends an article

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]*_]*$")
_TERMINAL = re.compile(r"[.!?…;:,—–-][\"'”’»)\]*_]*$")
_BOLD = re.compile(r"(\*\*|__)(?!\s)(?:(?!\1).)+\1:?", re.DOTALL)
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `words` is `text[start:end]`, without its marks and the blanks around."""

    start: int
    end: int
    words: str
    mark: str  # "#" heading, "-" list item, "=" rule, "|" table row, "" none
    depth: int  # of block quotes
    fresh: bool  # a blank line, or nothing, is before it


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that make a paragraph."""

    start: int
    end: int
    mark: str
    lines: int
    fresh: bool


def paragraphs(text: str, markup: bool = False) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order; `markup` for Markdown. Marks and blanks around one lie outside its span.

    Lines of a hard-wrapped text are joined; where lines are long, or one ends early and a sentence with it, each is
    a paragraph of its own. Time and memory grow with the length of the text.
    """
    pieces = list(_pieces(_lines(text, markup), _width(_lines(text, markup))))
    kinds = list(_kinds(text, pieces, markup=markup))
    return tuple(Paragraph(n, p.start, p.end, kind) for n, (p, kind) in enumerate(zip(pieces, kinds, strict=True)))


def _lines(text: str, markup: bool) -> Iterator[Line]:
    after = -1  # where a line starts that directly follows the one before
    for found in _LINE.finditer(text):
        raw = found[0]
        mark, depth, skip = marks(raw, markup=markup)
        words = raw[skip:].strip()
        if words:
            start = found.start() + raw.index(words, skip)
            yield Line(start, start + len(words), words, mark, depth, fresh=found.start() != after)
            after = found.end() + 1


def _width(lines: Iterator[Line]) -> int | None:
    """The column at which lines are wrapped, judged by the first of them; None where they are not.

    In a wrapped text most long lines that another follows end within a sentence.
    """
    sample = list(islice(lines, SAMPLE_LINES))
    lengths = sorted(len(line.words) for line in sample)
    width = max(NARROW, lengths[len(lengths) * 9 // 10]) if lengths else 0
    followed = [line.words for line, following in pairwise(sample) if not following.fresh]
    long = [words for words in followed if len(words) >= width * SHORT_LINE]
    within = sum(not _SENTENCE_END.search(words) for words in long)
    return width if width <= WIDE and within >= len(long) * WITHIN else None


def _pieces(lines: Iterator[Line], width: int | None) -> Iterator[Piece]:
    piece: list[Line] = []
    for line in lines:
        if piece and _parted(piece[-1], line, width):
            yield _piece(piece)
            piece = []
        piece.append(line)
    if piece:
        yield _piece(piece)


def _piece(lines: Sequence[Line]) -> Piece:
    return Piece(lines[0].start, lines[-1].end, lines[0].mark, len(lines), lines[0].fresh)


def _parted(line: Line, following: Line, width: int | None) -> bool:
    """Whether a paragraph ends between two lines."""
    if following.fresh or following.mark or line.mark in {"#", "=", "|"} or line.depth != following.depth:
        return True
    if following.words[0].islower():
        return width is None and bool(_SENTENCE_END.search(line.words))
    if width is None:
        return True
    room = width - 1 - len(following.words.split(maxsplit=1)[0])
    return len(line.words) <= (room if _SENTENCE_END.search(line.words) else min(room, width * SHORT_LINE))


def _kinds(text: str, pieces: Sequence[Piece], *, markup: bool) -> Iterator[str]:
    ended = False
    for n, (piece, following) in enumerate(zip_longest(pieces, pieces[1:])):
        words = text[piece.start : piece.end]
        bare = unmarked(words[:LOOK_AT]).strip() if markup else words[:LOOK_AT]
        left = len(pieces) - n - 1
        rule = None if ended else boilerplate(bare, left)
        if ended or rule or not _WORD.search(bare):
            ended = ended or bool(rule and rule.ends and left < min(TAIL, n + 1))
            yield "boilerplate"
        else:
            heading = _marked_heading(piece, words, bare, following) if markup else False
            yield "heading" if heading or _looks_heading(text, piece, bare, following, len(pieces)) else "body"


def _marked_heading(piece: Piece, words: str, bare: str, following: Piece | None) -> bool:
    if piece.mark == "#" or (following and not following.fresh and following.mark == "=" and piece.lines == 1):
        return True
    most = HEADING_WORDS if _TERMINAL.search(bare) else BOLD_WORDS
    return bool(_BOLD.fullmatch(words)) and len(bare.split()) <= most


def _looks_heading(text: str, piece: Piece, bare: str, following: Piece | None, count: int) -> bool:
    """A short line on its own that no sentence ends with, and that none goes on from."""
    headline = piece.start < FIRST and bare.endswith(";")  # as some archives print the first part of a headline
    if piece.mark or count == 1 or piece.lines > 1 or bare[0].islower() or (_TERMINAL.search(bare) and not headline):
        return False
    return len(bare.split()) <= HEADING_WORDS and not (following and text[following.start].islower())
