"""`kg serve` as a user runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from neo4j import GraphDatabase

import kg.cli
from kg.cli import serve, session
from kg.serve import bolt, sockets
from tests.serve.conftest import PASSWORD, ports

if TYPE_CHECKING:
    from collections.abc import Iterator

KG = str(Path(sys.executable).parent / "kg")


@contextmanager
def started(location: str, *words: str, env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    words = (KG, "--store", location, "serve", "--bolt", *words)
    process = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_tool_reads_until_it_is_told_to_end(graph: str, tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "tmp").mkdir()
    env = {name: value for name, value in os.environ.items() if name != serve.PASSWORD}
    env["TMPDIR"] = str(tmp_path / "tmp")
    with started(graph, env=env) as process:
        assert process.stdout
        uri = process.stdout.readline().strip()
        locked = subprocess.run([KG, "--store", graph, "status"], capture_output=True, text=True, check=False)
        assert (locked.returncode, locked.stdout) == (1, "")
        assert "is in use by another process" in locked.stderr
        listened = ports(process.pid)
        assert process.stderr
        said = [process.stderr.readline() for _ in range(3)]
        password = re.fullmatch(r"Password, shown this once: (\S{22})\n", said[1])
        assert password
        with GraphDatabase.driver(uri, auth=(bolt.USER, password[1])) as driver:
            [record] = driver.execute_query("MATCH (c:Claim) RETURN count(c) AS n").records
            assert record["n"] > 0
        assert [f"bolt://127.0.0.1:{port}" for port in listened] == [uri]
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")
    assert list((tmp_path / "tmp").iterdir()) == []
    again = subprocess.run([KG, "--store", graph, "status"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr.startswith(f"{graph}, format ")) == (0, True)


@pytest.fixture
def run(graph: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Any:
    serve.register(kg.cli.app)
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings())
    monkeypatch.delenv(serve.PASSWORD, raising=False)

    def ran(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", "--store", graph, "serve", *words])
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return ran


def test_without_a_flag_it_says_what_it_can_serve(run: Any) -> None:
    assert run() == (2, "", "kg: Say what to serve: --bolt lets Neo4j's tools read an embedded graph.\n")


def test_a_made_up_password_is_not_hidden(run: Any) -> None:
    code, out, err = run("--bolt", "--quiet")
    assert (code, out) == (2, "")
    assert f"set {serve.PASSWORD}" in err


def test_other_machines_are_warned_of_and_the_password_given_is_not_shown(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(serve.PASSWORD, PASSWORD)
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with told_once_it_serves(monkeypatch):
        code, out, err = run("--bolt", "--host", "0.0.0.0")  # noqa: S104 - that is what is warned of
    assert code == 0
    assert re.fullmatch(r"bolt://0\.0\.0\.0:\d+\n", out)
    assert "kg: 0.0.0.0 is open to other machines, and what is read there is not encrypted.\n" in err
    assert f"The password is that of {serve.PASSWORD}." in err
    assert PASSWORD not in err
    assert {one: signal.getsignal(one) for one in before} == before


@contextmanager
def told_once_it_serves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ctrl-C, sent by another thread as soon as the server is up."""
    only = sockets.keep_only
    senders: list[Thread] = []

    def kept(*where: Any) -> None:
        only(*where)
        senders.append(Thread(target=os.kill, args=(os.getpid(), signal.SIGINT)))
        senders[-1].start()

    monkeypatch.setattr(bolt, "keep_only", kept)
    yield
    for sender in senders:
        sender.join()
