"""What the reference data says of entities: offices, memberships, summits, descriptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """A person in a role, from `start` to `end`: ISO day, month or year; None where unknown or not yet over."""

    person: str
    role: str  # as roles.csv names it: "foreign minister"
    of: str
    start: str | None
    end: str | None
    source: str
    title: str | None = None  # what the office calls itself: "Secretary of State"


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a body, or a candidate for it, from `start` to `end`, open where None."""

    org: str
    member: str
    start: str | None
    end: str | None
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where a summit is held, and of which bodies. `regular` is False for extraordinary and one-off ones."""

    id: str
    bodies: tuple[str, ...]
    city: str | None
    country: str | None
    start: str
    end: str | None
    regular: bool = True


@dataclass(frozen=True, slots=True)
class Adoption:
    """By whom a declaration was issued, at which summit and when, as far as is known."""

    issuers: tuple[str, ...] = ()
    summit: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """Words that stand for what was named before: "the alliance" for an organization of kind alliance.

    `kinds` are those of organizations, declarations and programmes, or roles of persons; `entities` are who is
    meant where nothing fitting was named, likeliest first.
    """

    words: str
    type: str
    kinds: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
