"""Plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Article

    One = Callable[..., Article]
    Problem = Callable[..., str]

PLAIN = (
    "Nine leaders meet on the lake\n\nThe leaders met on the lake on Monday.\n They agreed.\n\nSource: Lake Agency\n"
)


def test_the_text_stays_as_it_is(one: One) -> None:
    article = one("lake.txt", PLAIN)
    assert article.text == PLAIN
    assert article.title == "Nine leaders meet on the lake"
    assert article.loader == "text"
    assert [p.kind for p in article.paragraphs] == ["heading", "body", "body", "boilerplate"]


def test_line_ends_are_the_only_change(one: One) -> None:
    assert one("lake.txt", "\ufeffOne.\r\nTwo.\rThree. ").text == "One.\nTwo.\nThree. "


def test_front_matter_is_no_text(one: One) -> None:
    article = one("lake.txt", "---\ntitle: On the lake\ndate: 2031-05-03\n---\n\n \nThe leaders met.\n")
    assert article.text == " \nThe leaders met.\n"
    assert (article.title, article.published) == ("On the lake", "2031-05-03")


def test_a_text_without_a_heading_is_called_by_its_first_words(one: One) -> None:
    assert one("lake.txt", "The leaders met on the lake. They agreed on a bridge.").title == (
        "The leaders met on the lake. They agreed on a bridge."
    )
    title = one("lake.txt", f"The leaders met and {'talked and ' * 20}agreed.").title
    assert title is not None
    assert title.endswith(("talked …", "and …"))
    assert len(title) <= 122


def test_first_words_are_no_title_that_tells_a_genre(one: One) -> None:
    assert one("lake.txt", "No joint statement on the lake was issued.").genre == "news"


def test_marks_are_words_in_plain_text(one: One) -> None:
    assert one("lake.txt", "# The leaders met.\n\n**They agreed.**").paragraphs[0].start == 0


@pytest.mark.parametrize("content", ["", "\n \n", "---\ntitle: a\n---\n\n"])
def test_an_empty_file_is_a_problem(problem: Problem, content: str) -> None:
    assert problem("lake.txt", content) == "lake.txt: it has no text"


def test_a_binary_file_is_a_problem(problem: Problem) -> None:
    assert "it is a PDF, not text" in problem("lake.txt", b"%PDF-1.7")


def test_an_unknown_suffix_is_read_as_text(one: One) -> None:
    assert one("lake.press", PLAIN).loader == "text"
