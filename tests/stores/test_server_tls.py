"""A server that only speaks encrypted: who trusts its certificate is let in, anybody else is told why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
import trustme

from tests.servers.command import fails, kg, works
from tests.servers.shared import Place, own, place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNTRUSTED = "is not trusted (unable to get local issuer certificate): KG_NEO4J_CA names the file of your own authority."


class Secured(NamedTuple):
    """A server with its port, and the files of certificates."""

    port: int
    env: dict[str, str]
    folder: Path

    def at(self, address: str) -> Place:
        return Place(f"{address}:{self.port}", self.env)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("certificates")
    ours, another = trustme.CA(), trustme.CA()
    shown = ours.issue_cert("127.0.0.1")
    shown.private_key_pem.write_to_path(str(folder / "private.key"))
    (folder / "public.crt").write_bytes(b"".join(pem.bytes() for pem in shown.cert_chain_pems))
    ours.cert_pem.write_to_path(str(folder / "ours.pem"))
    another.cert_pem.write_to_path(str(folder / "another.pem"))
    (folder / "words.pem").write_text("no certificate\n")
    policy = {"enabled": "true", "base_directory": str(folder), "client_auth": "NONE"}
    settings = {f"dbms.ssl.policy.bolt.{name}": value for name, value in policy.items()}
    with own(**settings, **{"server.bolt.tls_level": "REQUIRED"}) as server:
        yield Secured(server.port, server.env, folder)


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_who_trusts_the_certificate_is_let_in(secured: Secured, scheme: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France promised Ukraine missiles.\n")
    ca = str(secured.folder / "ours.pem")
    works(kg(secured.at(f"{scheme}+s://127.0.0.1"), tmp_path, "load", "a.txt", KG_NEO4J_CA=ca))
    for at, env in (
        (f"{scheme}+ssc", {}),
        (f"{scheme}+ssc", {"KG_NEO4J_CA": ca}),
        (f"{scheme}+s", {"KG_NEO4J_CA": ca}),
    ):
        assert "1 claim in 1 article: every" in kg(secured.at(f"{at}://127.0.0.1"), tmp_path, "verify", **env).stderr


@pytest.mark.parametrize(
    ("address", "ca", "says"),
    [
        ("neo4j+s://127.0.0.1", None, UNTRUSTED),
        ("bolt+s://127.0.0.1", None, UNTRUSTED),
        ("neo4j+s://127.0.0.1", "another.pem", UNTRUSTED),
        ("neo4j+s://localhost", "ours.pem", "certificate is not valid for 'localhost'"),
        ("neo4j+s://127.0.0.1", "words.pem", "words.pem, and no certificate can be read from it"),
        ("neo4j+s://127.0.0.1", "none.pem", "none.pem, and there is no such file."),
        ("neo4j://127.0.0.1", None, "(if it wants encryption, neo4j+s:// asks for it)"),
        ("bolt://127.0.0.1", "ours.pem", "(if it wants encryption, neo4j+s:// asks for it)"),
    ],
)
def test_anybody_else_is_told_why_not(
    secured: Secured, tmp_path: Path, address: str, ca: str | None, says: str
) -> None:
    env = {"KG_NEO4J_CA": str(secured.folder / ca)} if ca else {}
    fails(kg(secured.at(address), tmp_path, "status", **env), says)


def test_a_server_that_speaks_no_encryption_is_no_riddle(tmp_path: Path) -> None:
    at = place("neo4j")
    encrypted = Place(at.uri.replace("neo4j://", "neo4j+s://").replace("bolt://", "bolt+s://"), at.env)
    fails(kg(encrypted, tmp_path, "status"), "do not agree on encryption: neo4j+s:// asks for it, neo4j:// does not.")
