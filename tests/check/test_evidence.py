from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.check import Problem, faults, sound
from kg.model import Article, Claim, Paragraph, Quantity, Ref
from kg.ontology import ontology

TEXT = "A promise\n\nThe allies will train pilots.\n\nThey agreed on Monday.\n\nShare this"
ARTICLE = Article(
    "a",
    "a.txt",
    TEXT,
    paragraphs=(
        Paragraph(0, 0, 9, "heading"),
        Paragraph(1, 11, 40),
        Paragraph(2, 42, 64),
        Paragraph(3, 66, 76, "boilerplate"),
    ),
)
CLAIM = Claim(
    "c-1",
    "a",
    Ref("nato-allies", "NATO allies", "Group"),
    "PROMISES",
    Ref("topic-pilot-training", "pilot training", "Topic"),
    "will train pilots",
    22,
    39,
)


def reasons(claim: Claim) -> list[str]:
    return [problem.reason for problem in faults(ARTICLE, claim, ontology())]


def at(start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "quote": TEXT[start:end]}


def test_a_claim_with_its_words_in_its_place_is_sound() -> None:
    assert reasons(CLAIM) == []
    assert list(sound(ARTICLE, [CLAIM])) == [CLAIM]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"article": "b"}, "it says that it is of the article 'b'."),
        ({"quote": " "}, "its quote is empty."),
        ({"start": 21}, "the article does not have its quote 'will train pilots' at 21–39."),
        ({"start": -55}, "does not have its quote"),
        ({"start": 39, "end": 22}, "does not have its quote"),
        ({"end": 10_000}, "does not have its quote"),
        ({"quote": "x" * 100}, f"'{'x' * 59}…' at 22–39."),
        (at(0, 9), "its quote 'A promise' at 0–9 is not within a paragraph of the body."),
        (at(66, 76), "is not within a paragraph of the body"),
        (at(33, 50), "is not within a paragraph of the body"),
        ({"predicate": "LIKES"}, "the ontology has no relation 'LIKES'."),
        ({"subject": Ref("x", "X", "Thing")}, "the ontology has no class 'Thing', which its subject 'X' should be of."),
        ({"via": (Ref("x", "X", "Thing"),)}, "which its via0 'X' should be of"),
        ({"addressee": Ref(" ", "X", "State")}, "its addressee has no id."),
        ({"stated_by": Ref("x", "", "State")}, "its stated_by has no name."),
        ({"polarity": "maybe"}, "its polarity 'maybe' is none of affirmed, denied."),
        ({"modality": "past"}, "its modality 'past' is none of actual, planned, possible."),
        ({"voice": "loud"}, "its voice 'loud' is none of own, quoted, reported."),
        ({"confidence": 1.2}, "its confidence 1.2 is not between 0 and 1."),
        ({"object": Quantity(" ")}, "its object is an empty value."),
    ],
)
def test_each_fault_is_a_sentence(change: dict[str, object], reason: str) -> None:
    found = reasons(replace(CLAIM, **change))  # type: ignore[arg-type]
    assert len(found) == 1
    assert reason in found[0]


def test_a_claim_that_is_not_proved_is_left_out_logged_and_collected(caplog: pytest.LogCaptureFixture) -> None:
    wrong = replace(CLAIM, id="c-2", quote="will train generals", predicate="LIKES")
    problems: list[Problem] = []
    with caplog.at_level(logging.WARNING, "kg"):
        assert list(sound(ARTICLE, [wrong, CLAIM], problems=problems)) == [CLAIM]
    assert [p.claim for p in problems] == ["c-2", "c-2"]
    assert caplog.messages == [str(p) for p in problems]
    assert caplog.messages[1] == "a: claim c-2: the ontology has no relation 'LIKES'."


def test_problems_sort_and_show_themselves() -> None:
    assert str(Problem("a", None, "it cannot be read back.")) == "a: it cannot be read back."
    assert Problem("a", "c", "x").row == ("a", "c", "x")


@given(st.integers(-3, 80), st.integers(-3, 80))
def test_only_spans_of_one_body_paragraph_are_sound(start: int, end: int) -> None:
    claim = replace(CLAIM, start=start, end=end, quote=TEXT[max(start, 0) : max(end, 0)])
    inside = any(low <= start < end <= high for low, high in ((11, 40), (42, 64)))
    proved = inside and bool(claim.quote.strip())
    assert (list(sound(ARTICLE, [claim])) == [claim]) == proved
