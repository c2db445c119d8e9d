"""What goes wrong with a server, as sentences that say what to do."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from neo4j.exceptions import (
    AuthError,
    DriverError,
    ForbiddenOnReadOnlyDatabase,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from kg.errors import StoreError
from kg.stores.server import CA, DATABASE, PASSWORD, USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 300  # characters of the server's own words in a message


def words(error: Exception) -> str:
    """What the server says, in one line."""
    said = str(getattr(error, "message", None) or error)
    first = next((line.strip() for line in said.split("\n") if line.strip()), type(error).__name__)
    return first if len(first) <= MOST else first[: MOST - 1] + "…"


def is_timeout(error: Exception) -> bool:
    """Whether a transaction ran into its time limit."""
    return "TransactionTimedOut" in str(getattr(error, "code", ""))


def may_not_write(error: Exception) -> bool:
    """Whether the database, or this user, may only read."""
    code = str(getattr(error, "code", "") or "")
    return "ReadOnly" in code or "Forbidden" in code or "read-only" in words(error)


def is_statement(error: Exception) -> bool:
    """Whether it is the statement or its parameters that are wrong, and not the server."""
    code = str(getattr(error, "code", "") or "")
    return re.match(r"Neo\.(Client|Database)Error\.(Statement|Procedure|Schema)\b", code) is not None


@contextmanager
def plainly(location: str) -> Iterator[None]:
    """Turn the driver's and the server's errors into sentences."""
    try:
        yield
    except (Neo4jError, DriverError, OSError, UnicodeEncodeError) as error:
        raise StoreError(_sentence(error, location)) from error


@contextmanager
def at_once(location: str) -> Iterator[None]:
    """Within a transaction: what would be refused however often it is tried is said now, and not tried again."""
    try:
        yield
    except ForbiddenOnReadOnlyDatabase as error:
        raise StoreError(_sentence(error, location)) from error


def _sentence(error: Exception, location: str) -> str:
    code = str(getattr(error, "code", "") or "")
    said = next(sentence for fits, sentence in SENTENCES if fits(error, code))
    return f"{location} {said}" if isinstance(said, str) else said(error, location)


def _refused(error: Exception, location: str) -> str:
    code = str(getattr(error, "code", "") or "")
    if "Forbidden" in code:
        return f"{location} does not let this user do that: {words(error)}"
    if "CredentialsExpired" in code:
        return f"{location} wants its first password changed before it is used."
    if "AuthenticationRateLimit" in code:
        return f"{location} was given wrong passwords too often: wait a little."
    if PASSWORD not in os.environ:
        return f"{location} wants a password: set {PASSWORD} (and {USER} where the user is not neo4j)."
    return f"{location} refuses this user and password: see {USER} and {PASSWORD}."


def _unreachable(error: BaseException, location: str) -> str:
    chain = "; ".join(_chain(error))
    if "CERTIFICATE_VERIFY_FAILED" in chain or "certificate verify failed" in chain:
        why = re.search(r"certificate verify failed: ([^(\n]+)", chain)
        return (
            f"The certificate of {location} is not trusted ({why[1].strip(' .') if why else 'it cannot be verified'}):"
            f" {CA} names the file of your own authority."
        )
    if "SSL" in chain or "TLS" in chain:
        return f"{location} and this program do not agree on encryption: neo4j+s:// asks for it, neo4j:// does not."
    hint = " (if it wants encryption, neo4j+s:// asks for it)" if "incomplete handshake" in chain else ""
    return (
        f"{location} cannot be reached, or the connection was cut{hint}."
        " What was stored is stored; run the same command again for the rest."
    )


def _chain(error: BaseException | None) -> Iterator[str]:
    """What led to an error, each as words: routing tries several servers, and what each said is in a group."""
    while error is not None:
        yield f"{type(error).__name__} {error}"
        if isinstance(error, BaseExceptionGroup):
            yield from (words for one in error.exceptions for words in _chain(one))
        error = error.__cause__ or error.__context__


def _half(error: Exception, location: str) -> str:
    at = error.object[error.start] if isinstance(error, UnicodeEncodeError) else ""
    return f"{location} cannot be given {at!r}: it is half a character."


def _told(error: Exception, location: str) -> str:
    return f"{location} cannot do what was asked: {words(error)}"


def _read_only(error: Exception, location: str) -> str:
    return f"{location} may only be read: nothing was stored ({words(error).rstrip('.')})."


def _put_off(error: Exception, location: str) -> str:
    return f"{location} could not do this now ({words(error).rstrip('.')}): run the same command again."


# What an error is, by itself and its code, and what is said of it: the first that fits.
SENTENCES: tuple[tuple[Callable[[Exception, str], bool], str | Callable[[Exception, str], str]], ...] = (
    (lambda error, _: isinstance(error, UnicodeEncodeError), _half),
    (lambda error, code: isinstance(error, AuthError) or ".Security." in code, _refused),
    (
        lambda _, code: "DatabaseNotFound" in code,
        f"has no database of that name: {DATABASE} or the address names one that is there.",
    ),
    (lambda error, _: may_not_write(error), _read_only),
    (lambda error, _: is_timeout(error), "stopped a change that took too long: nothing of it was stored."),
    (
        lambda error, _: "No space left" in words(error),
        "has no space left on its disk: nothing of this change was stored.",
    ),
    (
        lambda _, code: code.endswith((".Terminated", ".LockClientStopped")),
        "ended this before it was done, for it took too long or its owner wished so: nothing of it was stored.",
    ),
    (lambda error, _: isinstance(error, TransientError), _put_off),
    (lambda error, _: isinstance(error, ServiceUnavailable | SessionExpired | OSError), _unreachable),
    (lambda *_: True, _told),
)
