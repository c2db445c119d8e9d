"""`kg verify` and `kg check`: does every claim have the words that prove it?"""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 - Typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, FormatOption, show
from kg.cli.session import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.check import Problem
    from kg.model import Claim
    from kg.stores import Store

CLAIMS = typer.Argument(help="Claims, one a line, as kg extract prints them.", exists=True, dir_okay=False)


def register(app: typer.Typer) -> None:
    """Add `kg verify` and `kg check`."""
    app.command("verify", epilog="Example: kg verify; kg --store summits.kg verify --format jsonl.")(verify)
    app.command("check", epilog="Example: kg extract article.md --format jsonl > claims.jsonl; kg check claims.jsonl.")(
        check
    )


def verify(form: FormatOption = Format.TABLE) -> None:
    """Check the whole graph: texts, quotes, entities, relations. Lists what is wrong, with exit code 1 if any."""
    from kg.check import verify as problems_of

    with session.graph() as graph:
        status = graph.store.status()
        found = _show(problems_of(graph.store), form)
    _conclude(found, f"{counted(status.claims, 'claim')} in {counted(status.articles, 'article')}")


def check(
    file: Annotated[Path, CLAIMS],
    form: FormatOption = Format.TABLE,
) -> None:
    """Check claims of a file against the articles in the graph. Lists what is wrong, with exit code 1 if any."""
    with session.graph() as graph:
        claims = list(_claims(file))
        found = _show(_problems(graph.store, claims), form)
    _conclude(found, f"{counted(len(claims), 'claim')} of {file}")


def _claims(file: Path) -> Iterator[Claim]:
    from kg.errors import ContentError
    from kg.model import Claim

    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        try:
            if line.strip():
                yield Claim.from_json(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            raise ContentError(file, number, f"no claim as kg extract prints it ({error}).") from None


def _problems(store: Store, claims: list[Claim]) -> Iterator[Problem]:
    from kg.check import Problem, faults
    from kg.ontology import ontology

    articles = {id_: store.article(id_) for id_ in dict.fromkeys(claim.article for claim in claims)}
    for claim in claims:
        if (article := articles[claim.article]) is None:
            yield Problem(claim.article, claim.id, "its article is not in the graph: load it first.")
        else:
            yield from faults(article, claim, ontology())


def _show(problems: Iterator[Problem], form: Format) -> int:
    from kg.check import COLUMNS

    return show(COLUMNS, (problem.row for problem in problems), form)


def _conclude(problems: int, checked: str) -> None:
    if problems:
        session.say(f"{checked}: {counted(problems, 'problem')}.")
        raise typer.Exit(1)
    session.say(f"{checked}: every quote is in its place.")
