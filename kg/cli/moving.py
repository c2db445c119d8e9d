"""`kg copy`, `kg backup` and `kg restore`: a graph from one place to another."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.moving import Content, Source
    from kg.stores import Store

COPY = """Examples:

kg copy summits.kg neo4j://host

kg copy neo4j://host/old neo4j://host/new

kg copy mine.kg shared.kg --add"""
BACKUP = """Examples:

kg backup summits.kgb

kg --store neo4j://host backup - > summits.kgb"""
RESTORE = """Examples:

kg --store new.kg restore summits.kgb

ssh host kg backup - | kg --store here.kg restore -"""
Add = Annotated[
    bool, typer.Option("--add", help="The store may hold other things: they stay, and of two versions the new one.")
]
From = Annotated[str, typer.Argument(metavar="FROM", help="The store to copy: a path or an address. Only read.")]
To = Annotated[str, typer.Argument(metavar="TO", help="The store to copy into, made where it is missing.")]
Into = Annotated[str, typer.Argument(metavar="FILE", help="The file to write; - is stdout.")]
OutOf = Annotated[str, typer.Argument(metavar="FILE", help="The file that kg backup wrote; - is stdin.")]


def register(app: typer.Typer) -> None:
    """Add `kg copy`, `kg backup` and `kg restore`."""
    app.command("copy", epilog=COPY)(copy)
    app.command("backup", epilog=BACKUP)(backup)
    app.command("restore", epilog=RESTORE)(restore)


def copy(source: From, target: To, add: Add = False) -> None:
    """Copy a graph with everything in it from one store into another, and prove in the end that both hold the same.

    Safe to interrupt: the same command goes on where it stopped, and what is there already is left alone.
    """
    from kg.build import Graph
    from kg.moving import StoreSource

    if _same(source, target):
        msg = f"{source} cannot be copied onto itself."
        raise UsageError(msg)
    with Graph.open(source, create=False) as ours, Graph.open(target) as theirs:
        content = _transfer(StoreSource(ours.store), theirs.store, add=add)
    session.say(f"{source} and {target} {'both hold' if add else 'hold the same'}: {content}.")


def backup(file: Into) -> None:
    """Write the graph with everything in it into one compressed file, whole or not at all.

    Nobody changes the graph meanwhile: who would waits, and who reads goes on.
    """
    from kg.moving.content import Tally
    from kg.moving.packing import backup as write

    tally = Tally()
    with session.graph() as graph:
        _walk(write(graph.store, Path(file), tally), "Writing", graph.store.status().articles)
    session.say(f"{'Wrote' if file == '-' else f'Wrote {file}:'} {tally.content}.")


def restore(file: OutOf, add: Add = False) -> None:
    """Put the graph of a backup into a store that is empty or missing, and prove in the end that it holds the same.

    The whole file is checked before anything is stored. Safe to interrupt: the same command goes on where it stopped.
    """
    from kg.moving import BackupFile

    with BackupFile.open(Path(file)) as source:
        _walk(source.check(), "Checking")
        with session.graph(create=True) as graph:
            content = _transfer(source, graph.store, add=add)
            session.say(
                f"{graph.store.location} {'now has' if add else 'holds'} what {source.location} holds: {content}."
            )


def _transfer(source: Source, target: Store, *, add: bool) -> Content | None:
    """Put a graph into a store and prove it, with a bar for each of the three walks."""
    from kg.moving import Transfer

    made = Transfer(source, target, add)
    try:
        _walk(made.check(), "Comparing")
        _walk(made.run(), "Copying", made.missing)
        _walk(made.verify(), "Verifying", len(source.ids()))
    except KeyboardInterrupt:
        session.complain("Interrupted. Run the same command again for the rest.")
        raise typer.Exit(1) from None
    return made.content


def _walk(steps: Iterator[str], label: str, total: int | None = None) -> None:
    deque(session.progress(steps, label, total), maxlen=0)


def _same(one: str, other: str) -> bool:
    """Whether two locations are one place."""
    if "://" in one or "://" in other:
        return one.rstrip("/") == other.rstrip("/")
    return Path(one).resolve() == Path(other).resolve()
