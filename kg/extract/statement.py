"""What a sentence says before it is a reading: who does what on what to whom, how, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span

    from kg.extract.arguments import Argument
    from kg.extract.attribution import Sources
    from kg.extract.status import Status
    from kg.extract.times import Expression
    from kg.model import Mention, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is known of a sentence before its frames are read."""

    span: Span
    times: Sequence[Expression]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says beside its arguments."""

    relation: str
    polarity: Polarity
    modality: Modality
    status: Status
    by: Sequence[Mention]  # who says so, innermost first


@dataclass(frozen=True, slots=True)
class Triple:
    """Who does what on what to whom."""

    subject: Argument
    object: Argument
    addressee: Argument | None

    @property
    def is_between_different(self) -> bool:
        """Whether nobody does something to themselves, and nobody is given to themselves."""
        taken = self.addressee is not None and not self.object.literal and self.addressee.head == self.object.head
        return self.subject.mention.label != self.object.mention.label and not taken

    @property
    def own_words(self) -> Argument:
        """The object, its possessive pronoun not resolved where it means the subject: "its army", not "X's army"."""
        thing, owner = self.object.mention, self.subject.mention.label
        pronouns = re.findall(r"\b(?:its|their|his|her|our|my)\b", thing.words, re.IGNORECASE)
        found = re.search(rf"{re.escape(owner)}'s? ", thing.name or "")
        if not pronouns or found is None or thing.name is None or (found.start() and len(pronouns) > 1):
            return self.object
        name = thing.name.replace(found[0], f"{pronouns[0].lower()} " if found.start() else "", 1)
        return replace(self.object, mention=replace(thing, name=name))
