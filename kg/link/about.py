"""Which summit an article is about: the one that its metadata names, else the only one of its text and date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.link.known import Known
    from kg.model import Article, Entity

READ = 20_000  # characters of a text in which a summit that it is about will have been named
NEAR, AT_HAND = 60, 8  # days from the article's date: to one that is called a summit, to one that is not
_BEFORE, _AFTER = (3, 2, 1), (4, 3, 2, 0)  # words around "summit" that are tried, the longest description first
_SENTENCE_END = re.compile(r"[.!?:;]+\s|\n")


def own_summit(known: Known, article: Article, read: Callable[[Sequence[str]], Entity | None]) -> Entity | None:
    """The summit that "the summit" is in an article. `read` finds one by the words beside "summit"."""
    if article.summit and (named := known.named(article.summit, "Summit", article.published)):
        return named if named.type == "Summit" else None
    found = {e.id for e in _named(known, article, read)}
    if article.published:
        found &= {m.id for m in known.reference.meetings if _days(m.start, article.published) <= NEAR}
    found = found or set(_held(known, article))
    return known.reference.entities[found.pop()] if len(found) == 1 else None


def _held(known: Known, article: Article) -> Iterator[str]:
    """Summits at the article's date in a city that it names: "when they meet in Vilnius on Tuesday"."""
    text = f"{article.title or ''}\n{article.text[:READ]}"
    for meeting in known.reference.meetings if article.published else ():
        if meeting.city and _days(meeting.start, article.published or "") <= AT_HAND:
            city = known.reference.entities[meeting.city]
            if any(re.search(rf"\b{re.escape(name)}\b", text) for name in (city.name, *city.aliases)):
                yield meeting.id


def _named(known: Known, article: Article, read: Callable[[Sequence[str]], Entity | None]) -> Iterator[Entity]:
    nouns = {noun for noun in known.words.meetings if " " not in noun}
    for sentence in _SENTENCE_END.split(f"{article.title or ''}\n{article.text[:READ]}"):
        words = fold(sentence).split() if any(noun in sentence.casefold() for noun in nouns) else []
        for at, word in enumerate(words):
            if word in nouns and (found := _around(words, at, read)):
                yield found


def _around(words: list[str], at: int, read: Callable[[Sequence[str]], Entity | None]) -> Entity | None:
    windows = ([*words[max(0, at - b) : at], *words[at + 1 : at + 1 + a]] for b in _BEFORE for a in _AFTER)
    return next((found for window in windows if (found := read(window))), None)


def _days(one: str, other: str) -> float:
    """Days between two ISO dates; a month or year stands for its middle."""
    return abs(_day(one) - _day(other))


def _day(iso: str) -> float:
    parts = [int(part) for part in iso.split("-")]
    month = parts[1] if len(parts) > 1 else 6.5
    day = parts[2] if len(parts) > 2 else 15  # noqa: PLR2004 - year, month, day
    return parts[0] * 365.25 + month * 30.44 + day
