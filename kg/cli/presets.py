"""`kg presets`, `kg query` and `kg cypher`: asking the graph."""

from __future__ import annotations

import json
import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import session
from kg.cli.asking import PresetGroup
from kg.cli.completion import preset_names
from kg.cli.output import Format, FormatOption, show
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTING = """Examples:

kg presets

kg presets show promises"""

QUERYING = """Examples:

kg query promises --by NATO --to Ukraine

kg query about Ukraine

kg query promises --help

kg query demands --by Ukraine --format json"""

CYPHER = """Examples:

kg cypher 'MATCH (a:Actor)-[r:REFUSES]->(t) RETURN a.name, t.name, r.claim'

kg cypher @mine.cypher -p to=ukraine -p 'by=["nato", "nato-allies"]' --format csv

echo 'MATCH (a:Article) RETURN count(a)' | kg cypher -"""


def register(app: typer.Typer) -> None:
    """Add `kg presets`, `kg query` and `kg cypher`."""
    listing = typer.Typer(
        invoke_without_command=True, help="What can be asked: the presets, or one of them with `show`."
    )
    listing.callback(epilog=LISTING)(presets)
    listing.command("list", hidden=True)(list_presets)
    listing.command("show", epilog=LISTING)(show_preset)
    app.add_typer(listing, name="presets")
    query = typer.Typer(cls=PresetGroup, no_args_is_help=True, subcommand_metavar="PRESET [--PARAMETER VALUE]...")
    query.callback(epilog=QUERYING)(_query)
    app.add_typer(query, name="query")
    app.command("cypher", epilog=CYPHER)(cypher)


def presets(ctx: typer.Context, form: FormatOption = Format.TABLE) -> None:
    """List the presets: what can be asked, and what each takes."""
    if not ctx.invoked_subcommand:
        list_presets(form)


def list_presets(form: FormatOption = Format.TABLE) -> None:
    """List the presets, as `kg presets` alone does; what is wrong with one that cannot be read is said."""
    from kg.presets import readable

    found, broken = readable()
    show(("preset", "title", "parameters"), ((p.name, p.title, list(p.parameters)) for p in found), form)
    for problem in broken:
        session.complain(str(problem))


def show_preset(
    name: Annotated[str, typer.Argument(metavar="PRESET", help="Which preset.", autocompletion=preset_names)],
    cypher: Annotated[bool, typer.Option("--cypher", help="Only its Cypher, whole, to copy or change.")] = False,
) -> None:
    """Show a preset: what it answers, what it takes, and its Cypher."""
    from kg.presets import preset

    found = preset(name)
    if cypher:
        sys.stdout.write(found.statement)
        return
    taken = [
        f"  --{p.name:<12} {p.type.upper():<9} {p.help}{' (needed)' if p.required else ''}"
        for p in found.parameters.values()
    ]
    held = [f"  {column:<14} {what}" for column, what in found.columns.items()]
    parts = (
        f"{found.name}: {found.title}",
        found.description,
        "\n".join(("Parameters:", *taken)) if taken else "It takes no parameters.",
        "\n".join(("Columns:", *held)) if held else "",
        f"Example: {found.example}" if found.example else "",
        f"{found.path}:\n\n{found.statement}".rstrip(),
    )
    sys.stdout.write("\n\n".join(part for part in parts if part) + "\n")


def _query() -> None:
    """Answer a preset, each row with its words and its source."""


def cypher(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT|-|@FILE", help="Cypher, - to read stdin, or a file.")],
    parameters: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A $parameter; JSON, else text."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Give up after so many seconds; 0 for never.")] = 30,
    limit: Annotated[int, typer.Option(min=0, help="Print at most so many rows; 0 for all.")] = 1000,
    form: FormatOption = Format.TABLE,
) -> None:
    """Run any Cypher statement, read-only unless --write."""
    bound = {name: _value(text) for name, text in map(_assignment, parameters or ())}
    text = _statement(statement)
    with session.graph() as graph:
        found = graph.store.query(text, bound, write=write, timeout=timeout or None)
        print_rows(found.columns, found.rows, form, limit)


def print_rows(columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]], form: Format, limit: int) -> int:
    """Print at most `limit` rows (0: all), and say so where there are more; how many were printed."""
    count = show(columns, islice(rows, limit) if limit else rows, form)
    if limit and count == limit and next(rows, None) is not None:
        session.say(f"There are more rows than --limit {limit}: raise it, or give 0 for all.")
    return count


def _statement(given: str) -> str:
    try:
        text = os.fsencode(_read(given)).decode("utf-8")  # as the bytes that were given
    except UnicodeDecodeError as error:
        msg = f"The statement is not UTF-8: its byte {error.start + 1} is none."
        raise UsageError(msg) from error
    if not text.strip():
        msg = "There is no statement: give Cypher, - for stdin, or @FILE."
        raise UsageError(msg)
    return text


def _read(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    return Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        msg = f"{text!r} is not of the form NAME=VALUE."
        raise UsageError(msg)
    return name.strip().removeprefix("$"), value


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
