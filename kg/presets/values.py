"""Values of parameters: from what a person gives to what a statement is bound to, by type."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn

from kg.errors import ParameterError, UnknownNameError
from kg.reference.dates import earliest, latest, valid
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.presets.files import Parameter
    from kg.presets.names import Named, Names
    from kg.reference import Office


@dataclass(frozen=True, slots=True)
class Bound:
    """What a parameter is bound to, and in words what that is; no words where nothing was asked.

    `own` are the ids of entities that were named, without those who act for them; `offices` the terms of who was named
    by an office; `note` sentences on what the names may stand for.
    """

    value: Any
    said: str = ""
    own: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    note: str = ""


def bind(parameter: Parameter, given: Any, names: Names) -> Bound:
    """Check a value, or several, against a parameter's type. ParameterError, UnknownNameError where one is off."""
    many = _several(given)
    if not many:
        return Bound(None)
    if parameter.type in _SINGLE and not parameter.choices:
        if len(many) > 1:
            _refuse(parameter, ", ".join(map(str, many)), "one value")
        return _SINGLE[parameter.type](parameter, many[0], names)
    found = [_named(parameter, str(value), names) for value in many]
    ids = dict.fromkeys(chain.from_iterable(one.ids for one in found))
    return Bound(
        list(ids),
        ", ".join(one.said for one in found),
        tuple(dict.fromkeys(chain.from_iterable(one.own for one in found))),
        tuple(dict.fromkeys(chain.from_iterable(one.offices for one in found))),
        " ".join(dict.fromkeys(one.note for one in found if one.note)),
    )


def _several(given: Any) -> list[Any]:
    if given is None or given == "":
        return []
    return list(given) if isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping) else [given]


def _named(parameter: Parameter, value: str, names: Names) -> Named:
    if parameter.choices:
        return _choice(parameter, value, names)
    look_up: Callable[[str], Named] = {
        "entity": names.entity,
        "topic": names.topic,
        "relation": names.relation,
        "article": names.article,
        "summit": names.summit,
    }[parameter.type]
    return look_up(value)


def _choice(parameter: Parameter, value: str, names: Names) -> Named:
    found = [choice for choice in parameter.choices if fold(choice) == fold(value)]
    if not found:
        hint = f"There are {', '.join(parameter.choices)}."
        raise UnknownNameError(parameter.name, value, parameter.choices, hint=hint)
    return names.plain(found[0])


def _day(parameter: Parameter, given: Any, _names: Names) -> Bound:
    """A day; of a year or month its first, its last where the parameter is an end, all of it where it is whole."""
    said = given.isoformat()[:10] if isinstance(given, date) else str(given).strip()
    if not valid(said):
        _refuse(parameter, said, "a date such as 2023, 2023-07 or 2023-07-11")
    return Bound({"end": latest(said), "whole": said}.get(parameter.edge, earliest(said)), said)


def _number(parameter: Parameter, given: Any, _names: Names) -> Bound:
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        _refuse(parameter, given, "a number")
    return Bound(int(value) if value.is_integer() else value, str(given))


def _text(_parameter: Parameter, given: Any, _names: Names) -> Bound:
    return Bound(str(given), str(given))


def _claim(_parameter: Parameter, given: Any, names: Names) -> Bound:
    found = names.claim(str(given))
    return Bound(found.ids[0], found.said, note=found.note)


def _class(_parameter: Parameter, given: Any, names: Names) -> Bound:
    found = names.cls(str(given))
    return Bound(found, found)


_SINGLE: Mapping[str, Callable[[Parameter, Any, Names], Bound]] = {
    "date": _day,
    "number": _number,
    "text": _text,
    "class": _class,
    "claim": _claim,
}


def _refuse(parameter: Parameter, given: Any, what: str) -> NoReturn:
    msg = f"{parameter.name} takes {what}, not {str(given)!r}."
    raise ParameterError(msg)
