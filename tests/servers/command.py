"""The installed command on a server, as a user runs it; and transactions of others that stand in its way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from neo4j import GraphDatabase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neo4j import Driver, Transaction

    from tests.servers.neo4j_server import Server
    from tests.servers.shared import Place

KG = (str(Path(sys.executable).parent / "kg"),)
# The command, but with less patience: a server that is gone stays so in a test.
HASTY = (sys.executable, "-c", "from kg.stores import server; server.RETRY = 1.0; from kg.cli import main; main()")
OURS = ("KG_STORE", "KG_NEO4J_USER", "KG_NEO4J_PASSWORD", "KG_NEO4J_DATABASE", "KG_NEO4J_CA", "COLUMNS", "FORCE_COLOR")
CLEAN = {name: value for name, value in os.environ.items() if name not in OURS}
PATIENCE = 120.0  # seconds for which something is waited for that must happen
Done = subprocess.CompletedProcess[str]


def start(
    words: Sequence[str], at: Place | Server, folder: Path, command: Sequence[str] = KG, **env: str
) -> subprocess.Popen[str]:
    """Start the command on a server."""
    known = CLEAN | {"KG_STORE": at.uri} | at.env | env
    pipe = subprocess.PIPE
    return subprocess.Popen([*command, *words], cwd=folder, env=known, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str], at: Place | Server) -> Done:
    """Wait until the command ends; whatever happened, it says nothing of its insides and shows no password."""
    out, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in out + err, err
    assert "Internal error" not in err, err
    assert at.env["KG_NEO4J_PASSWORD"] not in out + err
    return Done(process.args, process.returncode, out, err)


def kg(at: Place | Server, folder: Path, *words: str, command: Sequence[str] = KG, **env: str) -> Done:
    """Run the command on a server."""
    return ended(start(words, at, folder, command, **env), at)


def fails(done: Done, says: str) -> None:
    """It failed, with one line that says so."""
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert done.stderr.startswith("kg: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert says in done.stderr


def works(done: Done) -> str:
    """It worked; what it printed."""
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def others(at: Place | Server) -> Iterator[Driver]:
    """Another program on the same server."""
    with GraphDatabase.driver(at.uri, auth=(at.env["KG_NEO4J_USER"], at.env["KG_NEO4J_PASSWORD"])) as driver:
        yield driver


@contextmanager
def holding(driver: Driver, statement: str) -> Iterator[Transaction]:
    """Another's transaction, open, that has changed what a statement changes, without any limit of time."""
    with driver.session() as session:
        tx = session.begin_transaction(timeout=0)
        try:
            tx.run(statement).consume()
            yield tx
        finally:
            tx.close()


def await_blocked(driver: Driver, number: int) -> None:
    """Wait until so many transactions wait for what others hold."""
    count = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n"
    until = time.monotonic() + PATIENCE
    while driver.execute_query(count).records[0]["n"] < number:
        assert time.monotonic() < until, "nothing was blocked"
        time.sleep(0.05)
