"""A way to a server that can be cut: a TCP proxy which lets so many bytes through and no more."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 65_536


@dataclass(slots=True)
class Proxy:
    """Passes on what clients and a server say; `sent` counts the bytes of clients."""

    target: tuple[str, int]
    listener: socket.socket
    sent: int = 0
    _left: int | None = None  # bytes of clients until the cut
    _for_good: bool = False
    _open: list[socket.socket] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def uri(self) -> str:
        """Where it answers; routing would lead past it."""
        return f"bolt://127.0.0.1:{self.listener.getsockname()[1]}"

    def cut(self, after: int, *, for_good: bool) -> None:
        """Cut all connections after so many more bytes of clients; then let new ones through, unless `for_good`."""
        with self._lock:
            self._left, self._for_good = after, for_good

    def serve(self) -> None:
        """Take connections until closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                if self._for_good and self._left is None:
                    client.close()
                    continue
                server = socket.create_connection(self.target)
                self._open += [client, server]
                for one, other, up in ((client, server, True), (server, client, False)):
                    Thread(target=self._pass, args=(one, other, up), daemon=True).start()

    def close(self) -> None:
        """End all of it."""
        self.listener.close()
        self._cut()

    def _pass(self, one: socket.socket, other: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                if up:
                    piece, last = self._allowed(piece)
                    other.sendall(piece)
                    if last:
                        self._cut()
                else:
                    other.sendall(piece)
        for end in (one, other):
            _shut(end)

    def _allowed(self, piece: bytes) -> tuple[bytes, bool]:
        """What of a piece may pass, and whether that was the last."""
        with self._lock:
            self.sent += len(piece)
            if self._left is None:
                return piece, False
            passed, self._left = piece[: self._left], self._left - len(piece)
            if self._left > 0:
                return piece, False
            self._left = None
            return passed, True

    def _cut(self) -> None:
        ends, self._open = self._open, []
        for end in ends:
            _shut(end)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def proxy(uri: str) -> Iterator[Proxy]:
    """A proxy before the server at an address."""
    parts = urlsplit(uri)
    one = Proxy((parts.hostname or "", parts.port or 7687), socket.create_server(("127.0.0.1", 0)))
    thread = Thread(target=one.serve, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        one.close()
