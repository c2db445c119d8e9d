from __future__ import annotations

import pytest

from kg.presets import statement as cypher


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("MATCH (n {id: $id}) WHERE n.x IN $many RETURN n", ["id", "many"]),
        ("RETURN '$no', \"$no\", `$no`, $yes // $no\n", ["yes"]),
        ("/* $no */ RETURN 'it\\'s $no' + $yes", ["yes"]),
        ("RETURN 'open $no, $x", ["no", "x"]),  # an unclosed string hides nothing: the store will refuse it
        ("RETURN $größe", ["größe"]),
    ],
)
def test_parameters_are_found_outside_strings_names_and_comments(statement: str, names: list[str]) -> None:
    assert [name for name, _ in cypher.used(statement)] == names


@pytest.mark.parametrize(
    ("statement", "clause"),
    [
        ("MATCH (n) SET n.x = 1", "SET"),
        ("match (n) detach delete n", "DETACH"),
        ("CREATE (n)", "CREATE"),
        ("MATCH (n) REMOVE n.x", "REMOVE"),
        ("LOAD  CSV FROM 'x' AS l RETURN l", "LOAD CSV"),
        ("MATCH (n) CALL db.labels() YIELD label RETURN label", "CALL D"),
        ("FOREACH (x IN [] | MERGE (n))", "FOREACH"),
    ],
)
def test_clauses_that_write_or_leave_the_graph_are_found(statement: str, clause: str) -> None:
    found = cypher.writes(statement)
    assert found
    assert found[0] == clause
    assert statement[found[1] :].upper().startswith(clause.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n:Set {create: 1})-[:CREATE]->(m) RETURN n.set, m.delete",
        "RETURN 'CREATE (n)' // DELETE\n",
        "MATCH (n) CALL { MATCH (m) RETURN m } RETURN n, m",
        "MATCH (offset) WHERE offset.x = $set RETURN offset AS created",
    ],
)
def test_words_that_only_look_like_writing_are_not(statement: str) -> None:
    assert cypher.writes(statement) is None


def test_a_second_statement_is_found_but_no_closing_semicolon() -> None:
    assert cypher.second("RETURN 1;\n RETURN 2") == 11
    assert cypher.second("RETURN ';' ;\n// the end\n") is None


def test_the_end_is_compared_by_words() -> None:
    assert cypher.ends_with("MATCH (c)\nwith  distinct c // found\n", "WITH DISTINCT c")
    assert not cypher.ends_with("WITH DISTINCT c RETURN c", "WITH DISTINCT c")


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        ("MATCH (c) RETURN c.id AS claim", True),
        ("MATCH (c) WITH c.id AS claim RETURN claim ORDER BY claim", True),
        ("MATCH (c) RETURN c.x AS x, min(c.id) AS claim, 1 AS y\nORDER BY x LIMIT 3", True),
        ("MATCH (c) WITH c.id AS claim RETURN count(claim) AS claims", False),
        ("RETURN 'claim' AS x // , claim", False),
    ],
)
def test_columns_of_an_answer_are_known_before_it_runs(statement: str, given: bool) -> None:
    assert cypher.gives(statement, "claim") is given
