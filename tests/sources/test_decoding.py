"""Bytes as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources import decoded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]

WORDS = "Zelenskyy déclara à Vilnius que l’Ukraine adhérerait à l’Alliance après la guerre.\n" * 4


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file into the test's folder."""

    def writing(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writing


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read(write: Write, encoding: str) -> None:
    assert decoded(write("a.txt", WORDS.encode(encoding))) == WORDS


@pytest.mark.parametrize(("bom", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")])
def test_the_other_byte_order_is_read(write: Write, bom: bytes, encoding: str) -> None:
    assert decoded(write("a.txt", bom + WORDS.encode(encoding))) == WORDS


def test_western_text_is_guessed(write: Write) -> None:
    assert decoded(write("a.txt", WORDS.encode("cp1252"))) == WORDS


def test_other_scripts_are_guessed(write: Write) -> None:
    words = "Зеленский заявил в Вильнюсе, что Украина вступит в Альянс после войны.\n" * 6
    assert decoded(write("a.txt", words.encode("cp1251"))) == words


def test_what_is_western_but_not_windows_keeps_its_guess(write: Write) -> None:
    words = "Zelenskyy dclara  Vilnius que la guerre finirait bientt et que la paix viendrait.\n" * 3
    data = words.replace("dclara", "d\u00e9clara").encode("mac_roman") + b"\x81\x8f\x9d"
    assert "Vilnius que la guerre" in decoded(write("a.txt", data))


def test_the_declared_encoding_comes_before_a_guess(write: Write) -> None:
    assert decoded(write("a.txt", "Łódź".encode("iso8859-2")), declared="iso-8859-2") == "Łódź"


def test_a_wrong_or_unknown_declaration_is_passed_over(write: Write) -> None:
    assert decoded(write("a.txt", WORDS.encode("cp1252")), declared="ascii") == WORDS
    assert decoded(write("b.txt", WORDS.encode("cp1252")), declared="no-such-encoding") == WORDS


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "it is a PDF, not text"),
        (b"PK\x03\x04rest", "it is a ZIP archive or an office document"),
        (b"\x89PNG\r\n", "it is an image"),
        (b"N\x00A\x00T\x00O\x00", "it holds control characters"),
        (b"\x01\x02\x03\x04text", "it holds control characters"),
        (b"\xff\xfeN\x00\x00\xd8", "it says that it is UTF-16, but byte"),
        (b"\xef\xbb\xbfNATO \xff", "it says that it is UTF-8, but byte"),
        (b"\xff\x00\xff\x81", "its encoding cannot be told"),
        (bytes(range(128, 256)) * 8, "its encoding cannot be told"),
    ],
)
def test_what_is_no_text_is_said_to_be_none(write: Write, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=rf"a\.txt: .*{words}"):
        decoded(write("a.txt", data))


def test_a_stray_control_character_does_no_harm(write: Write) -> None:
    assert decoded(write("a.txt", "NATO\x02 " * 1 + "leaders met. " * 50)).startswith("NATO\x02 ")


def test_a_file_that_is_too_large_is_named(write: Write) -> None:
    with pytest.raises(SourceError, match="more than 1 MB"):
        decoded(write("a.txt", "a" * 1_000_001), most=1_000_000)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.txt: it cannot be read: No such file"):
        decoded(tmp_path / "none.txt")


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=50),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_line_ends_are_line_feeds_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, text: str, end: str
) -> None:
    path = tmp_path_factory.mktemp("decoding") / "a.txt"
    path.write_bytes(f"a{text}{end}{text}".encode())
    assert decoded(path) == f"a{text}\n{text}"


@pytest.mark.parametrize("declared", ["undefined", "idna", "hex", "no such"])
def test_what_a_file_calls_its_encoding_may_be_none(write: Write, declared: str) -> None:
    assert decoded(write("a.txt", WORDS.encode("cp1252")), declared=declared) == WORDS
