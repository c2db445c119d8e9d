"""`kg load` and `kg articles`: articles into the graph, and which are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, FormatOption, show
from kg.cli.session import counted
from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build import Graph, Loaded

LOADING = """Examples:

kg load reference examples

kg load examples --min-confidence 0.7

kg load YOUR-ARTICLES/ speech.html --published 2023-07-10"""

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
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, metavar="0..1", help="Leave less certain claims out.")
    ] = 0,
) -> None:
    """Read articles into the graph: plain text, Markdown or HTML, each stored with what it says.

    Safe to run again: an article that is there already, read by the same rules and with the same --min-confidence, is
    left alone. One that cannot be read is named, the others are stored, and the exit code is 1.
    """
    from kg.sources import checked_date, count

    checked_date(published)
    total = count(locations)
    if not total:
        _nothing(locations)
    tally = Tally()
    with session.graph(create=True, model=model, min_confidence=min_confidence) as graph:
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


NAMED = 3  # articles that a summary names


@dataclass(slots=True)
class Kind:
    """What became of the articles of one kind so far: of the reference data's tables, or of all others."""

    one: str  # what one of them is called, and one of their claims
    says: str
    changes: Counter[str] = field(default_factory=Counter)
    claims: int = 0

    def take(self, outcome: Loaded) -> None:
        """Count one outcome."""
        self.changes[str(outcome.change)] += 1
        self.claims += outcome.claims or 0

    def __str__(self) -> str:
        done = ", ".join(
            f"{n:,} {change}" for change in ("added", "replaced", "unchanged") if (n := self.changes[change])
        )
        claims = f"; {counted(self.claims, self.says)}" if self.changes["added"] + self.changes["replaced"] else ""
        return counted(self.changes.total(), self.one) + (f": {done}" if done else "") + claims


@dataclass(slots=True)
class Tally:
    """What became of all that was named so far. The reference data's facts are no claims of an article's."""

    articles: Kind = field(default_factory=lambda: Kind("article", "claim"))
    tables: Kind = field(default_factory=lambda: Kind("reference table", "fact"))
    failed: int = 0
    undated: list[str] = field(default_factory=list)  # their locations
    silent: list[tuple[str, str]] = field(default_factory=list)  # why one makes no claim, and its location

    def take(self, outcome: Loaded | SourceError) -> None:
        """Count one outcome."""
        if isinstance(outcome, SourceError):
            self.failed += 1
        elif outcome.article.genre == "reference":
            self.tables.take(outcome)
        else:
            self.articles.take(outcome)
            self._note(outcome)

    def _note(self, outcome: Loaded) -> None:
        article = outcome.article
        if outcome.claims is not None and not article.published:
            self.undated.append(article.location)
        if outcome.note:
            self.silent.append((outcome.note, article.location))

    def report(self, *, verbose: bool) -> None:
        """Say it on stderr: articles without claims and why, those without a date, and the sum."""
        silent = {note: [where for why, where in self.silent if why == note] for note, _ in sorted(self.silent)}
        for note, articles in silent.items():
            session.say(f"{_listed(articles, verbose=verbose)} without claims: {note}.")
        if self.undated:
            session.say(f"{_listed(self.undated, verbose=verbose)} without a date: --published DATE gives one.")
        session.say(str(self))

    def __str__(self) -> str:
        kinds = [str(kind) for kind in (self.articles, self.tables) if kind.changes]
        failed = [f"{self.failed:,} could not be read"] if self.failed else []
        return "; ".join((kinds or [str(self.articles)]) + failed)


def _listed(locations: list[str], *, verbose: bool) -> str:
    """How many articles, and which: the first few, unless `verbose`."""
    shown = locations if verbose else locations[:NAMED]
    more = len(locations) - len(shown)
    names = ", ".join(shown) + (f" and {more:,} more, which --verbose names" if more else "")
    return f"{counted(len(locations), 'article')} ({names})"


def articles(form: FormatOption = Format.TABLE) -> None:
    """List the articles in the graph: id, date, genre, title and how many claims each makes."""
    with session.graph() as graph:
        rows = sorted(graph.cypher(ARTICLES).rows, key=lambda row: (row[1] or "", row[0]))
    show(COLUMNS, rows, form)
