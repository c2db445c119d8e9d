"""Where this process listens: finding a place, looking at what is open, shutting what should not be."""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError, UsageError

PORT = 7687  # where Neo4j's tools look for Bolt


@dataclass(frozen=True, slots=True)
class Place:
    """An address and port to listen on."""

    address: str  # numeric
    port: int

    @property
    def is_local(self) -> bool:
        """Whether only programs on this machine get there."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def netloc(self) -> str:
        """As it stands in a URI."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


def place(host: str, port: int | None = None) -> Place:
    """A place on a host at which nothing listens: at a port, or at any where none is given and 7687 is taken.

    UsageError where there is no such host here, or the port is taken.
    """
    address = _address(host)
    if port is None:
        with suppress(UsageError):
            return Place(address, _free(address, PORT))
    return Place(address, _free(address, port or 0))


def _address(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        msg = f"--host {host}: there is no such host ({getattr(error, 'strerror', None) or error})."
        raise UsageError(msg) from error
    return str(found[0][4][0])


def _free(address: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.create_server((address, port), family=family) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        at = Place(address, port).netloc
        msg = f"Nothing can listen at {at} ({os.strerror(error.errno or 0)}): name another --port or --host."
        raise UsageError(msg) from error


def listening() -> dict[int, tuple[str, int]]:
    """Address and port of each socket that this process listens on, by its file descriptor."""
    found: dict[int, tuple[str, int]] = {}
    for number in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        with suppress(OSError):  # closed meanwhile
            if stat.S_ISSOCK(os.fstat(number).st_mode) and (where := _listens(number)):
                found[number] = where
    return found


def _listens(descriptor: int) -> tuple[str, int] | None:
    with socket.socket(fileno=os.dup(descriptor)) as copy:
        internet = copy.family in (socket.AF_INET, socket.AF_INET6) and copy.type == socket.SOCK_STREAM
        if not internet or not copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return None
        address, port = copy.getsockname()[:2]
        return str(address), int(port)


def keep_only(at: Place, before: dict[int, tuple[str, int]]) -> None:
    """Shut all that this process has opened since it listened at `before`, but for a place.

    StoreError where something stays open, or that place is not.
    """
    opened = {number for number, where in listening().items() if before.get(number) != where}
    for number, (_, port) in listening().items():
        if number in opened and port != at.port:
            _shut(number)
    left = [port for number, (_, port) in listening().items() if number in opened]
    if left != [at.port]:
        msg = f"The engine listens on ports {left} instead of {at.port} alone: nothing is served."
        raise StoreError(msg)


def _shut(descriptor: int) -> None:
    """Close a socket under whoever holds it: the descriptor stays theirs, and leads nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        os.dup2(nowhere, descriptor, inheritable=False)
    finally:
        os.close(nowhere)
