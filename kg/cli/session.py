"""What all commands share: the settings of this run, the graph, words on stderr, progress."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, TextIO, TypeVar

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
def graph(*, create: bool = False, model: str | None = None, min_confidence: float = 0.0) -> Iterator[Graph]:
    """The graph that --store names, closed afterwards; made where it is missing only if `create`."""
    from kg.build import Graph

    with Graph.open(settings.store, create=create, model=model, min_confidence=min_confidence) as opened:
        yield opened


def say(words: str) -> None:
    """A line on stderr, unless --quiet."""
    if not settings.quiet:
        sys.stderr.write(f"{printable(words)}\n")


def complain(words: str) -> None:
    """An error's line on stderr, always."""
    sys.stderr.write(f"kg: {printable(words)}\n")


class Words(logging.StreamHandler[TextIO]):
    """What the engine logs, as lines like all others; with a traceback only where --verbose asks for it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Warnings are words of this run; the rest is for who looks for mistakes."""
        if record.levelno >= logging.WARNING and not record.exc_info:
            say(record.getMessage())
        else:
            super().emit(record)


def counted(count: int, one: str, more: str = "") -> str:
    """A number with its noun: "1 claim", "2,853 claims", "2 entities"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


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
