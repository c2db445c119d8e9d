"""How articles and decisions change the graph: the same steps in every home, each method within one transaction.

The graph is a function of the articles and the decisions in it. So nothing is changed in place: what a claim's
relationships say is taken out and put back as the linker's words and the decisions now have it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.stores import cypher, graph, naming
from kg.stores.decisions import statuses
from kg.stores.graph import ROLES, TEXT_OF, Role, Row
from kg.stores.home import Home, batches
from kg.stores.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Article, Claim, Decision, Json
    from kg.ontology import Ontology
    from kg.stores.identity import Identity
    from kg.stores.protocol import Said


@dataclass(frozen=True, slots=True)
class Fresh:
    """What has just been put: records of entities by their hash, and the properties of claims' nodes by their id."""

    records: Mapping[str, Json] = field(default_factory=dict)
    claims: Mapping[str, Row] = field(default_factory=dict)


class Writer:
    """Changes a graph through the home it lives in."""

    def __init__(self, home: Home, ontology: Ontology) -> None:
        self._run = home.run
        self._home = home
        self._ontology = ontology
        self._reader = Reader(home)

    def put(self, said: Sequence[Said]) -> None:
        """Store articles with what they say, instead of what they said before."""
        gone = self.take_out([one.article.id for one in said])
        claims = {one.article.id: _once(one) for one in said}
        self._add_texts(said)
        rows = self._add_claims(said, claims)
        records: dict[str, Json] = {}
        come: list[Role] = []
        for one in said:
            told = {entity.id: record for entity in one.entities if (record := naming.record(entity))}
            hashes = {id_: naming.record_hash(record) for id_, record in told.items()}
            records |= {hashes[id_]: record for id_, record in told.items()}
            come += graph.text_role(one.article, hashes)
            come += [role for claim in claims[one.article.id] for role in graph.roles(claim, hashes)]
        self._settle(gone, come, self._reader.identity(), Fresh(records, rows))

    def forget(self, article_id: str) -> bool:
        """Take an article out, and the entities that only it named; whether it was there."""
        there = bool(self._reader.versions([article_id]))
        self._settle(self.take_out([article_id]), [], self._reader.identity())
        return there

    def take_out(self, articles: Sequence[str]) -> list[Role]:
        """Remove those articles that are there, with texts and claims; the parts that they gave entities."""
        return [role for id_ in self._reader.versions(articles) for role in self._take_out(id_)]

    def _take_out(self, article_id: str) -> list[Role]:
        gone = [*self._reader.roles(article_id), *self._reader.texts([article_id])]
        claims = self._reader.claim_rows(article_id)
        self._remove_direct(claims)
        for ids in batches([row["id"] for row in claims]):
            self._run(cypher.REMOVE_CLAIMS, ids=ids)
        self._run(cypher.REMOVE_PARAGRAPHS, id=article_id)
        self._run(cypher.REMOVE_ARTICLE, id=article_id)
        return gone

    def decide(self, decision: Decision) -> None:
        """Store a decision and apply it."""
        before = self._reader.identity()
        self._run(cypher.ADD_DECISION, row=graph.decision_row(decision))
        self._apply(decision, before)

    def withdraw(self, decision: Decision) -> None:
        """Remove a decision, and with it what it did."""
        before = self._reader.identity()
        self._run(cypher.REMOVE_DECISIONS, ids=[decision.id])
        self._apply(decision, before)

    def drop_decisions(self, article_id: str) -> None:
        """Remove all decisions about an article and its claims, whether it is there or not."""
        claims = self._reader.claim_rows(article_id)
        ids = [d.id for d in self._reader.decisions_about([article_id], [row["id"] for row in claims])]
        self._run(cypher.REMOVE_DECISIONS, ids=ids)

    def _apply(self, decision: Decision, before: Identity) -> None:
        if decision.kind in ("merge", "split"):
            self._relink(before, self._reader.identity())
        elif article_id := decision.article or self._reader.article_of_claim(decision.claim or ""):
            self._judge(article_id)

    def _relink(self, before: Identity, now: Identity) -> None:
        """Relate claims and texts to their entities anew, and name these, as the decisions now have it."""
        claims, texts = self._reader.moved(before, now)
        roles = self._loosen(sorted(claims), sorted(texts))
        self._settle(roles, roles, now)
        known = self._reader.calls(sorted(now.known_otherwise(before)))
        self._set_rows([naming.Calls.from_row(row).to_row(row["id"], now) for row in known])

    def _loosen(self, claims: Sequence[str], texts: Sequence[str]) -> list[Role]:
        """Take claims, and articles as texts, off their entities; the parts that they had."""
        gone = [*self._reader.roles_of(claims), *self._reader.texts(texts)]
        self._remove_direct(self._reader.rows_of(claims))
        for ids in batches(claims):
            self._run(cypher.UNLINK, ids=ids)
        for ids in batches(texts):
            self._run(cypher.UNLINK_TEXTS, ids=ids)
        return gone

    def _judge(self, article_id: str) -> None:
        """Set the status of an article's claims as the decisions now have it."""
        rows = {row["id"]: row for row in self._reader.claim_rows(article_id)}
        claims = self._reader.extracted(article_id)
        verdicts = self._reader.verdicts([article_id], [claim.id for claim in claims])
        now = statuses(verdicts, claims, lambda: self._reader.text(article_id))[0]
        changed = [row for id_, row in rows.items() if row["status"] != now.get(id_, "open")]
        fresh = [{"id": row["id"], "status": now.get(row["id"], "open")} for row in changed]
        self._run(cypher.SET_STATUS, rows=fresh)
        self._remove_direct(changed)
        self._add_direct(self._reader.roles_of([row["id"] for row in changed]))

    def _add_texts(self, said: Sequence[Said]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        articles = [graph.article_row(one.article, one.reading) | {"loaded_at": one.loaded_at or now} for one in said]
        for rows in batches(articles):
            self._run(cypher.ADD_ARTICLES, rows=rows)
        pieces = ({"article": one.article.id, "node": row} for one in said for row in graph.paragraph_rows(one.article))
        for rows in batches(pieces):
            self._run(cypher.ADD_PARAGRAPHS, rows=rows)

    def _add_claims(self, said: Sequence[Said], claims: Mapping[str, Sequence[Claim]]) -> dict[str, Row]:
        """Add the nodes of claims, with the status that decisions give them; their properties by id."""
        ids = [claim.id for group in claims.values() for claim in group]
        verdicts = self._reader.verdicts([one.article.id for one in said], ids)
        rows: dict[str, Row] = {}
        for one in said:
            rows |= self._claim_rows(one.article, claims[one.article.id], verdicts)
        for batch in batches(list(rows.values())):
            self._run(cypher.ADD_CLAIMS, rows=batch)
        return rows

    def _claim_rows(self, article: Article, claims: Sequence[Claim], verdicts: Sequence[Decision]) -> dict[str, Row]:
        ids = {claim.id for claim in claims}
        about = [d for d in verdicts if d.article == article.id or d.claim in ids]
        status = statuses(about, claims, lambda: article.text)[0]
        for claim in claims:
            cypher.known_type(claim.predicate, self._ontology)
        return {c.id: graph.claim_row(c, article) | {"status": status.get(c.id, "open")} for c in claims}

    def _settle(
        self,
        gone: Sequence[Role],
        come: Sequence[Role],
        identity: Identity,
        fresh: Fresh | None = None,
    ) -> None:
        """Once the relationships of `gone` are removed: make, name and remove entities, then add those of `come`."""
        fresh = fresh or Fresh()
        come = [role.at(identity.resolve(role.linked, role.article)) for role in come]
        come += self._set_entities(naming.changes(gone, come), identity, fresh.records)
        by_role: dict[str, list[Row]] = {role: [] for role in (*ROLES, TEXT_OF)}
        for role in come:
            by_role[role.role].append(role.to_row())
        for name, rows in by_role.items():
            for batch in batches(rows):
                self._run(cypher.add_role(name), rows=batch)
        self._add_direct(come, fresh.claims)

    def _set_entities(
        self, changes: Mapping[str, naming.Changes], identity: Identity, records: Mapping[str, Json]
    ) -> list[Role]:
        """Bring entities up to date; the parts to be put back, since a node of another class is another node."""
        touched = sorted(id_ for id_, change in changes.items() if any(change.values()))
        old = {row["id"]: row for row in self._reader.calls(touched)}
        calls = {id_: naming.Calls.from_row(old[id_]) if id_ in old else naming.Calls() for id_ in touched}
        known = {name: told for c in calls.values() for name, told in c.records.items()} | dict(records)
        for id_, found in calls.items():
            found.change(changes[id_], known)
        rows = {id_: found.to_row(id_, identity) for id_, found in calls.items() if found.counts}
        other = [id_ for id_ in rows if id_ in old and old[id_]["type"] != rows[id_]["type"]]
        loose = self._loosen(
            sorted({claim for id_ in other for claim in self._reader.claims_at(id_)}),
            sorted({text for id_ in other for text in self._reader.texts_at(id_)}),
        )
        self._remove_entities([id_ for id_ in old if id_ not in rows] + other)
        self._set_rows([row for id_, row in rows.items() if id_ in old and id_ not in other])
        self._add_entities([row for id_, row in rows.items() if id_ not in old or id_ in other])
        return loose

    def _remove_entities(self, ids: Sequence[str]) -> None:
        for batch in batches(ids):
            self._run(cypher.REMOVE_ENTITIES, ids=batch)

    def _set_rows(self, rows: Sequence[Row]) -> None:
        for batch in batches(rows):
            self._run(cypher.SET_ENTITIES, rows=batch)

    def _add_entities(self, rows: Sequence[Row]) -> None:
        by_class: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_class[row["type"]].append(row)
        for cls, of_class in by_class.items():
            labels = self._home.labels(cypher.lineage(cls, self._ontology))
            for batch in batches(of_class):
                self._run(cypher.add_entities(labels), rows=batch)

    def _add_direct(self, roles: Iterable[Role], known: Mapping[str, Row] = MappingProxyType({})) -> None:
        """Add the direct relationships of the claims that these parts belong to, where a claim stands as one."""
        parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for role in roles:
            parts[role.claim][role.role] = role.entity
        pairs = {id_: found for id_, found in parts.items() if {"SUBJECT", "OBJECT"} <= found.keys()}
        by_relation: defaultdict[str, list[Row]] = defaultdict(list)
        rows = [known[id_] for id_ in pairs if id_ in known]
        rows += self._reader.rows_of(sorted(pairs.keys() - known.keys()))
        for row in filter(graph.is_plain, rows):
            by_relation[row["predicate"]].append(_direct(row, pairs[row["id"]]))
        for relation, rows in by_relation.items():
            for batch in batches(rows):
                self._run(cypher.add_direct(cypher.known_type(relation, self._ontology)), rows=batch)

    def _remove_direct(self, claims: Iterable[Row]) -> None:
        by_relation: defaultdict[str, list[str]] = defaultdict(list)
        for row in filter(graph.is_plain, claims):
            by_relation[row["predicate"]].append(row["id"])
        if by_relation:
            self._home.remove_direct(by_relation)


def _direct(row: Row, parts: Mapping[str, str]) -> Row:
    """The properties of a claim's direct relationship, and its ends."""
    return {
        "claim": row["id"],
        "article": row["article"],
        "modality": row["modality"],
        "said_on": row.get("said_on"),
        "stated_by": parts.get("STATED_BY"),
        "subject": parts["SUBJECT"],
        "object": parts["OBJECT"],
    }


def _once(said: Said) -> list[Claim]:
    """Each claim of an article once. StoreError where one is of another article."""
    for claim in said.claims:
        if claim.article != said.article.id:
            msg = f"Claim {claim.id} is of the article {claim.article}, not of {said.article.id}."
            raise StoreError(msg)
    return list({claim.id: claim for claim in said.claims}.values())
