"""Whether a stored graph still proves what it says: every quote in its place, every edge with its claim."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.check.evidence import faults
from kg.check.problem import Problem
from kg.model import Ref, stable_hash
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article, Claim
    from kg.ontology import Ontology
    from kg.stores import Store

Edge = tuple[Any, ...]  # claim, relation, subject, object, modality, who says it

_ARTICLES = "MATCH (a:Article) RETURN a.id AS id, a.sha256 AS sha256 ORDER BY id"
_PARAGRAPHS = "MATCH (a:Article {id: $id})-[:HAS]->(p:Paragraph) RETURN p.start AS start, p.text AS text ORDER BY p.n"
_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, e.type AS type, labels(e) AS labels ORDER BY id"
_ENDS = """MATCH (c:Claim {article: $id})
OPTIONAL MATCH (c)-[:SUBJECT]->(s:Entity) OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN c.id AS id, count(DISTINCT s) AS subjects, count(DISTINCT o) AS objects, c.object_value AS value ORDER BY id"""
_STRAYS = """MATCH (c:Claim) OPTIONAL MATCH (c)-[:IN]->(a:Article)
WITH c, a WHERE a IS NULL OR a.id <> c.article RETURN c.article AS article, c.id AS claim ORDER BY claim"""
_TEXTS = """MATCH (a:Article)-[:TEXT_OF]->(d:Entity)
WITH a, count(d) AS texts WHERE texts > 1 RETURN a.id AS id, texts ORDER BY id"""
_EDGE = """type(r) AS relation, s.id AS subject, o.id AS object, r.modality AS modality, r.stated_by AS stated_by"""
_EDGES = f"MATCH (s:Entity)-[r]->(o:Entity) RETURN r.article AS article, r.claim AS claim, {_EDGE}"
_EDGES_OF = f"MATCH (s:Entity)-[r]->(o:Entity) WHERE r.article = $id RETURN r.claim AS claim, {_EDGE}"


def verify(store: Store) -> Iterator[Problem]:
    """All that is wrong in a store, article by article: texts, quotes, entities, relations, direct edges.

    Memory grows with the number of articles and entities, not with texts and claims.
    """
    return _Check(store, ontology()).problems()


class _Check:
    """One walk over a store. `_due` adds up, by article, the hashes of the direct edges that its claims call for."""

    def __init__(self, store: Store, terms: Ontology) -> None:
        self._store = store
        self._terms = terms
        self._entities: set[str] = set()
        self._due: dict[str, int] = defaultdict(int)
        self._broken: set[str] = set()  # articles with claims that cannot be read back

    def problems(self) -> Iterator[Problem]:
        yield from self._classes()
        for article, claim in self._rows(_STRAYS):
            yield Problem(str(article), claim, "it is not tied to the article that it says it is of.")
        for article, texts in self._rows(_TEXTS):
            yield Problem(str(article), None, f"it is the text of {texts} declarations.")
        articles = list(self._rows(_ARTICLES))
        for id_, sha256 in articles:
            yield from self._article(id_, sha256)
        yield from self._edges({id_ for id_, _ in articles})

    def _classes(self) -> Iterator[Problem]:
        """Whether each entity has a class of the ontology and its labels; notes which there are."""
        for id_, type_, labels in self._rows(_ENTITIES):
            self._entities.add(id_)
            if type_ not in self._terms.classes:
                yield Problem("", None, f"the entity {id_} is a {type_!r}, which the ontology does not have.")
            elif missing := sorted({*self._terms.lineage(type_), "Entity"} - set(labels)):
                yield Problem("", None, f"the entity {id_} lacks the label {' and '.join(missing)} of a {type_}.")

    def _article(self, id_: str, sha256: str) -> Iterator[Problem]:
        if (article := self._store.article(id_)) is None:
            yield Problem(id_, None, "it cannot be read back.")
            return
        yield from self._text(article, sha256)
        if broken := list(self._ends(id_)):
            self._broken.add(id_)
            yield from broken
            return
        for claim, status in self._store.claims(id_):
            yield from self._claim(article, claim)
            if edge := _due_edge(claim, status):
                self._due[id_] += _number(edge)

    def _text(self, article: Article, sha256: str) -> Iterator[Problem]:
        """Whether the paragraphs give the text, without gaps, and the text has the hash that was noted."""
        pieces, at = [], 0
        for start, text in self._rows(_PARAGRAPHS, id=article.id):
            if start != at:
                yield Problem(article.id, None, f"its paragraphs leave a gap or overlap at {min(start, at)}.")
            pieces.append(text)
            at = start + len(text)
        if "".join(pieces) != article.text:
            yield Problem(article.id, None, "its paragraphs, joined, are not its text.")
        if article.sha256 != sha256:
            yield Problem(article.id, None, "its text is not the one that was loaded: its hash is another.")

    def _ends(self, id_: str) -> Iterator[Problem]:
        for claim, subjects, objects, value in self._rows(_ENDS, id=id_):
            if subjects != 1:
                yield Problem(id_, claim, f"it has {subjects} subjects.")
            if objects + (value is not None) != 1:
                yield Problem(id_, claim, "it has no object." if not objects else "it has more than one object.")

    def _claim(self, article: Article, claim: Claim) -> Iterator[Problem]:
        yield from faults(article, claim, self._terms)
        gone = ((role, ref) for role, ref in claim.refs.items() if ref.id not in self._entities)
        yield from (Problem(article.id, claim.id, f"its {role} {ref.id} is not in the graph.") for role, ref in gone)

    def _edges(self, articles: set[str]) -> Iterator[Problem]:
        """Whether the direct edges are those that the claims call for: by sums, then one by one where these differ."""
        found: dict[str, int] = defaultdict(int)
        for article, *edge in self._rows(_EDGES):
            if article in articles:
                found[article] += _number(tuple(edge))
            else:
                yield Problem(
                    str(article or ""), edge[0], f"the edge {_words(edge)} comes from no claim of an article."
                )
        for article in sorted(articles - self._broken):
            if found[article] != self._due[article]:
                yield from self._differences(article)

    def _differences(self, article: str) -> Iterator[Problem]:
        due = [edge for claim, status in self._store.claims(article) if (edge := _due_edge(claim, status))]
        found = [tuple(row) for row in self._rows(_EDGES_OF, id=article)]
        for edge in due:
            if edge not in found:
                yield Problem(article, edge[0], f"the edge {_words(edge)} that it calls for is missing.")
        for edge in sorted(found, key=str):
            if edge not in due or found.count(edge) > 1:
                yield Problem(article, edge[0], f"the edge {_words(edge)} is not what the claim says.")

    def _rows(self, statement: str, **parameters: Any) -> Iterator[tuple[Any, ...]]:
        return self._store.query(statement, parameters).rows


def _due_edge(claim: Claim, status: str) -> Edge | None:
    """The direct edge of a claim: of what is affirmed, actual or planned, not rejected, and about an entity."""
    if not claim.stands(status) or not isinstance(claim.object, Ref):
        return None
    stated_by = claim.stated_by.id if claim.stated_by else None
    return claim.id, claim.predicate, claim.subject.id, claim.object.id, claim.modality, stated_by


def _number(edge: Edge) -> int:
    return int(stable_hash(*edge), 16)


def _words(edge: Any) -> str:
    return f"({edge[2]})-[{edge[1]}]->({edge[3]})"
