"""A lexicon's examples: what a sentence is to say, and whether the extractor finds it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Article, Mention, Paragraph
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract import Extractor
    from kg.extract.lexicon import Frame
    from kg.extract.located import Located
    from kg.model import Quantity, Reading

EXAMPLE_DAY = "2024-06-12"
_TRIPLE = re.compile(r"^(?P<subject>.+?) (?P<relation>[A-Z][A-Z_]{2,}) (?P<object>.+?)(?: -> (?P<addressee>.+))?$")


@dataclass(frozen=True, slots=True)
class Expected:
    """One claim that an example is to yield; None where it does not say."""

    subject: str
    relation: str
    object: str
    addressee: str | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    stated_by: str | None = None
    time: tuple[str | None, str | None] | None = None
    amount: str | None = None

    def matches(self, found: Reading) -> bool:
        """Whether a reading is this claim."""
        return (
            found.predicate == self.relation
            and named(found.subject, self.subject)
            and named(found.object, self.object)
            and (found.polarity, found.modality) == (self.polarity, self.modality)
            and (named(found.addressee, self.addressee) if self.addressee else found.addressee is None)
            and (named(found.stated_by, self.stated_by) if self.stated_by else found.stated_by is None)
            and (self.time is None or self.time == (found.time.start, found.time.end))
            and (self.amount is None or named(found.amount, self.amount))
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the claims it makes; with `others`, more may be found."""

    text: str
    claims: tuple[Expected, ...]
    others: bool = False
    line: int | None = None

    def failures(self, found: Sequence[Reading]) -> list[str]:
        """What is missing and what is too much, as sentences."""
        missing = [f"missing: {claim}" for claim in self.claims if not any(claim.matches(one) for one in found)]
        more = [one for one in found if not any(claim.matches(one) for claim in self.claims)]
        return missing + ([] if self.others else [f"too much: {describe(one)}" for one in more])


def read_example(node: Located) -> Example:
    """An example of a lexicon file; ContentError where a claim is malformed."""
    keys = node.fields()
    for key in keys:
        if key not in ("text", "claims", "others"):
            node.refuse(f"{key!r} is no key of an example: text, claims, others.")
    if "text" not in keys or "claims" not in keys:
        node.refuse("an example has a text and its claims.")
    claims = tuple(_expected(item) for item in keys["claims"].items())
    return Example(keys["text"].text(), claims, "others" in keys and keys["others"].plain == "true", node.line)


def _expected(node: Located) -> Expected:
    triple, *attributes = (part.strip() for part in node.text().split(" | "))
    match = _TRIPLE.match(triple)
    if not match:
        node.refuse(f"{triple!r} is not of the form SUBJECT RELATION OBJECT [-> ADDRESSEE].")
    given: dict[str, str] = {}
    for attribute in attributes:
        name, _, value = attribute.partition(" ")
        kind = {"denied": "polarity", "planned": "modality", "possible": "modality", "by": "stated_by"}.get(name, name)
        if kind not in ("polarity", "modality", "stated_by", "time", "amount") or bool(value) == (
            kind in ("polarity", "modality")
        ):
            node.refuse(f"{attribute!r} is none of denied, planned, possible, by …, time …, amount ….")
        given[kind] = value or name
    start, _, end = given.pop("time", "").partition("..")
    return Expected(
        **match.groupdict(), **given, time=(start or None, end or None) if start or end else None,
    )  # fmt: skip


def named(found: Mention | Quantity | None, name: str) -> bool:
    """Whether an argument has this name, by its words, its resolved name or its value and unit."""
    if found is None:
        return False
    options = (found.words, found.name) if isinstance(found, Mention) else (f"{found.value} {found.unit or ''}",)
    return any(_plain(option) == _plain(name) for option in options if option)


def _plain(name: str) -> str:
    """A name without what an example may leave away: articles, possessive pronouns, numbers before a noun."""
    name = name.replace("percent", "%").replace("per cent", "%").replace("%", " percent ")
    return re.sub(r"^(?:(?:its|their|his|her|our|a|an|the|two|three|ten|twelve|\d+) )+(?=\D)", "", fold(name))


def describe(found: Reading) -> str:
    """A reading in one line, as examples write it."""
    thing = (
        found.object.label
        if isinstance(found.object, Mention)
        else f"{found.object.value} {found.object.unit or ''}".strip()
    )
    parts = [
        f"{found.subject.label} {found.predicate} {thing}" + (f" -> {found.addressee.label}" if found.addressee else "")
    ]
    parts += [word for word in (found.polarity, found.modality) if word not in ("affirmed", "actual")]
    parts += [f"by {found.stated_by.label}"] if found.stated_by else []
    parts += [f"time {found.time.start or ''}..{found.time.end or ''}"] if found.time.start or found.time.end else []
    parts += [f"amount {found.amount.value} {found.amount.unit or ''}".strip()] if found.amount else []
    return " | ".join(parts) + f"   ({found.rule})"


def article(text: str, published: str = EXAMPLE_DAY) -> Article:
    """A text as an article of one paragraph."""
    return Article("example", "example", text, published=published, paragraphs=(Paragraph(0, 0, len(text)),))


def chosen(names: Iterable[str] = ()) -> list[Frame]:
    """The frames of some files or relations, or all. UnknownNameError where the lexicon has none of a name."""
    from kg.errors import UnknownNameError  # noqa: PLC0415
    from kg.extract.lexicon import lexicon  # noqa: PLC0415 - the lexicon reads examples

    wanted = {name.upper() for name in names}
    called = {frame.id: {frame.relation, frame.id.partition(":")[0].upper()} for frame in lexicon().frames}
    known = {name for two in called.values() for name in two}
    for name in sorted(wanted - known):
        kind = "lexicon for"
        raise UnknownNameError(kind, name, known, hint=f"There is one for {', '.join(sorted(known))}.")
    return [frame for frame in lexicon().frames if not wanted or wanted & called[frame.id]]


def failing(extractor: Extractor, frames: Iterable[Frame]) -> Iterator[tuple[str, Example, list[str]]]:
    """The examples that do not hold, with the frame they belong to and what is wrong."""
    for frame in frames:
        for example in frame.examples:
            if wrong := example.failures(list(extractor.read(article(example.text)))):
                yield frame.id, example, wrong


def main(names: Sequence[str]) -> int:
    """Print the failing examples of the files or relations named, or of all; 1 where there are any."""
    from kg.errors import KgError  # noqa: PLC0415
    from kg.extract import rules_extractor  # noqa: PLC0415

    count = 0
    try:
        frames = chosen(names)
        for frame, example, wrong in failing(rules_extractor(), frames):
            count += 1
            sys.stdout.write(
                f"{frame} (line {example.line}): {example.text}\n" + "".join(f"    {line}\n" for line in wrong)
            )
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    read = sum(len(frame.examples) for frame in frames)
    sys.stdout.write(f"{read} examples, {count} failing\n")
    return int(count > 0)
