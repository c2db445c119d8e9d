"""What all commands share: the settings of this run, the graph, words on stderr, progress."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from kg.cli.output import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.build import Graph

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """The options before the command."""

    store: str | None = None
    quiet: bool = False
    verbose: bool = False


settings = Settings()


@contextmanager
def graph(*, create: bool = False, model: str | None = None) -> Iterator[Graph]:
    """The graph that --store names, closed afterwards; made where it is missing only if `create`."""
    from kg.build import Graph

    with Graph.open(settings.store, create=create, model=model) as opened:
        yield opened


def say(words: str) -> None:
    """A line on stderr, unless --quiet."""
    if not settings.quiet:
        sys.stderr.write(f"{printable(words)}\n")


def complain(words: str) -> None:
    """An error's line on stderr, always."""
    sys.stderr.write(f"kg: {printable(words)}\n")


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The items, with a bar on stderr that appears after a second, where stderr is a terminal."""
    if settings.quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    begun = monotonic()
    try:
        task = bar.add_task(label, total=total)
        for item in items:
            if not bar.live.is_started and monotonic() - begun > 1:
                bar.start()
            bar.advance(task)
            yield item
    finally:
        bar.stop()
