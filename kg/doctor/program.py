"""The program: its packages, its content, the language model that parses."""

from __future__ import annotations

import platform
import re
import warnings
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from kg import content as places
from kg.doctor.finding import Finding
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "summit-kg"
SHOWN = (NAME, "arcadedb", "neo4j", "neo4j-rust-ext", "spacy", "pyoxigraph", "trafilatura")


def packages() -> Iterator[Finding]:
    """One finding for all packages where they are in order, else one for each that is not."""
    wrong = list(wanting(requires(NAME) or ()))
    yield from (Finding("packages", fine=False, said=said) for said in wrong)
    if not wrong:
        versions = ", ".join(f"{name} {version(name)}" for name in SHOWN)
        yield Finding("packages", fine=True, said=f"Python {platform.python_version()}, {versions}")


def wanting(requirements: Iterator[str] | tuple[str, ...] | list[str]) -> Iterator[str]:
    """What is missing or too old of what is required, and how to get it."""
    for requirement in requirements:
        name, _, least = requirement.partition(">=")
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"{name} is not installed: `pip install '{requirement}'`"
            continue
        if _numbers(found) < _numbers(least):
            yield f"{name} is {found}, and {least} or newer is needed: `pip install '{requirement}'`"


def _numbers(words: str) -> list[int]:
    """The numbers of a version, as far as it is a release."""
    release = re.match(r"\d+(?:\.\d+)*", words)
    return [int(n) for n in release[0].split(".")] if release else []


def content() -> Finding:
    """The ontology, queries and loaders, the user's own too."""
    from kg.ontology import Ontology, ontology  # noqa: PLC0415 - a turtle parser

    try:
        folders = ", ".join(str(root) for root in places.roots())
        if problems := Ontology.problems():
            return Finding("content", fine=False, said=f"{problems[0]} (`kg ontology check` lists all)")
        terms = ontology()
        counts = (
            (len(terms.classes), "classes"),
            (len(terms.relations), "relations"),
            (len(list(places.files("queries", "*.cypher"))), "presets"),
            (len(list(places.files("loaders", "*.py"))), "loaders"),
        )
    except KgError as error:
        return Finding("content", fine=False, said=str(error))
    return Finding("content", fine=True, said=f"{folders}: {', '.join(f'{n} {noun}' for n, noun in counts)}")


def language_model(name: str | None) -> Finding:
    """The spaCy pipeline; what spaCy warns of when it loads one, such as one made for another version, is no order."""
    from kg.extract.parse import load_model  # noqa: PLC0415 - spaCy

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", UserWarning)
        try:
            meta = load_model(name).meta
        except KgError as error:
            return Finding("model", fine=False, said=str(error))
    said = f"{meta['lang']}_{meta['name']} {meta['version']}, made for spaCy {meta.get('spacy_version', 'of any age')}"
    amiss = [str(one.message).split("\n", maxsplit=1)[0] for one in warned if issubclass(one.category, UserWarning)]
    if amiss:
        return Finding("model", fine=False, said=f"{said}: {amiss[0]} Install the one that fits, or name another.")
    return Finding("model", fine=True, said=said)
