"""Spelling variants of one name: transliterations and slips, never the names of two different people or states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.link.words import Words

Bones = tuple[str, ...]
_SOFT = str.maketrans("", "", "aeiouh")
THRESHOLD = 0.88
"""Least likeness of two words: 1 - edits / letters of the longer one. Chosen on the pairs of names that
tests/link/test_spelling.py lists: of those that are two names the likest are at 0.875 (Johnson, Johnston), of those
that are one the least like at 0.889 (Gorbachev, Gorbachov). So a slip of one letter counts from nine letters on."""


def near(one: str, other: str) -> bool:
    """Whether two words can be spellings of one: the same first letter, no digits, likeness at least `THRESHOLD`."""
    if one == other:
        return True
    if one[0] != other[0] or any(map(str.isdigit, one + other)):
        return False
    return Levenshtein.normalized_similarity(one, other, score_cutoff=THRESHOLD) > 0


def all_near(one: Bones, other: Bones) -> bool:
    """Whether two names are near word by word."""
    return len(one) == len(other) and all(near(a, b) for a, b in zip(one, other, strict=True))


def same_name(one: Bones, other: Bones) -> bool:
    """Whether two skeletons are one name: near word by word, with the same consonants (h aside) in each."""
    pairs = list(zip(one, other, strict=False))
    return all_near(one, other) and all(a.translate(_SOFT) == b.translate(_SOFT) for a, b in pairs)


def skeleton(name: str, words: Words) -> Bones:
    """The words of a name with the letters that transliterations differ in made one: Volodimir, Volodymyr."""
    return tuple(_skeleton(word, words) for word in fold(name).split())


def _skeleton(word: str, words: Words) -> str:
    for written, usual in words.transliteration:
        word = word.replace(written, usual)
    return "".join(letter for n, letter in enumerate(word) if n == 0 or letter != word[n - 1])


class Variants:
    """Names by skeleton, in buckets by the number of their words and the first letters of these."""

    def __init__(self, names: Iterable[tuple[str, str]], words: Words) -> None:
        """`names`: a name and the id that it is of."""
        self._words = words
        self._buckets: dict[str, dict[Bones, set[str]]] = {}
        for name, id_ in names:
            if bones := skeleton(name, words):
                self._buckets.setdefault(_initials(bones), {}).setdefault(bones, set()).add(id_)

    def meant(self, name: str) -> str | None:
        """The one id that `name` can be a variant of a name of; None where there is none or several."""
        bones = skeleton(name, self._words)
        bucket = self._buckets.get(_initials(bones), {})
        exact = bucket.get(bones)
        found = exact or {id_ for known, ids in bucket.items() if same_name(bones, known) for id_ in ids}
        return next(iter(found)) if len(found) == 1 else None


def _initials(bones: Bones) -> str:
    return " ".join(word[0] for word in bones)
