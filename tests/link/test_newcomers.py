from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.link.newcomers import MOST, new_id, newcomer, normalized
from kg.link.words import words
from kg.model import Entity
from kg.text import fold

NAMES = st.text(alphabet=st.sampled_from("ab -'’é1theA."), max_size=90)
CLASSES = st.sampled_from(["Topic", "Person", "Group", "Organization"])


def test_the_id_is_readable_and_the_name_the_text_s() -> None:
    assert newcomer("Topic", "the  Western military standards", words()) == Entity(
        "topic-western-military-standards", "Western military standards", "Topic"
    )
    assert newcomer("Place", "The Hague", words()) == Entity("place-hague", "The Hague", "Place")
    assert newcomer("Group", "The Greens", words()).name == "Greens"


def test_a_name_too_long_for_an_id_is_cut_and_hashed() -> None:
    long = "a timetable for the accession of all aspirant states of the western Balkans to the union"
    made, other = newcomer("Topic", long, words()), newcomer("Topic", long + "s", words())
    assert made.id.startswith("topic-timetable-for-the-accession")
    assert len(made.id) <= len("topic-") + MOST
    assert made.id != other.id


def test_an_id_that_is_taken_or_empty_gets_a_hash() -> None:
    assert newcomer("Group", "of Seven", words(), taken={"group-of-seven"}).id.startswith("group-of-seven-")
    assert newcomer("Topic", "€", words()).id != newcomer("Topic", "$", words()).id
    assert newcomer("Topic", "€", words()).id.startswith("topic-x-")


@given(CLASSES, NAMES, CLASSES, NAMES)
def test_ids_are_equal_exactly_where_class_and_normalized_name_are(
    one: str, name: str, other: str, second: str
) -> None:
    a, b = (one, normalized(name, words())), (other, normalized(second, words()))
    assert (new_id(*a) == new_id(*b)) == (a == b)


@given(NAMES)
def test_case_accents_and_determiners_do_not_matter(name: str) -> None:
    if fold(name):
        assert normalized(name, words()) == normalized(f"the {name.upper()}", words())
