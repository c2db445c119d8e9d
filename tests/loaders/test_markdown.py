"""Markdown with front matter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Article
from kg.sources import front_matter, read

if TYPE_CHECKING:
    from collections.abc import Callable

    One = Callable[..., Article]
    Problem = Callable[..., str]

SHARED = Path(__file__).parents[2] / "../shared"

WHOLE = """---
title: "Leaders of the\\_Lake States:\\
  \\ Joint Statement"
outlet: {name: Lake Office}
authors: [Ada Example, Bo Sample]
published_time: 2031-05-03 23:30:00-04:00
source_url: https://example.org/Lake?utm_source=feed#top
lang: en-GB
---

 
# Leaders of the Lake States: Joint Statement

We, the leaders of the Lake States, promise to build
a bridge across the lake.

* * *

- We will clean the **water**.
"""  # noqa: W293 - a line of one blank is part of the text


def test_front_matter_is_understood(one: One) -> None:
    article = one("lake.md", WHOLE)
    assert article.title == "Leaders of the Lake States: Joint Statement"
    assert (article.outlet, article.author) == ("Lake Office", "Ada Example, Bo Sample")
    assert (article.published, article.language) == ("2031-05-03", "en")
    assert article.url == "https://example.org/Lake?utm_source=feed#top"
    assert article.location == "https://example.org/Lake"
    assert article.id.startswith("lake-")
    assert (article.genre, article.issuer) == ("declaration", "leaders of the Lake States")


def test_the_body_stays_as_it_is(one: One) -> None:
    article = one("lake.md", WHOLE)
    assert article.text == WHOLE[WHOLE.index(" \n# Leaders") :]
    assert [(p.kind, article.text[p.start : p.end][:12]) for p in article.paragraphs] == [
        ("heading", "Leaders of t"),
        ("body", "We, the lead"),
        ("boilerplate", "* * *"),
        ("body", "We will clea"),
    ]


def test_a_body_that_repeats_the_title_begins_with_a_heading(one: One) -> None:
    article = one("lake.md", "---\ntitle: The leaders met.\n---\nThe leaders met.\n\nThey agreed.\n")
    assert [p.kind for p in article.paragraphs] == ["heading", "body"]


def test_a_date_in_the_source_wins(one: One) -> None:
    assert one("a.md", "---\ndate: 2031-05-03\n---\nThey met.", published="2030").published == "2031-05-03"
    assert one("b.md", "---\ndate: some day\n---\nThey met.", published="2030").published == "2030"
    assert one("c.md", "They met.").published is None


def test_paragraphs_in_other_languages_are_no_body(one: One) -> None:
    english = "The parties to this treaty agree to build a bridge across the lake and to keep the water clean for all."
    french = "Les parties au présent traité conviennent de construire un pont sur le lac et de garder l'eau propre."
    article = one("treaty.md", "\n\n".join([english, french] * 4))
    assert article.language == "en"
    assert [p.kind for p in article.paragraphs] == ["body", "boilerplate"] * 4


def test_a_text_in_another_language_keeps_its_body(one: One) -> None:
    article = one("pont.md", "Les parties au présent traité conviennent de construire un pont sur le lac de la paix.")
    assert article.language == "fr"
    assert [p.kind for p in article.paragraphs] == ["body"]


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ('title: "open', r"lake\.md:2: its front matter is no YAML: found unexpected end of stream"),
        ("title: a\n  b: [c", r"lake\.md:3: its front matter is no YAML"),
        ("title: *unknown", r"lake\.md:2: its front matter is no YAML"),
        ("title: a" * 30 + "\x02", r"lake\.md:1: its front matter is no YAML"),
        ("a: " + "[" * 3000, r"lake\.md:\d+: its front matter is no YAML"),
    ],
)
def test_broken_front_matter_is_named_with_its_line(problem: Problem, front: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        raise SourceError(problem("lake.md", f"---\n{front}\n---\nThey met."), "")


def test_front_matter_without_an_end_is_a_problem(problem: Problem) -> None:
    assert problem("lake.md", "---\ntitle: a\n\nThey met.") == (
        "lake.md:1: its front matter has no end: close it with a line ---"
    )


@pytest.mark.parametrize(
    "text", ["---\nThey met.\n---\nThey agreed.\n", "---\n\n---\n", "----\ntitle: a\n", " ---\na: b\n---\n"]
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert front_matter(text, Path("a.md")) == ({}, text)


def test_dates_and_numbers_stay_as_they_are_written() -> None:
    fields, body = front_matter("---\na: 2023-02-30\nb: 007\nc: yes\n---\nx", Path("a.md"))
    assert fields == {"a": "2023-02-30", "b": "007", "c": "yes"}
    assert body == "x"


def test_comments_and_quoted_keys_are_front_matter_too() -> None:
    assert front_matter('---\n# made by hand\n\n# twice\n"title": a\n---\nx', Path("a.md")) == ({"title": "a"}, "x")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_body_comes_through(body: str) -> None:
    assert front_matter(f"---\ntitle: a\n---\n\n{body}\n", Path("a.md")) == ({"title": "a"}, f"{body}\n")


@pytest.mark.skipif(not (SHARED / "eval/dev").is_dir(), reason="the annotated texts are not here")
def test_annotated_quotes_are_where_they_should_be() -> None:
    for file in sorted((SHARED / "eval/dev").glob("*.json")):
        gold = json.loads(file.read_text())
        (path,) = [p for p in (SHARED / gold["text_path"], SHARED / "corpus" / gold["text_path"]) if p.is_file()]
        (article,) = read([str(path)], published=gold["published"], base=SHARED)
        assert isinstance(article, Article)
        assert article.published == gold["published"]
        for claim in gold["claims"]:
            assert article.text[claim["start"] : claim["end"]] == claim["quote"]
            paragraph = article.paragraph_at(claim["start"])
            assert paragraph is not None
            assert paragraph.kind == "body"


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not here")
def test_every_text_of_the_corpus_loads() -> None:
    found = list(read([str(SHARED / "corpus/news-dev"), str(SHARED / "corpus/treaties")], base=SHARED))
    assert len(found) > 40
    for article in found:
        assert isinstance(article, Article)
        assert article.title
        assert article.language == "en"
        assert article.genre == ("treaty" if "treaties" in article.location else article.genre)
