from __future__ import annotations

from tests.presets.graph import articles, claims, entities


def test_each_quote_stands_where_it_says() -> None:
    texts = {article.id: article.text for article in articles()}
    assert [c.quote for c in claims()] == [texts[c.article][c.start : c.end] for c in claims()]


def test_every_entity_that_a_claim_names_is_listed_under_the_same_name_and_class() -> None:
    known = {entity.id: (entity.name, entity.type) for entity in entities()}
    for claim in claims():
        for ref in claim.refs.values():
            assert known[ref.id] == (ref.name, ref.type)


def test_one_text_lies_in_two_places() -> None:
    versions = [article.sha256 for article in articles()]
    assert len(versions) == len(set(versions)) + 1
