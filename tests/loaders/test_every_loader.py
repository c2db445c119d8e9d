"""What holds for every loader: a new one needs a sample here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import GENRES, Article
from kg.sources import loaders, read
from kg.sources.loaders import claimed

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "The leaders of nine countries met on the lake on Monday and promised to build a bridge across it.",
    "They also agreed to clean the water before the summer begins, which the fishermen had asked for.",
)
SAMPLES = {
    "text": "\n\n".join(SENTENCES),
    "markdown": "---\ntitle: On the lake\n---\n" + "\n\n".join(SENTENCES),
    "html": "<html><body><article>" + "".join(f"<p>{s}</p>" for s in SENTENCES) + "</article></body></html>",
}

names = pytest.mark.parametrize("name", sorted(loaders()))


@pytest.fixture
def sample(name: str, tmp_path: Path) -> Path:
    """A file of the kind that a loader reads."""
    path = tmp_path / f"lake{loaders()[name].suffixes[0]}"
    path.write_text(SAMPLES[name])
    return path


@names
def test_it_says_what_it_reads_and_yields(name: str) -> None:
    loader = loaders()[name]
    assert all(claimed()[suffix] is loader for suffix in loader.suffixes), "two of ours claim a suffix"
    assert loader.load.__doc__


@names
@pytest.mark.usefixtures("sample")
def test_it_gives_whole_articles(name: str, sample: Path) -> None:
    (article,) = read([str(sample)], published="2031", base=sample.parent)
    assert isinstance(article, Article)
    assert (article.loader, article.location, article.published) == (name, sample.name, "2031")
    assert article.genre in GENRES
    assert article.title
    body = [article.text[p.start : p.end] for p in article.paragraphs if p.kind == "body"]
    assert body == list(SENTENCES)


@names
def test_it_gives_the_same_each_time(name: str, sample: Path) -> None:
    assert name in SAMPLES
    assert list(read([str(sample)], base=sample.parent)) == list(read([str(sample)], base=sample.parent))


@names
@pytest.mark.parametrize("content", [b"", b" \n", b"%PDF-1.7", b"\x00\x01\x02", b"\xff\xfe\x00"])
def test_what_is_no_text_is_one_problem(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"lake{loaders()[name].suffixes[0]}"
    path.write_bytes(content)
    (problem,) = read([str(path)], base=tmp_path)
    assert isinstance(problem, Exception)
    assert str(problem).startswith(f"{path}: it ")
