"""Where a server is, who asks, and what is said of an address that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError, UsageError
from kg.stores.opening import open_store
from kg.stores.server import Address

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("KG_NEO4J_USER", "KG_NEO4J_PASSWORD", "KG_NEO4J_DATABASE", "KG_NEO4J_CA")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://host", "http://host: a graph lives in a folder or at neo4j://, neo4j+s://"),
        ("neo4j://", "This is no address of a server: write neo4j://HOST"),
        ("neo4j://host:port", "This is no address of a server: write neo4j://HOST or neo4j://HOST:PORT"),
        ("bolt://neo4j:secret", "This is no address of a server"),
        ("neo4j://neo4j:secret/x@host", "neo4j://host: the user and password"),
        ("neo4j://neo4j:secret#x@host", "neo4j://host: the user and password"),
        ("neo4j://neo4j:a?secret@host", "neo4j://host: the user and password"),
        ("http://ann:secret@host", "http://host: a graph lives in a folder or at"),
        ("bolt://neo4j:secret@host", "bolt://host: the user and password of a server come from KG_NEO4J_USER and"),
    ],
)
def test_an_address_that_is_wrong_says_so_and_shows_no_password(location: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_store(location)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)


def test_who_asks_comes_from_the_environment_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Address.read("neo4j://host:7000") == Address("neo4j://host:7000")
    monkeypatch.setenv("KG_NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("KG_NEO4J_DATABASE", "films")
    found = Address.read("neo4j+s://host?region=eu")
    assert found == Address("neo4j+s://host?region=eu", "films", ("neo4j", "secret"))
    assert "secret" not in repr(found)
    monkeypatch.setenv("KG_NEO4J_USER", "ann")
    assert Address.read("bolt://host/other").auth == ("ann", "secret")
    assert Address.read("bolt://host/other").database == "other"
    assert Address.read("bolt://[::1]:7687").uri == "bolt://[::1]:7687"


def test_a_missing_authority_and_an_absent_server_are_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KgError, match=r"bolt://127\.0\.0\.1:1 cannot be reached"):
        open_store("bolt://127.0.0.1:1")
    monkeypatch.setenv("KG_NEO4J_CA", str(tmp_path / "none.pem"))
    with pytest.raises(KgError, match=r"KG_NEO4J_CA names .*none\.pem, and there is no such file"):
        open_store("neo4j+s://host")
