"""`kg serve`: the graph for other programs, until Ctrl-C."""

from __future__ import annotations

import os
import secrets
import signal
import sys
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import session
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "KG_BOLT_PASSWORD"  # noqa: S105 - where it is, not what it is
EXAMPLES = f"""Examples:

kg serve --bolt

{PASSWORD}=… kg --store summits.kg serve --bolt --port 7700"""


def register(app: typer.Typer) -> None:
    """Add `kg serve`."""
    app.command("serve", epilog=EXAMPLES)(serve)


def serve(
    bolt: Annotated[
        bool, typer.Option("--bolt", help=f"For Neo4j's tools, read-only; password in {PASSWORD}, else made up.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address to listen on; others than this machine's are warned of.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on.", show_default="7687, or a free one if taken"),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0, help="End a statement after so many seconds; 0 for no limit.")
    ] = 60.0,
) -> None:
    """Let other programs read the graph until Ctrl-C. Meanwhile no other program can open it."""
    if not bolt:
        msg = "Say what to serve: --bolt lets Neo4j's tools read an embedded graph."
        raise UsageError(msg)
    given = os.environ.get(PASSWORD)
    if not given and session.settings.quiet:
        msg = f"--quiet would hide the password that is made up: set {PASSWORD}."
        raise UsageError(msg)
    _bolt(given, host, port, timeout)


def _bolt(given: str | None, host: str, port: int | None, timeout: float) -> None:
    from kg.build import store_location
    from kg.serve import bolt, sockets

    location = store_location(session.settings.store)
    at = sockets.place(host, port)
    password = given or secrets.token_urlsafe(16)
    with _until_told() as told, bolt.serving(location, password, at, timeout=timeout) as address:
        if not at.is_local:
            session.complain(f"{at.address} is open to other machines, and what is read there is not encrypted.")
        session.say(f"Neo4j's tools may read {location} as user {bolt.USER}, database {bolt.DATABASE}.")
        session.say(f"The password is that of {PASSWORD}." if given else f"Password, shown this once: {password}")
        session.say("Ctrl-C ends it.")
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        told.wait()


@contextmanager
def _until_told() -> Iterator[Event]:
    """An event that Ctrl-C, a closed terminal or whoever ends this process sets, so that what is open is closed."""
    told = Event()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(one, lambda *_: told.set()) for one in signals]
    try:
        yield told
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
