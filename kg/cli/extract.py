"""`kg extract`: what articles say, printed or written, without a graph."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, as_json, printable, show
from kg.errors import SourceError, UsageError
from kg.files import WriteError, write_whole
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article, Claim, Ref

EXAMPLES = """Examples:

kg extract examples --format table

kg extract examples -o claims/

echo 'France will send Ukraine tanks.' | kg extract - --published 2023-07-10 --explain"""

COLUMNS = (
    "subject", "predicate", "object", "addressee", "stated_by", "polarity", "modality",
    "time_start", "time_end", "quote", "confidence", "article",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract", epilog=EXAMPLES)(extract)


def extract(
    locations: Annotated[
        list[str],
        typer.Argument(metavar="LOCATION...", help="Files or folders, or - for standard input.", show_default=False),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the claims.")] = Format.JSONL,
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write NAME.jsonl for each file into this folder instead."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="The date of articles that give none: their own date wins."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each claim which rule read it, by which words.")
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", envvar="KG_MODEL", help="The spaCy pipeline that parses.")
    ] = None,
) -> None:
    """Print the claims of articles, one a line, in the order of the text, each with the words that prove it.

    No graph is read or written. A source that cannot be read is named, the others are printed, and the exit code is 1.
    """
    if explain and (folder or form is not Format.JSONL):
        msg = "--explain prints text for people: leave --format and --output away."
        raise UsageError(msg)
    run = Run(locations, published, model)
    if folder is not None:
        _write(run, folder)
    elif explain:
        _explain(run)
    else:
        _print(run, form)
    if run.failed:
        raise typer.Exit(1)


@dataclass(slots=True)
class Run:
    """One call: the sources read so far, and how many could not be."""

    locations: list[str]
    published: str | None
    model: str | None
    failed: int = 0

    def results(self) -> Iterator[tuple[Article, list[Claim]]]:
        """Each article with its claims; stderr names sources that cannot be read, and articles without claims."""
        from kg.build import Pipeline, why_none
        from kg.sources import count, read

        pipeline = Pipeline(self.model)
        sources = read(self.locations, published=self.published, base=Path.cwd())
        for found in session.progress(sources, "Reading", count(self.locations)):
            if isinstance(found, SourceError):
                session.complain(str(found))
                self.failed += 1
                continue
            claims, _ = pipeline.claims(found)
            if not claims:
                session.say(f"{found.location}: {why_none(found).replace('stored, ', '')}")
            yield found, claims


def _print(run: Run, form: Format) -> None:
    if form is Format.JSONL:
        for _, claims in run.results():
            sys.stdout.writelines(_line(claim) for claim in claims)
    elif form is Format.JSON:
        whole = [claim.to_json() for _, claims in run.results() for claim in claims]
        sys.stdout.write(as_json(whole, indent=2) + "\n")
    else:
        show(COLUMNS, (_row(claim) for _, claims in run.results() for claim in claims), form)


def _line(claim: Claim) -> str:
    return as_json(claim.to_json()) + "\n"


def _row(claim: Claim) -> tuple[object, ...]:
    names = (claim.subject.name, claim.predicate, _name(claim.object), _name(claim.addressee), _name(claim.stated_by))
    quote = " ".join(claim.quote.split())
    time = (claim.time.start, claim.time.end)
    return (*names, claim.polarity, claim.modality, *time, quote, claim.confidence, claim.article)


def _name(argument: Ref | Quantity | None) -> str | None:
    if argument is None:
        return None
    return str(argument) if isinstance(argument, Quantity) else argument.name


def _write(run: Run, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        msg = f"{folder} is a file, and --output names a folder."
        raise UsageError(msg) from error
    except OSError as error:
        raise WriteError(folder, error) from error
    names = Names()
    total = 0
    for article, claims in run.results():
        path = folder / f"{names.of(article)}.jsonl"
        write_whole(path, "".join(map(_line, claims)))
        total += len(claims)
    session.say(f"{len(names.taken)} files in {folder}, {total:,} claims")


@dataclass(slots=True)
class Names:
    """File names without their ending: what the article's own file is called, or its id where that name is taken."""

    taken: set[str] = field(default_factory=set)

    def of(self, article: Article) -> str:
        """A name that no other article of this run has."""
        name = Path(article.location).stem or article.id
        if name in self.taken:
            session.say(f"{article.location}: {name}.jsonl is there already; written as {article.id}.jsonl")
            name = article.id
        self.taken.add(name)
        return name


def _explain(run: Run) -> None:
    for article, claims in run.results():
        sys.stdout.write(f"{printable(article.title or article.location)}\n")
        for claim in claims:
            sys.stdout.write(_explained(article, claim))


def _explained(article: Article, claim: Claim) -> str:
    addressee = f" -> {claim.addressee.name}" if claim.addressee else ""
    marks: list[str] = [mark for mark in (claim.polarity, claim.modality) if mark not in ("affirmed", "actual")]
    marks += [f"by {claim.stated_by.name}"] if claim.stated_by else []
    marks += [f"time {claim.time.start or ''}..{claim.time.end or ''}"] if claim.time.start or claim.time.end else []
    words = ", ".join(dict.fromkeys(article.text[start:end] for start, end in claim.trigger))
    lines = (
        f"  {claim.subject.name} {claim.predicate} {_name(claim.object)}{addressee}"
        + (f" ({', '.join(marks)})" if marks else ""),
        f"    “{' '.join(claim.quote.split())}” [{claim.start}:{claim.end}]",
        f"    read by {claim.rule} at “{words}”, confidence {claim.confidence}",
    )
    return "".join(f"{printable(line)}\n" for line in lines)
