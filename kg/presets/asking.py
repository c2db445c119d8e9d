"""Asking: a preset's parameters checked and named, its statement run, the rows with what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, ParameterError, nearest
from kg.ontology import ontology
from kg.presets import statement as cypher
from kg.presets.files import GIVEN, preset
from kg.presets.names import Names
from kg.presets.standing import Standing, timely
from kg.presets.values import Bound, bind
from kg.reference import reference
from kg.reference.dates import earliest, latest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.presets.files import Parameter, Preset
    from kg.presets.names import Period


UNDATED = "MATCH (a:Article) WHERE a.published IS NULL AND a.genre <> 'reference' RETURN a.id AS id"
UNSURE = "UNWIND $ids AS id MATCH (c:Claim {id: id}) WHERE c.confidence < $least RETURN c.id AS id"
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
    """An answer. `asked` says what each given parameter was understood as, `notes` what its rows do not tell."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    title: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

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


def ask(
    store: Answering, name: str, parameters: Mapping[str, Any], *, strict: bool = False, min_confidence: float = 0.0
) -> Result:
    """Answer a preset.

    Names are taken by any alias or office. An entity stands for those too who acted for it when a claim was said, a
    topic for its narrower ones and a relation for its kinds, unless `strict`. Rows that rest on a claim of less than
    `min_confidence` are left out. UnknownNameError, ParameterError where a parameter is off.
    """
    asked = preset(name)
    names = Names(store, reference(), ontology(), strict=strict)
    bound = _bound(asked, parameters, names)
    question = Question(store, asked.statement, bound, names, min_confidence)
    columns, rows = question.answer()
    said = {key: bound[key].said for key, value in parameters.items() if value not in NOTHING and bound[key].said}
    notes = dict.fromkeys(filter(None, (*(one.note for one in bound.values()), question.undated(asked, columns, rows))))
    return Result(columns, rows, asked.title, said, tuple(notes))


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with what its parameters are bound to."""

    store: Answering
    statement: str
    bound: Mapping[str, Bound]
    names: Names
    least: float = 0.0  # the confidence of a claim that a row may rest on

    def answer(self) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """The columns and rows, but for those of who was not in office then, and of claims that are too uncertain."""
        values = {key: value.value for key, value in self.bound.items()}
        given = {parameter for parameter, _ in cypher.used(self.statement)} & GIVEN
        values |= {parameter: getattr(self.names, parameter)() for parameter in given}
        found = self.store.query(self.statement, values)
        standings = [
            Standing(frozenset(one.own), frozenset(one.value), self.names.reference, one.offices)
            for one in self.bound.values()
            if one.own or one.offices
        ]
        rows = timely(self.store, found.columns, list(found.rows), standings)
        return found.columns, certain(self.store, found.columns, rows, self.least)

    def undated(self, asked: Preset, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
        """A sentence on the articles that the dates in the question left out only because they have none."""
        dates = {name for name, parameter in asked.parameters.items() if parameter.edge in ("start", "end")}
        dates = {name for name in dates if asked.parameters[name].type == "date" and self.bound[name].value}
        if not dates or not {"sources", "claim", "said_on"} <= set(columns) or "when" in columns:
            return ""
        if not (without := {id_ for (id_,) in self.store.query(UNDATED).rows}):
            return ""
        anytime = replace(self, bound={**self.bound, **dict.fromkeys(dates, Bound(None))})
        claim, sources, said_on = (list(columns).index(name) for name in ("claim", "sources", "said_on"))
        dated = {row[claim] for row in rows}
        left = {
            id_
            for row in anytime.answer()[1]
            if row[claim] not in dated and row[said_on] is None
            for id_ in without & set(row[sources])
        }
        return _left_out(len(left), sorted(dates)) if left else ""


def certain(
    store: Answering, columns: Sequence[str], rows: list[tuple[Any, ...]], least: float
) -> list[tuple[Any, ...]]:
    """The rows but for those that rest on a claim, or on the claim of an answer, of less confidence."""
    places = [n for n, column in enumerate(columns) if column == "claim" or column.endswith("_claim")]
    if not least or not rows or not places:
        return rows
    ids = {row[n] for row in rows for n in places if row[n] is not None}
    unsure = {id_ for (id_,) in store.query(UNSURE, {"ids": sorted(ids), "least": least}).rows}
    return [row for row in rows if not any(row[n] in unsure for n in places)]


def _left_out(number: int, dates: Sequence[str]) -> str:
    articles, have = ("1 article", "it has") if number == 1 else (f"{number:,} articles", "they have")
    given = " and ".join(f"--{name}" for name in dates)
    return f"{articles} with fitting claims left out by {given}: {have} no date."


def _bound(asked: Preset, given: Mapping[str, Any], names: Names) -> dict[str, Bound]:
    """What each parameter is bound to; dates first, since an office is that of its holders then."""
    for name in given:
        if name not in asked.parameters:
            raise ParameterError(unknown(asked, name))
    dated = sorted(asked.parameters, key=lambda name: asked.parameters[name].type != "date")
    bound: dict[str, Bound] = {}
    for name in dated:
        parameter = asked.parameters[name]
        value = given.get(name)
        if value in NOTHING:
            value = parameter.default
            if value is None and parameter.required:
                raise ParameterError(_missing(asked, parameter))
        bound[name] = bind(parameter, value, names)
        if parameter.type == "date" and bound[name].value:
            names.period = _narrowed(names.period, parameter, bound[name].value)
    _check_order(asked, bound)
    return {name: bound[name] for name in asked.parameters}


def _narrowed(period: Period, parameter: Parameter, value: str) -> Period:
    """The period that is asked for, with one more date of the question."""
    since, until = period
    return (
        earliest(value) if parameter.edge in ("start", "whole") else since,
        latest(value) if parameter.edge in ("end", "whole") else until,
    )


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
