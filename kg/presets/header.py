"""A preset's header: YAML in the comment that opens the file, each value with the line that it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from kg.errors import ContentError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TYPES = ("entity", "date", "relation", "topic", "text", "number", "class", "article", "claim", "summit")
KEYS = ("title", "description", "rows", "parameters", "columns", "example")
ABOUT = ("type", "help", "default", "required", "choices", "edge")
EDGES = ("start", "end", "whole")
# options of `kg query`, and what is given
RESERVED = ("format", "limit", "strict", "min_confidence", "help", "name", "store", "kin", "acts_for")
_COMMENT = re.compile(r"\A\s*/\*(?P<header>.*?)\*/[ \t]*\n?", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What the YAML says, and where."""

    path: Path
    said: Mapping[str, Any]
    lines: Mapping[Place, int]

    def line(self, *place: str) -> int | None:
        """The line on which a key stands."""
        return self.lines.get(place)

    def text(self, key: str) -> str:
        """A text, empty where it is not given."""
        value = self.said.get(key) or ""
        if not isinstance(value, str):
            raise ContentError(self.path, self.line(key), f"{key} is a text.")
        return value.strip()

    def texts(self, key: str) -> dict[str, str]:
        """A mapping of names to texts."""
        return {name: str(value) for name, value in self.mapping(key).items()}

    def mapping(self, *place: str) -> Mapping[str, Any]:
        """A mapping, empty where it is not given."""
        value: Any = self.said
        for key in place:
            value = value.get(key) or {}
        if not isinstance(value, dict):
            raise ContentError(self.path, self.line(*place), f"{place[-1]} is a mapping of names.")
        return value

    def parameters(self) -> dict[str, dict[str, Any]]:
        """Each parameter's name with what is said of it, checked."""
        return {name: self._parameter(name) for name in self.mapping("parameters")}

    def _parameter(self, name: str) -> dict[str, Any]:
        place = ("parameters", name)
        said = self.mapping(*place)
        if not _NAME.fullmatch(name) or name in RESERVED:
            self._fail(place, f"no parameter can be called {name}.")
        _known(self, place, said, ABOUT)
        kind = said.get("type", "missing")
        if kind not in TYPES:
            self._fail(place, f"its type is {kind}, and there are {', '.join(TYPES)}.")
        if said.get("edge", "start") not in EDGES:
            self._fail((*place, "edge"), f"edge is {' or '.join(EDGES)}.")
        choices = said.get("choices") or []
        if not isinstance(choices, list):
            self._fail((*place, "choices"), "choices is a list.")
        return dict(said) | {"choices": tuple(map(str, choices))}

    def _fail(self, place: Place, reason: str) -> NoReturn:
        raise ContentError(self.path, self.line(*place), f"{place[1]}: {reason}")


def split(path: Path, text: str) -> tuple[str, int, str, int]:
    """The header's YAML with its first line's number, and the statement with its own."""
    found = _COMMENT.match(text)
    if not found:
        raise ContentError(path, 1, "a preset begins with its header: a comment /* … */ that holds YAML.")
    begin = text.count("\n", 0, found.start("header")) + 1
    body = text[found.end() :]
    if not body.strip():
        raise ContentError(path, begin, "there is no statement after the header.")
    return found["header"], begin, body, text.count("\n", 0, found.end()) + 1


def parse(path: Path, comment: str, line: int) -> Header:
    """Read the YAML. ContentError with its line where it is broken, or says what no header says."""
    try:
        node = yaml.compose(comment, Loader=yaml.SafeLoader)
        said = yaml.safe_load(comment)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", "it cannot be read")
        raise ContentError(path, line + (mark.line if mark else 0), f"the header is no YAML: {reason}.") from error
    if not isinstance(said, dict):
        raise ContentError(path, line, "the header is a mapping: title, description, parameters, example.")
    header = Header(path, said, dict(_lines(path, node, line)))
    _known(header, (), said, KEYS)
    for key in ("title", "description"):
        if not header.text(key):
            raise ContentError(path, line, f"the header has no {key}.")
    header.parameters()
    return header


def _lines(path: Path, node: yaml.Node | None, first: int, place: Place = ()) -> Iterable[tuple[Place, int]]:
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, value in node.value:
        line = first + key.start_mark.line
        if key.tag != "tag:yaml.org,2002:str":
            raise ContentError(path, line, f"a key is a word, and YAML reads {key.value} as something else: quote it.")
        if key.value in seen:
            raise ContentError(path, line, f"{key.value} is said twice.")
        seen.add(key.value)
        yield (*place, key.value), line
        yield from _lines(path, value, first, (*place, key.value))


def _known(header: Header, place: Place, said: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in said:
        if key not in known:
            near = nearest(str(key), known)
            hint = f" Did you mean {near[0]}?" if near else f" There are {', '.join(known)}."
            raise ContentError(header.path, header.line(*place, str(key)), f"there is no key {key}.{hint}")
