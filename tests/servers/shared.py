"""The servers that the tests of one process share: started when first asked for, ended with the process."""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from neo4j import GraphDatabase

from tests.servers.neo4j_server import LTS, NEWEST, NoJavaError, UnavailableError, Version, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers.neo4j_server import Server

IMAGE = "neo4j:5.26.30-community"
VERSIONS: dict[str, Version] = {"neo4j": LTS, "neo4j-newest": NEWEST}
_open = ExitStack()
atexit.register(_open.close)


@dataclass(frozen=True, slots=True)
class Place:
    """A server to test on; who may enter it is in the environment."""

    uri: str
    env: dict[str, str]

    def check_empty(self) -> None:
        """Stop where the server of somebody's own holds something: tests empty it."""
        auth = (self.env["KG_NEO4J_USER"], self.env["KG_NEO4J_PASSWORD"])
        with GraphDatabase.driver(self.uri, auth=auth) as driver:
            nodes = driver.execute_query("MATCH (n) WHERE NOT n:Meta RETURN count(n) AS n").records[0]["n"]
        if nodes and os.environ.get("KG_NEO4J_TESTS") != "may-empty-it":
            pytest.exit(f"{self.uri} holds {nodes} nodes, and tests empty it: KG_NEO4J_TESTS=may-empty-it lets them.")

    def run(self, statement: str) -> list[dict[str, Any]]:
        """Run a statement past the program that is tested; its rows."""
        auth = (self.env["KG_NEO4J_USER"], self.env["KG_NEO4J_PASSWORD"])
        with GraphDatabase.driver(self.uri, auth=auth) as driver:
            return [record.data() for record in driver.execute_query(statement).records]


def place(home: str) -> Place:
    """The server of a home. Skips where none can be had, with the reason; where nothing may be skipped, fails."""
    try:
        found = _place(home)
    except NoJavaError as error:
        if home == "neo4j-newest":  # it is tested where there is a Java for it
            pytest.skip(f"no server: {error}")
        _lacking(error)
    except UnavailableError as error:
        _lacking(error)
    os.environ.update(found.env)
    return found


@cache
def _place(home: str) -> Place:
    if home == "neo4j" and (uri := os.environ.get("KG_NEO4J_URI")):
        user = os.environ.get("KG_NEO4J_USER", "neo4j")
        found = Place(uri, {"KG_NEO4J_USER": user, "KG_NEO4J_PASSWORD": os.environ["KG_NEO4J_PASSWORD"]})
        found.check_empty()
        return found
    try:
        server = _open.enter_context(running(VERSIONS[home]))
    except UnavailableError:
        if home == "neo4j" and shutil.which("docker"):
            return _container()
        raise
    return Place(server.uri, server.env)


def _container() -> Place:
    """The same server from its image."""
    from testcontainers.neo4j import Neo4jContainer

    container = _open.enter_context(Neo4jContainer(IMAGE))
    return Place(
        container.get_connection_url(), {"KG_NEO4J_USER": container.username, "KG_NEO4J_PASSWORD": container.password}
    )


@contextmanager
def own(**settings: Any) -> Iterator[Server]:
    """A server that a test has for itself, to kill and to set anew."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running(LTS, **settings))
        except UnavailableError as error:
            _lacking(error)
        yield server


def _lacking(error: UnavailableError) -> NoReturn:
    words = f"no server: {error}"
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(words)


def emptied(home: str) -> Callable[[], str]:
    """Empties the server of a home and says where it is, each time it is called."""

    def one() -> str:
        found = place(home)
        found.run("MATCH (n) DETACH DELETE n")
        return found.uri

    return one
