"""A statement gives the same Python values wherever the graph lives; what a home cannot do has a name here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import StatementError
from tests.servers.shared import VERSIONS
from tests.stores.saying import article, full, said

if TYPE_CHECKING:
    from kg.stores import Store

UKRAINE = {
    "labels": ["Actor", "Entity", "State"],
    "aliases": ["Kyiv"],
    "description": "a state",
    "id": "ukraine",
    "name": "Ukraine",
    "source": "states.csv:2",
    "type": "State",
    "wikidata": "Q212",
}
ALLIES = {
    "labels": ["Actor", "Entity", "Group"],
    "aliases": [],
    "id": "nato-allies",
    "name": "nato allies",
    "type": "Group",
}
HELP = {
    "labels": ["Entity", "Topic"],
    "aliases": ["guarantees"],
    "description": "promises of help",
    "id": "security-guarantees",
    "name": "security guarantees",
    "type": "Topic",
}
PROMISE = {
    "type": "PROMISES",
    "article": "vilnius",
    "claim": full().claims[0].id,
    "modality": "planned",
    "said_on": "2023-07-11",
    "stated_by": "olaf-scholz",
}
ON_EARTH = {"crs": "WGS-84", "latitude": 1.0, "longitude": 2.0, "srid": 4326, "x": 2.0, "y": 1.0}
WORDS = "a\nb\"`é日本😀\\'$x{}\x00"
PARAMETERS = {"words": WORDS, "list": [1, "a", None, 2.5, True], "map": {"a": [1, {"b": None}]}, "big": 2**63 - 1}

SAME: dict[str, tuple[Any, ...]] = {
    "null AS v, true AS w, false AS x": (None, True, False),
    "1 AS v, -1 AS w, 7 % 3 AS x, -7 / 2 AS y, 1 / 2 AS z": (1, -1, 1, -3, 0),
    "1.0 AS v, 0.1 + 0.2 AS w, 2 ^ 3 AS x, 1.5e300 AS y, 5 / 0.0 AS z": (1.0, 0.1 + 0.2, 8.0, 1.5e300, float("inf")),
    "reduce(s = 0.0, n IN [9223372036854775807, 1] | s + n) AS v": (9.223372036854775807e18,),
    "$words AS v, $list AS w, $map AS x, $big AS y": tuple(PARAMETERS.values()),
    "[] AS v, [1, 'a', null, [2.5, true]] AS w, {} AS x, {b: 1, a: [null, {d: 'x', c: 2}]} AS y": (
        [],
        [1, "a", None, [2.5, True]],
        {},
        {"a": [None, {"c": 2, "d": "x"}], "b": 1},
    ),
    "date('2023-07-11') AS v, date('2023-07') AS w, date('2023-07-11') + duration('P1M') AS x": (
        "2023-07-11",
        "2023-07-01",
        "2023-08-11",
    ),
    "localtime('12:30') AS v, localtime('12:30:01') AS w, localtime('12:30:01.5') AS x": (
        "12:30",
        "12:30:01",
        "12:30:01.500",
    ),
    "localtime('12:30:01.123456789') AS v, time('12:30+02:00') AS w, time('12:30:15Z') AS x": (
        "12:30:01.123456789",
        "12:30+02:00",
        "12:30:15Z",
    ),
    "datetime('2023-07-11T10:00Z') AS v, datetime('2023-07-11T10:00:05.25+02:00') AS w": (
        "2023-07-11T10:00Z",
        "2023-07-11T10:00:05.250+02:00",
    ),
    "datetime('2023-07-11T10:00[Europe/Paris]') AS v, localdatetime('2023-07-11T10:00:01.000001') AS w": (
        "2023-07-11T10:00+02:00[Europe/Paris]",
        "2023-07-11T10:00:01.000001",
    ),
    "duration('P1Y2M3DT4H5M6.5S') AS v, duration('P0D') AS w, duration({days: -1, hours: -2, seconds: -3}) AS x": (
        "P1Y2M3DT4H5M6.5S",
        "PT0S",
        "P-1DT-2H-3S",
    ),
    "[date('2023-07-11'), duration('PT90M')] AS v, {d: [time('10:00Z')]} AS w": (
        ["2023-07-11", "PT1H30M"],
        {"d": ["10:00Z"]},
    ),
    "point({x: 1, y: 2}) AS v, point({latitude: 1, longitude: 2}) AS w, [point({x: 1, y: 2, z: 3})] AS x": (
        {"crs": "cartesian", "srid": 7203, "x": 1.0, "y": 2.0},
        ON_EARTH,
        [{"crs": "cartesian-3D", "srid": 9157, "x": 1.0, "y": 2.0, "z": 3.0}],
    ),
    "point({latitude: 1, longitude: 2, height: 3}) AS v": (
        dict(sorted((ON_EARTH | {"crs": "WGS-84-3D", "height": 3.0, "srid": 4979, "z": 3.0}).items())),
    ),
}
FOUND: dict[str, list[tuple[Any, ...]]] = {
    "MATCH (e:State) RETURN e, [e] AS l, {n: e} AS m": [(UKRAINE, [UKRAINE], {"n": UKRAINE})],
    "MATCH (e:State) RETURN e {.name, .id} AS v": [({"id": "ukraine", "name": "Ukraine"},)],
    "MATCH ()-[r:PROMISES]->() RETURN r, [r] AS l": [(PROMISE, [PROMISE])],
    "MATCH ()-[r:VIA]->() RETURN r ORDER BY r.n": [
        (
            {"type": "VIA", "class": "Person", "linked": "emmanuel-macron", "mention": "Macron", "n": 0}
            | {"name": "Emmanuel Macron"},
        ),
        ({"type": "VIA", "class": "Organization", "linked": "nato", "n": 1, "name": "NATO"},),
    ],
    "MATCH p = ()-[:PROMISES]->() RETURN p, length(p) AS n": [([ALLIES, PROMISE, HELP], 1)],
    "MATCH p = ()<-[:PROMISES]-() RETURN p": [([HELP, PROMISE, ALLIES],)],
    "MATCH p = (:State) RETURN p": [([UKRAINE],)],
    "MATCH p = ()-[:PROMISES]->() RETURN [p] AS v": [([[ALLIES, PROMISE, HELP]],)],
    "MATCH p = ()-[:PROMISES]->() RETURN {p: p} AS v": [({"p": [ALLIES, PROMISE, HELP]},)],
    "MATCH p = ()-[:PROMISES]->() RETURN nodes(p) AS v, relationships(p) AS w": [([ALLIES, HELP], [PROMISE])],
    "MATCH p = shortestPath((a:State)-[*..6]-(b:Organization)) RETURN [n IN nodes(p) | n.id] AS v": [
        (["ukraine", full().claims[0].id, "nato"],)
    ],
    "OPTIONAL MATCH (a:Article {id: 'none'}) RETURN a, a.title AS t, labels(a) AS l": [(None, None, None)],
    "MATCH (n:Nothing) RETURN n.id AS v": [],
    "UNWIND [3, null, 1, 'a', 2.5] AS v RETURN v ORDER BY v": [("a",), (1,), (2.5,), (3,), (None,)],
    "UNWIND [9223372036854775807, 1] AS n RETURN sum(n) AS v": [(9.223372036854775807e18,)],
    "MATCH (e:Entity) RETURN count(*) AS v, count(e.source) AS w, min(e.id) AS x": [(6, 2, "emmanuel-macron")],
    "MATCH (e:Entity) WITH e ORDER BY e.id RETURN collect(e.id)[..2] AS v": [(["emmanuel-macron", "nato"],)],
    "MATCH (n:$any(['State'])) RETURN n.id AS v": [("ukraine",)],
    # what only one home does: see CANNOT
    "CYPHER 5 RETURN 1 AS v": [(1,)],
    "MATCH p = SHORTEST 1 (:Group)--+(:Topic) RETURN length(p) AS v": [(1,)],
    "MATCH ()-[r:$any(['PROMISES'])]->() RETURN count(r) AS v": [(1,)],
    "WITH ['nato'] AS ss MATCH (o:Claim) WHERE any(s IN ss WHERE (o)-[:SUBJECT]->({id: s})) RETURN o.predicate AS v": [
        ("SEEKS",)
    ],
    "RETURN toString(datetime('2023-07-11T10:00Z')) AS v": [("2023-07-11T10:00:00Z",)],
    "MATCH (e:State) RETURN labels(e) AS v": [(["Actor", "Entity", "State"],)],
    "CALL db.labels() YIELD label WHERE label = 'Summit' RETURN label": [],
}
CANNOT: dict[str, tuple[str, tuple[str, ...]]] = {  # the name of what a home cannot do, and the homes
    "CYPHER 5 RETURN 1 AS v": ("the prefix CYPHER", ("embedded",)),
    "MATCH p = SHORTEST 1 (:Group)--+(:Topic) RETURN length(p) AS v": ("SHORTEST", ("embedded",)),
    "MATCH ()-[r:$any(['PROMISES'])]->() RETURN count(r) AS v": ("types that a value names", ("embedded",)),
    "WITH ['nato'] AS ss MATCH (o:Claim) WHERE any(s IN ss WHERE (o)-[:SUBJECT]->({id: s})) RETURN o.predicate AS v": (
        "patterns that name the variable of a list predicate",
        ("embedded",),
    ),
    "RETURN toString(datetime('2023-07-11T10:00Z')) AS v": ("seconds in the text of a time", ("embedded",)),
    "MATCH (e:State) RETURN labels(e) AS v": ("labels in alphabetical order", tuple(VERSIONS)),
    "CALL db.labels() YIELD label WHERE label = 'Summit' RETURN label": ("no labels but those in use", ("embedded",)),
}


def asked(store: Store, statement: str) -> list[tuple[Any, ...]]:
    return list(store.query(statement, PARAMETERS).rows)


def test_values_are_the_same_in_every_home(store: Store) -> None:
    store.add(*full())
    expected = {f"RETURN {words}": [row] for words, row in SAME.items()} | FOUND
    for statement in expected.keys() - CANNOT.keys():
        found = asked(store, statement)
        assert (statement, found) == (statement, expected[statement])
        assert repr(found) == repr(expected[statement])  # the types, too, and the order of keys


@pytest.mark.parametrize("statement", sorted(CANNOT))
def test_what_a_home_cannot_do_has_a_name(store: Store, statement: str, request: pytest.FixtureRequest) -> None:
    name, homes = CANNOT[statement]
    if request.node.callspec.params["make"] in homes:
        request.applymarker(pytest.mark.xfail(reason=name, strict=True, raises=(AssertionError, StatementError)))
    store.add(*full())
    assert asked(store, statement) == FOUND[statement]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_a_number_that_is_too_large_is_a_sentence(store: Store, number: int) -> None:
    for write in (False, True):
        with pytest.raises(StatementError):
            store.query("RETURN $n AS n", {"n": number}, write=write)


def test_a_path_from_a_node_to_itself_is_the_statements_own_fault(store: Store) -> None:
    store.add(*full())
    statement = "MATCH p = shortestPath((a:State)-[*..6]-(b:State)) RETURN length(p) AS n"
    try:
        assert asked(store, statement) == [(0,)]
    except StatementError as error:
        assert "same" in str(error)  # noqa: PT017 - one home refuses, the other finds a path of no length


@pytest.mark.parametrize("words", ["(#1:0)", "(#1:0)-[#89:0]->(#161:0)", "(#9999:9)"])
def test_words_that_look_like_a_path_of_an_engine_are_words(store: Store, words: str) -> None:
    store.add(*said(article("a", f"T\n{words}")))
    text = "MATCH (:Article)-[:HAS]->(p:Paragraph) RETURN p.text AS text ORDER BY p.n"
    assert [row[0] for row in store.query(text).rows][-1] == words
