"""How sure a reading is: the frame's prior, lowered for each thing that tends to go wrong.

The factors were set by looking at how often readings with each trait were right on annotated texts; they multiply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

FACTORS: Mapping[str, float] = {
    "pronoun": 0.85,  # an argument had to be resolved
    "inferred subject": 0.6,  # the passage does not name who acts
    "plain subject": 0.85,  # the actor is no name and no group
    "long sentence": 0.85,
    "clause object": 0.95,
    "far subject": 0.9,  # many words between subject and verb
    "noun": 0.95,
    "topic object": 0.97,
    "guessed office": 0.7,
    "condition": 0.7,
}
LONG = 45  # tokens


def confidence(prior: float, traits: AbstractSet[str]) -> float:
    """The prior times the factor of each trait, to two decimals."""
    value = prior
    for trait in sorted(traits):
        value *= FACTORS[trait]
    return round(value, 2)
