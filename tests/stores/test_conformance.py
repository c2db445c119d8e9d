"""What every store does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StatementError, StoreError, UsageError
from kg.model import Article, Claim, Decision, Entity, Json, Paragraph, Quantity, Ref, Time
from kg.stores import Change, Store
from kg.stores.decisions import on_claim
from tests.stores.saying import NATO, RECORDS, UKRAINE, article, claim, full, moved, ref, said, small

Make = Callable[[], Store]


def at(hour: int, kind: Any, **about: Any) -> Decision:
    return Decision(f"{kind}-{hour}", kind, f"2024-01-01T{hour:02}:00:00Z", "me", **about)


def verdict(kind: Any, hour: int, one: Article, about: Claim) -> Decision:
    return replace(on_claim(kind, one, about, by="me"), at=f"2024-01-01T{hour:02}:00:00Z")


def rows(store: Store, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(store.query(statement, parameters).rows)


def direct(store: Store) -> list[tuple[Any, ...]]:
    statement = "MATCH (s:Entity)-[r]->(o:Entity) RETURN s.id, type(r), o.id, r.claim ORDER BY s.id, o.id, r.claim"
    return rows(store, statement)


def of_type(store: Store, name: str) -> list[Json]:
    return [line for line in store.dump() if name in (line.get("node"), line.get("relationship"))]


def test_it_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)


def test_claims_and_their_article_come_back_as_they_were(store: Store) -> None:
    one = full()
    assert store.add(*one) is Change.ADDED
    assert store.article("vilnius") == one.article
    assert list(store.articles()) == [one.article]
    assert [c for c, _ in store.claims()] == sorted(one.claims, key=lambda c: (c.start, c.end, c.id))
    assert {status for _, status in store.claims("vilnius")} == {"open"}
    assert store.article("other") is None
    assert list(store.claims("other")) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@st.composite
def texts(draw: st.DrawFn) -> Article:
    text = draw(TEXTS) + draw(st.sampled_from(("", "w" * 40_000))) + draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    kinds = st.sampled_from(("body", "heading", "boilerplate"))
    paragraphs = tuple(Paragraph(n, a, b, draw(kinds)) for n, (a, b) in enumerate(spans))
    return Article("x", "x.txt", text, draw(st.none() | TEXTS), url=draw(st.none() | TEXTS), paragraphs=paragraphs)


@settings(max_examples=60, deadline=None)
@given(texts())
def test_texts_come_back_character_for_character(two: tuple[Store, Store], one: Article) -> None:
    two[0].add(one, (), (), "r")
    assert two[0].article("x") == one
    assert two[0].has(one, "r")
    two[0].forget("x")


def test_loading_again_changes_nothing(store: Store) -> None:
    store.add(*full())
    before = list(store.dump())
    assert store.has(full().article, "rules/1")
    assert store.add(*full()) is Change.UNCHANGED
    assert list(store.dump()) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Other words."},
        {"title": "Another"},
        {"published": "2024"},
        {"paragraphs": ()},
        {"loader": "html"},
    ],
)
def test_an_article_that_changed_is_another_version(store: Store, changed: dict[str, Any]) -> None:
    store.add(*full())
    other = replace(full().article, **changed)
    assert not store.has(other, "rules/1")
    assert store.add(other, (), (), "rules/1") is Change.REPLACED
    assert store.article("vilnius") == other
    assert (list(store.claims()), list(store.entities())) == ([], [])


def test_what_is_read_by_other_rules_is_read_again(store: Store) -> None:
    one = full()
    store.add(*one)
    assert not store.has(one.article, "rules/2")
    assert store.add(one.article, one.claims[:1], one.entities, "rules/2") is Change.REPLACED
    assert [c for c, _ in store.claims()] == [one.claims[0]]


def test_forgetting_leaves_the_graph_as_if_it_had_never_been_read(store: Store) -> None:
    store.add(*small("a"))
    before = list(store.dump())
    store.add(*full())
    assert store.forget("vilnius")
    assert list(store.dump()) == before
    assert not store.forget("vilnius")


def test_the_same_text_in_two_places_is_one_source(store: Store) -> None:
    one = small("a")
    elsewhere = replace(one.article, id="b", location="b.txt")
    store.add(*one)
    store.add(elsewhere, [replace(c, id="b-claim", article="b") for c in one.claims], one.entities, "rules/1")
    found = store.status()
    assert (found.articles, found.sources, found.claims) == (2, 1, 2)


def test_status_counts(store: Store) -> None:
    store.add(*full())
    store.decide(at(1, "merge", entity="nato-allies", into="nato"))
    found = store.status()
    assert (found.location, found.format, found.entities, found.decisions) == (store.location, 1, 5, 1)
    assert dict(found.by_relation) == {"PROMISES": 1, "PROVIDES": 1, "SEEKS": 1}
    assert dict(found.by_class) == {"Organization": 1, "Person": 2, "State": 1, "Topic": 1}


def test_only_what_is_affirmed_and_not_just_possible_stands_directly(store: Store) -> None:
    store.add(*full())
    assert direct(store) == [("nato-allies", "PROMISES", "security-guarantees", full().claims[0].id)]
    edge = of_type(store, "PROMISES")[0]
    assert (edge["article"], edge["modality"], edge["said_on"], edge["stated_by"]) == (
        "vilnius",
        "planned",
        "2023-07-11",
        "olaf-scholz",
    )


def test_times_have_the_days_that_they_can_mean(store: Store) -> None:
    store.add(*full())
    found = {row["predicate"]: row for row in of_type(store, "Claim")}
    assert "time_earliest" not in found["PROMISES"]
    assert found["PROMISES"]["time_latest"] == "2030-12-31"
    assert (found["PROVIDES"]["time_earliest"], found["PROVIDES"]["time_latest"]) == ("2024-02-01", "2024-02-29")
    assert (found["PROVIDES"]["said_on"], found["PROMISES"]["said_on"]) == ("2023-07", "2023-07-11")


def test_a_time_that_is_no_date_is_kept_but_not_compared(store: Store) -> None:
    one = small("a")
    odd = replace(one.claims[0], time=Time("then", "2023-99", "soon"))
    store.add(one.article, [odd], one.entities, "r")
    assert [c for c, _ in store.claims()] == [odd]
    assert "time_latest" not in of_type(store, "Claim")[0]


def test_a_claim_that_comes_twice_is_one(store: Store) -> None:
    one = small("a")
    store.add(one.article, [*one.claims, *one.claims], one.entities, "r")
    assert [c for c, _ in store.claims()] == list(one.claims)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"predicate": "PRAISES"}, "'PRAISES' is no relation"),
        ({"predicate": "SUBJECT"}, "'SUBJECT' is no relation"),
        ({"predicate": "SEEKS]->() DETACH DELETE n //"}, "is no relation"),
        ({"subject": Ref("x", "x", "Ghost")}, "'Ghost' is no class"),
        ({"article": "b"}, "is of the article b, not of a"),
        ({"quote": "\ud800"}, "cannot be"),
    ],
)
def test_what_cannot_be_stored_leaves_the_graph_alone(store: Store, wrong: dict[str, Any], words: str) -> None:
    one = small("a")
    store.add(*one)
    before = list(store.dump())
    with pytest.raises(StoreError, match=words):
        store.add(one.article, [replace(one.claims[0], **wrong)], (), "rules/2")
    assert list(store.dump()) == before


# entities


def test_an_entity_of_the_reference_data_is_as_given(store: Store) -> None:
    store.add(*small("a"))
    store.add(*said(*_calls("b", "ukraine", ["Ucraina"], "Group")))
    assert [e for e in store.entities() if e.id == "ukraine"] == [UKRAINE]


def test_another_entity_is_named_as_most_often_called(store: Store) -> None:
    store.add(*said(*_calls("a", "the-six", ["The Six", "six states"])))
    store.add(*said(*_calls("b", "the-six", ["six states"])))
    assert _entity(store, "the-six") == Entity("the-six", "six states", "Group", ("The Six",))
    store.add(*said(*_calls("c", "the-six", ["The Six"])))
    assert _entity(store, "the-six").name == "The Six"  # as often: the first in the alphabet
    store.add(*said(*_calls("d", "the-six", ["six states"] * 3, "Organization")))
    assert _entity(store, "the-six") == Entity("the-six", "six states", "Group", ("The Six",))
    store.add(*said(*_calls("e", "the-six", ["six states"] * 3, "Organization")))
    assert _entity(store, "the-six").type == "Organization"
    assert rows(store, "MATCH (e:Organization {id: 'the-six'})<-[r:SUBJECT]-() RETURN count(r)") == [(10,)]
    assert rows(store, "MATCH (e:Group) RETURN count(e)") == [(0,)]
    assert len(direct(store)) == 10


def test_what_is_known_besides_joins_what_it_is_called(store: Store) -> None:
    store.add(*small("a"))
    found = _entity(store, "security-guarantees")
    assert (found.aliases, found.description, found.source) == (("guarantees",), "promises of help", None)


def test_labels_are_the_class_and_all_above(store: Store) -> None:
    store.add(*full())
    assert rows(store, "MATCH (e:Actor) RETURN e.id ORDER BY e.id") == [
        ("emmanuel-macron",),
        ("nato",),
        ("nato-allies",),
        ("olaf-scholz",),
        ("ukraine",),
    ]
    node = rows(store, "MATCH (e:Entity {id: 'ukraine'}) RETURN e")[0][0]
    assert (set(node["labels"]), node["type"]) == ({"Entity", "Actor", "State"}, "State")


def _entity(store: Store, id_: str) -> Entity:
    return next(e for e in store.entities() if e.id == id_)


def _calls(article_id: str, id_: str, names: list[str], type_: str | None = None) -> tuple[Any, ...]:
    """An article with a claim about an entity for each name it is called by."""
    of = article(article_id, "T\n" + " ".join(f"w{n}." for n in range(len(names))))
    claims = [claim(of, f"w{n}.", ref(id_, name, type_), "SEEKS", ref("nato")) for n, name in enumerate(names)]
    return of, *claims


# decisions


def test_a_rejected_claim_does_not_stand_directly(store: Store) -> None:
    one = small("a")
    store.add(*one)
    before = list(store.dump())
    store.decide(verdict("reject", 1, one.article, one.claims[0]))
    assert [status for _, status in store.claims()] == ["rejected"]
    assert direct(store) == []
    last = verdict("accept", 2, one.article, one.claims[0])
    store.decide(last)
    store.decide(last)
    assert [status for _, status in store.claims()] == ["accepted"]
    assert len(direct(store)) == 1
    assert [(d.kind, fits) for d, fits in store.decisions()] == [("reject", True), ("accept", True)]
    for decision, _ in list(store.decisions()):
        assert store.withdraw(decision.id)
    assert list(store.dump()) == before
    assert not store.withdraw(last.id)


def test_a_decision_may_name_the_claim_alone(store: Store) -> None:
    one = small("a")
    store.decide(at(1, "reject", claim=one.claims[0].id))
    assert [fits for _, fits in store.decisions()] == [False]
    store.add(*one)
    assert [status for _, status in store.claims()] == ["rejected"]
    assert [fits for _, fits in store.decisions()] == [True]
    store.decide(at(2, "accept", claim=one.claims[0].id))
    assert [status for _, status in store.claims()] == ["accepted"]


def test_a_decision_survives_a_changed_article(store: Store) -> None:
    one = small("a")
    store.add(*one)
    store.decide(verdict("accept", 1, one.article, one.claims[0]))
    store.add(*moved(one, "Corrected. "))
    assert [status for _, status in store.claims()] == ["accepted"]
    assert [fits for _, fits in store.decisions()] == [True]


def test_a_decision_that_fits_nothing_is_listed(store: Store) -> None:
    one = small("a")
    store.add(*one)
    store.decide(verdict("accept", 1, one.article, one.claims[0]))
    store.add(replace(one.article, text="All is new."), (), (), "r")
    assert [fits for _, fits in store.decisions()] == [False]


def test_decisions_about_a_forgotten_article_wait_unseen(store: Store) -> None:
    one = small("a")
    store.add(*one)
    store.decide(verdict("reject", 1, one.article, one.claims[0]))
    store.decide(at(2, "split", article="a", entity="ukraine", into="kyiv-city"))
    before = list(store.dump())
    store.forget("a")
    assert [fits for _, fits in store.decisions()] == [False, False]
    store.add(*one)
    assert list(store.dump()) == before
    assert store.forget("a", with_decisions=True)
    assert list(store.decisions()) == []
    store.add(*one)
    assert [status for _, status in store.claims()] == ["open"]


def test_decisions_that_wait_can_be_forgotten_too(store: Store) -> None:
    one = small("a")
    store.decide(verdict("reject", 1, one.article, one.claims[0]))
    assert not store.forget("a", with_decisions=True)
    assert list(store.decisions()) == []


def test_merged_entities_are_one(store: Store) -> None:
    store.add(*small("a"))
    store.add(*small("b", subject="kyiv-government"))
    before = list(store.dump())
    store.decide(at(1, "merge", entity="kyiv-government", into="ukraine"))
    assert [e.id for e in store.entities()] == ["security-guarantees", "ukraine"]
    assert _entity(store, "ukraine") == replace(UKRAINE, aliases=("Kyiv", "kyiv government"))
    assert [(s, o) for s, _, o, _ in direct(store)] == [("ukraine", "security-guarantees")] * 2
    assert [c.subject for c, _ in store.claims()] == [ref("ukraine", mention="It")] * 2
    assert rows(store, "MATCH (c:Claim)-[r:SUBJECT]->() RETURN r.linked ORDER BY r.linked") == [
        ("kyiv-government",),
        ("ukraine",),
    ]
    store.decide(at(2, "split", entity="kyiv-government"))
    without = [line for line in store.dump() if line.get("node") != "Decision"]
    assert without == before


def test_a_merge_into_what_is_not_there_keeps_the_name(store: Store) -> None:
    store.add(*small("a"))
    store.decide(at(1, "merge", entity="ukraine", into="elsewhere"))
    assert _entity(store, "elsewhere") == Entity("elsewhere", "Ukraine", "State", ("Kyiv",))


def test_the_last_of_two_contrary_merges_counts(store: Store) -> None:
    store.add(*small("a"))
    store.add(*small("b", subject="nato"))
    store.decide(at(2, "merge", entity="nato", into="ukraine"))
    store.decide(at(1, "merge", entity="ukraine", into="nato"))
    assert [e.id for e in store.entities()] == ["security-guarantees", "ukraine"]
    store.decide(at(3, "merge", entity="ukraine", into="nato"))
    assert [e for e in store.entities() if e.id != "security-guarantees"] == [
        replace(NATO, aliases=("the Alliance", "Kyiv", "Ukraine"))
    ]


def test_mentions_in_one_article_can_be_another_entity(store: Store) -> None:
    for id_ in ("a", "b"):
        store.add(*small(id_))
    before = list(store.dump())
    move = at(1, "split", article="b", entity="ukraine", into="kyiv-city")
    store.decide(move)
    assert [c.subject.id for c, _ in store.claims()] == ["ukraine", "kyiv-city"]
    assert [s for s, *_ in direct(store)] == ["kyiv-city", "ukraine"]
    assert [fits for _, fits in store.decisions()] == [True]
    store.withdraw(move.id)
    assert list(store.dump()) == before


def test_a_new_entity_is_called_what_the_decision_says(store: Store) -> None:
    store.add(*small("a"))
    store.add(*small("b"))
    for n, (of, name) in enumerate((("a", "Kyiv region"), ("b", "Kyiv oblast"))):
        store.decide(at(n, "split", article=of, entity="ukraine", into="kyiv-region", anchor={"name": name}))
        assert _entity(store, "kyiv-region") == Entity("kyiv-region", name, "State", ("Ukraine",))
    store.forget("b")
    assert _entity(store, "kyiv-region").name == "Kyiv oblast"
    store.withdraw("split-1")
    assert _entity(store, "kyiv-region").name == "Kyiv region"


def test_a_merge_of_what_nobody_names_fits_nothing(store: Store) -> None:
    store.add(*small("a"))
    store.decide(at(1, "merge", entity="atlantis", into="ukraine"))
    store.decide(at(2, "split", entity="ukraine"))
    assert [fits for _, fits in store.decisions()] == [False, True]


@pytest.mark.parametrize(
    "wrong",
    [
        at(1, "accept"),
        at(1, "merge", entity="a"),
        at(1, "merge", into="a"),
        at(1, "split"),
        at(1, "split", entity="a", article="b"),
    ],
)
def test_half_a_decision_is_refused(store: Store, wrong: Decision) -> None:
    with pytest.raises(UsageError, match=f"A decision to {wrong.kind} needs"):
        store.decide(wrong)
    assert list(store.decisions()) == []


# statements


def test_a_statement_gives_columns_and_rows(store: Store) -> None:
    store.add(*full())
    found = store.query(
        "MATCH (e:Person) WHERE e.id STARTS WITH $with RETURN e.id AS id, e.wikidata ORDER BY id", {"with": "e"}
    )
    assert found.columns == ("id", "e.wikidata")
    assert list(found.rows) == [("emmanuel-macron", None)]
    none = store.query("MATCH (e:Person) WHERE false RETURN e.id AS id, count(*), e.name ORDER BY id LIMIT 1")
    assert (none.columns, list(none.rows)) == (("id", "count(*)", "e.name"), [])


def test_values_are_plain(store: Store) -> None:
    store.add(*small("a"))
    statement = """MATCH (s:Entity {id: 'ukraine'})-[r:SEEKS]->(o) RETURN s, r, [o] AS l, {o: o, n: null} AS m,
                   1.5 AS f, true AS b, date('2023-07-11') AS d, datetime('2023-07-11T10:00:00Z') AS t"""
    s, r, inside, m, f, b, d, t = rows(store, statement)[0]
    assert not [key for key in (*s, *r) if key.startswith(("_", "@"))]
    assert (s["name"], s["aliases"], r["type"], r["article"]) == ("Ukraine", ["Kyiv"], "SEEKS", "a")
    assert (inside[0]["id"], m["o"]["name"], m["n"]) == ("security-guarantees", "security guarantees", None)
    assert (f, b, d, str(t)[:16]) == (1.5, True, "2023-07-11", "2023-07-11T10:00")


def test_rows_stream(store: Store) -> None:
    stream = store.query("UNWIND range(1, 5000000) AS n RETURN n", timeout=60).rows
    assert next(stream) == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Entity {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Entity) SET n.name = 'x'",
        "MERGE (n:Entity {id: 'x'}) RETURN n",
        "PROFILE CREATE (n:Entity {id: 'x'})",
    ],
)
def test_writing_is_refused_unless_meant(store: Store, statement: str) -> None:
    store.add(*small("a"))
    before = list(store.dump())
    with pytest.raises(StatementError, match="change the graph"):
        list(store.query(statement).rows)
    assert list(store.dump()) == before


def test_writing_is_done_where_meant(store: Store) -> None:
    found = store.query("CREATE (e:Entity {id: 'x', name: $name}) RETURN e.id AS id", {"name": "X"}, write=True)
    assert (found.columns, list(found.rows)) == (("id",), [("x",)])
    with pytest.raises(StatementError):
        store.query("UNWIND ['y', 'x'] AS id CREATE (e:Entity {id: id})", write=True)
    assert rows(store, "MATCH (e:Entity) RETURN e.id") == [("x",)]


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    "statement", ["LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l", "CALL apoc.load.json('x')"]
)
def test_files_are_out_of_reach(store: Store, statement: str, write: bool) -> None:
    with pytest.raises(StatementError, match="refused"):
        store.query(statement, write=write)


@pytest.mark.parametrize("statement", ["MATCH (n RETURN n", "RETURN $missing AS x", "RETURN 1/0 AS x", "hello", ""])
def test_a_wrong_statement_is_a_sentence(store: Store, statement: str) -> None:
    with pytest.raises(StatementError) as caught:
        list(store.query(statement).rows)
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Exception" not in str(caught.value)


def test_a_statement_that_takes_too_long_is_stopped(store: Store) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b = -1 RETURN count(*)"
    with pytest.raises(StatementError, match=r"longer than 0\.2 seconds"):
        list(store.query(slow, timeout=0.2).rows)
    assert store.add(*small("a")) is Change.ADDED  # nothing of the limit is left
    assert rows(store, "UNWIND range(1, 300000) AS n RETURN count(n)") == [(300000,)]


def test_closing_twice_is_fine(make: Make) -> None:
    store = make()
    store.add(*small("a"))
    store.close()
    store.close()


def test_a_closed_store_says_so(make: Make) -> None:
    store = make()
    store.add(*small("a"))
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.status()
    with pytest.raises(StoreError, match="closed"):
        store.add(*small("b"))


def test_of_equal_claims_a_decision_finds_the_one_with_its_words_around(store: Store) -> None:
    of = article("a", "T\nAt noon it won help from France.\nAt night it won help again, from Spain.")
    starts = [n for n in range(len(of.text)) if of.text.startswith("won help", n)]
    one = said(
        of, *(claim(of, "won help", ref("ukraine", mention="it"), "SEEKS", ref("nato"), start=n) for n in starts)
    )
    after = moved(one, "Corrected. ")
    store.add(*after)
    for n, about in enumerate(one.claims):
        store.decide(verdict(("accept", "reject")[n], n, one.article, about))
    assert [status for _, status in store.claims()] == ["accepted", "rejected"]


def test_threads_write_and_read_at_once(store: Store) -> None:
    ids = [f"t{n:02}" for n in range(24)]

    def work(id_: str) -> int:
        store.add(*small(id_))
        return len(list(store.claims(id_))) + len(rows(store, "MATCH (a:Article {id: $id}) RETURN a.id", id=id_))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, ids)) == [2] * len(ids)
    assert [a.id for a in store.articles()] == ids
    assert [(e["name"], len(direct(store))) for e in of_type(store, "Entity") if e["id"] == "ukraine"] == [
        ("Ukraine", 24)
    ]


def test_lists_of_quantities_and_records(store: Store) -> None:
    one = small("a")
    odd = replace(one.claims[0], object=Quantity("", None), amount=Quantity("0", ""))
    store.add(one.article, [odd], [*RECORDS.values()], "r")
    assert [c for c, _ in store.claims()] == [odd]
