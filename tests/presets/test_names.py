from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import UnknownNameError
from kg.ontology import ontology
from kg.presets.names import Names
from kg.reference import reference

if TYPE_CHECKING:
    from kg.stores import Store


@pytest.fixture
def names(store: Store) -> Names:
    return Names(store, reference(), ontology())


@pytest.fixture
def strict(store: Store) -> Names:
    return Names(store, reference(), ontology(), strict=True)


@pytest.mark.parametrize("name", ["NATO", "nato", "North Atlantic Treaty Organization", "the NATO"])
def test_an_entity_answers_to_all_its_names(strict: Names, name: str) -> None:
    assert strict.entity(name).ids == ("nato",)


def test_an_entity_stands_for_those_who_act_for_it(names: Names, strict: Names) -> None:
    wide = names.entity("NATO")
    assert wide.ids[0] == "nato"
    assert {"nato-allies", "north-atlantic-council"} < set(wide.ids)
    assert wide.said == f"NATO (and {len(wide.ids) - 1} that act for it)"
    assert strict.entity("NATO").said == "NATO"


@pytest.mark.parametrize("name", ["two allied officials", "two-allied-officials", "Two Allied Officials"])
def test_what_only_the_store_names_is_found_there(strict: Names, name: str) -> None:
    assert strict.entity(name).ids == ("two-allied-officials",)


def test_aliases_in_the_store_count(strict: Names) -> None:
    assert strict.entity("Bucharest declaration").ids[-1] == "bucharest-summit-declaration-2008"


def test_what_the_reference_data_knows_and_the_store_does_not_is_no_mistake(strict: Names) -> None:
    assert strict.entity("Kenya").ids == ("kenya",)


def test_an_unknown_entity_is_answered_with_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError, match=r"no entity 'Ukrane'\. Did you mean Ukraine"):
        names.entity("Ukrane")
    with pytest.raises(UnknownNameError, match="Did you mean two allied officials"):
        names.entity("two allied oficials")


def test_a_topic_brings_its_narrower_ones_and_those_of_the_store_that_contain_its_words(
    names: Names, strict: Names
) -> None:
    assert {"arms-deliveries", "tanks", "long-range-missiles"} <= set(names.topic("arms deliveries").ids)
    assert set(names.topic("security guarantees").ids) == {"security-guarantees", "multilateral-security-guarantees"}
    assert names.topic("security guarantees").said == "security guarantees (and 1 narrower)"
    assert strict.topic("security assurances").ids == ("security-guarantees",)


def test_a_topic_can_be_anything_that_is_promised(strict: Names) -> None:
    assert strict.topic("NATO-Ukraine Council").ids == ("nato-ukraine-council",)


def test_a_topic_found_by_its_words_alone_is_said_as_it_was_asked(names: Names) -> None:
    assert names.topic("the courts").ids == ("reform-of-the-courts",)
    assert names.topic("the courts").said == "the courts (and 1 narrower)"


def test_an_unknown_topic_is_answered_with_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError, match=r"no topic 'membership timetabel'\. Did you mean membership timetable"):
        names.topic("membership timetabel")


@pytest.mark.parametrize(
    "name", ["vilnius-outcome", "articles/outcome.txt", "after the summit: long-term commitments, and an ANGRY guest"]
)
def test_an_article_is_found_by_id_place_or_title(names: Names, name: str) -> None:
    assert names.article(name).ids == ("vilnius-outcome",)


def test_an_unknown_article_is_answered_with_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError, match=r"no article 'vilnius-outcom'\. Did you mean vilnius-outcome"):
        names.article("vilnius-outcom")


@pytest.mark.parametrize(
    "name", ["nato-vilnius-2023", "Vilnius summit 2023", "vilnius-2023", "Vilnius 2023", "Vilnius, 2023", "NATO 2023"]
)
def test_a_summit_is_found_by_name_place_or_body_and_year(names: Names, name: str) -> None:
    found = names.summit(name)
    assert found.ids[0] == "nato-vilnius-2023"
    assert "Vilnius summit 2023" in found.ids  # articles may name it so


def test_a_summit_that_only_the_store_names_is_found_by_its_words(names: Names) -> None:
    assert names.summit("2023 Vilnius summit").ids[0] == "nato-vilnius-2023"


@pytest.mark.parametrize(
    ("name", "one", "said"),
    [
        ("Hiroshima", "g7-hiroshima-2023", "Hiroshima summit 2023"),
        ("G7", "g7-hiroshima-2023", "G7 ("),
        ("g7 summit", "g7-cornwall-2021", "g7 summit ("),
        ("NATO summits", "nato-vilnius-2023", "NATO summits ("),
        ("Washington summit", "nato-washington-2024", "Washington summit 2008, Washington summit 2024"),
    ],
)
def test_a_body_or_a_place_stands_for_its_summits(names: Names, name: str, one: str, said: str) -> None:
    found = names.summit(name)
    assert one in found.ids
    assert found.said.startswith(said)


def test_several_summits_are_listed(names: Names) -> None:
    note = names.summit("London summit").note
    assert note.startswith(
        "London summit stands for 2 summits: London summit 2009 (g20-london-2009), London summit 2019"
    )
    assert " and 2 more. Give an id, or a year, to ask for one." in names.summit("NATO").note
    assert names.summit("Vilnius 2023").note == ""


@pytest.mark.parametrize(("name", "there"), [("Paris", "cop21"), ("Washington", "nato-washington-2024")])
def test_a_city_is_not_all_its_state(names: Names, name: str, there: str) -> None:
    found = set(names.summit(name).ids)
    assert there in found
    assert not found & {"g7-biarritz-2019", "nato-chicago-2012"}
    assert {"g7-biarritz-2019", "cop21"} <= set(names.summit("France").ids)


def test_names_that_several_have_are_said(names: Names) -> None:
    assert names.entity("Georgia").note == (
        "Georgia stands for Georgia (georgia) and Georgia (US state) (georgia-us):"
        " give one of the ids to ask for it alone."
    )
    assert "George H. W. Bush (george-h-w-bush)" in names.entity("Bush").note
    assert "georgia-us" in names.topic("Georgia").note
    for one in ("georgia-us", "Ukraine", "Kyiv", "NATO", "security guarantees"):
        assert names.topic(one).note == ""


def test_a_claim_is_there_or_not(names: Names) -> None:
    ids = {row[0]: row[1] for row in names.store.query("MATCH (c:Claim) RETURN c.id AS id, c.status AS status").rows}
    rejected = next(id_ for id_, status in ids.items() if status == "rejected")
    assert names.claim(rejected).note == f"The claim {rejected} was rejected: see kg decide list."
    other = next(id_ for id_, status in ids.items() if status != "rejected")
    assert (names.claim(other).ids, names.claim(other).note) == ((other,), "")
    with pytest.raises(UnknownNameError, match=r"no claim 'xxx'\. Other presets give ids"):
        names.claim("xxx")


def test_where_relations_and_classes_are_listed_is_said(names: Names) -> None:
    with pytest.raises(UnknownNameError, match=r"no relation 'FOO'\. `kg ontology --kind relation` lists them"):
        names.relation("FOO")
    with pytest.raises(UnknownNameError, match=r"no class 'FOO'\. `kg ontology --kind class` lists them"):
        names.cls("FOO")


def test_what_has_no_summits_is_none(names: Names) -> None:
    with pytest.raises(UnknownNameError, match="no summit 'Olaf Scholz'"):
        names.summit("Olaf Scholz")


def test_an_unknown_summit_is_answered_with_the_nearest(names: Names) -> None:
    with pytest.raises(UnknownNameError, match="no summit 'Wilnius 2023'"):
        names.summit("Wilnius 2023")


def test_kin_are_broader_and_narrower_topics(names: Names, strict: Names) -> None:
    assert {"tanks", "arms-deliveries", "military-aid"} == set(names.kin()["tanks"])
    assert "tanks" in names.kin()["arms-deliveries"]
    assert strict.kin() == {}


def test_actors_come_with_those_they_act_for(names: Names, strict: Names) -> None:
    assert {"id": "nato", "since": "0001-01-01", "until": "9999-12-31"} in names.acts_for()["nato-allies"]
    assert {"id": "nato", "since": "2014-10-01", "until": "2024-10-01"} in names.acts_for()["jens-stoltenberg"]
    assert strict.acts_for() == {}
