"""What is in the graph, as the program's own values: the same in every home."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.errors import BrokenClaimError
from kg.model import Article, Claim, Decision, Entity, Json, Ref
from kg.stores import cypher, graph, naming
from kg.stores.decisions import statuses
from kg.stores.graph import Role, Row
from kg.stores.home import Home, batches
from kg.stores.identity import Identity
from kg.stores.protocol import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Reader:
    """Reads a graph through the home it lives in."""

    def __init__(self, home: Home) -> None:
        self._run = home.run

    def article(self, article_id: str) -> Article | None:
        """One article with its text."""
        found = self._run(cypher.ARTICLE, id=article_id)
        of = next(map(_ref, self._run(cypher.TEXTS, ids=[article_id])), None)
        return graph.article_of(found[0]["node"], self._pieces(article_id), of) if found else None

    def articles(self) -> Iterator[Article]:
        """All articles by id, one in memory at a time."""
        for row in self._run(cypher.ARTICLE_IDS):
            if article := self.article(row["id"]):
                yield article

    def text(self, article_id: str) -> str:
        """An article's text."""
        return "".join(piece["text"] for piece in self._pieces(article_id))

    def versions(self, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Of those articles that are there: the hash of all that each is, and what read it."""
        rows = [row for ids in batches(articles) for row in self._run(cypher.ARTICLE_VERSIONS, ids=ids)]
        return {row["id"]: (row["version"], row["reading"]) for row in rows}

    def said(self, articles: Sequence[str]) -> list[Said]:
        """Those of some articles that are there, in that order, with all that they say, as they were added."""
        nodes = {row["node"]["id"]: row["node"] for row in self._run(cypher.ARTICLES, ids=articles)}
        pieces, claims = _grouped(self._run(cypher.PARAGRAPHS_OF_ARTICLES, ids=articles), "n"), self._claims(articles)
        roles: defaultdict[str, list[Role]] = defaultdict(list)
        texts = {role.article: role for role in self.texts(articles)}
        for role in (*texts.values(), *map(Role.from_row, self._run(cypher.ROLES_OF_ARTICLES, ids=articles))):
            roles[role.article].append(role)
        records = self._records([role for group in roles.values() for role in group])
        return [
            Said(
                graph.article_of(nodes[id_], pieces[id_], texts[id_].ref if id_ in texts else None),
                _as_extracted(claims[id_], roles[id_]),
                [records[name] for name in sorted({role.record for role in roles[id_] if role.record})],
                nodes[id_]["reading"],
                nodes[id_]["loaded_at"],
            )
            for id_ in articles
            if id_ in nodes
        ]

    def _claims(self, articles: Sequence[str]) -> defaultdict[str, list[Row]]:
        """The nodes of the claims of some articles by article and position."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._run(cypher.CLAIMS_OF_ARTICLES, ids=articles):
            found[row["node"]["article"]].append(row["node"])
        return found

    def _records(self, roles: Sequence[Role]) -> dict[str, Entity]:
        """By hash, the records of entities that came with their parts."""
        at = sorted({role.entity for role in roles if role.record})
        told = {name: record for row in self.calls(at) for name, record in naming.Calls.from_row(row).records.items()}
        return {name: naming.told_of(record) for name, record in told.items()}

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        """Claims by article and position, their entities as they are after decisions, with their status."""
        ids = [article_id] if article_id is not None else [row["id"] for row in self._run(cypher.ARTICLE_IDS)]
        for id_ in ids:
            roles = self._run(cypher.ROLES_OF_ARTICLE, article=id_)
            refs = _by_claim([(Role.from_row(row), _ref(row)) for row in roles])
            for row in self.claim_rows(id_):
                yield _claim(row, *refs[row["id"]]), row["status"]

    def extracted(self, article_id: str) -> list[Claim]:
        """An article's claims as they were extracted, before decisions."""
        return _as_extracted(self.claim_rows(article_id), self.roles(article_id))

    def entities(self) -> Iterator[Entity]:
        """All entities by id."""
        for ids in batches([row["id"] for row in self._run(cypher.ENTITY_IDS)]):
            for row in self._run(cypher.ENTITIES, ids=ids):
                yield naming.entity_of(row["node"])

    def claim_rows(self, article_id: str) -> list[Row]:
        """The nodes of an article's claims by position."""
        return [row["node"] for row in self._run(cypher.CLAIMS_OF_ARTICLE, article=article_id)]

    def rows_of(self, claims: Sequence[str]) -> list[Row]:
        """The nodes of claims."""
        return [row["node"] for ids in batches(claims) for row in self._run(cypher.CLAIMS, ids=ids)]

    def roles(self, article_id: str) -> list[Role]:
        """The parts of entities in an article's claims."""
        return [Role.from_row(row) for row in self._run(cypher.ROLES_OF_ARTICLE, article=article_id)]

    def roles_of(self, claims: Sequence[str]) -> list[Role]:
        """The parts of entities in claims."""
        return [Role.from_row(row) for ids in batches(claims) for row in self._run(cypher.ROLES_OF_CLAIMS, ids=ids)]

    def texts(self, articles: Sequence[str]) -> list[Role]:
        """The parts of the declarations that articles are the texts of."""
        return [Role.from_row(row) for ids in batches(articles) for row in self._run(cypher.TEXTS, ids=ids)]

    def texts_at(self, entity: str) -> list[str]:
        """The ids of the articles that are the texts of an entity."""
        return [row["id"] for row in self._run(cypher.TEXTS_AT, entity=entity)]

    def claims_at(self, entity: str) -> list[str]:
        """The ids of the claims that name an entity."""
        return [row["id"] for row in self._run(cypher.CLAIMS_AT, entity=entity)]

    def calls(self, ids: Sequence[str]) -> list[Row]:
        """What entities are called and their present class, of those that are there."""
        return [row for batch in batches(ids) for row in self._run(cypher.CALLS, ids=batch)]

    def article_of_claim(self, claim: str) -> str | None:
        """The article that makes a claim."""
        rows = self.rows_of([claim])
        return rows[0]["article"] if rows else None

    def identity(self) -> Identity:
        """Merges and splits in force."""
        return Identity.of(graph.decision_of(row["node"]) for row in self._run(cypher.DECISIONS_ON_ENTITIES))

    def moved(self, before: Identity, after: Identity) -> tuple[set[str], set[str]]:
        """The claims, and the articles as texts, whose entities a change of decisions changes.

        While the graph is still as it was before.
        """
        changed = {id_ for id_ in before.starts() | after.starts() if before.root(id_) != after.root(id_)}
        at: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in changed:
            at[before.root(id_)].append(id_)
        claims, texts = (
            {row["id"] for id_, linked in at.items() for row in self._run(statement, entity=id_, linked=sorted(linked))}
            for statement in (cypher.CLAIMS_LINKED, cypher.TEXTS_LINKED)
        )
        for article_id in before.moved.keys() | after.moved.keys():
            if any(
                before.resolve(i, article_id) != after.resolve(i, article_id) for i in before.starts() | after.starts()
            ):
                roles = [*self.roles(article_id), *self.texts([article_id])]
                other = [r for r in roles if after.resolve(r.linked, article_id) != r.entity]
                claims |= {r.claim for r in other if r.claim}
                texts |= {r.article for r in other if not r.claim}
        return claims, texts

    def decision(self, decision_id: str) -> Decision | None:
        """One decision."""
        found = self._run(cypher.DECISION, id=decision_id)
        return graph.decision_of(found[0]["node"]) if found else None

    def decisions_about(self, articles: Sequence[str], claims: Sequence[str]) -> list[Decision]:
        """All decisions about one of some articles, or one of their claims."""
        rows = [row for ids in batches(articles) for row in self._run(cypher.DECISIONS_OF_ARTICLES, ids=ids)]
        rows += [row for ids in batches(claims) for row in self._run(cypher.DECISIONS_OF_CLAIMS, ids=ids)]
        return list({row["node"]["id"]: graph.decision_of(row["node"]) for row in rows}.values())

    def verdicts(self, articles: Sequence[str], claims: Sequence[str]) -> list[Decision]:
        """Decisions that accept or reject a claim of some articles."""
        return [d for d in self.decisions_about(articles, claims) if d.kind in ("accept", "reject")]

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        """All decisions in order of time, and whether each fits something."""
        found = [graph.decision_of(row["node"]) for row in self._run(cypher.DECISIONS)]
        identity = Identity.of(found)
        articles = {d.article or self.article_of_claim(d.claim or "") for d in found if d.kind in ("accept", "reject")}
        fit = {id_ for article_id in articles if article_id for id_ in self._fitting(article_id)}
        for decision in found:
            yield decision, decision.id in fit or self._names(decision, identity)

    def _fitting(self, article_id: str) -> set[str]:
        claims = self.extracted(article_id)
        decisions = self.verdicts([article_id], [claim.id for claim in claims])
        return statuses(decisions, claims, lambda: self.text(article_id))[1]

    def _names(self, decision: Decision, identity: Identity) -> bool:
        """Whether a decision on an entity is about something that a claim names, or that an article is the text of."""
        if not decision.entity:
            return False
        linked = sorted(identity.below(decision.entity))
        if decision.kind == "split" and decision.article:
            roles = [*self.roles(decision.article), *self.texts([decision.article])]
            return any(role.linked in linked for role in roles)
        at = {identity.root(decision.entity)}.union(
            *({into for into, _ in m.values()} for m in identity.moved.values())
        )
        named = (cypher.CLAIMS_LINKED, cypher.TEXTS_LINKED)
        return any(self._run(statement, entity=entity, linked=linked) for entity in sorted(at) for statement in named)

    def _pieces(self, article_id: str) -> list[Row]:
        return sorted((row["node"] for row in self._run(cypher.PARAGRAPHS, id=article_id)), key=lambda row: row["n"])


def _grouped(rows: Sequence[Row], key: str) -> defaultdict[str, list[Row]]:
    """Nodes by the article that they come with, in the order of one of their properties."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["node"][key]):
        found[row["article"]].append(row["node"])
    return found


def _as_extracted(rows: Sequence[Row], roles: Sequence[Role]) -> list[Claim]:
    """Claims from their nodes and the parts that the linker gave."""
    refs = _by_claim([(role, role.ref) for role in roles])
    return [_claim(row, *refs[row["id"]]) for row in rows]


def _claim(row: Row, refs: dict[str, Ref], via: tuple[Ref, ...]) -> Claim:
    """A claim from its node. StoreError where a part is gone, as after a statement that wrote, or a damaged disk."""
    try:
        return graph.claim_of(row, refs, via)
    except (KeyError, TypeError, ValueError) as error:
        why = f"it has no {error.args[0]}" if isinstance(error, KeyError) else str(error)
        raise BrokenClaimError(row["id"], row["article"], why) from error


def _ref(row: Row) -> Ref:
    """An entity as a claim names it: as the linker gave it, or as it is known where a decision says it is another."""
    if row["entity"] == row["linked"]:
        return Role.from_row(row).ref
    return Ref(row["entity"], row["entity_name"], row["entity_type"], row["mention"] or row["name"])


def _by_claim(refs: Sequence[tuple[Role, Ref]]) -> defaultdict[str, tuple[dict[str, Ref], tuple[Ref, ...]]]:
    """By claim: its entities by role, and the outer sources of its report in order."""
    found: defaultdict[str, tuple[dict[str, Ref], tuple[Ref, ...]]] = defaultdict(lambda: ({}, ()))
    for role, ref in sorted(refs, key=lambda pair: pair[0].n or 0):
        by_role, via = found[role.claim]
        if role.role == "VIA":
            found[role.claim] = by_role, (*via, ref)
        else:
            by_role[role.role] = ref
    return found


def dump(home: Home, types: Sequence[str]) -> Iterator[Json]:
    """Every node, then every relationship of each type, in a canonical order and without when it was loaded."""
    for label in sorted(cypher.OWN_LABELS):
        for row in home.run(cypher.nodes(label)):
            yield {"node": label, **_shown(row["node"])}
    for type_ in sorted(types):
        rows = [{"start": r["start"], "end": r["end"], **_shown(r["edge"])} for r in home.run(cypher.edges(type_))]
        for row in sorted(rows, key=graph.canonical):
            yield {"relationship": type_, **row}


def _shown(properties: Row) -> dict[str, Any]:
    hidden = ("loaded_at", "@rid", "@type")
    return {key: properties[key] for key in sorted(properties) if key not in hidden and properties[key] is not None}
