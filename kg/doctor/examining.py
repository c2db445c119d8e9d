"""All findings in order: what comes first, the rest rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.doctor import embedded, program
from kg.doctor.finding import StopError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.doctor.finding import Finding


def examine(location: str, model: str | None = None) -> Iterator[Finding]:
    """Look at packages, content, the language model and the store. Nothing is changed, whatever is found."""
    yield from program.packages()
    yield program.content()
    yield program.language_model(model)
    try:
        yield from _store(location)
    except StopError as stop:
        yield stop.finding


def _store(location: str) -> Iterator[Finding]:
    if "://" not in location:
        return embedded.findings(location)
    from kg.doctor import server  # noqa: PLC0415 - the driver loads only where a server is asked

    return server.findings(location)
