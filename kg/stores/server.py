"""A Neo4j server: where it is, who asks, and what it must be."""

from __future__ import annotations

import logging
import os
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from neo4j import GraphDatabase, NotificationMinimumSeverity, TrustCustomCAs

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from neo4j import Driver

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
USER, PASSWORD, DATABASE, CA = "KG_NEO4J_USER", "KG_NEO4J_PASSWORD", "KG_NEO4J_DATABASE", "KG_NEO4J_CA"
HOST = r"(?:[^\s:\[\]]+|\[[0-9A-Fa-f:.%]+\])(?::\d{1,5})?"
OLDEST = (5, 23)  # the first server that knows all the Cypher of the presets
RETRY = 15.0  # seconds for which a transaction is tried again
CONNECT = 5.0  # seconds that a server may take to answer at all

logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what goes wrong is said once, as a sentence


@dataclass(frozen=True, slots=True)
class Address:
    """Where a graph lives on a server. What proves who asks is never shown."""

    uri: str
    database: str | None = None
    auth: tuple[str, str] | None = field(default=None, repr=False)
    ca: str | None = None

    @classmethod
    def read(cls, location: str) -> Address:
        """From a location such as neo4j://host:7687/database, and the environment. UsageError if wrong."""
        parts = _parts(location)
        password = os.environ.get(PASSWORD)
        return cls(
            f"{parts.scheme}://{parts.netloc}{'?' + parts.query if parts.query else ''}",
            parts.path.strip("/") or os.environ.get(DATABASE) or None,
            (os.environ.get(USER) or "neo4j", password) if password is not None else None,
            os.environ.get(CA) or None,
        )

    def driver(self) -> Driver:
        """A driver; it connects when it is first used. StoreError where the certificates cannot be read."""
        uri, trust = self.uri, dict[str, Any]()
        if self.ca and "+s://" in uri:
            _check_authority(self.ca)
            uri = uri.replace("+s://", "://", 1)  # the driver takes its trust from the scheme or from here, not both
            trust = {"encrypted": True, "trusted_certificates": TrustCustomCAs(self.ca)}
        return GraphDatabase.driver(
            uri,
            auth=self.auth,
            max_transaction_retry_time=RETRY,
            connection_timeout=CONNECT,
            connection_acquisition_timeout=2 * CONNECT,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="summit-kg",
            **trust,
        )


def _check_authority(ca: str) -> None:
    """StoreError where a file of certificates is missing or holds none."""
    if not Path(ca).is_file():
        msg = f"{CA} names {ca}, and there is no such file."
        raise StoreError(msg)
    try:
        ssl.create_default_context(cafile=ca)
    except OSError as error:
        msg = f"{CA} names {ca}, and no certificate can be read from it ({error.strerror or error})."
        raise StoreError(msg) from error


def _parts(location: str) -> Any:
    scheme, _, rest = location.partition("://")
    if scheme not in SCHEMES:
        msg = f"{_shown(location)}: a graph lives in a folder or at {', '.join(f'{s}://' for s in SCHEMES)}."
        raise UsageError(msg)
    if "@" in rest:
        msg = f"{_shown(location)}: the user and password of a server come from {USER} and {PASSWORD}, not its address."
        raise UsageError(msg)
    if not re.fullmatch(HOST, re.split(r"[/?#]", rest)[0]):
        msg = f"This is no address of a server: write {scheme}://HOST or {scheme}://HOST:PORT."
        raise UsageError(msg)
    return urlsplit(location)


def _shown(location: str) -> str:
    """A location without what may be a password."""
    return re.sub(r"//.*@", "//", location, flags=re.DOTALL)


def check_version(driver: Driver, location: str) -> None:
    """StoreError where the server is too old for what is asked of it."""
    agent = driver.get_server_info().agent
    found = re.match(r"Neo4j/(\d+)\.(\d+)", agent or "")
    if found and tuple(map(int, found.groups())) < OLDEST:
        msg = f"{location} runs {agent}: Neo4j {'.'.join(map(str, OLDEST))} or newer is needed."
        raise StoreError(msg)
