"""`kg doctor`: is everything in order, and what to do where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, FormatOption, show

if TYPE_CHECKING:
    from kg.doctor import Finding

EXAMPLES = """Examples:

kg doctor

kg --store neo4j://host doctor --format json"""
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", envvar="KG_MODEL", help="The spaCy pipeline that parses.")
]


def register(app: typer.Typer) -> None:
    """Add `kg doctor`."""
    app.command("doctor", epilog=EXAMPLES)(doctor)


def doctor(form: FormatOption = Format.TABLE, model: Model = None) -> None:
    """Say whether packages, content, language model and store are in order, and what to do where not.

    The store is the one that --store names. Nothing is changed. The exit code is 1 where something is not in order.
    """
    from kg.build import store_location
    from kg.doctor import examine

    findings = list(session.progress(examine(store_location(session.settings.store), model), "Looking"))
    show(("what", "state", "said"), map(_row, findings), form)
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


def _row(finding: Finding) -> tuple[str, str, str]:
    return finding.what, "ok" if finding.fine else "wrong", finding.said
