"""Saved web pages: the main text of a page, without what is around it, and what the page says of itself.

The article's text is what this loader makes of the page: one paragraph a block, headings with `#`, list items with
`-`. It is a function of the file alone: nothing is fetched.
"""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Any

from kg.errors import SourceError
from kg.sources import contents, decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from kg.model import Article
    from kg.sources import Maker

SUFFIXES = (".html", ".htm", ".xhtml")
MOST = 20_000_000  # bytes
DEEPEST = 400  # elements in elements; real pages have some dozens
HEAD = 4096  # bytes in which a page names its encoding
BLOCKS = ("head", "p", "item", "row", "quote", "code")  # trafilatura's; a row has cells

LINKED = '//script[@type="application/ld+json"]'

_FOOTNOTE = re.compile(r"\s*\[?\d{1,3}\]?\s*")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_PROLOG = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_UNNESTED = "br|hr|img|input|meta|link|source|area|base|col|embed|wbr|p|li|td|tr|th|dt|dd|option"  # often not closed
_TAG = re.compile(rf"<(/?)(?!(?:{_UNNESTED})\b)[a-zA-Z][^<>]*?(/?)>", re.IGNORECASE)


def load(path: Path, make: Maker) -> Iterator[Article]:
    """The article on a saved page. SourceError where none is found, or the page is too large or too deeply nested."""
    page = decoded(path, most=MOST, declared=_declared(contents(path, most=MOST)[:HEAD]))
    if not page.strip():
        raise SourceError(path, "it has no text")
    if _depth(page) > DEEPEST:
        raise SourceError(path, f"its elements are nested more than {DEEPEST} deep, as in no real page")
    tree = _tree(page, path)
    said = _said(tree)
    found = _extracted(tree)
    text = "\n\n".join(_blocks(found.body)) if found is not None and found.body is not None else ""
    if not text:
        raise SourceError(path, "no article was found on this page")
    yield make(text, said | _fields(found), markup=True)


def _declared(head: bytes) -> str | None:
    found = _CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def _depth(page: str) -> int:
    """How deeply elements are nested, as far as open and closed tags tell."""
    depth = deepest = 0
    for closing, empty in _TAG.findall(page):
        depth = max(0, depth - 1) if closing else depth + (not empty)
        deepest = max(deepest, depth)
    return deepest


def _tree(page: str, path: Path) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415 - a loader of text need not wait for it

    try:
        return html.document_fromstring(_PROLOG.sub("", page, count=1), parser=html.HTMLParser(remove_pis=True))
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(path, f"it is no HTML: {error}") from error


def _said(tree: HtmlElement) -> dict[str, Any]:
    """What the page's data for search engines (JSON-LD) says of the article, and the page of its site and language."""
    linked = (item for script in tree.xpath(LINKED) for item in _items(script.text or ""))
    said = next((item for item in linked if "headline" in item or "datePublished" in item), {})
    site, language = tree.xpath('string(//meta[@property="og:site_name"]/@content)'), tree.xpath("string(/html/@lang)")
    return said | {name: value for name, value in (("sitename", site), ("language", language)) if value}


def _items(script: str) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(script)
    except (ValueError, RecursionError):
        return
    items = found.get("@graph", [found]) if isinstance(found, dict) else found
    yield from (item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))


def _extracted(tree: HtmlElement) -> Any:
    """The main text as trafilatura finds it, without the numbers of footnotes."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    for note in list(tree.iter("sup")):
        if _FOOTNOTE.fullmatch(note.text_content()):
            note.drop_tree()
    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what goes wrong is said in one sentence
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    return bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=dates)


def _fields(found: Any) -> dict[str, Any]:
    fields = {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "url": found.url,
        "website": found.sitename,
    }
    return {name: value for name, value in fields.items() if value}


def _blocks(body: Any) -> Iterator[str]:
    """The text of each block in order, with the mark that Markdown has for it."""
    for gap in body.iter("lb", "cell"):
        gap.text = f"{' | ' if gap.tag == 'cell' else ' '}{gap.text or ''}"
    for block in body.iter(*BLOCKS):
        if any(outer.tag in BLOCKS for outer in block.iterancestors()):
            continue
        words = " ".join("".join(block.itertext()).split())
        if words:
            yield _mark(block) + words


def _mark(block: Any) -> str:
    if block.tag == "head":
        return "#" * int((block.get("rend") or "h2")[1:] or 2) + " "
    return {"item": "- ", "quote": "> "}.get(block.tag, "")
