"""`kg decide`: a person's word on what was extracted. Every decision is stored with who and when, and can be undone."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.cli.completion import entity_names
from kg.cli.decided import meant, one_of, taken
from kg.cli.output import Format, FormatOption, show
from kg.errors import KgError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.cli.decided import Taken
    from kg.model import Claim, DecisionKind, Entity
    from kg.stores import Store

CLAIMS = """Examples:

kg decide accept c-93d753b5f759235d

kg decide reject c-93d753 c-179443 --note 'the author only asks'"""
MERGE = "Example: kg decide merge 'plan for both countries' 'Membership Action Plan'"
SPLIT = """Examples:

kg decide split 'plan for both countries'

kg decide split Greece --article examples/bucharest-2008.md --as 'Greek diplomats'"""
UNDO = "Examples: kg decide undo; kg decide undo c-93d753"
LIST = "Example: kg decide list --format jsonl"
COLUMNS = ("id", "kind", "at", "by", "fits", "claim", "article", "entity", "into", "quote", "note")

By = Annotated[str | None, typer.Option("--by", envvar="KG_BY", help="Who decides.", show_default="your login name")]
Note = Annotated[str | None, typer.Option("--note", "-n", help="Why.")]
ClaimIds = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Ids of claims, or how they begin.")]
EntityName = Annotated[str, typer.Argument(metavar="ENTITY", help="An id or a name.", autocompletion=entity_names)]


def register(app: typer.Typer) -> None:
    """Add `kg decide` with its commands."""
    about = "Accept or reject claims, merge or split entities."
    commands = typer.Typer(no_args_is_help=True, help=about, epilog=CLAIMS)
    commands.command("accept", epilog=CLAIMS)(accept)
    commands.command("reject", epilog=CLAIMS)(reject)
    commands.command("merge", epilog=MERGE)(merge)
    commands.command("split", epilog=SPLIT)(split)
    commands.command("undo", epilog=UNDO)(undo)
    commands.command("list", epilog=LIST)(list_)
    app.add_typer(commands, name="decide")


def accept(claims: ClaimIds, by: By = None, note: Note = None) -> None:
    """Say that claims are right, also where another article of the same text makes them."""
    _judge("accept", claims, by, note)


def reject(claims: ClaimIds, by: By = None, note: Note = None) -> None:
    """Say that claims are wrong: they stay listed, but no relation in the graph rests on them any more.

    What another article of the same text says in the same words is wrong too.
    """
    _judge("reject", claims, by, note)


def merge(
    entity: EntityName,
    into: Annotated[str, typer.Argument(metavar="INTO", help="What it is.", autocompletion=entity_names)],
    force: Annotated[
        bool, typer.Option("--force", help="Merge what is of different kinds, or known apart by the reference data.")
    ] = False,
    by: By = None,
    note: Note = None,
) -> None:
    """Say that one entity is another: all that is said of it is said of that."""
    from kg.stores.decisions import made

    with session.graph() as graph:
        one, other = _named(graph.store, entity), _named(graph.store, into, known=True)
        if one == other:
            msg = f"{entity!r} and {into!r} are the same entity already: {one}."
            raise UsageError(msg)
        if not force and (why := _doubt(graph.store, one, other)):
            msg = f"{why} If they are one all the same, say so with --force."
            raise UsageError(msg)
        graph.store.decide(made("merge", {"entity": one, "into": other}, by=_who(by), note=note))
    session.say(f"{one} is {other} from now on.")


def split(
    entity: EntityName,
    article: Annotated[
        str | None, typer.Option("--article", help="Only what this article (id or location) says.")
    ] = None,
    name: Annotated[str | None, typer.Option("--as", help="With --article: what it is there, known or new.")] = None,
    by: By = None,
    note: Note = None,
) -> None:
    """Undo the merge of an entity; or, with --article and --as, say that it is another one in that article."""
    if (article is None) != (name is None):
        msg = "--article and --as go together: what is the entity in that article?"
        raise UsageError(msg)
    with session.graph() as graph:
        decision = _apart(graph.store, entity) if article is None else _there(graph.store, entity, article, name or "")
        about = {"entity": decision[0], "article": decision[1], "into": decision[2]}
        _split(graph.store, about, name, (_who(by), note))
    session.say(
        f"{decision[0]} is {decision[2]} in {decision[1]}." if article else f"{decision[0]} stands alone again."
    )


def undo(
    decisions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DECISION|CLAIM]...", help="Ids of decisions, or of claims; or how they begin."),
    ] = None,
) -> None:
    """Take back decisions, by default the last one, as if they had never been taken.

    A claim stands for all decisions on it. What was decided along with it, on the same words in another article of the
    same text, is taken back too.
    """
    with session.graph() as graph:
        all_ = list(taken(graph.store))
        if not all_:
            msg = "There is no decision to undo."
            raise KgError(msg)
        named = decisions or [all_[-1].decision.id]
        chosen = list(dict.fromkeys(id_ for begun in named for id_ in meant(begun, all_)))
        for id_ in chosen:
            graph.store.withdraw(id_)
    session.say(f"Undone: {', '.join(chosen)}.")


def list_(form: FormatOption = Format.TABLE) -> None:
    """List all decisions, oldest first, each with the claim that answers to it now.

    `fits` is false where nothing in the graph does: the claim is then the one that was decided on.
    """
    with session.graph() as graph:
        show(COLUMNS, map(_row, taken(graph.store)), form)


def _row(one_taken: Taken) -> tuple[object, ...]:
    one = one_taken.decision
    about = (one_taken.claim, one.article, one.entity, one.into)
    return one.id, one.kind, one.at, one.by, one_taken.fits, *about, one.anchor.get("quote"), one.note


def _judge(kind: DecisionKind, begun: Sequence[str], by: str | None, note: str | None) -> None:
    from kg.stores.decisions import on_claim

    with session.graph() as graph:
        claims = [_claim(graph.store, id_) for id_ in begun]  # all of them, before the first is decided on
        named = {claim.id for claim in claims}
        copies = {copy.id: copy for claim in claims for copy in _copies(graph.store, claim) if copy.id not in named}
        for claim in (*claims, *copies.values()):
            article = graph.store.article(claim.article)
            assert article is not None  # noqa: S101 - a claim is there only with its article
            graph.store.decide(on_claim(kind, article, claim, by=_who(by), note=note))
    session.say(f"{kind.capitalize()}ed: {', '.join(claim.id for claim in claims)}.")
    for copy in copies.values():
        session.say(f"The same words in another article of the same text, {copy.article}: {copy.id} too.")


def _copies(store: Store, claim: Claim) -> Iterator[Claim]:
    """The claims that say the same by the same passage in other articles of the same text."""
    from kg.stores.decisions import reading

    statement = (
        "MATCH (a:Article {id: $id}) MATCH (b:Article) WHERE b.sha256 = a.sha256 AND b.id <> a.id"
        " RETURN b.id AS id ORDER BY id"
    )
    for (article,) in store.query(statement, {"id": claim.article}):
        for other, _ in store.claims(article):
            if (other.start, other.end) == (claim.start, claim.end) and reading(other) == reading(claim):
                yield other


def _doubt(store: Store, one: str, other: str) -> str:
    """Why two entities are hardly one, or nothing: the reference data has both, or neither's class is the other's."""
    from kg.ontology import ontology
    from kg.reference import reference

    entities = dict(reference().entities) | {entity.id: entity for entity in store.entities()}
    known = entities.keys() & (reference().entities.keys() | ontology().topics.keys())
    first, second = entities[one], entities[other]
    if {one, other} <= known:
        return f"{first.name} and {second.name} are two in the reference data."
    lines = [ontology().lineage(e.type) if e.type in ontology().classes else (e.type,) for e in (first, second)]
    if first.type in lines[1] or second.type in lines[0]:
        return ""
    return (
        f"{first.name} ({first.type}) and {second.name} ({second.type}) are of kinds of which neither is the other's."
    )


def _claim(store: Store, begun: str) -> Claim:
    """The claim whose id is, or begins with, some characters."""
    statement = (
        "MATCH (c:Claim) WHERE c.id STARTS WITH $begun RETURN c.id AS id, c.article AS article ORDER BY id LIMIT 5"
    )
    found = dict(store.query(statement, {"begun": begun}).rows) if begun else {}
    id_ = one_of("claim", begun, found, hint="`kg query` and `kg extract` print the ids.")
    return next(claim for claim, _ in store.claims(found[id_]) if claim.id == id_)


def _named(store: Store, name: str, *, known: bool = False) -> str:
    """The id of the entity that a name means in the graph, or, if `known`, in the reference data."""
    from kg.reference import reference

    entities = list(store.entities())
    found = _called(entities, name)
    if not found and known:
        found = [e.id for e in reference().named(name)]
    if not found:
        kind = "entity"
        raise UnknownNameError(kind, name, [n for e in entities for n in (e.id, e.name)])
    return _sole(name, found)


def _called(entities: Iterable[Entity], name: str) -> list[str]:
    """The ids of the entities that have an id, else a name, else an alias."""
    from kg.text import fold

    folded, known = fold(name), list(entities)
    ways: tuple[Callable[[Entity], bool], ...] = (
        lambda e: e.id == name,
        lambda e: fold(e.name) == folded,
        lambda e: folded in map(fold, e.aliases),
    )
    return next((found for way in ways if (found := [e.id for e in known if way(e)])), [])


def _sole(name: str, found: Sequence[str]) -> str:
    if len(found) > 1:
        msg = f"{name!r} can be {' or '.join(sorted(found))}: give the id."
        raise UsageError(msg)
    return found[0]


Split = tuple[str, str | None, str | None]  # entity, article, into


def _apart(store: Store, name: str) -> Split:
    """An entity that was merged into another, by its id or by what claims call it."""
    from kg.text import fold

    merged = {d.entity for d, _ in store.decisions() if d.kind == "merge"}
    statement = "MATCH (:Claim)-[r]->(:Entity) WHERE r.linked IN $ids RETURN DISTINCT r.linked, r.name"
    called = [(id_, fold(name_)) for id_, name_ in store.query(statement, {"ids": sorted(filter(None, merged))}).rows]
    found = [name] if name in merged else sorted({id_ for id_, name_ in called if name_ == fold(name)})
    if not found:
        kind = "merged entity"
        raise UnknownNameError(kind, name, filter(None, merged), hint="`kg decide list` shows what was merged.")
    return _sole(name, found), None, None


def _there(store: Store, name: str, article: str, into: str) -> Split:
    """An entity that an article names, and what it is there instead: known by name, or new."""
    from kg.reference import reference
    from kg.text import slug

    id_, entity = _article(store, article), _named(store, name)
    if not any(ref.id == entity for claim, _ in store.claims(id_) for ref in claim.refs.values()):
        msg = f"No claim of {id_} names {entity}."
        raise KgError(msg)
    others = [e for e in store.entities() if e.id != entity]
    known = _called(others, into) or [e.id for e in reference().named(into) if e.id != entity]
    return entity, id_, _sole(into, known) if known else slug(into)


def _split(store: Store, about: dict[str, str | None], name: str | None, why: tuple[str, str | None]) -> None:
    from kg.stores.decisions import made

    store.decide(made("split", about, by=why[0], note=why[1], anchor={"name": name} if name else None))


def _article(store: Store, name: str) -> str:
    """The id of the article that an id or a location means."""
    found = list(store.query("MATCH (a:Article) RETURN a.id, a.location ORDER BY a.id").rows)
    for id_, location in found:
        if name in (id_, location):
            return str(id_)
    kind = "article"
    raise UnknownNameError(kind, name, [n for row in found for n in row])


def _who(by: str | None) -> str:
    """Who decides: as given, else the login name."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
