from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.layout import GAP, fitting, lines, wrapped
from kg.cli.output import Format, show

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE = (
    "will not give Ukraine a timetable for membership, two allied officials said on the eve of the meeting in the city"
)
COLUMNS = ("said_on", "subject", "empty", "quote", "claim")
ROWS: list[tuple[Any, ...]] = [
    ("2023-07-10", "NATO", None, QUOTE, "c-1"),
    ("2023-07-11", "Ukraine", None, "asks", "c-2"),
]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def printed(
    capsys: pytest.CaptureFixture[str], form: Format, rows: Any = ROWS, columns: tuple[str, ...] = COLUMNS
) -> str:
    show(columns, rows, form)
    return capsys.readouterr().out


@pytest.mark.usefixtures("narrow")
def test_a_long_text_goes_below_its_row_and_wraps(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, Format.TABLE).splitlines() == [
        "said_on     subject  claim",
        "2023-07-10  NATO     c-1",
        "    quote: will not give Ukraine a timetable for",
        "      membership, two allied officials said on the eve of",
        "      the meeting in the city",
        "",
        "2023-07-11  Ukraine  c-2",
        "    quote: asks",
        "",
    ]


def test_what_fits_is_one_line_a_row(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    header, first, second = printed(capsys, Format.TABLE).splitlines()
    assert header.split() == ["said_on", "subject", "quote", "claim"]  # no column that is empty throughout
    assert first == f"2023-07-10  NATO     {QUOTE}  c-1"
    assert second.index("asks") == first.index(QUOTE)


def test_without_a_terminal_a_table_is_120_wide(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    out = printed(capsys, Format.TABLE, [("x" * 115, "y")], ("one", "two"))
    assert len(out.splitlines()[1]) == 118
    out = printed(capsys, Format.TABLE, [("x" * 118, "y")], ("one", "two"))
    assert out.splitlines()[2] == "    two: y"


def test_no_rows_are_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, Format.TABLE, []) == ""


def test_a_table_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, Format.TABLE, [("\x1b[31mred\nnext [bold]x[/]",)], ("text",))
    assert out == "text\n [31mred next [bold]x[/]\n"


def test_the_other_formats_have_every_column_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    records = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert json.loads(printed(capsys, Format.JSON)) == records
    assert [json.loads(line) for line in printed(capsys, Format.JSONL).splitlines()] == records
    parsed = list(csv.DictReader(io.StringIO(printed(capsys, Format.CSV))))
    assert parsed == [{k: v or "" for k, v in record.items()} for record in records]


def test_values_that_are_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, Format.CSV, [(["a", "b"], {"n": 1}, [1, None], True, 0.5)], ("l", "m", "n", "b", "f"))
    assert list(csv.reader(io.StringIO(out)))[1] == ["a, b", '{"n": 1}', "[1, null]", "true", "0.5"]


@pytest.mark.parametrize("form", Format)
def test_no_format_steers_a_terminal(form: Format, capsys: pytest.CaptureFixture[str]) -> None:
    text = "a\x1b[31m\x9b1m\x7fb\ud800"
    out = printed(capsys, form, [(text,)], ("text",))
    assert all(character.isprintable() or character == "\n" for character in out)
    if form in (Format.JSON, Format.JSONL):
        read = json.loads(out)
        assert (read if form is Format.JSONL else read[0]) == {"text": text}


def test_csv_is_one_line_a_row_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, Format.CSV, [("a\rb", "=1+1", -1e-05, "-5%", ["@x"])], ("r", "f", "n", "p", "l"))
    assert out == "r,f,n,p,l\n\"a\rb\",'=1+1,-1e-05,-5%,'@x\n"


def test_json_lines_come_as_they_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    def rows() -> Iterator[tuple[int]]:
        yield (1,)
        assert capsys.readouterr().out == '{"n": 1}\n'
        yield (2,)

    assert show(("n",), rows(), Format.JSONL) == 2


def test_columns_give_way_the_longest_text_first_then_from_the_right() -> None:
    widths = {0: 10, 1: 10, 2: 80, 3: 70, 4: 10, 5: 8}
    assert fitting(widths, 200) == [0, 1, 2, 3, 4, 5]
    assert fitting(widths, 120) == [0, 1, 3, 4, 5]
    assert fitting(widths, 60) == [0, 1, 4, 5]
    assert fitting(widths, 36) == [0, 1, 4]
    assert fitting(widths, 5) == [0]


def test_wide_characters_take_two_cells() -> None:
    header, row = [line.plain for line in lines(("名", "b"), [("日本", "x")], 80)]
    assert header == "名    b"
    assert row == "日本  x"


def test_an_address_is_never_broken() -> None:
    url = "https://example.org/" + "a" * 50
    assert [line.plain for line in lines(("id", "url"), [("1", url)], 40)][2:4] == ["    url:", f"      {url}"]


WORDS = st.text(alphabet="abc de日", max_size=80)


@given(WORDS, st.integers(1, 40))
def test_wrapping_loses_no_word_and_keeps_the_width(text: str, width: int) -> None:
    found = wrapped(text, width)
    assert " ".join(found) == text
    assert all(cell_len(line) <= width or " " not in line for line in found)


@settings(max_examples=60)
@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), max_size=4)),
    st.integers(20, 90),
)
def test_every_line_fits_unless_one_word_does_not(rows: list[list[str]], width: int) -> None:
    columns = [f"column{n}" for n in range(len(rows[0]))] if rows else []
    found = [line.plain for line in lines(columns, rows, width)]
    longest = max((cell_len(word) for row in rows for cell in row for word in cell.split(" ")), default=0)
    assert all(cell_len(line) <= max(width, longest + len("    column0: ") + GAP) for line in found)
    text = "".join(found).replace(" ", "")
    assert all(cell.replace(" ", "") in text for row in rows for cell in row if " " not in cell)
