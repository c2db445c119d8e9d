"""Who leads a state acts for it in his term of office, not before nor after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Article, Claim, Entity, Paragraph, Ref
from kg.presets import ask
from kg.presets.standing import Standing, spans
from kg.reference import reference
from kg.reference.dates import overlaps
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

TEXT = "Stoltenberg promised Ukraine aid."
SAID = {"2012": "norway", "2023-07-10": "nato", None: "anybody"}
DEMAND = "NATO and Norway asked Norway for aid."
SPEAKER, UKRAINE, AID = (
    Ref("jens-stoltenberg", "Jens Stoltenberg", "Person"),
    Ref("ukraine", "Ukraine", "State"),
    Ref("military-aid", "military aid", "Topic"),
)


def demands() -> tuple[Article, list[Claim], list[Entity]]:
    """Two bodies that he led ask one of them for the same."""
    article = Article("demand", "demand", DEMAND, published="2023-07-10", paragraphs=(Paragraph(0, 0, len(DEMAND)),))
    nato, norway = Ref("nato", "NATO", "Organization"), Ref("norway", "Norway", "State")
    claims = [
        Claim(f"c-{by.id}-asks", "demand", by, "DEMANDS", AID, DEMAND, 0, len(DEMAND), norway) for by in (nato, norway)
    ]
    return article, claims, [Entity(r.id, r.name, r.type) for r in (nato, norway, AID)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same words of one man in two offices, and without a date."""
    opened = open_store(str(tmp_path_factory.mktemp("standing") / "graph.kg"), create=True)
    for published, name in SAID.items():
        text = f"{TEXT} ({name})"
        article = Article(name, name, text, published=published, paragraphs=(Paragraph(0, 0, len(text)),))
        claim = Claim(f"c-{name}", name, SPEAKER, "PROMISES", AID, TEXT, 0, len(TEXT), UKRAINE)
        opened.add(article, [claim], [Entity(r.id, r.name, r.type) for r in (SPEAKER, UKRAINE, AID)], "by hand")
    opened.add(*demands(), "by hand")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("by", "claims"),
    [
        ("Norway", {"c-norway", "c-anybody"}),
        ("NATO", {"c-nato", "c-anybody"}),
        (["NATO", "Norway"], {"c-norway", "c-nato", "c-anybody"}),
        ("Stoltenberg", {"c-norway", "c-nato", "c-anybody"}),
        ("Lithuania", set()),
    ],
)
def test_a_promise_is_that_of_whom_he_led_then(store: Store, by: str, claims: set[str]) -> None:
    rows = ask(store, "promises", {"by": by, "to": "Ukraine"}).to_dicts()
    assert {row["claim"] for row in rows} == claims
    assert not ask(store, "promises", {"by": "Norway"}, strict=True).rows


def test_what_names_nobody_of_those_asked_for_was_chosen_otherwise() -> None:
    norway = Standing(frozenset({"norway"}), frozenset({"norway", "jens-stoltenberg"}), reference())
    assert norway.holds(["ukraine"], "2023")
    assert norway.holds(["norway", "jens-stoltenberg"], "2023")
    assert not norway.holds(["jens-stoltenberg", "ukraine"], "2023")


@pytest.mark.parametrize(
    ("by", "answers"),
    [("NATO", {("c-norway", True)}), ("Norway", {("c-nato", False)})],
)
def test_an_answer_is_that_of_whom_he_led_when_he_gave_it(
    store: Store, by: str, answers: set[tuple[str, bool]]
) -> None:
    """His own side's word is no answer to a demand, nor is a word without a day that may be theirs."""
    rows = ask(store, "demands", {"by": by}).to_dicts()
    assert {(row["answer_claim"], row["from_addressee"]) for row in rows if row["subject"] == by} == answers


@pytest.mark.parametrize("at", ["1999", "2012", "2023-07", "2023-07-10", None])
def test_spans_say_what_the_reference_data_says(at: str | None) -> None:
    known = spans(reference())
    for entity in ("nato", "norway", "russia", "united-states", "g7", "eu"):
        acting = {
            actor
            for actor, wholes in known.items()
            if any(w["id"] == entity and overlaps(w["since"], w["until"], at) for w in wholes)
        }
        assert acting == reference().acting_for(entity, at)
