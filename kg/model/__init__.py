"""What flows through the program: articles, mentions, readings, claims, entities, decisions. Values and their JSON."""

from __future__ import annotations

from kg.model.article import GENRES, PARAGRAPH_KINDS, Article, Paragraph
from kg.model.claim import Claim, stands
from kg.model.entity import Decision, DecisionKind, Entity, Ref
from kg.model.hashing import stable_hash
from kg.model.reading import Mention, Reading
from kg.model.values import (
    MODALITIES,
    POLARITIES,
    VOICES,
    Json,
    Modality,
    Polarity,
    Quantity,
    Time,
    Voice,
)

__all__ = [
    "GENRES",
    "MODALITIES",
    "PARAGRAPH_KINDS",
    "POLARITIES",
    "VOICES",
    "Article",
    "Claim",
    "Decision",
    "DecisionKind",
    "Entity",
    "Json",
    "Mention",
    "Modality",
    "Paragraph",
    "Polarity",
    "Quantity",
    "Reading",
    "Ref",
    "Time",
    "Voice",
    "stable_hash",
    "stands",
]
