"""Who is meant by an office, a title or a body's people: "the Ukrainian president", "NATO officials"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.phrase import bare, possessed
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.known import Known
    from kg.link.words import Words
    from kg.model import Entity

_LONGEST_BODY, _LONGEST_NAME = 6, 5  # words


@dataclass(frozen=True, slots=True)
class Offices:
    """Reads phrases that name somebody by a state or organization."""

    known: Known

    def government(self, phrase: str) -> Entity | None:
        """The state that "the Ukrainian government" is."""
        for body, rest in self._parts(phrase):
            if body.type == "State" and rest in self.known.words.governments:
                return body
        return None

    def capital(self, phrase: str) -> Entity | None:
        """The place that "the Lithuanian capital" is."""
        for body, rest in self._parts(phrase):
            if rest in self.known.words.capitals:
                return self.known.reference.capital_of(body.id)
        return None

    def cabinet(self, phrase: str, at: str | None) -> Entity | None:
        """The state whose leader gave "the Biden administration" its name."""
        leader, _, noun = bare(phrase, self.known.words).rpartition(" ")
        if noun.casefold() not in self.known.words.cabinets or not (person := self._person(leader, at)):
            return None
        reference = self.known.reference
        states = {o.of for o in reference.offices(person.id) if reference.entities[o.of].type == "State"}
        return reference.entities[states.pop()] if len(states) == 1 else None

    def holder(self, phrase: str, at: str | None) -> Entity | None:
        """Who "the Ukrainian president" or "the president of Ukraine" was at a date."""
        for body, rest in self._parts(phrase):
            if person := self.known.reference.holder(rest, body.id, at):
                return person
        return None

    def acted_for(self, phrase: str) -> tuple[str, ...]:
        """The ids of whom "Ukrainian officials" speak for."""
        words = self.known.words
        for body, rest in self._parts(phrase):
            parts = rest.split()
            if parts[-1] in words.agents and not words.blockers & set(fold(phrase).split()):
                return (body.id,)
        return ()

    def titled(self, phrase: str, at: str | None) -> Entity | None:
        """The known person behind a title or a country: "French President Macron", "Turkey's Erdogan"."""
        owner, owned = possessed(phrase) or ("", phrase)
        name = untitled(phrase, self.known.words) or (owned if owner and self.known.body(owner) else None)
        return self._person(name, at) if name else None

    def _person(self, name: str, at: str | None) -> Entity | None:
        found = self.known.named(name, "Person", at) or self.known.variant(name, "Person") if name else None
        return found if found and found.type == "Person" else None

    def _parts(self, phrase: str) -> Iterator[tuple[Entity, str]]:
        """A body and the folded rest: of "REST of BODY", then of "BODY REST" with the longest name first."""
        parts = fold(bare(phrase, self.known.words)).split()
        while parts and parts[0] in self.known.words.ranks:
            parts = parts[1:]
        for at in (n for n, word in enumerate(parts) if word == "of" and n):
            if body := self.known.body(" ".join(parts[at + 1 :])):
                yield body, " ".join(parts[:at])
        for length in range(min(_LONGEST_BODY, len(parts) - 1), 0, -1):
            if body := self.known.body(" ".join(parts[:length])):
                yield body, " ".join(parts[length:])


def untitled(phrase: str, words: Words) -> str | None:
    """The name behind the last title: "Foreign Minister Jane Roe" -> "Jane Roe"; None without a title or a name.

    Before a name there are only titles and names: "spokesman for President Roe" is not Roe.
    """
    parts = phrase.split()
    titles = _titles([fold(part) for part in parts], words)
    last = max(titles, default=-1)
    head, name = parts[: last + 1], parts[last + 1 :]
    if not head or not 0 < len(name) <= _LONGEST_NAME or not all(part[:1].isupper() for part in (name[0], name[-1])):
        return None
    return " ".join(name) if all(n in titles or part[:1].isupper() for n, part in enumerate(head)) else None


def _titles(parts: list[str], words: Words) -> set[int]:
    """Where the words of titles stand."""
    found = {n for n, part in enumerate(parts) if part in words.titles}
    for title in words.of_titles:
        size = len(title.split())
        starts = (n for n in range(len(parts)) if " ".join(parts[n : n + size]) == title)
        found |= {at for n in starts for at in range(n, n + size)}
    return found
