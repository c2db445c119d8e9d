from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError, SourceError
from kg.ontology import ontology
from kg.reference import articles, facts, reference, version

if TYPE_CHECKING:
    from kg.model import Article, Claim


def table(name: str) -> Article:
    return next(a for a in articles() if a.location == f"reference/{name}.csv")


def said(claims: list[Claim]) -> set[tuple[str, str, str]]:
    return {(c.subject.id, c.predicate, getattr(c.object, "id", "")) for c in claims}


def test_every_article_is_whole_and_every_row_a_paragraph() -> None:
    for article in articles():
        assert article.genre == "reference"
        assert [p.kind for p in article.paragraphs[:2]] == ["heading", "body"]
        assert "\n".join(article.text[p.start : p.end] for p in article.paragraphs) + "\n" == article.text
        assert [p.n for p in article.paragraphs] == list(range(len(article.paragraphs)))


def test_every_fact_quotes_its_row_and_names_known_relations_and_entities() -> None:
    seen: Counter[str] = Counter()
    for article in articles():
        claims, entities = facts(article)
        paragraphs = {(p.start, p.end) for p in article.paragraphs if p.kind == "body"}
        for claim in claims:
            seen[claim.id] += 1
            assert article.text[claim.start : claim.end] == claim.quote
            assert (claim.start, claim.end) in paragraphs
            assert claim.predicate in ontology().relations
            assert (claim.extractor, claim.confidence, claim.article) == ("reference/1", 1.0, article.id)
        assert {r.id for c in claims for r in c.refs.values()} == {e.id for e in entities}
        assert entities == [reference().entities[e.id] for e in entities]
    assert set(seen.values()) == {1}
    assert len(seen) > 2000


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("states", ("vilnius", "PART_OF", "lithuania")),
        ("places", ("crimea", "PART_OF", "ukraine")),
        ("organizations", ("european-commission", "PART_OF", "eu")),
        ("memberships", ("finland", "MEMBER_OF", "nato")),
        ("memberships", ("ukraine", "CANDIDATE_FOR", "eu")),
        ("offices", ("jens-stoltenberg", "HEADS", "nato")),
        ("offices", ("antony-blinken", "REPRESENTS", "united-states")),
        ("summits", ("nato-vilnius-2023", "HELD_IN", "vilnius")),
        ("summits", ("lithuania", "HOSTS", "nato-vilnius-2023")),
        ("declarations", ("nato", "ISSUES", "vilnius-summit-communique-2023")),
        ("declarations", ("vilnius-summit-communique-2023", "ADOPTED_AT", "nato-vilnius-2023")),
        ("declarations", ("article-5", "PART_OF", "north-atlantic-treaty")),
        ("programmes", ("nato-ukraine-council", "PART_OF", "nato")),
        ("conflicts", ("russia", "ATTACKS", "ukraine")),
        ("conflicts", ("russia", "ANNEXES", "crimea")),
        ("conflicts", ("russia", "ANNEXES", "kherson")),
    ],
)
def test_what_the_tables_say(name: str, fact: tuple[str, str, str]) -> None:
    assert fact in said(facts(table(name))[0])


def test_a_fact_has_its_time_and_its_office() -> None:
    claims, _ = facts(table("offices"))
    found = next(c for c in claims if c.subject.id == "jens-stoltenberg" and getattr(c.object, "id", "") == "nato")
    assert (found.role, found.time.start, found.time.end) == ("secretary general", "2014-10-01", "2024-10-01")
    blinken = next(c for c in claims if c.subject.id == "antony-blinken")
    assert blinken.role == "Secretary of State"


def test_an_id_that_nothing_has_is_an_error_of_its_line() -> None:
    article = table("memberships")
    with pytest.raises(ContentError, match=r"reference/memberships\.csv:2: 'atlantis' is the id of nothing"):
        facts(replace(article, text="org,member,source\nnato,atlantis,nobody\n"))


def test_an_article_that_is_no_table_is_refused() -> None:
    with pytest.raises(SourceError, match="there is no table moods"):
        facts(replace(table("states"), location="reference/moods.csv"))


def test_the_version_names_the_reader_and_the_data() -> None:
    assert version() == f"reference/1 {reference().version}"
