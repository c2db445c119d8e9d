"""Something that an article named: what a pronoun or "the alliance" may come back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.extract.syntax import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that the article named: in which sentence, by which word, and whether as a subject."""

    mention: Mention
    sentence: int
    head: Token
    subject: bool

    @property
    def leading(self) -> bool:
        """Whether it stands in a main clause."""
        return self.head.head.dep_ == "ROOT"

    @property
    def plural(self) -> bool:
        """Whether its word is plural."""
        return self.head.tag_ in ("NNS", "NNPS")

    @property
    def acts(self) -> bool:
        """Whether it is a body, or a group of those who act for bodies: not the fighters, the world."""
        word = lemma(self.head)
        named = self.mention.entity is not None and word not in grammar().classes
        return self.type != "Group" or named or word in grammar().acting

    @property
    def is_named(self) -> bool:
        """Whether it is a body, text or programme with a name of its own."""
        name = self.mention.entity is not None or self.head.pos_ == "PROPN"
        return name and self.type not in ("Person", "State", "Group", "Place", "Event", "Conflict")

    @property
    def type(self) -> str:
        """Its class."""
        return self.mention.type
