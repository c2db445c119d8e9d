"""How a decision finds its claim again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.model import Article, Claim, Decision, DecisionKind, Quantity
from kg.stores import decisions
from kg.stores.decisions import fitting, on_claim, statuses
from tests.stores.saying import article, claim, moved, ref, said, small

TEXT = "At noon Ukraine won help from France. At night it won help again, from Spain."


def two() -> tuple[Article, Claim, Claim]:
    """Two claims that say the same in the same words at two places."""
    of = article("a", TEXT)
    won = [n for n in range(len(TEXT)) if TEXT.startswith("won help", n)]
    first, second = (
        claim(of, "won help", ref("ukraine", mention="it"), "SEEKS", ref("help", mention="help"), start=n) for n in won
    )
    return of, first, second


def found(decision: Decision, of: Article, *claims: Claim) -> str | None:
    return fitting(decision, {c.id: c for c in claims}, lambda: of.text)


def test_the_same_claim_first() -> None:
    of, first, second = two()
    for about in (first, second):
        assert found(on_claim("accept", of, about, by="me"), of, first, second) == about.id
    assert found(on_claim("accept", of, first, by="me"), of) is None


def test_one_that_says_the_same_in_the_same_words() -> None:
    one = small("a")
    after = moved(one, "Corrected. ")
    decision = on_claim("accept", one.article, one.claims[0], by="me")
    assert found(decision, after.article, *after.claims) == after.claims[0].id
    linked = replace(after.claims[0], subject=replace(after.claims[0].subject, id="other", name="Other"))
    assert found(decision, after.article, linked) == linked.id


@pytest.mark.parametrize(
    "other",
    [
        {"quote": "seeks"},
        {"predicate": "DEMANDS"},
        {"polarity": "denied"},
        {"modality": "planned"},
        {"subject": ref("ukraine", mention="they")},
        {"object": ref("security-guarantees", mention="help")},
        {"object": Quantity("2")},
    ],
)
def test_none_that_says_something_else(other: dict[str, Any]) -> None:
    one = small("a")
    after = moved(one, "Corrected. ")
    decision = on_claim("accept", one.article, one.claims[0], by="me")
    assert found(decision, after.article, replace(after.claims[0], **other)) is None


@pytest.mark.parametrize("other", [{"polarity": "denied"}, {"modality": "possible"}])
def test_not_even_the_same_claim_once_it_is_read_otherwise(other: dict[str, Any]) -> None:
    one = small("a")
    decision = on_claim("reject", one.article, one.claims[0], by="me")
    assert found(decision, one.article, replace(one.claims[0], **other)) is None
    alone = replace(decision, anchor={})
    assert found(alone, one.article, replace(one.claims[0], **other)) == one.claims[0].id


def test_of_several_the_one_with_the_most_similar_words_around() -> None:
    of, first, second = two()
    after = moved(said(of, first, second), "Corrected. ")
    for before, now in zip((first, second), after.claims, strict=True):
        assert found(on_claim("accept", of, before, by="me"), after.article, *after.claims) == now.id


def test_of_several_the_one_with_the_same_addressee() -> None:
    of, first, _ = two()
    about = replace(first, addressee=ref("nato", mention="NATO"), stated_by=ref("g7"))
    after = [
        replace(about, id="x", addressee=ref("g7")),
        replace(about, id="y"),
        replace(about, id="z", addressee=None),
    ]
    assert found(on_claim("accept", of, about, by="me"), of, *after) == "y"


def test_none_of_several_that_are_alike() -> None:
    of, first, _ = two()
    decision = on_claim("accept", of, first, by="me")
    assert found(decision, of, replace(first, id="x"), replace(first, id="y")) is None


def test_quantities_are_words_too() -> None:
    of, first, _ = two()
    about = replace(first, object=Quantity("2", "% of GDP"))
    decision = on_claim("accept", of, about, by="me")
    assert found(decision, of, replace(about, id="x")) == "x"
    assert found(decision, of, replace(about, id="x", object=Quantity("3", "% of GDP"))) is None


def test_the_last_word_counts() -> None:
    of, first, second = two()
    kinds: tuple[tuple[DecisionKind, Claim], ...] = (("accept", first), ("reject", first), ("accept", second))
    says = [
        replace(on_claim(kind, of, about, by="me"), id=f"d{n}", at=f"2024-01-0{n}")
        for n, (kind, about) in enumerate(kinds, 1)
    ]
    lost = replace(says[0], id="lost", claim="gone", anchor={})
    for order in (says, says[::-1]):
        status, fit = statuses([*order, lost], [first, second], lambda: of.text)
        assert status == {first.id: "rejected", second.id: "accepted"}
        assert fit == {"d1", "d2", "d3"}


def test_each_decision_has_its_own_id() -> None:
    about = {"entity": "a", "into": "b"}
    made = [decisions.made("merge", about, by="me", note="why") for _ in range(3)]
    assert len({d.id for d in made}) == 3
    assert made == sorted(made, key=lambda d: d.at)
    assert (made[0].entity, made[0].into, made[0].note, made[0].at[-1]) == ("a", "b", "why", "Z")
