"""What is wrong, as a sentence with its place."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = ("article", "claim", "problem")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that does not hold: in which article, of which claim, and what."""

    article: str
    claim: str | None
    reason: str

    @property
    def row(self) -> tuple[str, str | None, str]:
        """Its cells under `COLUMNS`."""
        return self.article, self.claim, self.reason

    def __str__(self) -> str:
        return f"{self.article}: {f'claim {self.claim}: ' if self.claim else ''}{self.reason}"
