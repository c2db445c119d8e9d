"""From locations to articles."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from kg.content import shipped
from kg.errors import ContentError, SourceError, UsageError
from kg.model import Article
from kg.sources import checked_date, count, files, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, one of them deep inside, and files that are none."""
    (tmp_path / "news" / "may").mkdir(parents=True)
    (tmp_path / "news" / ".hidden").mkdir()
    (tmp_path / "news" / "b.txt").write_text("The leaders met on the lake.")
    (tmp_path / "news" / "a.md").write_text("---\ndate: 2031-05-03\n---\nThey agreed on a bridge.")
    (tmp_path / "news" / "may" / "c.html").write_text(
        "<p>The leaders of nine countries met again on the lake in May.</p>"
    )
    for name in (".hidden/d.txt", ".e.txt", "f.csv", "may/g.png"):
        (tmp_path / "news" / name).write_text("no article")
    return tmp_path


def told(found: Iterable[Article | SourceError]) -> list[str]:
    return [str(f) if isinstance(f, SourceError) else f.location for f in found]


def test_a_folder_gives_its_articles_in_order(folder: Path) -> None:
    found = told(read([str(folder / "news")], base=folder))
    assert found == ["news/a.md", "news/b.txt", "news/may/c.html"]
    assert count([str(folder / "news")]) == 3


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "news" / "b.txt")
    again = [str(folder / "news" / "b.txt"), str(folder / "news"), str(folder / "link.txt")]
    assert told(read(again, base=folder)) == ["news/b.txt", "news/a.md", "news/may/c.html"]


def test_loops_of_links_end(folder: Path) -> None:
    (folder / "news" / "may" / "up").symlink_to(folder / "news")
    assert len(told(read([str(folder / "news")], base=folder))) == 3


def test_the_same_layout_gives_the_same_ids_anywhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "news").mkdir()
    (other / "news" / "b.txt").write_text("Other words.")
    (one,) = read([str(folder / "news" / "b.txt")], base=folder)
    (two,) = read([str(other / "news" / "b.txt")], base=other)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.id, one.location) == (two.id, two.location) == (one.id, "news/b.txt")


def test_the_given_date_fills_in_where_a_source_has_none(folder: Path) -> None:
    found = read([str(folder / "news")], published="2030-01", base=folder)
    assert [a.published for a in found if isinstance(a, Article)] == ["2031-05-03", "2030-01", "2030-01"]


def test_dates_in_addresses_and_names(tmp_path: Path) -> None:
    (tmp_path / "2031-05-03-lake.txt").write_text("They met.")
    (tmp_path / "feed.md").write_text("---\nurl: https://example.org/2032/jun/4/lake\n---\nThey met.")

    def dates(published: str | None) -> list[str | None]:
        return [
            a.published for a in read([str(tmp_path)], published=published, base=tmp_path) if isinstance(a, Article)
        ]

    assert dates(None) == ["2031-05-03", "2032-06-04"]
    assert dates("2030") == ["2030", "2032-06-04"]


@pytest.mark.parametrize("date", ["tomorrow", "2031-13-01", "3.5.2031", ""])
def test_a_date_that_is_none_is_refused_at_once(tmp_path: Path, date: str) -> None:
    with pytest.raises(UsageError, match="is no date: write a day as"):
        read(["anything"], published=date, base=tmp_path)
    assert checked_date(None) is None


def test_what_cannot_be_read_is_said_and_the_rest_is_read(folder: Path) -> None:
    (folder / "news" / "0.txt").write_bytes(b"%PDF-1.7")
    (folder / "void").mkdir()
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    locations = [
        "none.txt",
        str(folder / "void"),
        str(folder / "dead.txt"),
        "https://example.org/a",
        str(folder / "news"),
    ]
    found = told(read(locations, base=folder))
    assert found[0] == "none.txt: there is no such file or folder"
    assert found[1].endswith("void: no file in it ends with .htm, .html, .markdown, .md, .text, .txt, .xhtml")
    assert found[2].endswith("dead.txt: it is a link that leads nowhere")
    assert found[3].startswith("https://example.org/a: pages are not fetched from the web yet")
    assert "0.txt: it is a PDF" in found[4]
    assert found[5:] == ["news/a.md", "news/b.txt", "news/may/c.html"]
    assert count(locations) == 4


def test_a_folder_that_may_not_be_listed_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(folder), "iterdir", refuse)
    assert told(read([str(folder / "news")], base=folder))[0].endswith("news: it cannot be read: Permission denied")


def test_what_is_neither_file_nor_folder_is_said() -> None:
    (found,) = files("/dev/null")
    assert str(found) == "/dev/null: it is neither a file nor a folder"


def test_two_sources_with_one_address_are_one_article(tmp_path: Path) -> None:
    for name, words in (("a.md", "They met."), ("b.md", "They met."), ("c.md", "They parted.")):
        (tmp_path / name).write_text(f"---\nurl: https://example.org/lake\n---\n{words}")
    found = told(read([str(tmp_path)], base=tmp_path))
    assert found == [
        "https://example.org/lake",
        "https://example.org/lake: a second source gives the same address with another text: left out",
    ]


def test_our_examples_are_there_under_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(read(["examples"], base=tmp_path))
    assert len(found) == sum(1 for _ in (shipped() / "examples").iterdir())
    for article in found:
        assert isinstance(article, Article)
        assert article.location.startswith("examples/")
        assert article.title
        assert (article.language, article.genre) == ("en", "news")


def test_a_folder_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "mine.txt").write_text("They met.")
    assert told(read(["examples"], base=tmp_path)) == ["examples/mine.txt"]


def test_the_reference_data_is_articles_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(read(["reference"], base=tmp_path))
    assert len(found) > 3
    assert {a.genre for a in found if isinstance(a, Article)} == {"reference"}
    assert count(["reference", "-"]) == len(found) + 1


def test_standard_input_is_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(words: str) -> list[Article | SourceError]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words.encode())))
        return list(read(["-"], published="2031", base=tmp_path))

    (one,), (two,), (again,) = typed("# On the lake\n\nThey met."), typed("They parted."), typed("They parted.")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.title, one.published, one.paragraphs[0].kind) == ("On the lake", "2031", "heading")
    assert one.id != two.id
    assert two == again
    (empty,) = typed("")
    assert str(empty) == "standard input: it has no text"


def test_a_loader_may_give_many_articles_and_its_failure_stays_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CONTENT", str(tmp_path / "own"))
    (tmp_path / "own" / "loaders").mkdir(parents=True)
    (tmp_path / "own" / "loaders" / "lines.py").write_text(
        'SUFFIXES = (".lines",)\n'
        "def load(path, make):\n"
        "    for n, line in enumerate(path.read_text().splitlines()):\n"
        "        yield make(line if line != 'bad' else 1 / 0, part=str(n))\n",
    )
    (tmp_path / "a.lines").write_text("They met.\nThey agreed.\nbad\n")
    (tmp_path / "b.txt").write_text("They parted.")
    found = told(read([str(tmp_path / "a.lines"), str(tmp_path / "b.txt")], base=tmp_path))
    assert found[:2] == ["a.lines#0", "a.lines#1"]
    assert found[2].endswith("a.lines: the loader lines failed: ZeroDivisionError: division by zero")
    assert found[3] == "b.txt"


def test_a_mistake_in_the_content_is_no_matter_of_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    (tmp_path / "loaders").mkdir()
    (tmp_path / "loaders" / "text.py").write_text("SUFFIXES = 3")
    (tmp_path / "b.txt").write_text("They parted.")
    with pytest.raises(ContentError, match=r"text\.py"):
        list(read([str(tmp_path / "b.txt")], base=tmp_path))


def test_a_mistake_in_the_patterns_is_no_matter_of_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.sources.genres import rules

    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "genres.yaml").write_text("names: {}")
    (tmp_path / "b.txt").write_text("They parted.")
    rules.cache_clear()
    with pytest.raises(ContentError, match=r"genres\.yaml"):
        list(read([str(tmp_path / "b.txt")], base=tmp_path))
    rules.cache_clear()


def test_half_a_surrogate_pair_reaches_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own" / "loaders").mkdir(parents=True)
    (tmp_path / "own" / "loaders" / "odd.py").write_text(
        'SUFFIXES = (".odd",)\n\n\ndef load(path, make):\n    yield make("a \\udfff b", {"title": "c \\ud800 d"})\n'
    )
    (tmp_path / "a.odd").write_text("x")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path / "own"))
    (found,) = read([str(tmp_path / "a.odd")], base=tmp_path)
    assert isinstance(found, Article)
    assert (found.text, found.title) == ("a \ufffd b", "c d")
