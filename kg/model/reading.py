"""What an extractor finds: mentions, and readings of what a passage says of them, not yet linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.values import UNTIMED

if TYPE_CHECKING:
    from kg.model.values import Modality, Polarity, Quantity, Time, Voice


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that stand for something, before they are linked.

    `words` is what the passage says ("its"), `name` what it stands for once pronouns and short forms are
    resolved ("Ukraine"); `entity` is the id where it is already certain (a gazetteer hit, a resolved role).
    """

    words: str
    start: int
    end: int
    type: str  # a class of the ontology, as well as it can be guessed from the words
    name: str = ""
    entity: str | None = None

    @property
    def label(self) -> str:
        """What to look up: the resolved name, else the words."""
        return self.name or self.words


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor found in a passage, its arguments not yet linked. Fields as in `Claim`."""

    predicate: str
    subject: Mention
    object: Mention | Quantity
    start: int
    end: int
    addressee: Mention | None = None
    stated_by: Mention | None = None
    via: tuple[Mention, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    voice: Voice = "own"
    time: Time = UNTIMED
    said_on: str | None = None  # the day of the utterance where the text gives one
    amount: Quantity | None = None
    role: str | None = None
    qualifier: str | None = None
    confidence: float = 0.5
    rule: str = ""  # the frame that read it, FILE:NAME
    trigger: tuple[tuple[int, int], ...] = ()  # spans of the words that fired it
