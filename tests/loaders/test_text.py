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


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("Leaders meet\n\n11 July 2031, 14:05 BST", "2031-07-11"),
        ("Leaders meet\n\nPublished on July 11, 2031", "2031-07-11"),
        ("Last updated: 2031-07-11", "2031-07-11"),
        ("Leaders meet\n\nJuly 2031", None),
        ("The leaders met.\n\n11 July 2031", None),
        ("Leaders remember 11 July 2031", None),
    ],
)
def test_a_line_with_the_date_above_the_text_dates_it(one: One, above: str, date: str | None) -> None:
    assert one("lake.txt", f"{above}\n\nThey agreed on a bridge.\n\nThey left.").published == date


def test_a_pasted_page_of_one_paragraph_a_line(one: One) -> None:
    lines = [
        "Nine leaders have agreed to build a bridge across the lake, but they did not say who is to pay for it.",
        "They want to finish it before the summer of the year after the next one, the host of the meeting said.",
        "READ MORE: Who pays for the bridge?",
        "Sweden, meanwhile,",
        "has ruled out any payment for it.",
    ]
    article = one("lake.txt", "Home > World\n" + "\n".join(lines))
    found = [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]
    assert [kind for kind, _ in found] == ["boilerplate", "body", "body", "boilerplate", "body"]
    assert found[4][1] == "Sweden, meanwhile,\nhas ruled out any payment for it."
