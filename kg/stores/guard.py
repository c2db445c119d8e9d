"""What a statement may not do, whatever store it is sent to: reach files, the network or the server's administration.

Stores refuse writes themselves, but both engines read local files for whoever may only read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import StatementError
from kg.text.cypher import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text.cypher import Token

__all__ = ["columns", "refuse", "tokens"]

_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_RETURN = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")  # what may end a line

# Procedures that only tell what the graph looks like, and namespaces of functions that only compute.
PROCEDURES = re.compile(r"db\.(labels|relationshiptypes|propertykeys|schema\..+)", re.IGNORECASE)
FUNCTIONS = frozenset(
    (
        "date",
        "datetime",
        "localdatetime",
        "time",
        "localtime",
        "duration",
        "point",
        "vector",
        "text",
        "coll",
        "math",
        "map",
    ),
)
PAIR = 2  # tokens: a dot and a name, AS and an alias
PREFIXES = ("explain", "profile", "cypher")
CLAUSES = (
    "match",
    "optional",
    "unwind",
    "with",
    "return",
    "call",
    "create",
    "merge",
    "foreach",
    "show",
    "filter",
    "let",
)
MADE = ("user", "role", "database", "alias", "server")
SERVERS = frozenset(
    (
        "aliases",
        "alias",
        "database",
        "databases",
        "privilege",
        "privileges",
        "role",
        "roles",
        "server",
        "servers",
        "setting",
        "settings",
        "transaction",
        "transactions",
        "user",
        "users",
    ),
)
ADMINISTRATION = frozenset(
    (
        "alter",
        "backup",
        "deallocate",
        "deny",
        "drop",
        "dryrun",
        "enable",
        "export",
        "grant",
        "import",
        "reallocate",
        "rename",
        "restore",
        "revoke",
        "start",
        "stop",
        "terminate",
        "use",
    ),
)


@lru_cache(maxsize=256)
def refuse(statement: str) -> None:
    """StatementError where a statement would reach beyond the graph.

    Some engines undo escapes before they read, and some end a comment at a lone carriage return: the statement is
    looked at in each of these ways.
    """
    read = {statement, _ESCAPE.sub(lambda m: chr(int(m[1], 16)), statement)}
    for text in {*read, *(_RETURN.sub("\n", one) for one in read)}:
        for reason in _reasons(tokens(text)):
            raise StatementError(reason)


def _reasons(found: Sequence[Token]) -> Iterator[str]:
    for word in _administration(found):
        yield f"{word} is refused: only nodes and relationships can be asked for."
    for n, token in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        if token.says("load") and following and following.says("csv"):
            yield "LOAD CSV is refused: it reads files. `kg load` reads articles."
        if token.text == ";" and following:
            yield "One statement at a time: there is more after the semicolon."
        if token.says("call") and following and following.kind in ("word", "quoted"):
            yield from _procedure(found, n + 1)
        elif token.text == "(" and n > 1:
            yield from _function(found, n)


def _administration(found: Sequence[Token]) -> Iterator[str]:
    """What a statement would administer: by its first word behind prefixes and their options, or by words within it."""
    start = _first(found)
    if start < len(found) and found[start].says(*ADMINISTRATION):
        yield found[start].text.upper()
    if start < len(found) and found[start].says("show") and any(t.says(*SERVERS) for t in found[start : start + 4]):
        yield "SHOW of what a server has"
    for n, (before, token, after) in enumerate(zip((None, *found), found, (*found[1:], None), strict=False)):
        named = before is not None and (before.text in (".", ":", "$") or before.says("as"))
        if token.says("use") and not named and after and after.kind in ("word", "quoted"):
            yield "USE"
        if token.says("terminate") and after and after.says("transaction", "transactions"):
            yield "TERMINATE"
        if token.says("create") and not named and (what := _made(found, n + 1)):
            yield f"CREATE {what}"


def _first(found: Sequence[Token]) -> int:
    """Where a statement begins behind EXPLAIN, PROFILE and CYPHER with its options."""
    n = 0
    while n < len(found) and found[n].says(*PREFIXES):
        options = found[n].says("cypher")
        n += 1
        while options and n < len(found) and not found[n].says(*PREFIXES, *CLAUSES, *ADMINISTRATION):
            n += 1
    return n


def _made(found: Sequence[Token], start: int) -> str:
    """What CREATE makes that is no node or relationship: CREATE user = (…) gives a path a name."""
    words = [t for t in found[start : start + 4] if not t.says("or", "replace", "composite", "if", "not", "exists")]
    at = words[0] if words else None
    after = words[1].text if len(words) > 1 else ""
    return at.text.upper() if at and at.says(*MADE) and after not in ("=", "(") else ""


def _procedure(found: Sequence[Token], start: int) -> Iterator[str]:
    """A procedure that is called by name; CALL { … } is none."""
    end = start
    while end < len(found) and (found[end].kind in ("word", "quoted") or found[end].text == "."):
        if end > start and found[end].text != "." and found[end - 1].text != ".":
            break
        end += 1
    name = _name(found[start:end])
    if not PROCEDURES.fullmatch(name):
        yield f"CALL {name} is refused: only procedures that describe the graph are run, such as db.labels()."


def _function(found: Sequence[Token], bracket: int) -> Iterator[str]:
    """A function in a namespace, called where `found[bracket]` opens its arguments."""
    start = bracket
    while start >= PAIR and found[start - 1].kind in ("word", "quoted") and found[start - 2].text == ".":
        start -= 2
    if start < bracket:
        name = _name(found[max(0, start - 1) : bracket])
        called = start >= PAIR and found[start - 2].says("call")
        if not called and name.split(".")[0].lower() not in FUNCTIONS:
            yield f"{name}() is refused: it may reach beyond the graph."


def _name(parts: Sequence[Token]) -> str:
    return "".join(part.text.strip("`") for part in parts)


def columns(statement: str) -> tuple[str, ...]:
    """What the columns of a statement are called, read from its last RETURN; none where that cannot be told."""
    found = tokens(statement.rstrip().rstrip(";"))
    depths = list(_depths(found))
    returns = [n for n, token in enumerate(found) if token.says("return") and not depths[n]]
    if not returns:
        return ()
    names: list[str] = []
    begin = returns[-1] + 1
    if begin < len(found) and found[begin].says("distinct"):
        begin += 1
    for end in range(begin, len(found) + 1):
        over = end == len(found) or (not depths[end] and found[end].says("order", "skip", "limit", "union"))
        if over or (found[end].text == "," and not depths[end]):
            names.append(_column(statement, found[begin:end]))
            begin = end + 1
        if over:
            break
    return tuple(names) if "*" not in names else ()


def _depths(found: Sequence[Token]) -> Iterator[int]:
    """How many brackets are open around each token."""
    depth = 0
    for token in found:
        depth -= token.text in (")", "]", "}")
        yield depth
        depth += token.text in ("(", "[", "{")


def _column(statement: str, parts: Sequence[Token]) -> str:
    """The alias of an expression, or its words as they stand."""
    if len(parts) > PAIR and parts[-2].says("as"):
        return parts[-1].text.strip("`")
    return statement[parts[0].at : parts[-1].at + len(parts[-1].text)] if parts else ""
