from __future__ import annotations

import pytest

from kg.errors import ContentError
from kg.reference.tables import TABLES, Row, rows

HEADER = "id,name,body,city,start,end,regular,aliases,source"


def summits(*lines: str, header: str = HEADER) -> list[Row]:
    return list(rows(TABLES["summits"], "summits.csv", "\n".join((header, *lines)) + "\n"))


def test_a_row_knows_its_cells_and_its_place_in_the_text() -> None:
    text = HEADER + '\n"a-1","Õne, two summit",nato,,2023-07-11,,no,one|two,un.org\n\nb-1,B,nato,,2024,,,,un.org\n'
    first, second = rows(TABLES["summits"], "summits.csv", text)
    assert text[first.start : first.end] == '"a-1","Õne, two summit",nato,,2023-07-11,,no,one|two,un.org'
    assert text[second.start : second.end] == "b-1,B,nato,,2024,,,,un.org"
    assert (first.line, second.line) == (2, 4)
    assert first["name"] == "Õne, two summit"
    assert first.get("end") is None
    assert first["country"] == ""
    assert first.listed("aliases") == ("one", "two")
    assert first.listed("end") == ()
    assert not first.flag("regular", default=True)
    assert second.flag("regular", default=True)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a,A,nato,,2023-02-30,,,,un.org", "summits.csv:2: start '2023-02-30' is no year, month or day"),
        ("a,A,nato,,2023,,,,", "summits.csv:2: source is missing"),
        ("a,,nato,,2023,,,,un.org", "summits.csv:2: name is missing"),
        ("a,A,nato,,2023,2022,,,un.org", r"summits.csv:2: it ends \(2022\) before it starts \(2023\)"),
        ("a,A,nato,,2023,,maybe,,un.org", "regular is yes or no, not 'maybe'"),
        ("a, A,nato,,2023,,,,un.org", "name has blanks around it"),
        ("a,A,nato", "3 cells under 9 columns"),
        ('a,"A', "not a line of CSV"),
        ('a,"A\nB",nato,,2023,,,,un.org', "a cell must not run over the end of its line"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(line: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        summits(line)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,name,body,source", "summits.csv:1: .*start is missing"),
        (HEADER + ",mood", "mood is unknown"),
        (HEADER + ",city", "city is there twice"),
        ("", "id is missing"),
    ],
)
def test_wrong_columns_are_named(header: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        summits(header=header)
