from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import ContentError
from kg.reference import articles, facts, reference

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.reference import Reference

ORGS = "id,name,kind,aliases,part_of,leader,source\n"


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (
            {"persons": "id,name,source\nAna One,Ana One,un.org\n"},
            "persons.csv:2: id 'Ana One' is no slug such as 'ana-one'",
        ),
        ({"organizations": ORGS + "ruritania,The League,union,,,,un.org\n"}, "id 'ruritania' is there already"),
        (
            {"organizations": ORGS + "league,League,union,,atlantis,,un.org\n"},
            "part_of 'atlantis' is the id of nothing",
        ),
        (
            {"organizations": ORGS + "league,League,union,,ana-one,,un.org\n"},
            "'ana-one' is a Person, not a State or Org",
        ),
        ({"organizations": ORGS + "league,League,union,L|L,,,un.org\n"}, "alias 'L' is there already"),
        ({"organizations": ORGS + "league,League,union,L||M,,,un.org\n"}, "an alias is empty"),
        ({"organizations": ORGS + "league,League,union,,,tsar,un.org\n"}, "role 'tsar' is not in roles.csv"),
        (
            {"organizations": ORGS + "a,League,union,,,,un.org\nb,B,union,League,,,un.org\n"},
            "'League' is the name of a already",
        ),
        ({"offices": "person,role,of,source\nana-one,tsar,ruritania,un.org\n"}, "offices.csv:2: role 'tsar' is not in"),
        ({"conflicts": "id,name,deed,attacker,target,source\nw,W,LIKES,,,un.org\n"}, "deed 'LIKES' is none of"),
        ({"conflicts": "id,name,deed,attacker,target,source\nw,W,ATTACKS,,ruritania,un.org\n"}, "attacker or target"),
        (
            {"memberships": "org,member,status,source\nruritania,evallonia,friend,x\n"},
            "status 'friend' is none of member, candidate",
        ),
        (
            {"places": "id,name,source\nstrelsau,Strelsau,un.org\nstrelsau-city,S,un.org\n"},
            "id 'strelsau-city' is there",
        ),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(
    small: Callable[..., Reference], tables: dict[str, str], message: str
) -> None:
    with pytest.raises(ContentError, match=message):
        small(**tables)


def test_two_persons_may_share_a_surname(small: Callable[..., Reference]) -> None:
    found = small(persons="id,name,aliases,source\na-bo,A Bo,Bo,x\nb-bo,B Bo,Bo,x\n", offices="person,role,of,source\n")
    assert [e.id for e in found.named("Bo")] == ["a-bo", "b-bo"]


def test_a_capital_with_its_states_name_has_an_id_of_its_own(small: Callable[..., Reference]) -> None:
    found = small()
    assert [(e.id, e.type) for e in found.named("Vetyland")] == [("vetyland", "State"), ("vetyland-city", "Place")]
    assert found.capital_of("vetyland") == found.entities["vetyland-city"]


def test_a_users_own_tables_come_after_the_projects(own: Path) -> None:
    path = own / "ontology" / "reference" / "states.csv"
    path.write_text("id,name,source\r\nruritania,Ruritania,Anthony Hope\r\n", encoding="utf-8-sig", newline="")
    assert reference().entities["ruritania"].source == "Anthony Hope"
    assert reference().entities["ukraine"]
    mine = [a for a in articles() if a.location.startswith("mine/")]
    assert [(a.id, a.location) for a in mine] == [("mine-reference-states", "mine/reference/states.csv")]
    assert facts(mine[0]) == ([], [])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("moods.csv", b"id,name,source\n", "there is no table moods: the tables are states, places"),
        ("states.csv", b"id,name,source\nq,Qu\xe9bec,x\n", "it is not UTF-8: invalid continuation byte at byte 19"),
        ("states.csv", b"id,name,source\nukraine,Borduria,x\n", "states.csv:2: id 'ukraine' is there already"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(own: Path, name: str, text: bytes, message: str) -> None:
    (own / "ontology" / "reference" / name).write_bytes(text)
    with pytest.raises(ContentError, match=message):
        reference()


def test_the_version_changes_with_the_text(small: Callable[..., Reference]) -> None:
    assert small().version == small().version
    assert small().version != small(places="id,name,source\nzenda,Zenda,un.org\n").version
