from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.check import Problem, verify
from kg.model import Article, Claim, Decision, Entity, Paragraph, Quantity, Ref
from kg.stores import Rows
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.stores import Store

TEXT = "Pilots\n\nFrance will train pilots in Ukraine. Jane Roe said Spain may pay 2 billion.\n\nThe end"
ARTICLE = Article("a", "a.txt", TEXT, published="2023", paragraphs=(Paragraph(0, 0, 6, "heading"), Paragraph(1, 8, 83)))
FRANCE, SPAIN, UKRAINE, JANE, TRAINING = (
    Entity("france", "France", "State"),
    Entity("spain", "Spain", "State"),
    Entity("ukraine", "Ukraine", "State"),
    Entity("person-jane-roe", "Jane Roe", "Person"),
    Entity("topic-pilot-training", "pilot training", "Topic"),
)
ENTITIES = (FRANCE, SPAIN, UKRAINE, JANE, TRAINING)


def ref(entity: Entity) -> Ref:
    return Ref(entity.id, entity.name, entity.type)


TRAIN = Claim(
    "c-1", "a", ref(FRANCE), "PROMISES", ref(TRAINING), TEXT[15:32], 15, 32, addressee=ref(UKRAINE), modality="planned"
)
PAY = Claim(
    "c-2",
    "a",
    ref(SPAIN),
    "PROVIDES",
    Quantity("2", "billion"),
    TEXT[60:82],
    60,
    82,
    stated_by=ref(JANE),
    modality="possible",
)
PAID = replace(PAY, id="c-5", modality="actual")
DENIED = replace(TRAIN, id="c-3", polarity="denied")
SAID = replace(TRAIN, id="c-4", subject=ref(SPAIN), stated_by=ref(JANE), modality="actual")


def fill(store: Store, *ids: str) -> None:
    for id_ in ids:
        claims = [replace(c, id=f"{c.id}{id_}", article=id_) for c in (TRAIN, PAY, PAID, DENIED, SAID)]
        store.add(replace(ARTICLE, id=id_, location=f"{id_}.txt"), claims, ENTITIES, "test/1")


def run(store: Store, statement: str) -> None:
    list(store.query(statement, write=True).rows)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "test.kg"), create=True)
    yield opened
    opened.close()


# What is done to article ID, of which claim a problem is found, and its words.
EDGE = "MATCH (:Entity {id: 'france'})-[r:PROMISES {article: 'ID'}]->(:Entity)"
ENDS = "MATCH (s:Entity {id: 'france'}) MATCH (o:Entity {id: 'topic-pilot-training'})"
MADE = "CREATE (s)-[:PROMISES {claim: 'c-1ID', article: 'ID', modality: 'planned'}]->(o)"
TAMPERED = (
    ("MATCH (c:Claim {id: 'c-1ID'}) SET c.quote = 'will not train'", "c-1", "not have its quote 'will not train'"),
    ("MATCH (c:Claim {id: 'c-1ID'}) SET c.start = 0, c.end = 6, c.quote = 'Pilots'", "c-1", "not within a paragraph"),
    ("MATCH (c:Claim {id: 'c-2ID'}) SET c.predicate = 'LIKES'", "c-2", "no relation 'LIKES'"),
    ("MATCH (c:Claim {id: 'c-2ID'}) SET c.confidence = 3.0", "c-2", "confidence 3.0"),
    ("MATCH (p:Paragraph {id: 'ID#1'}) SET p.text = 'X' + substring(p.text, 1)", None, "its hash is another"),
    ("MATCH (p:Paragraph {id: 'ID#1'}) SET p.start = 7", None, "gap or overlap at 7"),
    ("MATCH (a:Article {id: 'ID'}) SET a.sha256 = 'x'", None, "its text is not the one that was loaded"),
    ("MATCH (c:Claim {id: 'c-2ID'})-[r:SUBJECT]->() DELETE r", "c-2", "it has 0 subjects."),
    ("MATCH (c:Claim {id: 'c-2ID'}) SET c.object_value = null", "c-2", "it has no object."),
    ("MATCH (c:Claim {id: 'c-1ID'}) SET c.object_value = '2'", "c-1", "it has more than one object."),
    (f"{EDGE} DELETE r", "c-1", "the edge (france)-[PROMISES]->(topic-pilot-training) that it calls for is missing."),
    (f"{EDGE} SET r.modality = 'actual'", "c-1", "is not what the claim says"),
    (f"{EDGE} SET r.stated_by = 'spain'", "c-1", "is not what the claim says"),
    (f"{ENDS} {MADE}", "c-1", "is not what the claim says"),
    ("MATCH (c:Claim {id: 'c-1ID'})-[r:IN]->() DELETE r", "c-1", "not tied to the article"),
    ("MATCH (c:Claim {id: 'c-1ID'}) SET c.status = 'rejected'", "c-1", "is not what the claim says"),
    (
        "MATCH (a:Article {id: 'ID'}) MATCH (e:Entity) WHERE e.id IN ['france', 'spain'] CREATE (a)-[:TEXT_OF]->(e)",
        None,
        "it is the text of 2 declarations.",
    ),
)


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """What is found in a graph with an article for each of these, and one, z, that is left alone."""
    opened = open_store(str(tmp_path_factory.mktemp("stored") / "test.kg"), create=True)
    fill(opened, *(f"a{n}" for n in range(len(TAMPERED))), "z")
    untouched = list(verify(opened))
    for n, (statement, _, _) in enumerate(TAMPERED):
        run(opened, statement.replace("ID", f"a{n}"))
    found = list(verify(opened))
    opened.close()
    assert untouched == []
    return found


@pytest.mark.parametrize("n", range(len(TAMPERED)))
def test_each_thing_that_was_tampered_with_is_found(problems: list[Problem], n: int) -> None:
    _, claim, reason = TAMPERED[n]
    found = [p for p in problems if p.article == f"a{n}"]
    assert {p.claim for p in found} == {f"{claim}a{n}" if claim else None}
    assert any(reason in p.reason for p in found), found


def test_what_was_left_alone_has_no_problem(problems: list[Problem]) -> None:
    assert "z" not in {p.article for p in problems}


def test_edges_without_a_claim_and_entities_without_their_class_are_found(store: Store) -> None:
    assert list(verify(store)) == []
    fill(store, "a")
    run(store, "MATCH (s:Entity {id: 'france'}) MATCH (o:Entity {id: 'spain'}) CREATE (s)-[:MEETS]->(o)")
    run(store, "MATCH (e:Entity {id: 'person-jane-roe'}) SET e.type = 'State'")
    run(store, "MATCH (e:Entity {id: 'spain'}) SET e.type = 'Thing'")
    found = [p.reason for p in verify(store) if not p.article]
    assert found == [
        "the entity person-jane-roe lacks the label State of a State.",
        "the entity spain is a 'Thing', which the ontology does not have.",
        "the edge (france)-[MEETS]->(spain) comes from no claim of an article.",
    ]


class Loose:
    """A store whose parts do not hold together: of one article it gives another text than its paragraphs, or none."""

    def __init__(self, article: Article | None) -> None:
        self._article = article

    def query(self, statement: str, _parameters: object) -> Rows:
        return Rows((), iter([("a", ARTICLE.sha256)] if statement.startswith("MATCH (a:Article) ") else []))

    def article(self, _id: str) -> Article | None:
        return self._article

    def claims(self, _id: str) -> Iterator[tuple[Claim, str]]:
        return iter([(TRAIN, "open")])


def test_an_article_that_cannot_be_read_back_is_named() -> None:
    missing = Problem("a", None, "it cannot be read back.")
    assert list(verify(Loose(None))) == [missing]  # type: ignore[arg-type]


def test_a_text_without_its_paragraphs_and_a_claim_without_its_entities_are_found() -> None:
    assert {p.reason for p in verify(Loose(ARTICLE))} == {  # type: ignore[arg-type]
        "its paragraphs, joined, are not its text.",
        "its subject france is not in the graph.",
        "its object topic-pilot-training is not in the graph.",
        "its addressee ukraine is not in the graph.",
        "the edge (france)-[PROMISES]->(topic-pilot-training) that it calls for is missing.",
    }


def test_decisions_leave_the_graph_in_order(store: Store) -> None:
    fill(store, "a", "b")
    when = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
    store.decide(Decision("d-1", "merge", when[0], "me", entity="spain", into="france"))
    store.decide(Decision("d-2", "reject", when[1], "me", claim="c-1a"))
    assert list(verify(store)) == []
