from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ParameterError, UnknownNameError
from kg.ontology import ontology
from kg.presets import Parameter
from kg.presets.names import Names
from kg.presets.values import Bound, bind
from kg.reference import reference

if TYPE_CHECKING:
    from kg.stores import Store


class Nowhere:
    """A store that must not be asked."""

    def query(self, statement: str, parameters: Any = None) -> Any:
        raise AssertionError(statement, parameters)


def bound(kind: str, value: Any, **about: Any) -> Bound:
    return bind(Parameter("p", kind, **about), value, Names(Nowhere(), reference(), ontology()))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-07-11", "2023-07-11", "2023-07-11"),
        (2023, "2023-01-01", "2023-12-31"),
        (date(2023, 7, 11), "2023-07-11", "2023-07-11"),
    ],
)
def test_a_date_is_the_first_or_the_last_day_it_can_mean(value: Any, first: str, last: str) -> None:
    assert bound("date", value).value == first
    assert bound("date", value, edge="end").value == last


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(1, 3))
def test_a_date_lies_between_its_edges(day: date, parts: int) -> None:
    said = "-".join(day.isoformat().split("-")[:parts])
    assert bound("date", said).value <= day.isoformat() <= bound("date", said, edge="end").value
    assert bound("date", said).value.startswith(said)


@pytest.mark.parametrize("value", ["July 2023", "2023-13", "2023-02-30", "0000", "20230711", "2023-7"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ParameterError, match=f"p takes a date .*, not '{value}'"):
        bound("date", value)


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("2.5", 2.5), (7, 7)])
def test_a_number_is_one(value: Any, number: float) -> None:
    assert bound("number", value).value == number
    assert type(bound("number", value).value) is type(number)


@pytest.mark.parametrize("value", ["many", {}, "nan", "inf"])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ParameterError, match="p takes a number"):
        bound("number", value)


@pytest.mark.parametrize("kind", ["date", "number", "text", "class"])
def test_one_value_is_not_several(kind: str) -> None:
    with pytest.raises(ParameterError, match="p takes one value, not '1, 2'"):
        bound(kind, ["1", "2"])


@pytest.mark.parametrize("kind", ["entity", "topic", "relation", "article", "summit", "text", "date", "class"])
@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_null(kind: str, nothing: Any) -> None:
    assert bound(kind, nothing) == Bound(None)


def test_text_is_as_it_is_and_choices_are_a_list() -> None:
    assert bound("text", " As it is ").value == " As it is "
    assert bound("text", "Actual", choices=("actual", "planned")).value == ["actual"]
    assert bound("text", ["planned", "ACTUAL", "planned"], choices=("actual", "planned")).value == ["planned", "actual"]
    with pytest.raises(UnknownNameError, match=r"no p 'plant'\. Did you mean planned"):
        bound("text", "plant", choices=("actual", "planned"))
    with pytest.raises(UnknownNameError, match="There are actual, planned"):
        bound("text", "xyz", choices=("actual", "planned"))


@pytest.mark.parametrize("name", ["State", "state", "STATE"])
def test_a_class_is_named_in_any_case(name: str) -> None:
    assert bound("class", name).value == "State"


def test_an_unknown_class_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no class 'Stat'\. Did you mean State"):
        bound("class", "Stat")


@pytest.mark.parametrize("name", ["AGREES_ON", "agrees on", "agrees-on", "Agrees_On"])
def test_a_relation_is_named_in_any_case(name: str) -> None:
    assert bound("relation", name) == Bound(["AGREES_ON"], "AGREES_ON")


def test_a_relation_stands_for_its_kinds_unless_strict() -> None:
    assert bound("relation", "attacks").value == ["ANNEXES", "ATTACKS"]
    strict = Names(Nowhere(), reference(), ontology(), strict=True)
    assert bind(Parameter("p", "relation"), "attacks", strict).value == ["ATTACKS"]


def test_an_unknown_relation_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"no relation 'promise'\. Did you mean PROMISES"):
        bound("relation", "promise")


def test_several_names_are_one_list(store: Store) -> None:
    names = Names(store, reference(), ontology(), strict=True)
    found = bind(Parameter("p", "entity"), ["Ukraine", "NATO", "ukraine"], names)
    assert found.said == "Ukraine, NATO, Ukraine"
    assert found.value == ["ukraine", "nato"]
