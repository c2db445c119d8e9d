"""When: dates, weekdays and relative times of a sentence, resolved against the article's day, in ISO form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from kg.extract.grammar import grammar
from kg.extract.syntax import is_verb
from kg.model import Time

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from spacy.tokens import Span, Token

_DECADE = 10
_YEAR = r"(?:19|20)\d{2}"


@dataclass(frozen=True, slots=True)
class Expression:
    """A time in a sentence: its words, the preposition before it, and the verb or noun that it hangs on."""

    words: str
    preposition: str
    first: Token
    last: Token
    parts: tuple[str, ...]  # two where it names a beginning and an end

    @property
    def governors(self) -> Iterator[Token]:
        """What it may date: the words above it up to the first verb."""
        for ancestor in self.first.ancestors:
            if self.first.i <= ancestor.i <= self.last.i:
                continue
            yield ancestor
            if is_verb(ancestor) or ancestor.dep_ in ("nsubj", "nsubjpass", "poss"):
                return

    def resolve(self, published: str | None, *, future: bool) -> Time:
        """As a Time; empty where it cannot be dated."""
        values = [value for part in self.parts if (value := resolved(part, published, future=future))]
        if not values:
            return Time()
        calendar = grammar().calendar
        if len(values) > 1:
            return Time(self.words, values[0], values[1])
        if self.preposition in ("for", "within") and (end := _end_of_span(self.parts[0], published)):
            return Time(self.words, values[0] if self.preposition == "for" else None, end)
        if self.preposition in calendar["ends"]:
            return Time(self.words, None, values[0])
        return Time(self.words, values[0], None)


def expressions(sentence: Span) -> list[Expression]:
    """All times that a sentence names, in order."""
    found = []
    text = sentence.text
    for match in _pattern().finditer(text):
        span = sentence.doc.char_span(
            sentence.start_char + match.start("core"), sentence.start_char + match.end("core"), alignment_mode="expand"
        )
        if span is None:
            continue
        preposition = (match["prep"] or "").strip().lower()
        if not _is_dated(match["core"], preposition, span):
            continue
        before = sentence.doc.char_span(
            sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand"
        )
        first = before[0] if before is not None else span[0]
        found.append(Expression(match[0].strip(), preposition, first, span[-1], _parts(match["core"])))
    return found


def _either(words: Iterable[str]) -> str:
    """A pattern of any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _is_dated(core: str, preposition: str, span: Span) -> bool:
    """A bare year or "may" needs a preposition or the model's word to be a time."""
    if re.fullmatch(_YEAR, core):
        return preposition not in ("", "the")
    if core.lower() in grammar().calendar["months"]:
        return core[0].isupper() and (bool(preposition) or span[0].ent_type_ == "DATE")
    return True


def _parts(core: str) -> tuple[str, ...]:
    halves = re.split(r"\s+(?:and|to|through|until)\s+", core)
    return tuple(halves) if len(halves) == 2 else (core,)  # noqa: PLR2004 - a beginning and an end


@cache
def _pattern() -> re.Pattern[str]:
    words = grammar().calendar
    month, day = _either(words["months"]), _either(words["weekdays"])
    unit, number = _either(words["units"]), rf"\d+|{_either(words['numbers'])}"
    relative = _either(words["relative"])
    full = "|".join([
        rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{month})(?:,? {_YEAR})?",
        rf"(?:{month}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_YEAR})?",
        rf"(?:{month}),? {_YEAR}",
        rf"the end of (?:the decade|the century|{_YEAR}|the year|(?:{relative}) (?:{unit}))",
        rf"(?:the )?(?:{relative}) (?:(?:{number}) )?(?:{unit})s?",
        rf"(?:(?:{relative}) )?(?:{day})(?: (?:and|to|through) (?:{day}))?",
        rf"(?:{number}) (?:{unit})s? ago(?: this month)?",
        rf"(?:{relative}) (?:{month})",
        rf"(?:{month})",
        rf"{_YEAR}(?: (?:to|and|until) {_YEAR})?",
        _either(words["days"]),
    ])  # fmt: skip
    prepositions = _either(
        {
            *words["ends"],
            *words["begins"],
            "in",
            "on",
            "during",
            "at",
            "for",
            "over",
            "between",
            "in early",
            "in late",
            "in mid",
            "of",
            "the",
        }
    )
    return re.compile(
        rf"\b(?:(?P<prep>(?:{prepositions})) (?:(?:early|mid|late|about|around) )?)?"
        rf"(?:the )?(?P<core>{full})\b(?![-\d])",
        re.IGNORECASE,
    )


def resolved(words: str, published: str | None, *, future: bool) -> str | None:
    """ISO day, month or year of the words of a time; None where they need the article's date and there is none."""
    text = re.sub(r"^(?:on|the|of|the end of)\s+|(?<=\d)(?:st|nd|rd|th)\b", "", words.strip().lower().replace(",", ""))
    absolute = _absolute(text)
    if absolute:
        return absolute
    today = _day(published)
    if today is None:
        return None
    return _relative(text, today, future=future)


def _day(published: str | None) -> date | None:
    if not published:
        return None
    parts = [int(part) for part in published[:10].split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)  # noqa: PLR2004 - month and day


def _absolute(text: str) -> str | None:
    months = grammar().calendar["months"]
    words = [word for word in text.split() if word not in ("of", "the", "end")]
    years = [word for word in words if re.fullmatch(_YEAR, word)]
    names = [word for word in words if word in months]
    days = [word for word in words if word.isdigit() and len(word) <= 2]  # noqa: PLR2004 - a day
    if len(years) != 1 or len(words) != 1 + len(names) + len(days):
        return None
    if not names:
        return years[0]
    month = f"{years[0]}-{int(months[names[0]]):02}"
    return f"{month}-{int(days[0]):02}" if days else month


def _relative(text: str, today: date, *, future: bool) -> str | None:
    words = grammar().calendar
    if (day := words["days"].get(text) or words["days"].get(f"the {text}")) is not None:
        return (today + timedelta(days=int(day))).isoformat()
    tokens = text.split()
    if tokens[-1] in words["weekdays"]:
        return _weekday(words["weekdays"].index(tokens[-1]), today, tokens[0], future=future)
    if any(token in words["months"] for token in tokens) and "ago" not in tokens:
        return _month(tokens, today, future=future)
    if "ago" in tokens:
        return _ago(tokens, today)
    return _unit(tokens, today)


def _weekday(index: int, today: date, first: str, *, future: bool) -> str:
    ahead = (index - today.weekday()) % 7
    if first in ("last", "past", "previous"):
        return (today - timedelta(days=(today.weekday() - index) % 7 or 7)).isoformat()
    if future or first in ("next", "coming"):
        return (today + timedelta(days=ahead)).isoformat()
    return (today - timedelta(days=(today.weekday() - index) % 7)).isoformat()


def _month(tokens: list[str], today: date, *, future: bool) -> str | None:
    months = grammar().calendar["months"]
    number = next(int(months[token]) for token in tokens if token in months)
    days = [int(token) for token in tokens if token.isdigit()]
    year = today.year
    offset = int(grammar().calendar["relative"].get(tokens[0], 0))
    here = (number, days[0] if days else 0)
    now = (today.month, today.day if days else 0)
    if offset:
        year += offset if (here >= now) == (offset < 0) else 0
    elif future and here < now:
        year += 1
    elif not future and here > now:
        year -= 1
    return f"{year}-{number:02}-{days[0]:02}" if days else f"{year}-{number:02}"


def _ago(tokens: list[str], today: date) -> str | None:
    count = _count(tokens[0])
    kind, size = _unit_of(tokens[1])
    then = today - relativedelta(**{kind: count * size})  # type: ignore[arg-type]
    if "month" in tokens[2:]:
        return then.isoformat()[:7]
    return then.isoformat()[: {"days": 10, "months": 7, "years": 4}[kind]]


def _unit(tokens: list[str], today: date) -> str | None:
    words = grammar().calendar
    if tokens[-1] in ("decade", "century") and tokens[0] not in words["relative"]:  # "the end of the decade"
        step = 10 if tokens[-1] == "decade" else 100
        return str(today.year // step * step + step)
    offset = int(words["relative"].get(tokens[0], 0))
    kind, size = _unit_of(tokens[-1])
    if kind == "days" and size == 1:
        return (today + timedelta(days=offset)).isoformat()
    if kind == "days":
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=size * offset)).isoformat()
    if size >= _DECADE or any(_count(token) > 1 for token in tokens[1:-1]):
        start = (
            today
            if offset >= 0
            else today - relativedelta(years=size * max(1, *(_count(t) for t in tokens[1:-1] or ["one"])))
        )
        return str(start.year)
    then = today + relativedelta(**{kind: offset * size})  # type: ignore[arg-type]
    return then.isoformat()[: 7 if kind == "months" else 4]


def _end_of_span(text: str, published: str | None) -> str | None:
    """The year in which "the next decade" or "the next five years" ends; None for what is no such span."""
    tokens = text.lower().split()
    kind, size = _unit_of(tokens[-1])
    if not published or "next" not in tokens[:-1] or kind != "years":
        return None
    return str(int(published[:4]) + size * max([1, *(_count(token) for token in tokens[:-1])]))


def _count(word: str) -> int:
    return int(word) if word.isdigit() else int(grammar().calendar["numbers"].get(word, 0))


def _unit_of(word: str) -> tuple[str, int]:
    units = grammar().calendar["units"]
    kind, size = units.get(word) or units.get(word.removesuffix("s"), ("days", "1"))
    return str(kind), int(size)


def is_future(time: Time, published: str | None) -> bool:
    """Whether a time begins after the day of the article."""
    return bool(time.start and published and time.start > published[: len(time.start)])


def time_for(found: Collection[Expression], heads: Collection[Token], published: str | None, *, future: bool) -> Time:
    """The time of a claim whose trigger, chain and clauses are `heads`: a deadline before a day."""
    fitting = [one for one in found if any(g in heads for g in one.governors)]
    times = [time for one in fitting if (time := one.resolve(published, future=future)).text]
    deadlines = [time for time in times if time.end and not time.start]
    return next(iter((*deadlines, *times)), Time())
