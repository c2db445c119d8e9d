"""Who leads a state acts for it in his term of office, not before nor after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Article, Claim, Entity, Paragraph, Ref
from kg.presets import ask
from kg.presets.standing import Standing
from kg.reference import reference
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

TEXT = "Stoltenberg promised Ukraine aid."
SAID = {"2012": "norway", "2023-07-10": "nato", None: "anybody"}
SPEAKER, UKRAINE, AID = (
    Ref("jens-stoltenberg", "Jens Stoltenberg", "Person"),
    Ref("ukraine", "Ukraine", "State"),
    Ref("military-aid", "military aid", "Topic"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same words of one man in two offices, and without a date."""
    opened = open_store(str(tmp_path_factory.mktemp("standing") / "graph.kg"), create=True)
    for published, name in SAID.items():
        text = f"{TEXT} ({name})"
        article = Article(name, name, text, published=published, paragraphs=(Paragraph(0, 0, len(text)),))
        claim = Claim(f"c-{name}", name, SPEAKER, "PROMISES", AID, TEXT, 0, len(TEXT), UKRAINE)
        opened.add(article, [claim], [Entity(r.id, r.name, r.type) for r in (SPEAKER, UKRAINE, AID)], "by hand")
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
