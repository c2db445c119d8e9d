"""Turtle files as entries, one a subject, that still know their file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HEAD = re.compile(r"(?:[\w.-]*:|<(?:[^>\s]*[/#])?)(?P<local>[^\s<>/#:]+?)[/#]?>?(?=\s|$)")
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Source:
    """A Turtle file. Parsers drop line numbers, so lines are found by looking for a subject where a line begins."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.data = path.read_bytes()
        except OSError as error:
            raise ContentError(path, None, f"cannot be read: {error.strerror}") from error

    def triples(self) -> Iterator[pyoxigraph.Quad]:
        """All statements in the order of the file. ContentError at the first that is no Turtle."""
        try:
            yield from pyoxigraph.parse(self.data, format=pyoxigraph.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise ContentError(self.path, error.lineno, f"is no Turtle: {error.msg}") from error

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, the first at index 0."""
        return self.data.decode("utf-8", "replace").splitlines()

    @cached_property
    def _heads(self) -> dict[str, list[int]]:
        """Line numbers (from 1) where a line begins with a name, by local name."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, line in enumerate(self.lines, 1):
            if head := _HEAD.match(line):
                found[head["local"]].append(n)
        return found

    def definitions(self, iri: str) -> list[int]:
        """Lines (from 1) at which a block about a subject begins."""
        return self._heads.get(local_name(iri), [])

    def line(self, iri: str) -> int | None:
        """The line at which a subject's first block begins; None where the file has none."""
        return next(iter(self.definitions(iri)), None)

    def find(self, iri: str, needle: str) -> int | None:
        """The line in a subject's blocks that holds `needle`: `:Name` or a text in quotation marks."""
        whole = re.compile(re.escape(needle) + r"(?![\w-])")
        held = (n for start in self.definitions(iri) for n, line in self._block(start) if whole.search(line))
        return next(held, None)

    def _block(self, start: int) -> Iterator[tuple[int, str]]:
        yield start, self.lines[start - 1]
        for n, line in enumerate(self.lines[start:], start + 1):
            if line[:1].strip() and not line.startswith("#"):
                return
            yield n, line


@dataclass(frozen=True, slots=True)
class Value:
    """An object of a statement: an IRI, or a literal with its language."""

    text: str
    iri: bool
    language: str | None
    source: Source


@dataclass(slots=True)
class Entry:
    """All that the files say of one subject: values by predicate IRI, in the order of the files."""

    iri: str
    values: dict[str, list[Value]] = field(default_factory=lambda: defaultdict(list))

    @property
    def types(self) -> set[str]:
        """IRIs of its classes."""
        return {value.text for value in self.values.get(RDF_TYPE, ())}

    def texts(self, predicate: str) -> tuple[str, ...]:
        """Literal values without repetition."""
        return tuple(dict.fromkeys(v.text for v in self.values.get(predicate, ()) if not v.iri))

    def text(self, predicate: str) -> str | None:
        """The literal value, English where there are several languages."""
        found = [v for v in self.values.get(predicate, ()) if not v.iri]
        return min(found, key=lambda v: (v.language or "en") != "en").text if found else None

    def names(self, predicate: str, namespace: str) -> tuple[str, ...]:
        """Local names of IRI values that lie in a namespace."""
        iris = dict.fromkeys(v.text for v in self.values.get(predicate, ()) if v.iri and v.text.startswith(namespace))
        return tuple(iri.removeprefix(namespace) for iri in iris)

    def foreign(self, predicate: str, namespace: str) -> tuple[str, ...]:
        """IRI values that lie elsewhere."""
        iris = dict.fromkeys(v.text for v in self.values.get(predicate, ()) if v.iri)
        return tuple(iri for iri in iris if not iri.startswith(namespace))

    def error(self, reason: str, needle: str | None = None) -> ContentError:
        """A problem of this entry, at the line that holds `needle` where it can be found."""
        sources = list(dict.fromkeys(v.source for values in self.values.values() for v in values))
        for source in sources if needle else ():
            if line := source.find(self.iri, needle or ""):
                return ContentError(source.path, line, reason)
        return ContentError(sources[0].path, sources[0].line(self.iri), reason)


def entries(sources: Iterable[Source]) -> dict[str, Entry]:
    """All named subjects of the files by IRI. ContentError where a file is no Turtle."""
    found: dict[str, Entry] = {}
    for source in sources:
        for quad in source.triples():
            if isinstance(quad.subject, pyoxigraph.NamedNode):
                entry = found.setdefault(quad.subject.value, Entry(quad.subject.value))
                entry.values[quad.predicate.value].append(_value(quad.object, source))
    return found


def _value(term: object, source: Source) -> Value:
    if isinstance(term, pyoxigraph.Literal):
        return Value(term.value, iri=False, language=term.language, source=source)
    return Value(getattr(term, "value", ""), iri=True, language=None, source=source)


def local_name(iri: str) -> str:
    """What follows the last slash or hash."""
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]
