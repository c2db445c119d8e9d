"""`kg view`: the graph as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.completion import entity_names, relation_names, summit_names
from kg.cli.session import counted

if TYPE_CHECKING:
    from kg.view import Drawn

EXAMPLES = """Examples:

kg view -o graph.html

kg view --around Ukraine --relation PROMISES --relation REFUSES -o ukraine.html

kg view --summit vilnius-2023 --since 2023-07 -o vilnius.html --open"""


def register(app: typer.Typer) -> None:
    """Add `kg view`."""
    app.command("view", epilog=EXAMPLES)(view)


def view(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "graph.html"
    ),
    around: Annotated[
        str | None,
        typer.Option(help="Only claims that name this entity, or who acts for it.", autocompletion=entity_names),
    ] = None,
    summit: Annotated[
        str | None, typer.Option(help="Only articles that speak of this summit.", autocompletion=summit_names)
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option(help="Only this relation; may be given again.", autocompletion=relation_names),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was said then or later: 2023, 2023-07, 2023-07-11.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was said then or before.")] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="The reference data's facts too: members, offices, places.")
    ] = False,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, metavar="0..1", help="Only claims of that confidence.")
    ] = 0,
    most: Annotated[int, typer.Option(min=2, help="Draw at most this many entities: the best connected ones.")] = 300,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Draw the graph, or a part of it, as one page that needs no network: click an edge to read its words."""
    with session.graph() as graph:
        chosen = {
            "around": around,
            "summit": summit,
            "relations": relation,
            "since": since,
            "until": until,
            "facts": facts,
            "min_confidence": min_confidence,
        }
        drawn = graph.view(output, most=most, **chosen)
    session.say(_said(drawn))
    if drawn.left_out:
        left = counted(drawn.left_out, "less connected entity is", "less connected entities are")
        session.say(f"{left} left out: raise --most, or choose with --around.")
    if browse and str(output) != "-":
        typer.launch(drawn.path.resolve().as_uri())


def _said(drawn: Drawn) -> str:
    """What was written, and how much is on it."""
    size = f"{counted(drawn.entities, 'entity', 'entities')}, {counted(drawn.claims, 'claim')}."
    if not drawn.claims:
        size = "no claim fits what you chose, so the page is empty."
    return f"{'The page' if str(drawn.path) == '-' else drawn.path}: {size}"
