"""`kg status`, `kg forget` and `kg dump`: the graph as a whole."""

from __future__ import annotations

import sys
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.output import Format, FormatOption, as_json, show
from kg.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.stores import Status, Store

STATUS = "Examples: kg status; kg status --hash; kg --store summits.kg status --format json"
FORGET = """Examples:

kg forget examples/hiroshima-2023.md

kg forget washington-2024-299bfd9f --with-decisions"""
DUMP = "Example: kg dump > before.jsonl; kg load examples; kg dump | diff before.jsonl -"
Articles = Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Ids or locations of articles.")]
Content = Annotated[
    bool, typer.Option("--hash", help="A hash of all that it says too: equal graphs have equal ones, in any store.")
]
Decisions = Annotated[bool, typer.Option("--with-decisions", help="Decisions about it too; else they wait for it.")]


def register(app: typer.Typer) -> None:
    """Add `kg status`, `kg forget` and `kg dump`."""
    app.command("status", epilog=STATUS)(status)
    app.command("forget", epilog=FORGET)(forget)
    app.command("dump", epilog=DUMP)(dump)


def status(form: FormatOption = Format.TABLE, content: Content = False) -> None:
    """Count what is in the graph. The same text in two places is two articles and one source."""
    with session.graph() as graph:
        found = graph.store.status()
        hashed = [("content", _hash(graph.store, found.articles), None)] if content else []
    session.say(f"{found.location}, format {found.format}")
    show(("what", "name", "count"), chain(_counts(found), hashed), form)


def _hash(store: Store, articles: int) -> str:
    """The hash of what a store holds, with a bar on the way."""
    from kg.moving.content import Tally, walk

    tally = Tally()
    deque(session.progress(walk(store, tally), "Reading", articles), maxlen=0)
    return tally.content.hash


def _counts(found: Status) -> Iterator[tuple[str, str | None, int]]:
    for name in ("articles", "sources", "claims", "entities", "decisions"):
        yield name, None, getattr(found, name)
    for what, counts in (("relation", found.by_relation), ("class", found.by_class)):
        yield from ((what, name, count) for name, count in sorted(counts.items()))


def forget(articles: Articles, with_decisions: Decisions = False) -> None:
    """Remove articles and all that only they said, as if they had never been read."""
    with session.graph() as graph:
        chosen = _chosen(graph.store, articles, waiting=with_decisions)
        for id_ in chosen:
            graph.store.forget(id_, with_decisions=with_decisions)
    session.say(f"Forgotten: {', '.join(chosen)}.")


def _chosen(store: Store, names: Sequence[str], *, waiting: bool) -> list[str]:
    """The ids of articles by id or location, all of them known before the first is forgotten."""
    ids: dict[str, str] = {}
    for id_, location in store.query("MATCH (a:Article) RETURN a.id, a.location ORDER BY a.id").rows:
        ids |= {location: id_, id_: id_}
    if waiting:  # decisions may be all that is left of an article
        ids |= {d.article: d.article for d, _ in store.decisions() if d.article and d.article not in ids}
    for name in names:
        if name not in ids:
            kind = "article"
            raise UnknownNameError(kind, name, ids, hint="`kg articles` lists them.")
    return list(dict.fromkeys(ids[name] for name in names))


def dump() -> None:
    """Print every node and relationship as a line of JSON, in an order that equal graphs share, without load times."""
    with session.graph() as graph:
        for line in graph.store.dump():
            sys.stdout.write(as_json(line, sort_keys=True) + "\n")
