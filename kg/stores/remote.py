"""A graph on a Neo4j server, found, made or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neo4j import READ_ACCESS, WRITE_ACCESS
from neo4j.exceptions import Neo4jError

from kg.errors import StoreError, StoreMissingError, StoreVersionError
from kg.stores import cypher, server
from kg.stores.complaints import may_not_write, plainly, words
from kg.stores.migrations import migrate, upgrading
from kg.stores.neo4j import LOCK, Neo4jStore
from kg.stores.raw import LISTS
from kg.stores.server import Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import ManagedTransaction, Session

UNIQUE = (("Entity", "id"), ("Article", "id"), ("Claim", "id"), ("Decision", "id"), ("Meta", "id"))
INDEXED = (
    ("Claim", "article"),
    ("Claim", "predicate"),
    ("Decision", "article"),
    ("Decision", "claim"),
    ("Decision", "kind"),
)
META = "MATCH (m:Meta {id: 'store'}) RETURN m.format AS format"
FOREIGN = "MATCH (n) RETURN labels(n) AS labels LIMIT 1"
ADD_META = "MERGE (m:Meta {id: 'store'}) ON CREATE SET m.format = $format"
INDEXES = "SHOW INDEXES YIELD name, state RETURN name, state"
# An import of tables (`kg export --format neo4j-admin`) leaves out lists that are empty.
PUT_BACK = "MATCH (n:{label}) WHERE n.{key} IS NULL CALL (n) { SET n.{key} = [] } IN TRANSACTIONS OF 10000 ROWS"
READY = "CALL db.awaitIndexes(300)"


def open_remote(location: str, *, create: bool) -> Neo4jStore:
    """The graph at an address, made there if it is missing and `create`. StoreError where it cannot be used."""
    address = Address.read(location)
    with plainly(location):
        driver = address.driver()
        try:
            server.check_version(driver, location)
            with driver.session(database=address.database, default_access_mode=READ_ACCESS) as session:
                found = format_of(session, location, create=create)
            with driver.session(database=address.database, default_access_mode=WRITE_ACCESS) as session:
                _prepare(session, found, location)
        except BaseException:
            driver.close()
            raise
        return Neo4jStore(driver, address, location)


def format_of(session: Session, location: str, *, create: bool) -> int | None:
    """The format of the graph that is there; None for an empty database. StoreError where it cannot be used."""
    found = [record["format"] for record in session.run(META) if type(record["format"]) is int]
    if not found and (other := session.run(FOREIGN).single()):
        labels = ":".join(other["labels"]) or "no label"
        msg = f"The database at {location} holds something else (a node of {labels}): a graph has one of its own."
        raise StoreError(msg)
    if found and found[0] > cypher.FORMAT:
        raise StoreVersionError(location, found[0], cypher.FORMAT)
    if not found and not create:
        raise StoreMissingError(location)
    return found[0] if found else None


def _prepare(session: Session, found: int | None, location: str) -> None:
    """Make what is missing: constraints and indexes, the node that describes the graph, the newest format."""
    try:
        _make_schema(session)
    except Neo4jError as error:
        if found is None or not may_not_write(error):
            raise  # else it can be read as it is, if slowly
    if found is None:
        session.execute_write(lambda tx: tx.run(ADD_META, format=cypher.FORMAT).consume())
    elif found < cypher.FORMAT:
        with upgrading(location, found, words):
            session.execute_write(_migrate)


def _make_schema(session: Session) -> None:
    there = {record["name"] for record in session.run(INDEXES)}
    if missing := [statement for name, statement in schema() if name not in there]:
        for statement in _put_back():
            session.run(statement).consume()
        for statement in missing:  # managed, for others may be making the same, and one of two must give way
            session.execute_write(_send, statement)
        session.run(READY).consume()


def _send(tx: ManagedTransaction, statement: str) -> None:
    tx.run(statement).consume()


def _migrate(tx: ManagedTransaction) -> None:
    """Bring the graph to the newest format in one transaction, unless somebody else did so first."""
    found = tx.run(LOCK).single(strict=True)["format"]
    list(migrate(found, lambda statement, **parameters: tx.run(statement, parameters).consume()))


def _put_back() -> Iterator[str]:
    """What completes the nodes of a graph that was imported: it comes without constraints, so they tell it."""
    for label, key in LISTS:
        yield PUT_BACK.replace("{label}", label).replace("{key}", key)


def schema() -> Iterator[tuple[str, str]]:
    """Names of constraints and indexes, and the statements that make them."""
    for label, key in UNIQUE:
        name = f"kg_{label}_{key}".lower()
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label, key in INDEXED:
        name = f"kg_{label}_{key}".lower()
        yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
