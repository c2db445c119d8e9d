from __future__ import annotations

import pytest

from kg.reference import reference
from kg.reference.offices import called


@pytest.mark.parametrize(
    ("phrase", "one"),
    [
        ("Ukrainian president", "volodymyr-zelenskyy"),
        ("the French president", "emmanuel-macron"),
        ("president of France", "emmanuel-macron"),
        ("German chancellor", "olaf-scholz"),
        ("NATO chief", "jens-stoltenberg"),
        ("the head of NATO", "jens-stoltenberg"),
        ("Russian leader", "vladimir-putin"),
        ("U.S. secretary of state", "antony-blinken"),
        ("president of the United States of America", "joe-biden"),
        ("Ukraine's foreign minister", "dmytro-kuleba"),
        ("EU foreign policy chief", "josep-borrell"),
    ],
)
def test_a_body_and_a_role_name_an_office(phrase: str, one: str) -> None:
    terms = called(reference(), phrase)
    assert one in {term.person for term in terms}
    assert [t.start for t in terms] == sorted(t.start for t in terms if t.start)
    assert len({term.of for term in terms}) == 1


@pytest.mark.parametrize("phrase", ["", "president", "Ukraine", "of", "president of", "Ukrainian forces", "NATO pope"])
def test_other_phrases_name_none(phrase: str) -> None:
    assert called(reference(), phrase) == ()
