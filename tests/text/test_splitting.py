"""Where paragraphs begin and end, and of what kind they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import PARAGRAPH_KINDS
from kg.text import paragraphs

WRAPPED = """The leaders of nine countries met on the lake on Monday and said that
they would build a bridge across it. They did not say what the bridge
is to cost.

They also agreed to clean the water together before the summer begins,
which the fishermen had asked for.
The next meeting is in May, on the other shore of the lake, they said,
if the weather allows it."""


def spans(text: str, *, markup: bool = False) -> list[str]:
    return [text[p.start : p.end] for p in paragraphs(text, markup)]


def kinds(text: str, *, markup: bool = False) -> dict[str, str]:
    return {text[p.start : p.end]: p.kind for p in paragraphs(text, markup)}


def test_lines_of_a_wrapped_text_are_joined() -> None:
    found = spans(WRAPPED)
    assert [words.split()[0] for words in found] == ["The", "They", "The"]
    assert found[0].endswith("to cost.")


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    text = "\n".join(f"Paragraph {n} says that {'the lake is deep and ' * 12}cold." for n in range(4))
    assert len(spans(text)) == 4


def test_a_long_line_that_goes_on_in_lower_case_is_joined() -> None:
    line = f"The report says that {'the lake is deep and ' * 12}cold"
    assert len(spans(f"{line}\nand green, as everyone knows.\n{line}.")) == 2


def test_a_text_of_short_lines_is_no_wrapped_one() -> None:
    assert spans("The leaders met.\nThey agreed.\nThey left.") == ["The leaders met.", "They agreed.", "They left."]


def test_a_line_of_blanks_parts_paragraphs() -> None:
    assert spans("  One.  \n \u00a0 \nTwo.\n\n\n") == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", "\n", " \n \u00a0\n", "> > >"])
def test_a_text_without_words_has_no_paragraph(text: str) -> None:
    assert paragraphs(text, markup=True) == ()


def test_marks_lie_outside_a_paragraph() -> None:
    text = "# Title\n\n> Quoted words\n> go on.\n\n- One item.\n- Another item,\n  longer.\n\n12. Numbered.\n"
    assert spans(text, markup=True) == [
        "Title",
        "Quoted words\n> go on.",
        "One item.",
        "Another item,\n  longer.",
        "Numbered.",
    ]


def test_a_quotation_ends_where_its_marks_end() -> None:
    assert spans("> quoted words and\nothers", markup=True) == ["quoted words and", "others"]


def test_headings_of_markdown() -> None:
    text = (
        "Title of all\n===\n\n**A bold line**\n\n##Glued\n\n### Article 1 ###\n\n"
        "**We promise, in bold letters, that we will do all that we said, and more than that, as soon as we can.**\n\n"
        "The **bold** word is no heading.\n"
    )
    found = kinds(text, markup=True)
    assert {words for words, kind in found.items() if kind == "heading"} == {
        "Title of all", "**A bold line**", "Glued", "Article 1 ###",
    }  # fmt: skip


def test_a_short_line_without_an_end_is_a_heading() -> None:
    text = "Nine leaders meet on the lake\n\nThe leaders met.\n\nWhat comes next\n\nThey meet again in May."
    assert [p.kind for p in paragraphs(text)] == ["heading", "body", "heading", "body"]


def test_the_first_part_of_a_headline_is_one() -> None:
    assert kinds("Leaders meet;\n\nThey agreed.")["Leaders meet;"] == "heading"


@pytest.mark.parametrize(
    "text",
    [
        "Leaders meet on the lake",  # all that there is
        "Leaders meet on\n\nthe lake, and agree.",
        "We will:\n\n- build a bridge",
        "Are you sure —\n\nYes.",
    ],
)
def test_what_only_looks_like_a_heading(text: str) -> None:
    assert "heading" not in kinds(text, markup=True).values()


@pytest.mark.parametrize(
    "words",
    [
        "I’m Ada Example, a freelance journalist with a love of lakes. I have written about water for ten years.",
        "By Ada Example and Bo Sample, political correspondent",
        "BY ADA EXAMPLE",
        "Image copyright Some Agency Image caption The lake in winter",
        "FILE PHOTO: A leader looks at the lake. AGENCY/Ada Example",
        "The lake at dawn. (AP Photo/Ada Example)",
        "Media playback is unsupported on your device",
        "Photo: Ada Example",
        "Story Continued Below",
        "ADVERTISEMENT",
        "Sign up for our newsletter and get the lake in your inbox",
        "Subscribe to the daily briefing",
        "Copyright 2031 The Lake Times",
        "© The Lake Times. All rights reserved.",
        "We use cookies to give you the best experience.",
        "Accept all cookies",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Share on Facebook | Tweet | Email",
        "Read more: Fish are back in the lake",
        "More:",
        "Related: A bridge too short",
        "Tags: lake, bridge",
        "Updated at 7:16 p.m. on 3 May 2031",
        "This article is more than 2 years old",
        "5 min read",
        "Ada Example contributed to this report.",
        "Reporting by Ada Example; editing by Bo Sample",
        "Written by Ada Example",
        "Write to Ada Example at ada@example.org",
        "Follow her on Twitter @adaexample",
        "Skip to main content",
        "Editor’s note: an earlier version misspelt the lake.",
        "Please enable JavaScript to watch this.",
        "Leave a comment",
        "***",
    ],
)
def test_what_is_around_an_article_is_boilerplate(words: str) -> None:
    text = f"The leaders met on the lake.\n\n{words}\n\nThey agreed on a bridge.\n\nThey left.\n\nIt rained."
    assert kinds(text)[words] == "boilerplate"
    assert kinds(text)["They agreed on a bridge."] == "body"


@pytest.mark.parametrize(
    "words",
    [
        "By Friday the leaders want to agree on a bridge.",
        "Share of the costs: Norway pays half of it.",
        "The source said that the bridge would be built.",
        "The minister wrote to Kyiv that Berlin would pay.",
        "Video calls between the leaders will go on, the spokesman said.",
        "I am the president of all citizens, she said.",
        "Sign up to the treaty, he told the leaders of the nine.",
        "Photographs from the front moved the leaders to promise more.",
        "More than nine countries promised to pay.",
        "Norway contributed two ships and Denmark contributed ten million euros.",
        "Copying the treaty of the other lake was ruled out.",
        "The agency reported from the lake that the leaders had agreed.",
        "Loading of the ships must end, the leaders demanded."[8:],
        "The correspondent is a member of the delegation and will not vote.",
        "We used the pause to talk to Kyiv, the minister said.",
    ],
)
def test_what_only_looks_like_boilerplate(words: str) -> None:
    text = (
        f"The leaders met on the lake.\n\n{words}\n\nThey agreed on a bridge.\n\nThey left.\n\nIt rained.\n\nIt snowed."
    )
    assert kinds(text)[words] == "body"


def test_after_the_source_nothing_belongs_to_the_article() -> None:
    told, about = "The leaders met.\n\nThey agreed.", "Ada has won prizes for what she wrote.\n\nShe likes tea."
    text = f"{told}\n\nSource: Lake Agency\n\n{about}"
    assert [p.kind for p in paragraphs(text)] == ["body", "body", *["boilerplate"] * 3]


def test_a_source_at_the_start_ends_nothing() -> None:
    text = "Source: Lake Agency\n\nThe leaders met.\n\nThey agreed.\n\nThey left."
    assert [p.kind for p in paragraphs(text)] == ["boilerplate", "body", "body", "body"]


def test_who_an_author_is_is_boilerplate_at_the_end_only() -> None:
    bio = "Ada Example, formerly of the ministry, is a senior fellow at the Lake Institute."
    body = [f"The leaders agreed on point {n}." for n in range(6)]
    assert kinds("\n\n".join([*body, bio]))[bio] == "boilerplate"
    assert kinds("\n\n".join([bio, *body]))[bio] == "body"


bits = ["NATO", "agreed.", "\n", "\n\n", " ", "# ", "> ", "- ", "**", "|", "===", "1. ", "Source: X"]
texts = st.lists(st.sampled_from(bits), max_size=60).map("".join) | st.text(max_size=120)


@given(texts, st.booleans())
def test_paragraphs_are_in_order_apart_and_hold_every_word(text: str, markup: bool) -> None:
    found = paragraphs(text, markup)
    assert [p.n for p in found] == list(range(len(found)))
    ends = [0, *(p.end for p in found)]
    assert all(before <= p.start < p.end for before, p in zip(ends, found, strict=False))
    assert all(p.kind in PARAGRAPH_KINDS for p in found)
    assert all(text[p.start : p.end] == text[p.start : p.end].strip() for p in found)
    outside = "".join(text[a:b] for a, b in zip(ends, [*(p.start for p in found), len(text)], strict=True))
    assert "NATO" not in outside
    assert "agreed" not in outside


def test_a_long_text_is_split_in_one_pass() -> None:
    text = "The leaders promised to build a bridge across the lake before the end of the year.\n\n" * 20_000
    assert len(paragraphs(text, markup=True)) == 20_000


@pytest.mark.parametrize("marks", ["* ", "[a](b", "<a ", "**a", "![", "`", "<!--", "___", "> "])
def test_hostile_marks_take_no_long_time(marks: str) -> None:
    assert len(paragraphs(f"The leaders met.\n\n{marks * 100_000}", markup=True)) <= 2
