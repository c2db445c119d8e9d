"""Asking: a preset's parameters checked and named, its statement run, the rows with what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, ParameterError, nearest
from kg.ontology import ontology
from kg.presets import statement as cypher
from kg.presets.files import GIVEN, preset
from kg.presets.names import Names
from kg.presets.standing import Standing, timely
from kg.presets.values import Bound, bind
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.presets.files import Parameter, Preset


NOTHING: tuple[object, ...] = (None, (), [])  # what a parameter is given where nothing is asked


class Answer(Protocol):
    """Column names and rows, as every store gives them."""

    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]: ...  # noqa: D102


class Answering(Protocol):
    """The one thing that asking needs of a store."""

    def query(self, statement: str, parameters: Mapping[str, Any] | None = None) -> Answer: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. `asked` says what each given parameter was understood as."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    title: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> Any:
        """The rows as a DataFrame. KgError where pandas is not installed."""
        try:
            import pandas as pd  # type: ignore[import-untyped,import-not-found,unused-ignore] # noqa: PLC0415 - optional
        except ImportError as error:
            msg = "to_pandas needs pandas, which is not installed: pip install pandas, or use to_dicts()."
            raise KgError(msg) from error
        return pd.DataFrame(self.rows, columns=list(self.columns))


def ask(store: Answering, name: str, parameters: Mapping[str, Any], *, strict: bool = False) -> Result:
    """Answer a preset.

    Names are taken by any alias. An entity stands for those too who acted for it when a claim was said, a topic for its
    narrower ones and a relation for its kinds, unless `strict`. UnknownNameError, ParameterError where one is off.
    """
    asked = preset(name)
    names = Names(store, reference(), ontology(), strict=strict)
    bound = dict(_bound(asked, parameters, names))
    _check_order(asked, bound)
    values = {key: value.value for key, value in bound.items()}
    given = {parameter for parameter, _ in cypher.used(asked.statement)} & GIVEN
    values |= {parameter: getattr(names, parameter)() for parameter in given}
    answer = store.query(asked.statement, values)
    standings = [
        Standing(frozenset(one.own), frozenset(one.value), names.reference) for one in bound.values() if one.own
    ]
    rows = timely(store, answer.columns, list(answer.rows), standings)
    said = {key: bound[key].said for key, value in parameters.items() if value not in NOTHING and bound[key].said}
    return Result(answer.columns, rows, asked.title, said)


def _bound(asked: Preset, given: Mapping[str, Any], names: Names) -> Iterator[tuple[str, Bound]]:
    for name in given:
        if name not in asked.parameters:
            raise ParameterError(unknown(asked, name))
    for name, parameter in asked.parameters.items():
        value = given.get(name)
        if value in NOTHING:
            value = parameter.default
            if value is None and parameter.required:
                raise ParameterError(_missing(asked, parameter))
        yield name, bind(parameter, value, names)


def _check_order(asked: Preset, bound: Mapping[str, Bound]) -> None:
    """ParameterError where what is asked for begins after it ends."""
    dates = [name for name, parameter in asked.parameters.items() if parameter.type == "date" and bound[name].value]
    for end in (name for name in dates if asked.parameters[name].edge == "end"):
        for start in (name for name in dates if asked.parameters[name].edge == "start"):
            if bound[start].value > bound[end].value:
                msg = f"{start} {bound[start].said} is after {end} {bound[end].said}: nothing can be between them."
                raise ParameterError(msg)


def unknown(asked: Preset, name: str) -> str:
    """The sentence for a parameter that a preset does not take."""
    near = nearest(name, asked.parameters)
    proposal = f" Did you mean {' or '.join(near)}?" if near else ""
    takes = f"It takes {', '.join(asked.parameters)}." if asked.parameters else "It takes none."
    return f"{asked.name} has no parameter {name}.{proposal} {takes}"


def _missing(asked: Preset, parameter: Parameter) -> str:
    example = f" Example: {asked.example}" if asked.example else ""
    return f"{asked.name} needs {parameter.name} ({parameter.help or parameter.type}).{example}"
