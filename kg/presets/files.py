"""Preset files: a comment with the header in YAML, then one Cypher statement; read, checked, and cached."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import content
from kg.errors import ContentError, UnknownNameError
from kg.presets import statement as cypher
from kg.presets.header import Header, parse, split

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROWS = "rows"  # queries/rows/*.cypher: endings that presets share
GIVEN = frozenset({"kin", "acts_for"})  # maps that every statement may use without declaring them: see Names
FOUND = "WITH DISTINCT c"  # what a preset with shared rows ends with


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a preset takes. All but dates, numbers and plain text are bound as a list; null where nothing is asked."""

    name: str
    type: str
    help: str = ""
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()
    edge: str = "start"  # which day of a year or month a date means: the first, the last ("end"), all ("whole")


@dataclass(frozen=True, slots=True)
class Preset:
    """A question that can be asked by name. `statement` is the whole Cypher, shared rows included."""

    name: str
    title: str
    description: str
    statement: str
    path: Path
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # what they hold, where their names do not tell
    example: str = ""


def presets() -> Mapping[str, Preset]:
    """All presets by name, the project's and those in `KG_CONTENT`; of two with one name the user's counts."""
    return {name: read(path) for name, path in preset_names().items()}


def readable() -> tuple[list[Preset], list[ContentError]]:
    """All presets that can be read, by name, and what is wrong with the others."""
    found: list[Preset] = []
    broken: list[ContentError] = []
    for path in preset_names().values():
        try:
            found.append(read(path))
        except ContentError as error:
            broken.append(error)
    return found, broken


def preset_names() -> Mapping[str, Path]:
    """The presets' names, sorted, with their files, none of them read."""
    paths = {path.stem: path for path in content.files("queries", "*.cypher")}
    return dict(sorted(paths.items()))


def preset(name: str) -> Preset:
    """One preset. UnknownNameError with the nearest names."""
    known = preset_names()
    if name not in known:
        raise UnknownNameError(kind="preset", name=name, known=known, hint="`kg presets` lists them.")
    return read(known[name])


@cache
def read(path: Path) -> Preset:
    """Read one file. ContentError with its line where the header or the statement is wrong."""
    comment, line, body, first = split(path, content.text(path))
    header = parse(path, comment, line)
    whole = _whole(path, header, body, first)
    _check(path, header, whole, first)
    return Preset(
        name=path.stem,
        title=header.text("title"),
        description=header.text("description"),
        statement=whole,
        path=path,
        parameters={name: Parameter(name, **said) for name, said in header.parameters().items()},
        columns=header.texts("columns"),
        example=header.text("example"),
    )


def _whole(path: Path, header: Header, body: str, first: int) -> str:
    rows = header.text("rows")
    if not rows:
        return body
    shared = {p.stem: p for p in content.files("queries", f"{ROWS}/*.cypher")}
    if rows not in shared:
        problem = UnknownNameError("queries/rows file", rows, shared)
        raise ContentError(path, header.line("rows"), str(problem))
    if not cypher.ends_with(body, FOUND):
        last = first + body.rstrip().count("\n")
        raise ContentError(path, last, f"with rows: {rows}, a statement ends with {FOUND}.")
    return f"{body.rstrip()}\n{content.text(shared[rows]).strip()}\n"


def _check(path: Path, header: Header, statement: str, first: int) -> None:
    def line(offset: int) -> int:
        return first + statement.count("\n", 0, offset)

    if found := cypher.writes(statement):
        raise ContentError(path, line(found[1]), f"a preset only reads, and {found[0]} does more.")
    if (begin := cypher.second(statement)) is not None:
        raise ContentError(path, line(begin), "a preset is one statement, and here a second begins.")
    declared, used = header.parameters(), dict(reversed(list(cypher.used(statement))))
    for name, offset in used.items():
        if name not in declared and name not in GIVEN:
            raise ContentError(path, line(offset), f"${name} is used, and the header declares no parameter {name}.")
    for name in declared:
        if name not in used:
            reason = f"the parameter {name} is declared, and the statement does not use ${name}."
            raise ContentError(path, header.line("parameters", name), reason)
