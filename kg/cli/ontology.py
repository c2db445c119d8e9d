"""`kg ontology`: what the graph can speak of."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.output import Format, FormatOption, show
from kg.errors import ContentError, KgError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ontology import Ontology

COLUMNS = ("kind", "name", "label", "under", "definition")


class Kind(StrEnum):
    """What `kg ontology` lists."""

    CLASS = "class"
    RELATION = "relation"
    TOPIC = "topic"


KindOption = Annotated[Kind | None, typer.Option("--kind", "-k", help="Only classes, relations or topics.")]

commands = typer.Typer(
    help="The classes, relations and topics that claims are made of.",
    epilog="Example: kg ontology --kind relation; kg ontology show PROMISES; kg ontology check.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    """Add `kg ontology` with `show` and `check`."""
    app.add_typer(commands, name="ontology")


@commands.callback()
def listing(context: typer.Context, kind: KindOption = None, form: FormatOption = Format.TABLE) -> None:
    """List classes, relations and topics."""
    if context.invoked_subcommand is None:
        from kg.ontology import ontology

        show(COLUMNS, (row for row in _rows(ontology()) if kind in (None, row[0])), form)


@commands.command("show", epilog="Example: kg ontology show membership-timetable.")
def show_term(
    name: Annotated[str, typer.Argument(help="A class, a relation, or a topic's id, label or alias.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show all that the ontology says of one class, relation or topic."""
    from kg.ontology import ontology

    found = _find(ontology(), name)
    rows = [(key, list(value) if isinstance(value, tuple) else value) for key, value in found.items()]
    show(("property", "value"), [row for row in rows if row[1] not in (None, [], "")], form)


@commands.command("check", epilog="Example: kg --content mine ontology check.")
def check(form: FormatOption = Format.TABLE) -> None:
    """List all mistakes in the ontology's files, each with file and line; exit code 1 where there are some."""
    from kg.ontology import Ontology

    problems = Ontology.problems()
    show(("file", "line", "problem"), map(_problem, problems), form)
    if problems:
        word = "mistake" if len(problems) == 1 else "mistakes"
        msg = f"{len(problems)} {word} in the ontology."
        raise KgError(msg)


def _rows(known: Ontology) -> Iterator[tuple[str, ...]]:
    for cls in known.classes.values():
        yield Kind.CLASS, cls.name, cls.label, cls.parent or "", cls.definition
    for relation in known.relations.values():
        yield Kind.RELATION, relation.name, relation.label, relation.parent or "", relation.definition
    for topic in known.topics.values():
        yield Kind.TOPIC, topic.id, topic.label, ", ".join(topic.broader), topic.definition


def _find(known: Ontology, name: str) -> dict[str, Any]:
    """The term of that name: exact first, then whatever its capitals, then a topic by any of its names."""
    from kg.text import fold

    terms: dict[str, Any] = {**known.topics, **known.relations, **known.classes}
    if found := terms.get(name) or {key.casefold(): term for key, term in terms.items()}.get(name.casefold()):
        return asdict(found)
    for topic in known.topics.values():
        if fold(name) in map(fold, (topic.label, *topic.aliases)):
            return asdict(topic)
    kind = "class, relation or topic"
    raise UnknownNameError(kind, name, terms, hint="`kg ontology` lists them.")


def _problem(error: ContentError) -> tuple[str, int | None, str]:
    where = f"{error.path}:{error.line}: " if error.line else f"{error.path}: "
    return error.path, error.line, str(error).removeprefix(where)
