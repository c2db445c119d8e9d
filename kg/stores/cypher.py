"""Every statement that a store sends: the same Cypher in both homes.

Values are parameters. Only labels and relationship types stand in a statement's text, and only those that
`known_label` and `known_type` have found in the ontology.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.stores.graph import ROLES, TEXT_OF

if TYPE_CHECKING:
    from kg.ontology import Ontology

FORMAT = 1
OWN_LABELS = ("Entity", "Article", "Paragraph", "Claim", "Decision", "Meta")
OWN_TYPES = (*ROLES, TEXT_OF, "IN", "HAS")
_ROLES = "|".join(ROLES)

META = "MATCH (m:Meta) RETURN m.format AS format"
SET_META = "MATCH (m:Meta) SET m.format = $format"
ADD_META = "CREATE (m:Meta {id: 'store', format: $format})"

# articles and their texts
ARTICLE = "MATCH (a:Article {id: $id}) RETURN a AS node"
ARTICLES = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a AS node"
ARTICLE_VERSIONS = """UNWIND $ids AS id MATCH (a:Article {id: id})
 RETURN a.id AS id, a._version AS version, a.reading AS reading"""
ARTICLE_IDS = "MATCH (a:Article) RETURN a.id AS id ORDER BY id"
ADD_ARTICLES = "UNWIND $rows AS row CREATE (a:Article) SET a = row"
REMOVE_ARTICLE = "MATCH (a:Article {id: $id}) DETACH DELETE a"
PARAGRAPHS = "MATCH (a:Article {id: $id})-[:HAS]->(p:Paragraph) RETURN p AS node"
PARAGRAPHS_OF_ARTICLES = """UNWIND $ids AS id MATCH (a:Article {id: id})-[:HAS]->(p:Paragraph)
 RETURN id AS article, p AS node"""
ADD_PARAGRAPHS = """UNWIND $rows AS row MATCH (a:Article {id: row.article})
 CREATE (a)-[:HAS]->(p:Paragraph) SET p = row.node"""
REMOVE_PARAGRAPHS = "MATCH (a:Article {id: $id})-[:HAS]->(p:Paragraph) DETACH DELETE p"

# claims and the parts of their entities
CLAIMS_OF_ARTICLE = "MATCH (c:Claim {article: $article}) RETURN c AS node ORDER BY c.start, c.end, c.id"
CLAIMS_OF_ARTICLES = """UNWIND $ids AS id MATCH (c:Claim {article: id})
 RETURN c AS node ORDER BY c.start, c.end, c.id"""
CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) RETURN c AS node"
ADD_CLAIMS = "UNWIND $rows AS row MATCH (a:Article {id: row.article}) CREATE (c:Claim)-[:IN]->(a) SET c = row"
REMOVE_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) DETACH DELETE c"
SET_STATUS = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.status = row.status"
_PART = """type(r) AS role, r.linked AS linked, r.name AS name, r.class AS class, r.mention AS mention, r.n AS n,
 r._record AS record, e.id AS entity, e.name AS entity_name, e.type AS entity_type"""
_ROLE = f"c.id AS claim, c.article AS article, {_PART}"
ROLES_OF_ARTICLE = f"MATCH (c:Claim {{article: $article}})-[r:{_ROLES}]->(e:Entity) RETURN {_ROLE}"
ROLES_OF_ARTICLES = f"UNWIND $ids AS id MATCH (c:Claim {{article: id}})-[r:{_ROLES}]->(e:Entity) RETURN {_ROLE}"
ROLES_OF_CLAIMS = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}})-[r:{_ROLES}]->(e:Entity) RETURN {_ROLE}"
CLAIMS_AT = f"MATCH (e:Entity {{id: $entity}})<-[r:{_ROLES}]-(c:Claim) RETURN DISTINCT c.id AS id"
CLAIMS_LINKED = (
    f"MATCH (e:Entity {{id: $entity}})<-[r:{_ROLES}]-(c:Claim) WHERE r.linked IN $linked RETURN DISTINCT c.id AS id"
)
UNLINK = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}})-[r:{_ROLES}]->(:Entity) DELETE r"

# the declarations that articles are the texts of
_TEXT = f"'' AS claim, a.id AS article, {_PART}"
TEXTS = f"UNWIND $ids AS id MATCH (a:Article {{id: id}})-[r:{TEXT_OF}]->(e:Entity) RETURN {_TEXT}"
TEXTS_AT = f"MATCH (e:Entity {{id: $entity}})<-[:{TEXT_OF}]-(a:Article) RETURN a.id AS id"
TEXTS_LINKED = (
    f"MATCH (e:Entity {{id: $entity}})<-[r:{TEXT_OF}]-(a:Article) WHERE r.linked IN $linked RETURN a.id AS id"
)
UNLINK_TEXTS = f"UNWIND $ids AS id MATCH (a:Article {{id: id}})-[r:{TEXT_OF}]->(:Entity) DELETE r"

# entities
ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e AS node"
CALLS = """UNWIND $ids AS id MATCH (e:Entity {id: id})
 RETURN e.id AS id, e.type AS type, e._calls AS _calls, e._records AS _records"""
ENTITY_IDS = "MATCH (e:Entity) RETURN e.id AS id ORDER BY id"
ENTITY_NAMES = "MATCH (e:Entity) RETURN e.id AS id, e.name AS name"
SET_ENTITIES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e = row"
REMOVE_ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e"

# decisions
DECISION = "MATCH (d:Decision {id: $id}) RETURN d AS node"
DECISIONS = "MATCH (d:Decision) RETURN d AS node ORDER BY d.at, d.id"
DECISIONS_OF_ARTICLES = "UNWIND $ids AS id MATCH (d:Decision {article: id}) RETURN d AS node"
DECISIONS_OF_CLAIMS = "UNWIND $ids AS id MATCH (d:Decision {claim: id}) RETURN d AS node"
DECISIONS_ON_ENTITIES = "UNWIND ['merge', 'split'] AS kind MATCH (d:Decision {kind: kind}) RETURN d AS node"
ADD_DECISION = "CREATE (d:Decision) SET d = $row"
REMOVE_DECISIONS = "UNWIND $ids AS id MATCH (d:Decision {id: id}) DETACH DELETE d"

# what is there
SOURCES = "MATCH (a:Article) RETURN count(a) AS articles, count(DISTINCT a.sha256) AS sources"
BY_RELATION = "MATCH (c:Claim) RETURN c.predicate AS name, count(c) AS n ORDER BY name"
BY_CLASS = "MATCH (e:Entity) RETURN e.type AS name, count(e) AS n ORDER BY name"
DECISION_COUNT = "MATCH (d:Decision) RETURN count(d) AS n"
LABEL_NODES = "MATCH (n:{label}) RETURN n AS node ORDER BY n.id"
TYPE_EDGES = "MATCH (a)-[r:{type}]->(b) RETURN a.id AS start, r AS edge, b.id AS end ORDER BY start, end"


def add_role(role: str) -> str:
    """Relate claims, or the texts of declarations, to entities, one relationship a row."""
    values = ", ".join(f"{key}: row.{key}" for key in ("name", "mention", "linked", "class", "n", "_record"))
    start = "(c:Article {id: row.article})" if role == TEXT_OF else "(c:Claim {id: row.claim})"
    ends = f"MATCH {start} MATCH (e:Entity {{id: row.entity}})"
    return f"UNWIND $rows AS row {ends} CREATE (c)-[:{role} {{{values}}}]->(e)"


def add_entities(labels: str) -> str:
    """Make entity nodes of one class."""
    return f"UNWIND $rows AS row CREATE (e:{labels}) SET e = row"


def add_direct(relation: str) -> str:
    """Relate subjects to objects, one relationship a claim."""
    values = ", ".join(f"{key}: row.{key}" for key in ("claim", "article", "modality", "said_on", "stated_by"))
    ends = "MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})"
    return f"UNWIND $rows AS row {ends} CREATE (s)-[:{relation} {{{values}}}]->(o)"


def nodes(label: str) -> str:
    """All nodes of a label, in order."""
    return LABEL_NODES.replace("{label}", label)


def edges(type_: str) -> str:
    """All relationships of a type, in order of their ends."""
    return TYPE_EDGES.replace("{type}", type_)


def known_type(relation: str, ontology: Ontology) -> str:
    """A relation's name, safe in a statement's text. StoreError where the ontology does not know it."""
    if relation not in ontology.relations or not re.fullmatch(r"[A-Z][A-Z0-9_]*", relation) or relation in OWN_TYPES:
        msg = f"{relation!r} is no relation of the ontology, so no claim can be stored under it."
        raise StoreError(msg)
    return relation


def lineage(cls: str, ontology: Ontology) -> tuple[str, ...]:
    """The labels of an entity of a class, the most special first, safe in a statement's text. StoreError if unknown."""
    if cls not in ontology.classes:
        msg = f"{cls!r} is no class of the ontology, so no entity can be stored under it."
        raise StoreError(msg)
    return tuple(c for c in ontology.lineage(cls) if c not in OWN_LABELS and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", c))
