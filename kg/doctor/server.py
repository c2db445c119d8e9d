"""A store on a server: can it be reached and entered, is it new enough, and are constraints and indexes there?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from neo4j import READ_ACCESS

from kg.doctor.embedded import of_format
from kg.doctor.finding import Finding, required
from kg.stores import remote, server
from kg.stores.complaints import plainly
from kg.stores.server import CA, PASSWORD, USER, Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver, Session

ARTICLES = "MATCH (a:Article) RETURN count(a) AS n"
STATES = "SHOW INDEXES YIELD name, state RETURN name, state"
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN name"


def findings(location: str) -> Iterator[Finding]:
    """From the address to the indexes. StopError where nothing more can be looked at."""
    with required("store"):
        address = Address.read(location)
        yield Finding("store", fine=True, said=f"{address.uri}, {_database(address)}")
    yield _password()
    if address.ca:
        yield _authority(address.ca)
    with required("server"), plainly(location):
        driver = address.driver()
    try:
        yield _server(driver, location)
        with driver.session(database=address.database, default_access_mode=READ_ACCESS) as session:
            yield from _graph(session, location)
    finally:
        driver.close()


def _database(address: Address) -> str:
    return f"database {address.database}" if address.database else "the user's own database"


def _password() -> Finding:
    """Whether one is given; never which."""
    if os.environ.get(PASSWORD):
        return Finding("password", fine=True, said=f"{PASSWORD} is set, for the user {os.environ.get(USER) or 'neo4j'}")
    said = f"{PASSWORD} is not set: set it, and {USER} where the user is not neo4j"
    return Finding("password", fine=False, said=said)


def _authority(path: str) -> Finding:
    if Path(path).is_file():
        return Finding("authority", fine=True, said=f"{CA} names {path}")
    return Finding("authority", fine=False, said=f"{CA} names {path}, and there is no such file")


def _server(driver: Driver, location: str) -> Finding:
    with required("server"), plainly(location):
        agent = driver.get_server_info().agent
        server.check_version(driver, location)
    return Finding("server", fine=True, said=f"{agent} answers")


def _graph(session: Session, location: str) -> Iterator[Finding]:
    with required("graph"), plainly(location):
        found = remote.format_of(session, location, create=False)
        articles = session.run(ARTICLES).single(strict=True)["n"]
    yield Finding("format", fine=True, said=of_format(found or 0))
    yield Finding("graph", fine=True, said=f"can be read; {articles:,} article{'' if articles == 1 else 's'}")
    with required("indexes"), plainly(location):
        states = {record["name"]: record["state"] for record in session.run(STATES)}
        constraints = {record["name"] for record in session.run(CONSTRAINTS)}
    yield _indexes(states, constraints)


def _indexes(states: dict[str, str], constraints: set[str]) -> Finding:
    """Whether all that the graph needs is there, a constraint where there must be one, and online."""
    names = [name for name, _ in remote.schema()]
    unique = {name for name, statement in remote.schema() if "UNIQUE" in statement}
    amiss = [f"{name} is missing: the next command makes it" for name in names if name not in states]
    amiss += [
        f"{name} is no constraint: drop that index, and the next command makes one"
        for name in sorted(unique & states.keys() - constraints)
    ]
    amiss += [
        f"{name} is {states[name].lower()}: wait until it is online, or drop it, and the next command makes it anew"
        for name in names
        if states.get(name, "ONLINE") != "ONLINE"
    ]
    if amiss:
        return Finding("indexes", fine=False, said="; ".join(amiss))
    return Finding("indexes", fine=True, said=f"all {len(names)} constraints and indexes are online")
