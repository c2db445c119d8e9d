"""Terms of office: who held which role, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reference import dates
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.reference.records import Office

LEADER = "leader"


class Terms:
    """Offices by person and by body.

    `roles` are pairs of a folded role or alias and the role: "chief" is several. `leads` maps a body to the role that
    leads it; where it has none, whoever holds one of the roles `heads` does.
    """

    def __init__(
        self,
        offices: Iterable[Office],
        roles: Iterable[tuple[str, str]],
        leads: Mapping[str, str],
        heads: frozenset[str] = frozenset(),
    ) -> None:
        self._leads, self._heads = leads, heads
        self._roles: dict[str, list[str]] = {}
        for word, role in roles:
            self._roles.setdefault(word, []).append(role)
        self._by_person: dict[str, list[Office]] = {}
        self._by_body: dict[str, list[Office]] = {}
        for office in sorted(offices, key=lambda o: (o.start or "", o.end or "9", o.person, o.role)):
            self._by_person.setdefault(office.person, []).append(office)
            self._by_body.setdefault(office.of, []).append(office)

    def roles(self, words: str) -> tuple[str, ...]:
        """The roles that `words` can name: "premier" is "prime minister"; none where no role is called so."""
        return tuple(self._roles.get(fold(words), ()))

    def of_person(self, person: str, at: str | None) -> tuple[Office, ...]:
        """A person's offices at a date (None: ever), the earliest first."""
        return tuple(o for o in self._by_person.get(person, ()) if dates.overlaps(o.start, o.end, at))

    def of_body(self, body: str, at: str | None) -> tuple[Office, ...]:
        """The offices of a body at a date (None: ever), the earliest first."""
        return tuple(o for o in self._by_body.get(body, ()) if dates.overlaps(o.start, o.end, at))

    def holder(self, role: str, of: str, at: str | None) -> str | None:
        """Who held a role of a body. Several within a month or year, or ever where `at` is None: None.

        On the day of a handover it is the successor.
        """
        held = self.called(role, of, at)
        if at and len(at) == len("2023-07-11") and len({o.role for o in held}) == 1:
            return held[-1].person
        persons = {o.person for o in held}
        return persons.pop() if len(persons) == 1 else None

    def called(self, role: str, of: str, at: str | None) -> tuple[Office, ...]:
        """The offices of a body that a role can mean, at a date (None: ever), the earliest first."""
        wanted = self._wanted(role, of)
        return tuple(o for o in self.of_body(of, at) if o.role in wanted)

    def _wanted(self, role: str, of: str) -> Collection[str]:
        """Roles by their name or alias; a leader, whatever the body calls him, holds the role that leads it."""
        named = self.roles(role)
        if LEADER not in (fold(role), *named):
            return named
        return {*named, *((self._leads[of],) if of in self._leads else self._heads)}

    def __iter__(self) -> Iterator[Office]:
        for offices in self._by_person.values():
            yield from offices
