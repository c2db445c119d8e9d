"""What flows through the program: articles, mentions, readings, claims, entities, decisions. Values and their JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from typing import Literal as Choice

Json = dict[str, Any]
Polarity = Choice["affirmed", "denied"]
Modality = Choice["actual", "planned", "possible"]
Voice = Choice["own", "quoted", "reported"]

POLARITIES = ("affirmed", "denied")
MODALITIES = ("actual", "planned", "possible")
VOICES = ("own", "quoted", "reported")
GENRES = ("news", "analysis", "live blog", "transcript", "declaration", "statement", "treaty", "reference")
PARAGRAPH_KINDS = ("body", "heading", "boilerplate")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of an article's text, `text[start:end]`; only a `body` paragraph can carry claims."""

    n: int
    start: int
    end: int
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Article:
    """A source as it was read. Offsets count code points in `text`; `published` is an ISO day, month or year."""

    id: str
    location: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    genre: str = "news"
    issuer: str | None = None  # name of the body whose text it is ("we" in a declaration)
    summit: str | None = None
    loader: str = ""
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def sha256(self) -> str:
        """The version: the hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds code point `offset`."""
        return next((p for p in self.paragraphs if p.start <= offset < p.end), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that stand for something, before they are linked.

    `words` is what the passage says ("its"), `name` what it stands for once pronouns and short forms are
    resolved ("Ukraine"); `entity` is the id where it is already certain (a gazetteer hit, a resolved role).
    """

    words: str
    start: int
    end: int
    type: str  # a class of the ontology, as well as it can be guessed from the words
    name: str = ""
    entity: str | None = None

    @property
    def label(self) -> str:
        """What to look up: the resolved name, else the words."""
        return self.name or self.words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A literal object or amount: `Quantity("2", "% of GDP")`."""

    value: str
    unit: str | None = None

    def __str__(self) -> str:
        return f"{self.value} {self.unit}" if self.unit else self.value

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"value": self.value, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Time:
    """When a claim holds or happened: the words, and ISO dates (day, month `2023-07` or year `2014`)."""

    text: str | None = None
    start: str | None = None
    end: str | None = None

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor found in a passage, its arguments not yet linked. Fields as in `Claim`."""

    predicate: str
    subject: Mention
    object: Mention | Quantity
    start: int
    end: int
    addressee: Mention | None = None
    stated_by: Mention | None = None
    via: tuple[Mention, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    voice: Voice = "own"
    time: Time = Time()
    said_on: str | None = None  # the day of the utterance where the text gives one
    amount: Quantity | None = None
    role: str | None = None
    qualifier: str | None = None
    confidence: float = 0.5
    rule: str = ""  # the frame that read it, FILE:NAME
    trigger: tuple[tuple[int, int], ...] = ()  # spans of the words that fired it


@dataclass(frozen=True, slots=True)
class Ref:
    """An entity as a claim names it; `mention` is the passage's own word."""

    id: str
    name: str
    type: str
    mention: str | None = None

    def to_json(self) -> Json:
        """As in a claim's JSON line."""
        return {"id": self.id, "name": self.name, "type": self.type, "mention": self.mention}


def stands(polarity: str, modality: str, status: str) -> bool:
    """Whether a claim says that something is so, or will be: affirmed, actual or planned, and not rejected."""
    return polarity == "affirmed" and modality != "possible" and status != "rejected"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that one passage of one article makes. The JSON line is `to_json()`."""

    id: str
    article: str
    subject: Ref
    predicate: str
    object: Ref | Quantity
    quote: str
    start: int
    end: int
    addressee: Ref | None = None
    stated_by: Ref | None = None
    via: tuple[Ref, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    voice: Voice = "own"
    time: Time = Time()
    said_on: str | None = None
    amount: Quantity | None = None
    role: str | None = None
    qualifier: str | None = None
    confidence: float = 0.5
    extractor: str = "rules/1"
    rule: str = ""
    trigger: tuple[tuple[int, int], ...] = ()

    def stands(self, status: str) -> bool:
        """Whether it has a direct relationship too: on an entity, affirmed, no mere possibility, and not rejected."""
        return isinstance(self.object, Ref) and stands(self.polarity, self.modality, status)

    @property
    def refs(self) -> dict[str, Ref]:
        """The entities it names by role: subject, object, addressee, stated_by, via0, via1 and so on."""
        found = {"subject": self.subject}
        if isinstance(self.object, Ref):
            found["object"] = self.object
        if self.addressee:
            found["addressee"] = self.addressee
        if self.stated_by:
            found["stated_by"] = self.stated_by
        return found | {f"via{n}": ref for n, ref in enumerate(self.via)}

    def to_json(self) -> Json:
        """The JSON line: every field, in reading order; optional ones only where they have a value."""
        line: Json = {
            "id": self.id,
            "article": self.article,
            "subject": self.subject.to_json(),
            "predicate": self.predicate,
            "object": self.object.to_json(),
            "addressee": self.addressee.to_json() if self.addressee else None,
            "stated_by": self.stated_by.to_json() if self.stated_by else None,
            "polarity": self.polarity,
            "modality": self.modality,
            "time": self.time.to_json(),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
            "extractor": self.extractor,
            "voice": self.voice,
        }
        optional: Json = {
            "via": [ref.to_json() for ref in self.via],
            "said_on": self.said_on,
            "amount": self.amount.to_json() if self.amount else None,
            "role": self.role,
            "qualifier": self.qualifier,
            "rule": self.rule,
            "trigger": [list(span) for span in self.trigger],
        }
        return line | {key: value for key, value in optional.items() if value}

    @classmethod
    def from_json(cls, line: Json) -> Claim:
        """Read back what `to_json` wrote. KeyError, TypeError or ValueError where a field is missing or malformed."""
        return cls(
            **{k: _of(str, line[k], k) for k in ("id", "article", "predicate", "quote", "polarity", "modality")},
            **{k: _of(int, line[k], k) for k in ("start", "end")},
            **{k: _of(kind, line[k], k) for k, kind in _OPTIONAL.items() if k in line},
            subject=_ref(line["subject"]),
            object=_quantity(line["object"]) if "value" in line["object"] else _ref(line["object"]),
            addressee=_ref(line["addressee"]) if line.get("addressee") else None,
            stated_by=_ref(line["stated_by"]) if line.get("stated_by") else None,
            via=tuple(_ref(ref) for ref in line.get("via", ())),
            time=_time(line.get("time") or {}),
            amount=_quantity(line["amount"]) if line.get("amount") else None,
            trigger=tuple((a, b) for a, b in line.get("trigger", ())),
        )


_TEXT = str | None
_OPTIONAL = {
    "voice": str, "confidence": int | float, "extractor": str, "rule": str,
    "said_on": _TEXT, "role": _TEXT, "qualifier": _TEXT,
}  # fmt: skip


def _of(kind: Any, value: Any, name: str) -> Any:
    if not isinstance(value, kind):
        msg = f"{name} cannot be {value!r}"
        raise TypeError(msg)
    return value


def _ref(value: Json) -> Ref:
    id_, name, type_ = (_of(str, value[key], key) for key in ("id", "name", "type"))
    return Ref(id_, name, type_, _of(_TEXT, value.get("mention"), "mention"))


def _time(value: Json) -> Time:
    parts = _of(dict, value, "time")
    return Time(*(_of(_TEXT, parts.get(name), name) for name in ("text", "start", "end")))


def _quantity(value: Json) -> Quantity:
    return Quantity(str(value["value"]), _of(_TEXT, value.get("unit"), "unit"))


@dataclass(frozen=True, slots=True)
class Entity:
    """Something claims are about. `type` is its most special class; `acts_for` whom it may stand for in a query."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    description: str | None = None
    source: str | None = None  # where the reference data has it from; None for what only articles name
    acts_for: tuple[str, ...] = ()


DecisionKind = Choice["accept", "reject", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on what was extracted, stored apart from it and reversible.

    accept, reject: `claim` with its anchor (article, quote, words before and after, reading).
    merge: `entity` is `into` from now on. split: `entity`, merged before, stands alone again; with `article`,
    the mentions of `entity` in that article are `into` instead (a new one is called what `anchor` has as its `name`).
    Decisions apply in the order of `at`, then `id`, whatever order they arrive in; the last word on a matter counts.
    """

    id: str
    kind: DecisionKind
    at: str  # ISO date and time in UTC
    by: str
    claim: str | None = None
    article: str | None = None
    entity: str | None = None
    into: str | None = None
    anchor: Json = field(default_factory=dict)
    note: str | None = None


def stable_hash(*parts: object, length: int = 16) -> str:
    """A hex digest of `parts` that is the same on every run and machine."""
    packed = json.dumps([str(p) for p in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:length]
