"""Phrases as they are compared: without determiners, in one spelling, number and order of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.link.words import Words

_BLANKS = re.compile(r"\s+")
_AROUND = " \t\"“”„«»‘’'`.,;:!?()[]–—-*_"
_POSSESSOR = re.compile(r"(?P<owner>.+?)(?:['’]s|(?<=s)['’])\s+(?P<owned>\S.*)")
_ORDERING = frozenset({"of", "for"})  # "timetable for membership" is a "membership timetable"
_SHORT = 3  # letters that a word has at least for an s behind it to be a plural's


def bare(text: str, words: Words) -> str:
    """The words of a name as they are shown: no determiner, quotation marks, possessive s or line break around it.

    What consists of nothing else stays as it is.
    """
    plain = re.sub(r"(?<=\w)['’]s?$", "", _BLANKS.sub(" ", text).strip(_AROUND))
    plain = re.sub(r"(?<=[a-z]s)['’]s\b", "'", plain)  # the allies' plan, not allies's
    first, blank, rest = plain.partition(" ")
    if blank and first.casefold() in words.determiners and rest.strip(_AROUND):
        return bare(rest, words)
    return plain or text.strip() or text


def possessed(text: str) -> tuple[str, str] | None:
    """The owner and what is owned: "Ukraine's membership" gives ("Ukraine", "membership")."""
    found = _POSSESSOR.fullmatch(_BLANKS.sub(" ", text))
    return (found["owner"], found["owned"]) if found else None


def key(text: str, words: Words) -> tuple[str, ...]:
    """The words of a phrase as they are compared: one spelling, singular, and "M N" for "N of M" and "N for M"."""
    return tuple(_turn([singular(w, words) for w in _spelled(fold(text), words).split()], words))


def strong(words_of_phrase: Sequence[str], words: Words) -> tuple[str, ...]:
    """Without the adjectives that leave a topic what it is; unchanged where nothing else would be left."""
    return tuple(w for w in words_of_phrase if w not in words.weak) or tuple(words_of_phrase)


def _spelled(folded: str, words: Words) -> str:
    respelled = " ".join(words.spellings.get(w, w) for w in folded.split())
    for variant, usual in words.spellings.items():
        if " " in variant:
            respelled = re.sub(rf"\b{variant}\b", usual, respelled)
    return respelled


def singular(word: str, words: Words) -> str:
    """A word without its plural's ending, in the spelling that is compared: rough, and the same for both sides."""
    if word in words.plurals:
        return words.plurals[word]
    for variant, usual in words.endings:
        if word.endswith(variant):
            return word.removesuffix(variant) + usual
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]


def _turn(tokens: list[str], words: Words) -> list[str]:
    """Turn "N of M" into "M N", from the right, so that "N of M for O" is "O M N"; determiners between them go."""
    for at in range(len(tokens) - 2, 0, -1):
        if tokens[at] in _ORDERING:
            behind = [t for n, t in enumerate(tokens[at + 1 :]) if n or t not in words.determiners]
            return behind + _turn(tokens[:at], words)
    return tokens
