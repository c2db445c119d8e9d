"""Saved web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Article

    One = Callable[..., Article]
    Problem = Callable[..., str]

BODY = """<article><h1>Leaders meet on the lake</h1>
<p>The leaders of nine countries met on the <b>lake</b> on Monday and promised<br>to build a bridge across it.</p>
<h2>What they want</h2>
<p>They published a list of what they want to do together before the summer begins:</p>
<ul><li>Clean the water</li><li>Count the <a href="/fish">fish</a></li></ul>
<blockquote><p>We will not give up the lake, said the president of the largest country on its shore.</p></blockquote>
<table><tr><td>Norway</td><td>2 boats</td></tr><tr><td>Denmark</td><td>3 boats</td></tr></table>
</article>"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Leaders meet on the lake | The Lake Times</title>
<meta property="og:title" content="Leaders meet on the lake"><meta property="og:site_name" content="the lake times">
<meta name="author" content="Ada Example"><meta property="article:published_time" content="2031-05-03T08:00:00Z">
<link rel="canonical" href="https://Example.org/news/lake.html?utm_source=x&amp;id=3#top"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>{BODY}
<footer>All rights reserved</footer></body></html>"""


def test_a_page_says_what_it_is(one: One) -> None:
    article = one("lake.html", PAGE)
    assert (article.title, article.outlet, article.author) == (
        "Leaders meet on the lake",
        "the lake times",
        "Ada Example",
    )
    assert (article.published, article.language, article.loader) == ("2031-05-03", "en", "html")
    assert article.location == "https://example.org/news/lake.html?id=3"
    assert article.id.startswith("lake-")


def test_the_main_text_is_paragraphs(one: One) -> None:
    article = one("lake.html", PAGE)
    assert article.text == (
        "# Leaders meet on the lake\n\n"
        "The leaders of nine countries met on the lake on Monday and promised to build a bridge across it.\n\n"
        "## What they want\n\n"
        "They published a list of what they want to do together before the summer begins:\n\n"
        "- Clean the water\n\n- Count the fish\n\n"
        "> We will not give up the lake, said the president of the largest country on its shore.\n\n"
        "| Norway | 2 boats\n\n| Denmark | 3 boats"
    )
    assert [p.kind for p in article.paragraphs][:4] == ["heading", "body", "heading", "body"]


def test_what_a_page_says_to_search_engines_fills_in(one: One) -> None:
    linked = (
        '[1, {"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "datePublished": "2031-05-04T10:00",'
        ' "author": [{"name": "Lake Office"}], "publisher": {"name": "Office of the Lake"}}]'
    )
    scripts = "".join(f'<script type="application/ld+json">{s}</script>' for s in ("{broken", "3", "[" * 9999, linked))
    article = one("lake.html", f"<html><head>{scripts}</head><body>{BODY}</body></html>")
    assert article.published == "2031-05-04"
    assert (article.author, article.outlet) == ("Lake Office", "Office of the Lake")


def test_numbers_of_footnotes_are_no_words(one: One) -> None:
    noted = BODY.replace("across it.", 'across it<sup><a href="#1">12</a></sup> in 10<sup>th</sup> place.')
    assert "across it in 10th place." in one("lake.html", f"<html><body>{noted}</body></html>").text


def test_the_same_page_gives_the_same_article(one: One) -> None:
    assert one("lake.html", PAGE) == one("lake.html", PAGE)


def test_the_encoding_is_the_one_the_page_declares(one: One) -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body>{BODY.replace("nine", "Łódź, nine")}</body></html>'
    assert "Łódź" in one("lake.htm", page.encode("iso-8859-2")).text


def test_xhtml_with_a_declaration_is_read(one: One) -> None:
    page = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{BODY}</body></html>'
    )
    assert one("lake.xhtml", page).title == "Leaders meet on the lake"


def test_a_home_page_as_address_is_none(one: One) -> None:
    page = PAGE.replace("/news/lake.html?utm_source=x&amp;id=3#top", "/")
    assert one("lake.html", page).location == "lake.html"


def test_entities_are_not_followed(one: One) -> None:
    body = BODY.replace("nine", "nine &x;")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>{body}</body></html>'
    assert "&x;" in one("lake.html", page).text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "it has no text"),
        ("<html><body><script>no()</script></body></html>", "no article was found on this page"),
        ("<html><body>" + "<div>" * 50_000 + BODY, "nested more than 400 deep"),
        ("<!-- -->", "it is no HTML"),
    ],
)
def test_a_page_without_an_article_is_a_problem(problem: Problem, page: str, words: str) -> None:
    assert words in problem("lake.html", page)


@pytest.mark.parametrize(
    "noise",
    [
        "<p>" * 5000,
        "<a " * 50_000 + ">",
        "<b></b>" * 5000,
        "<img " + "a=1 " * 50_000 + ">",
        "</div>" * 5000,
        "<br>" * 5000,
    ],
)
def test_broken_pages_are_read_all_the_same(one: One, noise: str) -> None:
    assert "nine countries" in one("lake.html", f"<html><body>{noise}{BODY}</body></html>").text


def test_a_page_that_is_too_large_is_a_problem(problem: Problem) -> None:
    assert "more than 20 MB" in problem("lake.html", b"<p>" + b"a" * 20_000_000)
