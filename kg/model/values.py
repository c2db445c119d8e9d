"""What readings and claims are made of: quantities, times, and the words for how something is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import Literal as Choice

Json = dict[str, Any]
Polarity = Choice["affirmed", "denied"]
Modality = Choice["actual", "planned", "possible"]
Voice = Choice["own", "quoted", "reported"]

POLARITIES = ("affirmed", "denied")
MODALITIES = ("actual", "planned", "possible")
VOICES = ("own", "quoted", "reported")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A literal object or amount: `Quantity("2", "% of GDP")`."""

    value: str
    unit: str | None = None

    def __str__(self) -> str:
        return f"{self.value} {self.unit}" if self.unit else self.value

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"value": self.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Time:
    """When a claim holds or happened: the words, and ISO dates (day, month `2023-07` or year `2014`)."""

    text: str | None = None
    start: str | None = None
    end: str | None = None

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"text": self.text, "start": self.start, "end": self.end}


UNTIMED = Time()
