"""Of which class of the ontology a noun's words let one guess that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.extract.syntax import lemma
from kg.ontology import ontology

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.gazetteer import Names

UNNAMED = "Topic"  # what is neither a name nor a noun of a known class


def class_of(head: Token, names: Names) -> str:
    """By the name that the noun ends, else by the noun; a plural can be a group where the singular is a person."""
    name = names.at(head)
    if name is not None and head.i == name.end - 1:
        return name.type
    classes = grammar().classes
    if head.tag_ in ("NNS", "NNPS") and (found := classes.get(f"plural {lemma(head)}")):
        return found
    found = classes.get(lemma(head), UNNAMED)
    return found if found in ontology().classes else UNNAMED


def is_actor(head: Token, names: Names) -> bool:
    """Whether a noun or pronoun can act."""
    return head.tag_ == "PRP" or ontology().is_a(class_of(head, names), "Actor")
