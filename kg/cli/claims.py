"""A table of claims for reading: who, what and whom in columns, the words below, the sources once at the end.

Which columns stand side by side is told by their names, never by the room there is: what has none wraps in its cell.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from kg.cli.layout import GAP, INDENT, abreast, below, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CLAIMS = frozenset({"quote", "title", "sources", "urls", "claim"})  # columns that such a table has
BELOW = (
    "polarity", "modality", "time", "time_start", "time_end", "amount", "purpose", "qualifier", "stated_by",
    "from_addressee", "answer_object", "answer_polarity", "answer_modality", "answers", "answer_said_on",
)  # fmt: skip
SIDE_BY_SIDE = 6  # columns at most; the others go below as well
TEXTS = ("quote", "answer_quote")
ENDS = ("claim", "answer_claim")
PARTS = {"title", "sources", "urls", "answer_title", "answer_sources"}
ORDINARY = dict.fromkeys(("polarity", "answer_polarity"), "affirmed")
ORDINARY |= dict.fromkeys(("modality", "answer_modality"), "actual") | {"answers": "1"}
IN_TIME = {"until", "said_on"}  # of what has a `when`, these are less
LEAST = 8  # cells that a column keeps


@dataclass(slots=True)
class Sources:
    """Where the rows are from, numbered in the order of the rows: title, and addresses or ids."""

    numbers: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def number(self, ids: str, title: str, places: str = "") -> str:
        """The number of a source, with which it is listed at the end; nothing where there is none."""
        if not ids:
            return ""
        self.titles.setdefault(ids, title)
        if places:
            self.places[ids] = places
        return f"[{self.numbers.setdefault(ids, len(self.numbers) + 1)}]"

    def lines(self, width: int) -> Iterator[Text]:
        """Each with its title and where it is to be read."""
        for ids, number in self.numbers.items():
            mark = f"[{number}] "
            for n, words in enumerate(wrapped(f"{self.titles[ids]}  {self.places.get(ids, ids)}", width - INDENT)):
                yield Text((mark if n == 0 else "").ljust(INDENT) + words.rstrip())


def claim_lines(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    """The lines of a table, `width` cells at most but for addresses, without columns that are empty throughout."""
    if not rows:
        return
    cells = [dict(zip(columns, row, strict=True)) for row in rows]
    beside = _beside(columns, cells)
    widths = _widths([[name, *(row[name] for row in cells)] for name in beside], width)
    sources = Sources()
    yield abreast(beside, widths, "bold")
    for row in cells:
        yield from _wrapping([row[name] for name in beside], widths)
        for label, value in _words(row):
            yield from below([(label, value)], width)
        yield from below(_rest(row, beside, sources), width)
        yield Text()
    yield from sources.lines(width)


def _beside(columns: Sequence[str], cells: Sequence[Mapping[str, str]]) -> list[str]:
    apart = {*BELOW, *TEXTS, *ENDS, *PARTS, *(IN_TIME if "when" in columns else ())}
    filled = [name for name in columns if name not in apart and any(row[name] for row in cells)]
    return filled[:SIDE_BY_SIDE]


def _words(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words that prove it; of reference data where it is from."""
    from kg.reference.facts import TITLE

    if row["title"].startswith(TITLE):
        yield "given by", _origin(row["quote"])
    else:
        yield from ((name, row[name]) for name in TEXTS if row.get(name))


def _rest(row: Mapping[str, str], beside: Sequence[str], sources: Sources) -> list[tuple[str, str]]:
    """Label and value of all else that is not ordinary, and of the claims with their sources."""
    shown = {*beside, *TEXTS, *ENDS, *PARTS}
    plain = ORDINARY | {"answer_object": row.get("object", "")}
    more = [(name, value) for name, value in row.items() if name not in shown and value not in ("", plain.get(name))]
    own = sources.number(row["sources"], row["title"], row["urls"])
    ends = [("claim", f"{row['claim']} {own}")]
    if row.get("answer_claim"):
        answer = sources.number(row.get("answer_sources", ""), row.get("answer_title", ""))
        ends.append(("answer_claim", f"{row['answer_claim']} {answer}"))
    return [*more, *ends]


def _origin(record: str) -> str:
    """The source that a record of the reference data names: its last field."""
    return next(csv.reader([record]), [record])[-1]


def _widths(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: as wide as it needs to be, or the widest ones narrower until all fit."""
    needed = [max(map(cell_len, column)) for column in columns]
    words = [max(cell_len(word) for cell in column for word in cell.split(" ")) for column in columns]
    room = width - GAP * (len(columns) - 1)
    for most in range(max(needed), LEAST - 1, -1):
        for least in (words, [LEAST] * len(words)):
            found = [min(need, max(most, low)) for need, low in zip(needed, least, strict=True)]
            if sum(found) <= room:
                return found
    return [min(need, LEAST) for need in needed]


def _wrapping(cells: Sequence[str], widths: Sequence[int]) -> Iterator[Text]:
    """A row, each cell on as many lines as it needs."""
    columns = [list(_cut(cell, room)) for cell, room in zip(cells, widths, strict=True)]
    for n in range(max(map(len, columns))):
        yield abreast([column[n] if n < len(column) else "" for column in columns], widths)


def _cut(cell: str, room: int) -> Iterator[str]:
    """The lines of a cell; a word that is wider than it goes on in the next."""
    for words in wrapped(cell, room):
        rest = words
        while cell_len(rest) > room:
            part = set_cell_size(rest, room)
            yield part.rstrip()
            rest = rest[len(part) :]
        yield rest
