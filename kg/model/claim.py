"""Claims on linked entities, and their JSON lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model.entity import Ref
from kg.model.values import UNTIMED, Quantity, Time

if TYPE_CHECKING:
    from kg.model.values import Json, Modality, Polarity, Voice


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
    time: Time = UNTIMED
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
