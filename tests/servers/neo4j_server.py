"""A real Neo4j server from Maven Central, for tests, benchmarks and `make neo4j`: no Docker needed."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError
from platformdirs import user_cache_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
PASSWORD = secrets.token_urlsafe(16)  # of all servers of this process: its environment names one
START = 120.0  # seconds after which a server that does not answer will not


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the server: its main class, and the oldest Java that runs it."""

    number: str
    main: str
    java: int


LTS = Version("5.26.30", "org.neo4j.server.CommunityEntryPoint", 17)
APOC = "5.26.19"  # the newest on Maven Central for 5.26
NEWEST = Version("2026.08.1", "org.neo4j.server.Neo4jCommunity", 21)


class UnavailableError(Exception):
    """What is missing here to start a server."""


class NoJavaError(UnavailableError):
    """No Java here is new enough."""


@dataclass(slots=True)
class Server:
    """A server in a folder of its own, on a free port of this machine, with a password."""

    version: Version
    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    plugins: Path | None = None  # a folder of jars
    heap: str = "512m"
    password: str = field(default=PASSWORD, repr=False)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Where it answers."""
        scheme = "neo4j+ssc" if self.settings.get("server.bolt.tls_level") == "REQUIRED" else "neo4j"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        """What a program needs to be let in."""
        return {"KG_NEO4J_USER": "neo4j", "KG_NEO4J_PASSWORD": self.password}

    def start(self) -> None:
        """Start it, or start it again where it was stopped, and wait until it answers."""
        first = not (self.home / "data").exists()
        self.port = self.port or free_port()
        self._configure()
        words = [str(java(self.version)), f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
        words += ["-cp", f"{jars(self.version)}/*" + (f":{self.plugins}/*" if self.plugins else "")]
        words += [f"--add-opens={module}=ALL-UNNAMED" for module in OPENS]
        words += [self.version.main, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "out.log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        self._await()
        if first:
            self._set_password()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as its owner does."""
        self._end(signal.SIGTERM)

    def driver(self) -> Driver:
        """A bare driver to it."""
        return GraphDatabase.driver(self.uri, auth=("neo4j", self.password))

    def empty(self) -> None:
        """Remove all nodes and relationships; constraints and indexes stay."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.process = None

    def _configure(self) -> None:
        known = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
            "dbms.security.auth_max_failed_attempts": "0",
        } | dict(self.settings)
        if self.plugins:
            known["server.directories.plugins"] = str(self.plugins)
        conf = self.home / "conf" / "neo4j.conf"
        conf.parent.mkdir(parents=True, exist_ok=True)
        conf.write_text("".join(f"{key}={value}\n" for key, value in known.items()))

    def _await(self) -> None:
        until = time.monotonic() + START
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            log = self.home / "logs" / "neo4j.log"
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                if log.exists() and log.read_text().rstrip().endswith("Started."):
                    return
            time.sleep(0.05)
        words = (self.home / "out.log").read_text()[-2000:]
        log = self.home / "logs" / "neo4j.log"
        words += log.read_text()[-2000:] if log.exists() else ""
        self.kill()
        msg = f"Neo4j {self.version.number} did not start: {words}"
        raise RuntimeError(msg)

    def _set_password(self) -> None:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        with GraphDatabase.driver(self.uri, auth=("neo4j", "neo4j")) as driver:
            driver.execute_query(change, password=self.password, database_="system")


@contextmanager
def running(
    version: Version = LTS, *, plugins: Path | None = None, heap: str = "512m", **settings: str
) -> Iterator[Server]:
    """A fresh server, gone afterwards. UnavailableError where this machine has no Java or Maven for it."""
    home = Path(tempfile.mkdtemp(prefix="kg-neo4j-"))
    server = Server(version, home, {name.replace("__", "."): value for name, value in settings.items()}, plugins, heap)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def java(version: Version) -> Path:
    """The oldest Java here that runs a version. UnavailableError where there is none."""
    found = [shutil.which("java"), os.environ.get("JAVA_HOME", "") + "/bin/java"]
    found += [str(path) for path in sorted(Path("/usr/lib/jvm").glob("*/bin/java"))]
    able = {path: major for path in found if path and (major := _major(Path(path))) >= version.java}
    if not able:
        msg = f"Neo4j {version.number} needs Java {version.java} or newer, and there is none here"
        raise NoJavaError(msg)
    return Path(min(able, key=lambda path: able[path]))


def _major(path: Path) -> int:
    if not path.is_file():
        return 0
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def jars(version: Version) -> Path:
    """The folder of a version's jars, fetched once. UnavailableError where they cannot be."""
    return _fetched(f"neo4j-{version.number}", "pom.xml", f"-Dneo4j={version.number}")


def apoc() -> Path:
    """The folder of the procedures that other writers of graphs call, fetched once."""
    return _fetched(f"apoc-{APOC}", "apoc.xml", f"-Dapoc={APOC}")


def _fetched(name: str, pom: str, version: str) -> Path:
    folder = user_cache_path("summit-kg") / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes want them at once
        if not folder.exists():
            _fetch(folder, pom, version)
    return folder


def _fetch(folder: Path, pom: str, version: str) -> None:
    maven = shutil.which("mvn")
    if not maven:
        msg = "Maven is not installed, and brings the server's jars"
        raise UnavailableError(msg)
    with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
        words = [maven, "-q", "-B", "-f", str(HERE / pom), version]
        words += ["dependency:copy-dependencies", f"-DoutputDirectory={draft}/lib"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            msg = f"Maven could not fetch {folder.name}: {done.stdout[-500:]}"
            raise UnavailableError(msg)
        (Path(draft) / "lib").rename(folder)


def main() -> None:
    """Start a server for a developer, print how to reach it, and keep it until Ctrl-C."""
    version = NEWEST if "--newest" in sys.argv else LTS
    started = time.monotonic()
    with running(version) as server:
        print(f"Neo4j {version.number} answers after {time.monotonic() - started:.1f} s. In another shell:\n")  # noqa: T201
        print(f"export KG_STORE={server.uri} KG_NEO4J_USER=neo4j KG_NEO4J_PASSWORD={server.password}\n")  # noqa: T201
        print("Ctrl-C ends it, and its data with it.", flush=True)  # noqa: T201
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    try:
        main()
    except (UnavailableError, DriverError, Neo4jError) as error:
        sys.exit(f"{error}.")
