from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Entity
    from kg.reference import Reference


def ids(entities: tuple[Entity, ...]) -> list[str]:
    return [e.id for e in entities]


def id_of(entity: Entity | None) -> str | None:
    return entity.id if entity else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kiev", ["ukraine", "kyiv"]),
        ("the Kremlin", ["russia"]),
        ("Turkey’s", ["turkiye"]),
        ("U.S.", ["united-states"]),
        ("Georgia", ["georgia", "georgia-us"]),
        ("Washington", ["united-states", "washington"]),
        ("Brussels", ["eu", "brussels"]),
        ("Bush", ["george-w-bush", "george-h-w-bush"]),
        ("Volodimir Zelensky", ["volodymyr-zelenskyy"]),
        ("vilnius-2023", ["nato-vilnius-2023"]),
        ("NATO Summit in Vilnius", ["nato-vilnius-2023"]),
        ("2008 Bucharest Declaration", ["bucharest-summit-declaration-2008"]),
        ("Allied leaders", ["nato-leaders"]),
        ("Accession Advisory Programme", ["membership-action-plan"]),
        ("G-7 summit in Hiroshima", ["g7-hiroshima-2023"]),
        ("georgia", ["georgia"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_name_gives_all_that_it_can_mean(name: str, expected: list[str]) -> None:
    assert ids(reference().named(name)) == expected


def test_spellings_keep_their_case_and_folded_names_do_not() -> None:
    assert reference().surface_names()["US"] == ("united-states",)
    assert "us" not in reference().surface_names()
    assert reference().names()["us"] == ("united-states",)
    assert {"Vilnius Summit", "the allies", "The allies"} <= set(reference().surface_names())
    assert "May" not in reference().surface_names()


def test_demonyms_name_one_state_or_none(small: Callable[..., Reference]) -> None:
    assert id_of(reference().demonym("Ukrainian")) == "ukraine"
    assert id_of(reference().demonym("the Turks")) == "turkiye"
    assert reference().demonyms()["Crimean"] == ("crimea",)
    assert reference().demonym("Kremlin") is None
    assert small().demonym("Ruritanian") is None


@pytest.mark.parametrize(
    ("role", "of", "at", "expected"),
    [
        ("president", "ukraine", "2023-07-11", "volodymyr-zelenskyy"),
        ("Secretary-General", "nato", "2023-07-11", "jens-stoltenberg"),
        ("chief", "nato", "2025", "mark-rutte"),
        ("chief", "imf", "2015-01-01", "christine-lagarde"),
        ("secretary of state", "united-states", "2023", "antony-blinken"),
        ("leader", "united-kingdom", "2022-10-25", "rishi-sunak"),
        ("leader", "germany", "2022", "olaf-scholz"),
        ("leader", "turkiye", "2020", "recep-tayyip-erdogan"),
        ("leader", "turkiye", "2010-01-01", None),
        ("secretary general", "nato", "2014", None),
        ("secretary general", "nato", None, None),
        ("tsar", "russia", "2023", None),
        ("president", "atlantis", "2023", None),
        ("president", "ukraine", "1990", None),
    ],
)
def test_who_held_an_office(role: str, of: str, at: str | None, expected: str | None) -> None:
    assert id_of(reference().holder(role, of, at)) == expected


def test_without_a_date_only_an_only_holder_is_meant(small: Callable[..., Reference]) -> None:
    assert id_of(small().holder("premier", "evallonia", None)) == "ci-three"
    assert id_of(small().holder("leader", "evallonia", "2020-01-01")) == "ci-three"
    assert small().holder("president", "ruritania", None) is None


def test_on_the_day_of_a_handover_the_successor_holds(small: Callable[..., Reference]) -> None:
    assert id_of(small().holder("head of state", "ruritania", "2015-05-31")) == "ana-one"
    assert id_of(small().holder("head of state", "ruritania", "2015-06-01")) == "bo-two"
    assert small().holder("head of state", "ruritania", "2015") is None


def test_a_persons_offices_by_date() -> None:
    roles = [(o.role, o.of) for o in reference().offices("kaja-kallas")]
    assert roles == [("prime minister", "estonia"), ("high representative", "eu")]
    assert [o.of for o in reference().offices("kaja-kallas", "2025-01-01")] == ["eu"]
    assert reference().offices("ukraine") == ()


@pytest.mark.parametrize(
    ("org", "at", "count"),
    [
        ("nato", None, 32), ("nato", "2008-04-02", 26), ("nato", "2023-04-03", 30), ("nato", "2023-07-11", 31),
        ("eu", None, 27), ("eu", "2019-01-01", 28), ("g7", None, 7), ("g8", "2010-01-01", 8), ("g8", None, 0),
        ("un", None, 193), ("un-security-council", None, 5), ("brics", "2012", 5), ("brics", "2024-06-01", 9),
        ("bucharest-nine", None, 9), ("csto", None, 6), ("asean", "2020", 10), ("oecd", None, 38), ("osce", None, 57),
        ("council-of-europe", None, 46), ("council-of-europe", "2020", 47), ("g20", "2020", 20), ("g20", "2024", 21),
        ("african-union", None, 54), ("atlantis", None, 0),
    ],
)  # fmt: skip
def test_members_at_a_date(org: str, at: str | None, count: int) -> None:
    assert len(reference().members(org, at)) == count


def test_candidates_are_no_members() -> None:
    assert {"ukraine", "moldova", "georgia"} <= set(reference().candidates("eu"))
    assert "croatia" in reference().candidates("eu", "2010")
    assert "croatia" not in reference().candidates("eu")
    assert "ukraine" not in reference().members("eu")


def test_who_may_stand_for_nato_at_a_date() -> None:
    acting = reference().acting_for("nato", "2023-07-11")
    assert {"nato-allies", "nato-leaders", "allied-sources", "north-atlantic-council", "jens-stoltenberg"} <= acting
    assert "mark-rutte" not in acting
    assert "nato" not in acting
    assert "lithuania" not in acting
    assert {"mark-rutte", "jens-stoltenberg"} <= reference().acting_for("nato")


def test_who_may_stand_for_a_state_at_a_date() -> None:
    acting = reference().acting_for("united-states", "2023-07-11")
    assert {"joe-biden", "antony-blinken", "us-department-of-defense", "us-officials"} <= acting
    assert not {"donald-trump", "barack-obama"} & acting


def test_an_organ_brings_its_own_head_along() -> None:
    assert {"european-commission", "ursula-von-der-leyen"} <= reference().acting_for("eu", "2023-07-11")


def test_a_capital_is_a_place_and_names_its_state() -> None:
    assert id_of(reference().capital("Kyiv")) == "ukraine"
    assert id_of(reference().capital("Kiev")) == "ukraine"
    assert id_of(reference().capital("Brussels")) == "belgium"
    assert id_of(reference().capital("Singapore")) == "singapore"
    assert [e.id for e in reference().named("Kyiv") if e.type == "Place"] == ["kyiv"]
    assert reference().capital("Chicago") is None
    assert id_of(reference().capital_of("lithuania")) == "vilnius"
    assert reference().capital_of("nato") is None


@pytest.mark.parametrize(
    ("body", "place", "at", "expected"),
    [
        ("nato", None, "2023-07-10", "nato-vilnius-2023"),
        ("nato", None, "2023", "nato-vilnius-2023"),
        ("nato", None, "2022", "nato-madrid-2022"),
        ("nato", None, "2022-03-24", "nato-brussels-2022"),
        ("nato", None, "2022-03-15", "nato-brussels-2022"),
        ("nato", None, "2022-02-26", "nato-virtual-2022-february"),
        (None, "Vilnius", "2023-07-01", "nato-vilnius-2023"),
        ("nato", "Lithuania", None, "nato-vilnius-2023"),
        ("nato", "Brussels", "2021-06-01", "nato-brussels-2021"),
        ("nato", "Brussels", None, None),
        ("nato", "Wales", "2018-01-01", None),
        ("nato", "Newport", "2018-01-01", "nato-wales-2014"),
        ("g8", None, "2013-06-01", "g8-lough-erne-2013"),
        ("g8", None, "2020-06-01", None),
        ("russia", None, "2018-07-10", "helsinki-2018-us-russia"),
        ("g20", None, "2009", None),
        ("nato", "Atlantis", "2023", None),
        (None, None, None, None),
    ],
)
def test_the_summit_that_is_meant(body: str | None, place: str | None, at: str | None, expected: str | None) -> None:
    assert id_of(reference().summit(body=body, place=place, at=at)) == expected


def test_between_two_summits_at_the_same_distance_it_is_the_next(small: Callable[..., Reference]) -> None:
    found = small(
        organizations="id,name,kind,source\nleague,League,forum,x\n",
        summits="id,name,body,start,source\na-2020,A summit 2020,league,2020-01-01,x\n"
        "b-2020,B summit 2020,league,2020-01-03,x\n",
    )
    assert id_of(found.summit(body="league", at="2020-01-02")) == "b-2020"
    assert found.summit(body="league", at="2025-01-02") is None
    assert id_of(found.summit(place="A", at="2020-01-02")) is None


def test_descriptions_say_what_kind_of_thing_they_stand_for() -> None:
    alliance = reference().description("The Alliance")
    assert alliance is not None
    assert (alliance.type, alliance.kinds, alliance.entities[0]) == ("Organization", ("alliance",), "nato")
    assert reference().kinds["nato"] == "alliance"
    assert reference().description("the teapot") is None
