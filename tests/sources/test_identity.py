"""Where an article lies, and its id."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.content import shipped
from kg.sources.identity import article_id, canonical_url, file_location

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.Example.ORG/News/A?id=3#top", "https://www.example.org/News/A?id=3"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=y&UTM_medium=z", "https://example.org/a?id=3"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/", None),
        ("https://example.org", None),
        ("https://example.org/?p=12", "https://example.org/?p=12"),
        ("ftp://example.org/a", None),
        ("https://localhost/a", None),
        ("https://[broken/a", None),
        ("https://example.org:port/a", None),
        ("/news/a", None),
        ("", None),
    ],
)
def test_an_address_has_one_form(url: str, canonical: str | None) -> None:
    assert canonical_url(url) == canonical


@given(st.text(max_size=60))
def test_a_canonical_address_stays_as_it_is(path: str) -> None:
    found = canonical_url(f"https://example.org/{path}")
    assert found is None or canonical_url(found) == found


def test_a_file_is_named_from_the_base(tmp_path: Path) -> None:
    assert file_location(tmp_path / "news" / "a.md", tmp_path) == "news/a.md"
    assert file_location(tmp_path / "news" / ".." / "a.md", tmp_path) == "a.md"


def test_a_file_elsewhere_is_named_from_the_root(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    assert file_location(tmp_path / "a.md", tmp_path / "base") == (tmp_path / "a.md").as_posix()


def test_our_examples_are_named_the_same_everywhere(tmp_path: Path) -> None:
    assert file_location(shipped() / "examples" / "a.md", tmp_path) == "examples/a.md"


def test_a_base_that_is_a_link_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert file_location(tmp_path / "link" / "a.md", tmp_path / "real") == "a.md"


def test_names_are_composed(tmp_path: Path) -> None:
    assert file_location(tmp_path / "e\u0301.md", tmp_path) == "é.md"


def test_a_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.md")
    assert file_location(path, tmp_path) == r"caf\xe9.md"


def test_an_id_says_what_the_article_is() -> None:
    assert article_id("news/2023-07-11 NATO’s Vilnius summit.md").startswith("2023-07-11-nato-vilnius-summit-")
    assert article_id("https://example.org/news/vilnius%20summit.html?id=3").startswith("vilnius-summit-")
    assert article_id("https://example.org/?p=12").startswith("article-")


def test_ids_tell_places_apart() -> None:
    assert article_id("a/summit.md") != article_id("b/summit.md")
    assert article_id("https://example.org/?p=1") != article_id("https://example.org/?p=2")


@given(st.text(max_size=300))
def test_an_id_is_short_and_stable(location: str) -> None:
    found = article_id(location)
    assert found == article_id(location)
    assert len(found) <= 50 + 1 + 8
    assert found.rpartition("-")[0]
    assert " " not in found


def test_a_shipped_example_has_one_location_wherever_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "env" / "kg" / "_content"
    example = shipped / "examples" / "one.md"
    example.parent.mkdir(parents=True)
    example.touch()
    monkeypatch.setattr("kg.sources.identity.shipped", lambda: shipped)
    assert file_location(example, tmp_path) == "examples/one.md"
    assert file_location(tmp_path / "two.md", tmp_path) == "two.md"
