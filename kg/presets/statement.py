"""What can be told of a Cypher statement without running it: its parameters, and whether it would write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.cypher import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAMETER = re.compile(r"\$([^\W\d]\w*)")
_WRITES = re.compile(
    r"(?<![.:$\w])((?:CREATE|MERGE|DETACH|DELETE|SET|REMOVE|DROP|FOREACH|LOAD\s+CSV)\b(?!\s*:)|CALL\s+\w)",
    re.IGNORECASE,
)


def used(statement: str) -> Iterator[tuple[str, int]]:
    """The name and offset of each `$parameter`."""
    yield from ((found[1], found.start()) for found in _PARAMETER.finditer(bare(statement)))


def writes(statement: str) -> tuple[str, int] | None:
    """The first clause that could write, or call a procedure, and its offset."""
    found = _WRITES.search(bare(statement))
    return (" ".join(found[1].upper().split()), found.start()) if found else None


def second(statement: str) -> int | None:
    """The offset where a second statement begins, after a semicolon."""
    found = re.search(r";\s*(?=\S)", bare(statement))
    return found.end() if found else None


def ends_with(statement: str, clause: str) -> bool:
    """Whether `clause` is the last thing it says, blanks and case aside."""
    return " ".join(bare(statement).split()).casefold().endswith(clause.casefold())


def gives(statement: str, column: str) -> bool:
    """Whether its answer has a column of this name."""
    answer = re.split(r"\bRETURN\b", bare(statement), flags=re.IGNORECASE)[-1]
    named = rf"(?:^|,|\bAS\b)\s*{re.escape(column)}\s*(?:,|$|\b(?:ORDER|SKIP|LIMIT)\b)"
    return bool(re.search(named, answer, re.IGNORECASE))
