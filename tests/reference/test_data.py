"""What holds of the project's own tables, beyond what loading them checks."""

from __future__ import annotations

import csv
import re
import sys
from itertools import groupby, pairwise
from time import process_time

import pytest

from kg import content
from kg.ontology import ontology
from kg.reference import dates, reference
from kg.reference.loading import files, load

ENTITIES = reference().entities.values()
SINGLE = {"president", "prime minister", "chancellor", "secretary general", "foreign minister", "defence minister"}


def test_wikidata_ids_are_well_formed_and_given_once() -> None:
    known = [e.wikidata for e in ENTITIES if e.wikidata]
    assert all(re.fullmatch(r"Q[1-9]\d*", id_) for id_ in known)
    assert len(set(known)) == len(known) > 200


def test_no_entity_has_the_id_of_a_topic() -> None:
    assert not set(reference().entities) & set(ontology().topics)


def test_classes_are_those_of_the_ontology() -> None:
    assert {e.type for e in ENTITIES} <= set(ontology().classes)


def test_no_source_is_a_made_up_address() -> None:
    assert not [e.id for e in ENTITIES if "http" in (e.source or "")]


def test_terms_of_one_office_do_not_overlap() -> None:
    held = sorted(
        (o for o in reference().terms if o.role in SINGLE), key=lambda o: (o.of, o.role, dates.earliest(o.start))
    )
    for _, terms in groupby(held, key=lambda o: (o.of, o.role)):
        for one, two in pairwise(terms):
            assert dates.earliest(one.end or "9999") <= dates.latest(two.start), (one, two)


def test_a_person_leads_one_state_at_a_time() -> None:
    for person in (e for e in ENTITIES if e.type == "Person"):
        led = [o for o in reference().offices(person.id) if o.role in SINGLE - {"foreign minister", "defence minister"}]
        for one, two in pairwise(led):
            assert dates.earliest(one.end or "9999") <= dates.latest(two.start), (one, two)


@pytest.mark.parametrize("body", ["g7", "g20", "g8"])
def test_no_body_holds_two_regular_summits_at_once(body: str) -> None:
    starts = [m.start for m in reference().meetings if body in m.bodies and m.regular]
    assert starts == sorted(set(starts))


def test_a_declaration_is_of_the_days_of_its_summit() -> None:
    meetings = {m.id: m for m in reference().meetings}
    for path in content.files("ontology", "reference/declarations.csv"):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            if row["summit"] and row["date"]:
                held = meetings[row["summit"]]
                assert dates.days_apart(held.start, held.end, row["date"]) <= 1, row["id"]


def test_common_words_are_no_spellings() -> None:
    ordinary = {"us", "it", "who", "may", "turkey", "the", "map", "quad", "reading", "nice", "May", "Who", "It", "Us"}
    assert not ordinary & set(reference().surface_names())


def test_it_loads_quickly() -> None:
    def once() -> float:
        begun = process_time()
        load(files())
        return process_time() - begun

    limit = 1.5 if sys.gettrace() else 0.3  # seconds; 0.1 on an idle core, several times that where lines are traced
    assert min(once() for _ in range(5)) < limit
