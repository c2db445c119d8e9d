"""`make bench-stores`: what storing and asking cost in both homes, beside bare loops and another writer, in one run.

Prints tables in Markdown. Needs Java and Maven, for a real Neo4j. `--growth N` also measures the cost of a claim while
a graph grows to N claims; `--claims N` sets how many are stored in the comparison.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import re
import shlex
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

from bench.graphs import Cast, said
from kg.build import Graph
from kg.ontology import ontology
from kg.presets import ask, presets
from kg.stores.opening import open_store
from kg.stores.writing import Writer
from kg.waiting import Waiting
from tests.servers.neo4j_server import LTS, Server, apoc, java, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from neo4j import Driver

    from kg.presets import Preset
    from kg.stores import Said, Store

Log = list[list[tuple[str, dict[str, Any]]]]  # by transaction: statements that write, and their parameters
WRITES = re.compile(r"\b(?:CREATE|SET|DELETE|MERGE)\b")
CLAIMS, ENTITIES, ROUNDS, ASKED = 20_000, 300, 3, 30
EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
MINIMAL = """UNWIND $rows AS row MERGE (c:Claim {id: row.id}) SET c = row.node WITH c, row
 MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})
 MATCH (a:Entity {id: row.addressee}) MATCH (b:Entity {id: row.stated_by})
 CREATE (c)-[:SUBJECT]->(s) CREATE (c)-[:OBJECT]->(o) CREATE (c)-[:ADDRESSEE]->(a) CREATE (c)-[:STATED_BY]->(b)"""


def say(line: str = "") -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], Any]) -> float:
    """The seconds that work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def load(store: Store, items: Sequence[Said]) -> None:
    """Store articles as `kg load` does once they are read."""
    queue: Waiting[None] = Waiting(store)
    for one in items:
        list(queue.take(one))
    list(queue.flush())


@contextmanager
def embedded() -> Iterator[Store]:
    """An empty graph in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "bench.kg"))
        yield store
        store.close()


@contextmanager
def emptied(server: Server) -> Iterator[Store]:
    """An empty graph on the server."""
    with server.driver() as driver, driver.session() as session:
        session.run(EMPTY).consume()
    store = open_store(server.uri)
    yield store
    store.close()


def recorded(store: Any, items: Sequence[Said]) -> Log:
    """The statements that write, transaction by transaction, when the program stores articles."""
    log: Log = []
    run, transaction = store.run, store.transaction

    def note(statement: str, **parameters: Any) -> Any:
        if WRITES.search(statement) and log and parameters.get("rows", parameters.get("ids")) != []:
            log[-1].append((statement, parameters))
        return run(statement, **parameters)

    def begin(change: Callable[[], Any]) -> Any:
        log.append([])
        return transaction(change)

    store.run, store.transaction = note, begin
    store._writer = Writer(store, ontology())  # noqa: SLF001 - it keeps the method that it was given
    load(store, items)
    return log


def replayed_embedded(store: Any, log: Log) -> None:
    """A bare loop over the engine: the same statements with the same rows."""
    database = store._db  # noqa: SLF001 - the engine itself
    for statements in log:
        with database.transaction():
            for statement, parameters in statements:
                database.command("opencypher", statement, parameters).close()


def replayed(driver: Driver, log: Log) -> None:
    """A bare loop over the driver: the same statements with the same rows."""
    with driver.session() as session:
        for statements in log:
            session.execute_write(lambda tx, all_=statements: [tx.run(q, p).consume() for q, p in all_])


def minimal(driver: Driver, items: Sequence[Said]) -> None:
    """The least that a loop over the driver can do: claims and four relationships, no texts, no names, no checks."""
    rows = []
    for one in items:
        for claim in one.claims:
            node = {key: getattr(claim, key) for key in ("id", "article", "predicate", "polarity", "modality", "quote")}
            ends = {name: ref.id for name, ref in claim.refs.items()}
            rows.append({"id": claim.id, "node": node, **ends})
    with driver.session() as session:
        entities = [{"id": e.id, "name": e.name} for e in {e.id: e for one in items for e in one.entities}.values()]
        session.run("UNWIND $rows AS row CREATE (e:Entity) SET e = row", rows=entities).consume()
        for n in range(0, len(rows), 1000):
            session.execute_write(lambda tx, n=n: tx.run(MINIMAL, rows=rows[n : n + 1000]).consume())


def graphrag(driver: Driver, nodes: Sequence[Any], edges: Sequence[Any]) -> None:
    """Another writer of graphs: neo4j-graphrag's Neo4jWriter, on the same nodes and relationships."""
    graph = Neo4jGraph(
        nodes=[Neo4jNode(id=id_, label=label, properties=known) for id_, label, known in nodes],
        relationships=[
            Neo4jRelationship(start_node_id=a, end_node_id=b, type=type_, properties=known)
            for a, b, type_, known in edges
        ],
    )
    done = asyncio.run(Neo4jWriter(driver).run(graph))
    if done.status != "SUCCESS":
        sys.exit(f"Neo4jWriter failed: {done.metadata}")


def whole(driver: Driver) -> tuple[list[Any], list[Any]]:
    """All nodes and relationships that are there, for another writer to write."""
    nodes = driver.execute_query("MATCH (n) WHERE NOT n:Meta RETURN elementId(n), labels(n)[0], properties(n)").records
    edges = driver.execute_query("MATCH (a)-[r]->(b) RETURN elementId(a), elementId(b), type(r), properties(r)").records
    return [tuple(row) for row in nodes], [tuple(row) for row in edges]


def writing(server: Server, count: int) -> None:
    """Storing claims, rounds of each way in turn."""
    items = list(said(count, Cast.of(ENTITIES)))
    ways: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        ways.setdefault(name, []).append(seconds)

    with embedded() as store:
        log = recorded(store, items)
    with emptied(server) as store, server.driver() as driver:
        log_of_server = recorded(store, items)
        nodes, edges = whole(driver)
    for _ in range(ROUNDS):
        with embedded() as store:
            note("embedded: kg", timed(lambda: load(store, items)))
        with embedded() as store:
            note("embedded: bare loop, same statements", timed(lambda: replayed_embedded(store, log)))
        with emptied(server) as store:
            note("Neo4j: kg", timed(lambda: load(store, items)))
        with emptied(server), server.driver() as driver:
            note("Neo4j: bare loop, same statements", timed(lambda: replayed(driver, log_of_server)))
        with emptied(server), server.driver() as driver:
            note("Neo4j: bare loop, claims and four edges only", timed(lambda: minimal(driver, items)))
    with emptied(server), server.driver() as driver:
        note("Neo4j: neo4j-graphrag's Neo4jWriter", timed(lambda: graphrag(driver, nodes, edges)))
    say(f"Storing {count:,} claims of {len(items):,} articles ({len(nodes):,} nodes, {len(edges):,} relationships):\n")
    say("| way | seconds | claims/s | kg is as fast as |")
    say("|---|---|---|---|")
    best = {home: median(ways[f"{home}: kg"]) for home in ("embedded", "Neo4j")}
    for name, taken in ways.items():
        spent = median(taken)
        say(f"| {name} | {spent:.2f} | {count / spent:,.0f} | {spent / best[name.partition(':')[0]]:.2f} × |")
    say()


def growth(name: str, store: Store, most: int) -> None:
    """What a claim costs while the graph grows."""
    cast, there, size = Cast.of(ENTITIES), 0, 1_000
    while size <= most:
        taken = 0.0
        for first in range(there, size, 10_000):
            count = min(10_000, size - first)
            items = list(said(count, cast, first=first // 20))
            taken += timed(lambda items=items: load(store, items))
        say(f"| {name} | {size:,} | {taken / (size - there) * 1e6:,.0f} |")
        there, size = size, size * 10


def asking(server: Server) -> None:
    """The presets' examples on the example articles: the program against the bare driver."""
    say("| preset | kg, ms | bare driver, ms | over |")
    say("|---|---|---|---|")
    with emptied(server) as store, server.driver() as driver:
        Graph(store).load("reference", "examples")
        for name, preset in sorted(presets().items()):
            claim = next(iter(store.query("MATCH (c:Claim) RETURN c.id ORDER BY c.id LIMIT 1").rows))[0]
            sent = _sent(store, name, _values(preset, claim))
            ours, bare = _in_turn(partial(_asked, store, sent), partial(_fetched, driver, sent))
            over = f"{(ours - bare) * 1e3:+.2f} ms, {ours / bare - 1:+.0%}"
            say(f"| {name} | {ours * 1e3:.2f} | {bare * 1e3:.2f} | {over} |")
    say()


@dataclass(slots=True)
class Listener:
    """A store that notes the statements that a preset sends."""

    store: Store
    sent: list[tuple[str, Any]] = field(default_factory=list)

    def query(self, statement: str, parameters: Any = None) -> Any:
        """Note and run."""
        self.sent.append((statement, parameters))
        return self.store.query(statement, parameters)


def _sent(store: Store, name: str, values: dict[str, str]) -> list[tuple[str, Any]]:
    listener = Listener(store)
    ask(listener, name, values)
    return listener.sent


def _values(preset: Preset, claim: str) -> dict[str, str]:
    """What a preset's example asks for; a claim's id is one of this graph."""
    words = [re.sub(r"^c-\w+$", claim, word) for word in shlex.split(preset.example)[3:]]
    first = {next(iter(preset.parameters)): words.pop(0)} if words and not words[0].startswith("--") else {}
    pairs = zip(words[::2], words[1::2], strict=True)
    return first | {key.lstrip("-").replace("-", "_"): value for key, value in pairs}


def _in_turn(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float]:
    """The median seconds of each, run in turn; what a server learns in the first rounds does not count."""
    rounds = [(timed(one), timed(other)) for _ in range(2 * ASKED)][ASKED:]
    return median(a for a, _ in rounds), median(b for _, b in rounds)


def _asked(store: Store, sent: Sequence[tuple[str, Any]]) -> None:
    for statement, parameters in sent:
        list(store.query(statement, parameters).rows)


def _fetched(driver: Driver, sent: Sequence[tuple[str, Any]]) -> None:
    with driver.session(default_access_mode="READ") as session:
        for statement, parameters in sent:
            session.execute_read(lambda tx, q=statement, p=parameters: [tuple(row) for row in tx.run(q, p)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--growth", type=int, default=0)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    allow = {"dbms.security.procedures.allowlist": "apoc.*,db.*", "server.memory.heap.max_size": "1g"}
    with running(LTS, plugins=apoc(), heap="1g", **allow) as server:
        os.environ.update(server.env)
        took = time.perf_counter() - begun
        say(f"Neo4j {LTS.number} on {java(LTS)}, {os.cpu_count()} cores; it answered after {took:.1f} s.\n")
        writing(server, given.claims)
        asking(server)
        if given.growth:
            growing(server, given.growth)


def growing(server: Server, most: int) -> None:
    """What a claim costs while a graph grows, in both homes."""
    say("| home | claims | µs for each since the line above |")
    say("|---|---|---|")
    with embedded() as store:
        growth("embedded", store, most)
    with emptied(server) as store:
        growth("Neo4j", store, most)


if __name__ == "__main__":
    main()
