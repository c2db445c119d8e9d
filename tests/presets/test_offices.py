"""Offices as names: who is meant is told by the dates of the question, and each only for the time in office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import ParameterError
from kg.model import Ref
from kg.presets import ask
from kg.stores.opening import open_store
from tests.presets.graph import articles, claims, entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

DAYS = {"2016-07-10": "petro-poroshenko", "2020-07-10": "petro-poroshenko", "2023-07-10": "volodymyr-zelenskyy"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three articles of 2016, 2020 and 2023, in which one person demands something: Poroshenko also after his term."""
    opened = open_store(str(tmp_path_factory.mktemp("offices") / "graph.kg"), create=True)
    article = next(articles())
    demand = next(c for c in claims() if c.predicate == "DEMANDS" and c.article == article.id)
    known = {e.id: e for e in entities()}
    for day, person in DAYS.items():
        who = Ref(person, person, "Person", "he")
        said = replace(demand, id=f"c-{day}", article=day, subject=who, stated_by=None, via=(), said_on=day)
        named = [known.get(ref.id) or replace(known["ukraine"], id=ref.id, name=ref.name) for ref in said.refs.values()]
        opened.add(replace(article, id=day, location=day, published=day, text_of=None), [said], named, "by hand")
    yield opened
    opened.close()


def asked(store: Store, **parameters: str) -> list[str]:
    return [row["said_on"] for row in ask(store, "wants", parameters).to_dicts()]


@pytest.mark.parametrize("name", ["Ukrainian president", "the president of Ukraine", "Ukraine's president"])
def test_an_office_is_all_its_holders_each_in_his_term(store: Store, name: str) -> None:
    assert asked(store, by=name) == ["2016-07-10", "2023-07-10"]


def test_the_dates_of_a_question_tell_who_is_meant(store: Store) -> None:
    assert asked(store, by="Ukrainian president", until="2017") == ["2016-07-10"]
    assert asked(store, by="Ukrainian president", since="2021") == ["2023-07-10"]
    found = ask(store, "wants", {"by": "Ukrainian president", "since": "2021"})
    assert found.asked["by"] == "Ukrainian president (Volodymyr Zelenskyy)"
    assert found.notes == ("Ukrainian president is understood as Volodymyr Zelenskyy (since 2019-05-20).",)


def test_without_dates_it_is_told_who_held_it_in_the_time_of_the_articles(store: Store) -> None:
    (note,) = ask(store, "wants", {"by": "Ukrainian president"}).notes
    assert "Petro Poroshenko (2014-06-07 to 2019-05-20), Volodymyr Zelenskyy (since 2019-05-20)" in note
    assert "Yushchenko" not in note


def test_strictly_too(store: Store) -> None:
    found = ask(store, "wants", {"by": "Ukrainian president"}, strict=True)
    assert [row["said_on"] for row in found.to_dicts()] == ["2016-07-10", "2023-07-10"]


def test_who_held_it_then_may_not_be_known(store: Store) -> None:
    with pytest.raises(ParameterError, match="Who was Ukrainian president between 1960-01-01 and 1961-12-31 is not"):
        asked(store, by="Ukrainian president", since="1960", until="1961")
    with pytest.raises(ParameterError, match="Who was Ukrainian president until 1961-12-31 is not known"):
        asked(store, by="Ukrainian president", until="1961")


def test_an_office_of_a_day(store: Store) -> None:
    notes = ask(store, "leaders", {"who": "NATO chief", "at": "2023-07-11"}).notes
    assert notes == ("NATO chief is understood as Jens Stoltenberg (2014-10-01 to 2024-10-01).",)
    with pytest.raises(ParameterError, match="Who was NATO chief on 1900-01-01 is not known"):
        ask(store, "leaders", {"who": "NATO chief", "at": "1900-01-01"})
    with pytest.raises(ParameterError, match="since 2030-01-01 is not known: its known terms run from 1997-01-01 to"):
        ask(store, "wants", {"by": "UN chief", "since": "2030"})
