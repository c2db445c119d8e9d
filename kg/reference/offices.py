"""Offices by what they are called: "Ukrainian president", "president of France", "NATO chief"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reference.lookup import Reference
    from kg.reference.records import Office

BODIES = ("State", "Organization")


def called(reference: Reference, phrase: str) -> tuple[Office, ...]:
    """All terms of the office that a phrase names by its body and its role, the earliest first; none where it does not.

    The body is named by any alias or as an adjective, in front of the role or behind "of".
    """
    for name, role in _parts(fold(phrase).split()):
        found = {o for body in _bodies(reference, name) for o in reference.terms.called(role, body, None)}
        if found:
            return tuple(sorted(found, key=lambda o: (o.start or "", o.end or "9", o.person)))
    return ()


def _parts(words: list[str]) -> Iterator[tuple[str, str]]:
    """Body and role: of "ROLE of BODY", then of "BODY ROLE" with the longest body first."""
    for at in (n for n, word in enumerate(words) if word == "of" and n):
        yield " ".join(words[at + 1 :]), " ".join(words[:at])
    for length in range(len(words) - 1, 0, -1):
        yield " ".join(words[:length]), " ".join(words[length:])


def _bodies(reference: Reference, name: str) -> set[str]:
    meant = {e.id for e in reference.named(name) if e.type in BODIES}
    by_adjective = reference.demonym(name)
    return meant | ({by_adjective.id} if by_adjective else set())
