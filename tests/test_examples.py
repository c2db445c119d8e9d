"""What the example articles tell is true: also the days of the week, which a changed date makes false."""

from __future__ import annotations

from datetime import date

import pytest

from kg import content
from kg.build import Pipeline
from kg.model import Article
from kg.sources import read

FOLDER = content.shipped() / "examples"
ARTICLES = [article for article in read([str(FOLDER)], base=FOLDER) if isinstance(article, Article)]
DAY, LATELY = len("2023-07-11"), 3


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_the_days_that_an_example_reports_on_are_those_before_it(article: Article, pipeline: Pipeline) -> None:
    claims, _ = pipeline.claims(article)
    assert claims
    days = [c.time.start for c in claims if c.modality == "actual" and len(c.time.start or "") == DAY]
    for day in days:
        assert 0 <= (date.fromisoformat(article.published or "") - date.fromisoformat(day or "")).days <= LATELY


def test_there_are_five_examples() -> None:
    assert len(ARTICLES) == 5
