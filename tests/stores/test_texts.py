"""An article that is the text of a declaration is related to it as decisions say, for as long as it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model import Decision, Entity, Ref
from kg.stores import Change
from tests.stores.saying import Said, article, said, small

if TYPE_CHECKING:
    from kg.stores import Store

VILNIUS = Entity(
    "vilnius-2023", "Vilnius Summit Communiqué 2023", "Declaration", ("Vilnius communiqué",), source="d.csv:2"
)
WARSAW = Entity("warsaw-2016", "Warsaw Summit Communiqué 2016", "Declaration", source="d.csv:3")
RECORDS = {entity.id: entity for entity in (VILNIUS, WARSAW)}
TEXTS = "MATCH (a:Article)-[r:TEXT_OF]->(d:Declaration) RETURN a.id AS a, d.id AS d, r.linked AS linked ORDER BY a"
NAMED = "MATCH (d:Declaration) RETURN d.id AS id, d.name AS name ORDER BY id"


def text(id_: str, of: Entity = VILNIUS) -> Said:
    ref = Ref(of.id, of.name, of.type, "Communiqué")
    return said(article(id_, f"Communiqué of {id_}\nWe agree.", text_of=ref), records=RECORDS)


def rows(store: Store, statement: str) -> list[tuple[Any, ...]]:
    return list(store.query(statement).rows)


def test_a_text_is_related_to_its_declaration_and_read_back(store: Store) -> None:
    one = text("a")
    assert store.add(*one) is Change.ADDED
    assert store.add(*one) is Change.UNCHANGED
    assert rows(store, TEXTS) == [("a", VILNIUS.id, VILNIUS.id)]
    assert store.article("a") == one.article
    assert list(store.entities()) == [VILNIUS]


def test_a_declaration_is_there_as_long_as_something_names_it(store: Store) -> None:
    for one in (text("a"), text("b"), small("c", object_=VILNIUS.id)):
        store.add(one.article, one.claims, [RECORDS.get(e.id, e) for e in one.entities], one.reading)
    for id_ in "abc":
        assert (VILNIUS.id, VILNIUS.name) in rows(store, NAMED)
        store.forget(id_)
    assert [line["node"] for line in store.dump()] == ["Meta"]


def test_an_article_that_turns_out_to_be_another_text_is_replaced(store: Store) -> None:
    store.add(*text("a"))
    assert store.add(*text("a", WARSAW)) is Change.REPLACED
    assert rows(store, NAMED) == [(WARSAW.id, WARSAW.name)]
    assert store.add(*replace(text("a"), article=replace(text("a").article, text_of=None))) is Change.REPLACED
    assert rows(store, NAMED) == rows(store, TEXTS) == []


def test_a_merge_moves_texts_and_is_undone(store: Store) -> None:
    store.add(*text("a"))
    store.add(*text("b", WARSAW))
    before = list(store.dump())
    store.decide(Decision("d", "merge", "2024-01-01T00:00:00Z", "me", entity=WARSAW.id, into=VILNIUS.id))
    assert rows(store, TEXTS) == [("a", VILNIUS.id, VILNIUS.id), ("b", VILNIUS.id, WARSAW.id)]
    assert rows(store, NAMED) == [(VILNIUS.id, VILNIUS.name)]
    assert [fits for _, fits in store.decisions()] == [True]
    assert (found := store.article("b"))
    assert found.text_of == Ref(VILNIUS.id, VILNIUS.name, "Declaration", "Communiqué")
    store.withdraw("d")
    assert list(store.dump()) == before


def test_one_text_alone_is_moved_to_another_declaration(store: Store) -> None:
    store.add(*text("a"))
    store.add(*text("b"))
    store.decide(Decision("d", "split", "2024-01-01T00:00:00Z", "me", article="b", entity=VILNIUS.id, into=WARSAW.id))
    assert rows(store, TEXTS) == [("a", VILNIUS.id, VILNIUS.id), ("b", WARSAW.id, VILNIUS.id)]
    assert [fits for _, fits in store.decisions()] == [True]
    store.forget("b")
    assert [fits for _, fits in store.decisions()] == [False]


def test_a_declaration_of_another_class_keeps_its_texts(store: Store) -> None:
    """Twice called a programme by claims, once a declaration by a text: the node is another one, and the text stays."""
    plain = Entity("accord", "accord", "Declaration")
    store.add(*text("a", plain))
    for id_ in "bc":
        one = small(id_, object_="accord")
        claims = [replace(c, object=Ref("accord", "accord", "Programme")) for c in one.claims]
        store.add(one.article, claims, one.entities, one.reading)
    assert rows(store, "MATCH (:Article)-[:TEXT_OF]->(p:Programme) RETURN p.id AS id") == [("accord",)]
    store.forget("b")
    store.forget("c")
    assert rows(store, TEXTS) == [("a", "accord", "accord")]
