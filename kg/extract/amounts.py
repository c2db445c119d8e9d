"""How much: quantities in an argument, and what they are quantities of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.extract.syntax import children, lemma
from kg.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"(?:1[89]|20)\d{2}")
_SIGNS = frozenset({"$", "€", "£", "¥"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity and the noun that it is an amount of; None where it stands alone and is the object itself."""

    quantity: Quantity
    matter: Token | None


def amount_of(head: Token) -> Amount | None:
    """The amount that a noun phrase names: "40 billion in aid", "a $7 billion loan", "ten tanks", "2 percent"."""
    if _is_measure(head):
        value = _value(head)
        return Amount(Quantity(value, _unit(head)), _matter(head)) if value else None
    if lemma(head) in grammar().number_words and head.pos_ == "NOUN":
        return Amount(Quantity(" ".join(t.text for t in head.subtree if t.pos_ in ("NUM", "NOUN")), None), None)
    if head.pos_ == "NUM" and not head.ent_type_.startswith(("DATE", "TIME")):
        return _of_number(head)
    for child in children(head, "nummod", "compound", "amod", "nmod", "quantmod"):
        if _is_measure(child) and (value := _value(child)):
            return Amount(Quantity(value, _unit(child)), head)
        if child.pos_ == "NUM" and child.dep_ == "nummod" and not _is_year(child, head):
            sign = _sign(child) or _sign(head)
            return Amount(Quantity(_number(child), sign or _plural(head)), head)
    return None


def _is_year(number: Token, noun: Token) -> bool:
    """Whether a number before a name or a singular is a year: "the 1949 treaty", "the 2023 Vilnius communiqué"."""
    return bool(_YEAR.fullmatch(number.text)) and (noun.tag_ == "NN" or noun.pos_ == "PROPN")


def _is_measure(token: Token) -> bool:
    words = grammar()
    known = {token.lower_, lemma(token)}
    return bool(known & words.currencies or known & words.measures) and token.lower_ != "per"


def _of_number(head: Token) -> Amount:
    sign = _sign(head)
    return Amount(Quantity(_number(head), sign), _matter(head) if sign else None)


def _value(measure: Token) -> str:
    """The number before a currency or measure, with "million"; behind a currency sign."""
    numbers = children(measure, "nummod", "compound", "quantmod", "nmod")
    words = [t for n in numbers for t in n.subtree if t.pos_ == "NUM"]
    if not words and measure.dep_ in ("quantmod", "nmod") and measure.head.pos_ == "NUM":
        return _number(measure.head)
    return " ".join(t.text for t in words)


def _number(token: Token) -> str:
    parts = [t for t in token.subtree if t.pos_ == "NUM" and t.i <= token.i and token.i - t.i <= 4]  # noqa: PLR2004 - "two hundred and fifty"
    return " ".join(t.text for t in parts) or token.text


def _sign(token: Token) -> str | None:
    before = token.doc[max(token.left_edge.i - 1, 0) : token.i]
    return next((t.text for t in before if t.text in _SIGNS), None)


def _unit(measure: Token) -> str:
    base = "%" if lemma(measure) in ("percent", "%", "cent") else measure.text
    of = [p for p in children(measure, "prep") if p.lower_ == "of"]
    if base == "%" and of:
        return f"% {measure.doc[of[0].i : of[0].right_edge.i + 1].text}"
    return base


def _plural(head: Token) -> str:
    first = min((c.i for c in children(head, "compound", "amod") if c.i > head.left_edge.i), default=head.i)
    return str(head.doc[first : head.i + 1].text)


def _matter(measure: Token) -> Token | None:
    """As in "in aid", "of assistance": what the money is."""
    for prep in children(measure, "prep"):
        if prep.lower_ in ("in", "of", "worth") and lemma(measure) not in ("percent", "%", "cent"):
            nouns = children(prep, "pobj")
            if nouns and nouns[0].pos_ in ("NOUN", "PROPN") and nouns[0].ent_type_ not in ("GPE", "DATE"):
                return nouns[0]
    return None
