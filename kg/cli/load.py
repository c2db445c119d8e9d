"""`kg load` and `kg articles`: articles into the graph, and which are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, FormatOption, show
from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build import Graph, Loaded

LOADING = """Examples:

kg load reference examples

kg load articles/ speech.html --published 2023-07-10"""

LISTING = """Examples:

kg articles

kg articles --format csv"""

COLUMNS = ("id", "published", "genre", "title", "claims")
ARTICLES = """
MATCH (a:Article)
OPTIONAL MATCH (a)<-[:IN]-(c:Claim)
RETURN a.id AS id, a.published AS published, a.genre AS genre, a.title AS title, count(c) AS claims
ORDER BY id
"""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("load", epilog=LOADING)(load)
    app.command("articles", epilog=LISTING)(articles)


def load(
    locations: Annotated[
        list[str],
        typer.Argument(
            metavar="LOCATION...",
            help="Files or folders; or: reference (the reference data), examples (ours), - (standard input).",
            show_default=False,
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="The date of articles that give none: their own date wins."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", envvar="KG_MODEL", help="The spaCy pipeline that parses.")
    ] = None,
) -> None:
    """Read articles into the graph: plain text, Markdown or HTML, each stored with what it says.

    Safe to run again: an article that is there already, read by the same rules, is left alone. One that cannot be read
    is named, the others are stored, and the exit code is 1.
    """
    from kg.sources import checked_date, count

    checked_date(published)
    total = count(locations)
    if not total:
        _nothing(locations)
    tally = Tally()
    with session.graph(create=True, model=model) as graph:
        try:
            _load(graph, locations, published, tally, total)
        except KeyboardInterrupt:
            session.complain(f"Interrupted. Stored so far: {tally}. Run the same command again to load the rest.")
            raise typer.Exit(1) from None
    tally.report(verbose=session.settings.verbose)
    if tally.failed:
        raise typer.Exit(1)


def _load(graph: Graph, locations: Sequence[str], published: str | None, tally: Tally, total: int) -> None:
    for outcome in session.progress(graph.loading(*locations, published=published), "Reading", total):
        if isinstance(outcome, SourceError):
            session.complain(str(outcome))
        tally.take(outcome)


def _nothing(locations: Sequence[str]) -> None:
    """Say why there is nothing to read, before a graph is made."""
    from kg.sources import files

    for location in locations:
        for problem in files(location):
            session.complain(str(problem))
    raise typer.Exit(1)


@dataclass(slots=True)
class Tally:
    """What became of the articles so far."""

    changes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    failed: int = 0
    undated: int = 0
    silent: list[tuple[str, str]] = field(default_factory=list)  # title and why it makes no claim

    def take(self, outcome: Loaded | SourceError) -> None:
        """Count one outcome."""
        if isinstance(outcome, SourceError):
            self.failed += 1
            return
        self.changes[str(outcome.change)] += 1
        self.claims += outcome.claims or 0
        article = outcome.article
        self.undated += outcome.claims is not None and not article.published and article.genre != "reference"
        if outcome.note and article.genre != "reference":
            self.silent.append((article.title or article.location, outcome.note))

    def report(self, *, verbose: bool) -> None:
        """Say it on stderr: articles without claims and why, those without a date, and the sum."""
        for title, note in self.silent if verbose else ():
            session.say(f"{title}: {note}")
        for note, number in sorted(Counter(note for _, note in self.silent).items()) if not verbose else ():
            session.say(f"{_number(number, 'article')} without claims: {note}")
        if self.undated:
            session.say(f"{_number(self.undated, 'article')} without a date: --published DATE gives one.")
        session.say(str(self))

    def __str__(self) -> str:
        done = ", ".join(
            f"{n} {change}" for change in ("added", "replaced", "unchanged") if (n := self.changes[change])
        )
        articles = _number(self.changes.total(), "article") + (f": {done}" if done else "")
        claims = f"; {_number(self.claims, 'claim')}" if self.changes["added"] + self.changes["replaced"] else ""
        return articles + claims + (f"; {self.failed} could not be read" if self.failed else "")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def articles(form: FormatOption = Format.TABLE) -> None:
    """List the articles in the graph: id, date, genre, title and how many claims each makes."""
    with session.graph() as graph:
        rows = sorted(graph.cypher(ARTICLES).rows, key=lambda row: (row[1] or "", row[0]))
    show(COLUMNS, rows, form)
