"""The smallest passage that holds a claim: from its subject or trigger to the end of its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.arguments import Argument
    from kg.extract.parse import Passage

NEAR = 9  # words between an argument before the trigger and the trigger that a quote bridges


def quote(
    passage: Passage, sentence: Span, words: Sequence[Token], arguments: Iterable[Argument | None]
) -> tuple[int, int]:
    """Offsets of the passage that holds a trigger's words and arguments of its sentence, near or behind."""
    spans = [passage.offsets(word, word) for word in words]
    whole = passage.span_offsets(sentence)
    for argument in arguments:
        if argument is None or not (whole[0] <= argument.mention.start < argument.mention.end <= whole[1]):
            continue
        head = passage.offsets(argument.head, argument.head)[0]
        beside = argument.amount is not None and head < argument.mention.start
        if (argument.mention.start <= head < argument.mention.end or beside) and _is_near(argument.head, words):
            spans.append((min(head, argument.mention.start), argument.mention.end))
            spans += [passage.span_offsets(extent.nominal(argument.head))] if argument.amount is not None else []
    return min(start for start, _ in spans), max(end for _, end in spans)


def _is_near(head: Token, words: Sequence[Token]) -> bool:
    return min(abs(head.i - word.i) for word in words) <= NEAR or head.i > max(word.i for word in words)
