from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.claims import claim_id, claims
from kg.model import Article, Mention, Quantity, Reading, Ref, Time

if TYPE_CHECKING:
    from kg.link import Linker

TEXT = "The allies will not offer Ukraine a clear membership schedule, Jane Roe told John Doe. They refuse a deadline."
ARTICLE = Article("a", "a.txt", TEXT, published="2023-07-10")


def mention(words: str, type_: str, name: str = "") -> Mention:
    start = TEXT.index(words)
    return Mention(words, start, start + len(words), type_, name)


REFUSAL = Reading(
    "REFUSES",
    mention("The allies", "Group"),
    mention("a clear membership schedule", "Topic"),
    11,
    61,
    addressee=mention("Ukraine", "State"),
    stated_by=mention("Jane Roe", "Person"),
    via=(mention("John Doe", "Person"),),
    modality="planned",
    voice="reported",
    time=Time("by 2030", None, "2030"),
    said_on="2023-07-09",
    amount=Quantity("2", "battalions"),
    role="spokeswoman",
    qualifier="clear",
    confidence=0.8,
    rule="refuses:offer",
    trigger=((11, 25),),
)


def ref(mention: Mention) -> Ref:
    return Ref(mention.label.casefold(), mention.label, mention.type, mention.words)


def test_a_claim_has_all_that_the_reading_has_and_the_passage(linker: Linker) -> None:
    found, entities = linker.link(ARTICLE, [REFUSAL], extractor="rules/1")
    claim = found[0]
    assert (claim.subject.id, claim.refs["object"].id, claim.refs["addressee"].id) == (
        "nato-allies",
        "membership-timetable",
        "ukraine",
    )
    assert claim.quote == "will not offer Ukraine a clear membership schedule"
    assert (claim.stated_by, claim.via) == (
        Ref("person-jane-roe", "Jane Roe", "Person", "Jane Roe"),
        (Ref("person-john-doe", "John Doe", "Person", "John Doe"),),
    )
    for field in (
        "modality",
        "polarity",
        "voice",
        "time",
        "said_on",
        "amount",
        "role",
        "qualifier",
        "confidence",
        "rule",
        "trigger",
    ):
        assert getattr(claim, field) == getattr(REFUSAL, field), field
    assert claim.extractor == "rules/1"
    assert {e.id for e in entities} == {r.id for r in claim.refs.values()}
    assert len(entities) == 5


def test_what_another_reading_named_and_no_claim_is_not_recorded(linker: Linker) -> None:
    double = replace(REFUSAL, stated_by=mention("Doe", "Person"))
    found, entities = linker.link(ARTICLE, [REFUSAL, double], extractor="rules/1")
    assert len(found) == 1
    assert len(entities) == 5


def test_a_literal_object_stays_a_literal(linker: Linker) -> None:
    pledge = Reading("PROMISES", mention("The allies", "Group"), Quantity("2", "%"), 0, 10)
    found, entities = linker.link(ARTICLE, [pledge], extractor="r")
    assert found[0].object == Quantity("2", "%")
    assert [e.id for e in entities] == ["nato-allies"]


def test_the_id_is_of_the_words_and_not_of_what_they_link_to() -> None:
    better = replace(
        REFUSAL, subject=replace(REFUSAL.subject, type="Organization", name="NATO", entity="nato"), confidence=0.1
    )
    assert claim_id(ARTICLE, better) == claim_id(ARTICLE, REFUSAL)
    assert claim_id(ARTICLE, REFUSAL).startswith("c-")


@pytest.mark.parametrize(
    "change",
    [
        {"start": 12},
        {"end": 60},
        {"predicate": "OPPOSES"},
        {"polarity": "denied"},
        {"modality": "actual"},
        {"addressee": None},
        {"subject": mention("Jane Roe", "Person")},
        {"object": Quantity("2", "%")},
    ],
)
def test_the_id_changes_with_passage_relation_words_and_sign(change: dict[str, object]) -> None:
    assert claim_id(ARTICLE, replace(REFUSAL, **change)) != claim_id(ARTICLE, REFUSAL)  # type: ignore[arg-type]
    assert claim_id(replace(ARTICLE, id="b"), REFUSAL) != claim_id(ARTICLE, REFUSAL)


def test_of_two_readings_of_the_same_the_first_counts() -> None:
    found = claims(ARTICLE, [REFUSAL, replace(REFUSAL, confidence=0.1, rule="other")], ref, "r")
    assert [c.confidence for c in found] == [0.8]


def test_one_word_may_stand_for_two() -> None:
    they = [
        Reading("REFUSES", mention("They", "Actor", name), mention("a deadline", "Topic"), 87, 110)
        for name in ("France", "Spain")
    ]
    found = claims(ARTICLE, [*they, they[1], they[0]], ref, "r")
    assert [c.subject.name for c in found] == ["France", "Spain"]
    assert len({c.id for c in found}) == 2


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=8))
def test_claims_are_in_the_order_of_the_text_with_their_quotes(spans: list[tuple[int, int]]) -> None:
    readings = [replace(REFUSAL, start=start, end=start + length) for start, length in spans]
    found = claims(ARTICLE, readings, ref, "r")
    assert [(c.start, c.end) for c in found] == sorted({(s, s + n) for s, n in spans})
    assert all(TEXT[c.start : c.end] == c.quote for c in found)
    assert {c.id for c in found} == {c.id for c in claims(ARTICLE, readings[::-1], ref, "r")}
