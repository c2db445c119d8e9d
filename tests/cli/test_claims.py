"""The table of claims: calm at any width, nothing of a row lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.claims import claim_lines

COLUMNS = (
    "said_on", "subject", "relation", "object", "addressee", "polarity", "modality", "time", "quote",
    "title", "sources", "urls", "claim",
)  # fmt: skip
FIRST = ("2023-07-10", "NATO allies", "REFUSES", "membership timetable", "", "affirmed", "actual", "", "will not give")
SECOND = ("2023-07-12", "France", "PROMISES", "missiles", "", "denied", "planned", "by 2024", "did not promise")
ROWS = [
    [*FIRST, "On the eve", "eve", "eve.md", "c-1"],
    [*SECOND, "The outcome", "outcome", "https://example.org/outcome", "c-2"],
    [*FIRST, "On the eve", "eve", "eve.md", "c-3"],
]


def shown(width: int, rows: list[list[str]] = ROWS) -> list[str]:
    return [line.plain.rstrip() for line in claim_lines(COLUMNS, rows, width)]


def test_columns_keep_their_place_and_sources_are_told_once() -> None:
    assert shown(100) == [
        "said_on     subject      relation  object",
        "2023-07-10  NATO allies  REFUSES   membership timetable",
        "    quote: will not give",
        "    claim: c-1 [1]",
        "",
        "2023-07-12  France       PROMISES  missiles",
        "    quote: did not promise",
        "    polarity: denied  modality: planned  time: by 2024  claim: c-2 [2]",
        "",
        "2023-07-10  NATO allies  REFUSES   membership timetable",
        "    quote: will not give",
        "    claim: c-3 [1]",
        "",
        "[1] On the eve  eve.md",
        "[2] The outcome  https://example.org/outcome",
    ]


def test_no_rows_no_lines() -> None:
    assert shown(100, []) == []


def test_a_fact_of_the_reference_data_names_its_source_and_not_its_row() -> None:
    row = [
        *FIRST[:8],
        'map,"Plan, a",1999,nato.int: Plan',
        "Reference data: programmes",
        "reference-programmes",
        "p.csv",
        "c",
    ]
    lines = shown(100, [row])
    assert "    given by: nato.int: Plan" in lines
    assert not any("map," in line for line in lines)


@pytest.mark.parametrize("width", [40, 60, 80, 140])
@given(words=st.lists(st.text("ab cdé漢", min_size=1, max_size=60).map(str.strip).filter(bool), min_size=2, max_size=2))
def test_nothing_of_a_cell_is_lost_and_lines_fit(width: int, words: list[str]) -> None:
    row = list(ROWS[0])
    row[1], row[3] = words
    lines = shown(width, [row])
    table = [line for line in lines if not line.startswith((" " * 4, "["))]
    assert all(cell_len(line) <= width for line in table)
    said = "".join(lines).replace(" ", "")
    assert all(set(word.replace(" ", "")) <= set(said) for word in words)
