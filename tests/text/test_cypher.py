"""A statement's words: what is in strings and comments hides nothing and is taken for nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kg.text.cypher import Token, bare, tokens

STATEMENTS = st.text() | st.text(alphabet="ab $'\"`/*\n\\;", max_size=60)


@given(STATEMENTS)
@example("RETURN `a``b`, 'it\\'s' // c\n/* d */ /* open")
def test_tokens_stand_where_they_say_in_order(statement: str) -> None:
    found = tokens(statement)
    for token in found:
        assert statement[token.at : token.at + len(token.text)] == token.text
    assert [t.at for t in found] == sorted({t.at for t in found})


@given(STATEMENTS)
@example("/* a\nb */ 'c\nd' `e``f`")
def test_blanking_keeps_every_place_and_line(statement: str) -> None:
    blanked = bare(statement)
    assert len(blanked) == len(statement)
    assert [i for i, c in enumerate(blanked) if c == "\n"] == [i for i, c in enumerate(statement) if c == "\n"]
    assert all(b in (" ", s) for b, s in zip(blanked, statement, strict=True))


@given(STATEMENTS)
def test_what_is_blanked_is_what_no_word_stands_in(statement: str) -> None:
    words = [token for token in tokens(statement) if token.kind in ("word", "other")]
    assert bare(statement).split() == "".join(_spread(statement, words)).split()


def _spread(statement: str, words: list[Token]) -> list[str]:
    spread = [" "] * len(statement)
    for token in words:
        spread[token.at : token.at + len(token.text)] = token.text
    return spread


def test_what_is_left_open_hides_nothing() -> None:
    assert bare("RETURN 'a, $b") == "RETURN 'a, $b"
    assert bare("RETURN 1 /* $b") == "RETURN 1 /* $b"
    assert bare("RETURN `a``$b`, $c") == "RETURN        , $c"
