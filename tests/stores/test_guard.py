"""No clause that reaches beyond the graph gets past the guard, and nothing harmless is stopped by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StatementError
from kg.stores import guard

REFUSED = (
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "load csv with headers from $x as l return l",
    "MATCH (n) LOAD\n  CSV FROM 'x' AS l RETURN l",
    "LOAD /* a comment */ CSV FROM 'x' AS l RETURN l",
    "LOAD // a comment\nCSV FROM 'x' AS l RETURN l",
    "// a comment\rLOAD CSV FROM 'x' AS l RETURN l",
    "// a comment\\u000dLOAD CSV FROM 'x' AS l RETURN l",
    "// it's\rLOAD CSV FROM 'x' AS l RETURN l",
    "// a comment\r'\nLOAD CSV FROM 'x' AS l RETURN l",
    "LO\\u0041D CSV FROM 'x' AS l RETURN l",
    "RETURN '\\u0027 LOAD CSV FROM \\u0027x' AS l",
    "MATCH (n) CALL { WITH n LOAD CSV FROM 'x' AS l RETURN l } RETURN l",
    "EXPLAIN LOAD CSV FROM 'x' AS l RETURN l",
    "RETURN 'it\\'s' AS a UNION LOAD CSV FROM 'x' AS a RETURN a",
    "CALL apoc.load.json('http://x')",
    "CALL `apoc`.`load`.`json`('http://x')",
    "CALL apoc . export . csv.all('x', {})",
    "MATCH (n) CALL dbms.killQuery('x') YIELD y RETURN y",
    "CALL db.schemas()",
    "CYPHER 5 TERMINATE TRANSACTIONS 'x'",
    "CYPHER 25 USE system SHOW USERS",
    "CYPHER runtime=slotted DROP DATABASE x",
    "EXPLAIN CYPHER 5 ALTER USER x SET PASSWORD 'y'",
    "CREATE USER x SET PASSWORD 'y'",
    "CREATE OR REPLACE DATABASE x",
    "CREATE COMPOSITE DATABASE x",
    "DEALLOCATE DATABASES FROM SERVER 'x'",
    "SHOW SETTINGS",
    "SHOW CURRENT USER",
    "RETURN 1 AS n UNION USE system MATCH (n) RETURN n",
    "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
    "CALL db.createLabel('x')",
    "RETURN apoc.util.sleep(10)",
    "RETURN genai.vector.encode('x', 'y', {})",
    "RETURN [x IN [1] | `apoc`.load.url(x)]",
    "IMPORT DATABASE file:///x",
    "EXPORT DATABASE file:///x",
    "BACKUP DATABASE",
    "ALTER DATABASE x 1",
    "explain drop index x",
    "USE system MATCH (n) RETURN n",
    "RETURN 1; MATCH (n) DETACH DELETE n",
)
ALLOWED = (
    "CYPHER 5 MATCH (user:User {role: 'x'}) RETURN user.use AS use, user.database ORDER BY use",
    "EXPLAIN MATCH (n:Use) WHERE n.terminate = $use RETURN n",
    "SHOW INDEXES",
    "MATCH (alias) CREATE user = (alias)-[:KNOWS]->(:Role) RETURN user",
    "CREATE (user:User {database: 'x'})",
    "MATCH (n:Load {csv: 1}) RETURN n.load, n.csv",
    "RETURN 'LOAD CSV' AS load, \"CALL apoc.load.json()\" AS csv // LOAD CSV",
    "MATCH (n:`LOAD CSV`) RETURN n",
    "/* LOAD CSV */ RETURN 1;",
    "CALL db.labels()",
    "CALL db.schema.visualization() YIELD nodes RETURN nodes",
    "CALL DB.relationshipTypes",
    "MATCH (n) CALL { WITH n RETURN 1 AS one } RETURN one",
    "MATCH (n) CALL (n) { RETURN 1 AS one } RETURN one",
    "RETURN date.truncate('month', date('2023-07-11')) AS d, datetime.realtime() AS t, point.distance($a, $b) AS p",
    "MATCH (n) WHERE n.call = 'x' AND any(x IN n.list WHERE (x) = 1) RETURN count(n.import)",
    "MATCH (n)-[r]->(m) WHERE exists((n)-->(m)) RETURN (n.a + m.b), n.drop",
    "RETURN 'a\\'b; c' AS x",
    "CREATE (n:Entity {id: 'x'})",
    "",
    "'unclosed",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_what_reaches_out_is_refused(statement: str) -> None:
    with pytest.raises(StatementError):
        guard.refuse(statement)


@pytest.mark.parametrize("statement", ALLOWED)
def test_what_stays_inside_is_not(statement: str) -> None:
    guard.refuse(statement)


HIDDEN = st.sampled_from(("/* x */", "// x\n", "// x\r", " ", "\n", "\t", "/**/", "\u00a0"))


@given(st.lists(HIDDEN, min_size=1), st.sampled_from(("load", "LOAD", "LoAd")))
def test_blanks_and_comments_do_not_hide_a_clause(between: list[str], word: str) -> None:
    with pytest.raises(StatementError, match="LOAD CSV is refused"):
        guard.refuse(f"MATCH (n) {word}{''.join(between)}csv FROM 'x' AS l RETURN l")


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("RETURN 1 AS one", ("one",)),
        (
            "MATCH (n) RETURN DISTINCT n.id, count( * ) AS `how many`, [x IN n.l | x] ORDER BY n.id",
            ("n.id", "how many", "[x IN n.l | x]"),
        ),
        ("MATCH (n) WITH n CALL { RETURN 2 AS two } RETURN n, {a: 1, b: [1, 2]} AS m SKIP 1 LIMIT 2;", ("n", "m")),
        ("MATCH (n) RETURN n.a AS a UNION MATCH (m) RETURN m.a AS a", ("a",)),
        ("MATCH (n) RETURN 'RETURN x' AS x // RETURN y", ("x",)),
        ("MATCH (n) RETURN *", ()),
        ("CREATE (n)", ()),
        ("MATCH (n) RETURN", ("",)),
    ],
)
def test_columns_are_read_from_the_statement(statement: str, names: tuple[str, ...]) -> None:
    assert guard.columns(statement) == names
