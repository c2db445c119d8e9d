"""Places to listen on, and what is shut."""

from __future__ import annotations

import socket

import pytest

from kg.errors import StoreError, UsageError
from kg.serve import sockets
from kg.serve.sockets import Place, keep_only, listening, place


def opened() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def test_a_taken_port_is_refused_where_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as other:
        taken = other.getsockname()[1]
        with pytest.raises(
            UsageError, match=rf"Nothing can listen at 127\.0\.0\.1:{taken} \(.+ in use\): name another"
        ):
            place("127.0.0.1", taken)
        monkeypatch.setattr(sockets, "PORT", taken)
        assert place("127.0.0.1").port not in (0, taken)
    assert place("127.0.0.1") == Place("127.0.0.1", taken)


def test_a_host_is_one_of_this_machine() -> None:
    with pytest.raises(UsageError, match="--host no such: there is no such host"):
        place("no such")
    with pytest.raises(UsageError, match=r"Nothing can listen at 192\.0\.2\.1:9"):
        place("192.0.2.1", 9)


@pytest.mark.parametrize(
    ("address", "local", "netloc"),
    [
        ("127.0.0.1", True, "127.0.0.1:9"),
        ("::1", True, "[::1]:9"),
        ("0.0.0.0", False, "0.0.0.0:9"),  # noqa: S104 - only looked at
        ("192.0.2.1", False, "192.0.2.1:9"),
    ],
)
def test_a_place_knows_who_gets_there(address: str, local: bool, netloc: str) -> None:
    at = Place(address, 9)
    assert (at.is_local, at.netloc) == (local, netloc)


def test_only_what_was_opened_since_is_shut() -> None:
    with opened() as old:
        before = listening()
        with opened() as wanted, opened() as other:
            port, gone = wanted.getsockname()[1], other.getsockname()[1]
            keep_only(Place("127.0.0.1", port), before)
            assert {old.fileno(), wanted.fileno()} <= set(listening())
            assert other.fileno() not in listening()
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", gone), 5)


def test_nothing_is_served_where_the_place_is_not_open() -> None:
    with pytest.raises(StoreError, match=r"listens on ports \[\] instead of 9 alone"):
        keep_only(Place("127.0.0.1", 9), listening())
