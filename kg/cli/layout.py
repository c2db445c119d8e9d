"""A table that fits: the columns that have no room go below their row, labelled, and long texts wrap there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 2
INDENT = 4
LONG = 60  # cells wider than this are texts: they are the first to go below


def lines(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    """The lines of a table at most `width` cells wide. Columns that are empty in every row are left out."""
    filled = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    widths = {n: max(cell_len(columns[n]), *(cell_len(row[n]) for row in rows)) for n in filled}
    beside = fitting(widths, width)
    under = [n for n in filled if n not in beside]
    if filled:
        yield abreast([columns[n] for n in beside], [widths[n] for n in beside], "bold")
    for row in rows if filled else ():
        yield from _beside([row[n] for n in beside], [widths[n] for n in beside], width)
        yield from below([(columns[n], row[n]) for n in under if row[n]], width)
        if under:
            yield Text()


def fitting(widths: dict[int, int], width: int) -> list[int]:
    """Which columns stand beside each other: long texts give way first, the longest before others, then from the right.

    The first column always stays.
    """
    beside = list(widths)
    while len(beside) > 1 and sum(widths[n] + GAP for n in beside) - GAP > width:
        long = max(beside[1:], key=lambda n: widths[n])
        beside.remove(long if widths[long] > LONG else beside[-1])
    return beside


def abreast(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Text:
    """Cells side by side, each as wide as its column."""
    padded = (cell + " " * (room - cell_len(cell) + GAP) for cell, room in zip(cells, widths, strict=True))
    return Text("".join(padded).rstrip(), style=style)


def _beside(cells: Sequence[str], widths: Sequence[int], width: int) -> Iterator[Text]:
    if len(cells) == 1:
        yield from map(Text, wrapped(cells[0], width))
    else:
        yield abreast(cells, widths)


def below(labelled: Sequence[tuple[str, str]], width: int) -> Iterator[Text]:
    """`label: value`, several a line where they fit."""
    filled = Text()
    for label, value in labelled:
        item = Text.assemble((f"{label}: ", "dim"), value)
        if filled and filled.cell_len + GAP + item.cell_len > width:
            yield filled
            filled = Text()
        if INDENT + item.cell_len > width:
            yield from _wrapped(label, value, width)
        else:
            filled = Text(" " * INDENT) + item if not filled else filled + " " * GAP + item
    if filled:
        yield filled


def _wrapped(label: str, value: str, width: int) -> Iterator[Text]:
    first, *more = wrapped(f"{label}: {value}", width - INDENT - GAP)
    yield Text.assemble(" " * INDENT, (first[: len(label) + 1], "dim"), first[len(label) + 1 :])
    yield from (Text(" " * (INDENT + GAP) + line) for line in more)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of whole words, each at most `width` cells; a longer word, an address, stands alone and whole."""
    found: list[str] = []
    for word in text.split(" "):
        if found and cell_len(found[-1]) + 1 + cell_len(word) <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found
