"""The model's values as JSON and back: every value is checked against the type that its field has in the model."""

from __future__ import annotations

import math
import re
import types
from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kg import model

T = TypeVar("T")

SHOWN = 60  # characters of a value in a message
WIDEST = 2**63  # what no whole number in a graph reaches
HALVES = re.compile("[\ud800-\udfff]")  # of characters, which no store takes
NAMES = vars(model) | {"Sequence": Sequence}  # what annotations may name


def encode(value: Any) -> Any:
    """A value of the model as JSON; fields that are as they are by default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in fields(value)}
        return {key: encode(told[key]) for key, usual in _usual(type(value)).items() if told[key] != usual}
    return [encode(one) for one in value] if isinstance(value, list | tuple) else value


def decode(cls: type[T], value: Any) -> T:
    """A value of the model from its JSON. ValueError that names the field where it is no such value."""
    return _decoded(cls, value, "")  # type: ignore[no-any-return]


def _decoded(kind: Any, value: Any, at: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _either(get_args(kind), value, at)
    if origin in (tuple, Sequence):
        return _listed(get_args(kind), value, at)
    if origin is Literal:
        return value if value in get_args(kind) and isinstance(value, str) else _refuse(value, at)
    if is_dataclass(kind):
        return _record(kind, value, at)
    return value if _is_plain(kind, value) else _refuse(value, at)


def _is_plain(kind: Any, value: Any) -> bool:
    """Whether a value that has no parts is of a type: true is no number, no number is endless, no letter half."""
    if kind is float or kind is int:
        whole = isinstance(value, int) and not isinstance(value, bool) and -WIDEST <= value < WIDEST
        return whole or (kind is float and isinstance(value, float) and math.isfinite(value))
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(_is_plain(str, v) for v in (*value, *value.values()) if v is not None)
    return isinstance(value, kind) and not (kind is str and HALVES.search(value))


def _either(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    """The first of several types that a value fits; of records, the one that has all its fields."""
    if isinstance(value, dict):
        kinds = tuple(k for k in kinds if is_dataclass(k) and value.keys() <= _usual(cast("type", k)).keys()) or kinds
    for kind in kinds[:-1]:
        try:
            return _decoded(kind, value, at)
        except ValueError:
            continue
    return _decoded(kinds[-1], value, at)


def _listed(kinds: tuple[Any, ...], value: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        _refuse(value, at)
    many = len(kinds) == 1 or kinds[1:] == (...,)
    if not many and len(value) != len(kinds):
        _refuse(value, at)
    each = kinds[:1] * len(value) if many else kinds
    return tuple(_decoded(kind, one, f"{at}[{n}]") for n, (kind, one) in enumerate(zip(each, value, strict=True)))


def _record(cls: Any, value: Any, at: str) -> Any:
    if not isinstance(value, dict):
        _refuse(value, at or cls.__name__.lower())
    usual = _usual(cls)
    for key in value:
        if key not in usual:
            msg = f"{_path(at, key)} is no field of the format"
            raise ValueError(msg)
    for key, by_default in usual.items():
        if by_default is MISSING and key not in value:
            msg = f"{_path(at, key)} is missing"
            raise ValueError(msg)
    kinds = _kinds(cls)
    return cls(**{key: _decoded(kinds[key], one, _path(at, key)) for key, one in value.items()})


def _path(at: str, key: str) -> str:
    return f"{at}.{key}" if at else str(key)[:40]


def _refuse(value: Any, at: str) -> Any:
    shown = repr(value)
    msg = f"{at or 'it'} cannot be {shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + '…'}"
    raise ValueError(msg)


@cache
def _kinds(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, localns=NAMES)


@cache
def _usual(cls: type) -> dict[str, Any]:
    """The fields of a record, with what each is by default; MISSING where it must be given."""
    made = {f.name: f.default_factory() for f in fields(cls) if f.default_factory is not MISSING}
    return {f.name: made.get(f.name, f.default) for f in fields(cls)}
