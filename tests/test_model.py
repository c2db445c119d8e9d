from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, UnknownNameError, nearest
from kg.model import MODALITIES, POLARITIES, VOICES, Article, Claim, Paragraph, Quantity, Ref, Time, stable_hash

words = st.text(min_size=1, max_size=12)
maybe = st.none() | words
refs = st.builds(Ref, words, words, words, maybe)
quantities = st.builds(Quantity, words, maybe)
claims = st.builds(
    Claim,
    id=words,
    article=words,
    subject=refs,
    predicate=words,
    object=refs | quantities,
    quote=words,
    start=st.integers(0, 10**9),
    end=st.integers(0, 10**9),
    addressee=st.none() | refs,
    stated_by=st.none() | refs,
    via=st.lists(refs, max_size=2).map(tuple),
    polarity=st.sampled_from(POLARITIES),
    modality=st.sampled_from(MODALITIES),
    voice=st.sampled_from(VOICES),
    time=st.builds(Time, maybe, maybe, maybe),
    said_on=maybe,
    amount=st.none() | quantities,
    role=maybe,
    qualifier=maybe,
    confidence=st.floats(0, 1),
    extractor=words,
    rule=st.text(max_size=5),
    trigger=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=2).map(tuple),
)


@given(claims)
def test_a_claim_survives_its_json_line(claim: Claim) -> None:
    assert Claim.from_json(json.loads(json.dumps(claim.to_json()))) == claim


@given(claims)
def test_the_required_fields_are_always_there(claim: Claim) -> None:
    required = "id article subject predicate object addressee stated_by polarity modality time quote start end"
    assert set(required.split()) <= set(claim.to_json())


@pytest.mark.parametrize("missing", ["subject", "quote", "polarity"])
def test_a_line_without_a_required_field_is_refused(missing: str) -> None:
    line = Claim("c", "a", Ref("s", "S", "State"), "MEETS", Ref("o", "O", "State"), "q", 0, 1).to_json()
    del line[missing]
    with pytest.raises(KeyError, match=missing):
        Claim.from_json(line)


@pytest.mark.parametrize(
    ("field", "value"),
    [("start", "5"), ("quote", None), ("confidence", "high"), ("time", "2023"), ("role", 3), ("subject", {"id": 1})],
)
def test_a_line_with_a_field_of_another_form_is_refused(field: str, value: object) -> None:
    line = Claim("c", "a", Ref("s", "S", "State"), "MEETS", Ref("o", "O", "State"), "q", 0, 1).to_json()
    with pytest.raises((TypeError, KeyError)):
        Claim.from_json(line | {field: value})


def test_a_quantity_reads_as_it_is_said() -> None:
    assert [str(Quantity("2", "% of GDP")), str(Quantity("18"))] == ["2 % of GDP", "18"]


def test_refs_by_role() -> None:
    s, o, v = (Ref(i, i, "State") for i in "sov")
    claim = Claim("c", "a", s, "MEETS", o, "q", 0, 1, addressee=o, stated_by=s, via=(v, s))
    assert claim.refs == {"subject": s, "object": o, "addressee": o, "stated_by": s, "via0": v, "via1": s}
    assert "object" not in Claim("c", "a", s, "MEETS", Quantity("2", "%"), "q", 0, 1).refs


def test_a_paragraph_is_found_by_an_offset_in_it() -> None:
    article = Article("a", "a.txt", "one\n\ntwo", paragraphs=(Paragraph(0, 0, 3), Paragraph(1, 5, 8)))
    assert [p.n if (p := article.paragraph_at(i)) else None for i in (0, 2, 3, 5, 8)] == [0, 0, None, 1, None]


def test_a_hash_is_the_same_on_every_run() -> None:
    code = "from kg.model import stable_hash; print(stable_hash('é', 1, 'x'))"
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "ab"
    }
    assert runs == {stable_hash("é", "1", "x") + "\n"}
    assert stable_hash("ab", "c") != stable_hash("a", "bc")
    assert len(stable_hash("\ud800", length=8)) == 8


def test_the_nearest_names_are_proposed_as_they_are_spelled() -> None:
    assert nearest("ukrane", ["Uruguay", "Ukraine", "Peru"]) == ["Ukraine"]
    assert (
        str(UnknownNameError("entity", "Ukrane", ["Ukraine"])) == "There is no entity 'Ukrane'. Did you mean Ukraine?"
    )
    assert (
        str(UnknownNameError("preset", "zzz", ["a"], hint="See kg presets."))
        == "There is no preset 'zzz'. See kg presets."
    )
    assert isinstance(UnknownNameError("x", "y", []), KgError)
