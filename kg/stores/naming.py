"""What an entity's node says, as a function of all that claims call it: the order in which they came cannot matter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from kg.model import Entity, Json, stable_hash
from kg.stores.graph import Role, Row, canonical

Call = tuple[str, str, str, str]  # the id that the linker gave, name, class, hash of the record or ""
Changes = Counter[Call]


def call(role: Role) -> Call:
    """How a claim calls an entity."""
    return role.linked, role.name, role.type, role.record or ""


def record(entity: Entity) -> Json | None:
    """What is known of an entity besides id, name and class, with these; None where that is nothing."""
    known = {f.name: getattr(entity, f.name) for f in fields(Entity)}
    told = {key: value for key, value in known.items() if value}
    return told if told.keys() - {"id", "name", "type"} else None


def record_hash(told: Json) -> str:
    """A short name for a record."""
    return stable_hash(canonical(told), length=10)


@dataclass(slots=True)
class Calls:
    """How often an entity is called what, and the records that come with it."""

    counts: Counter[Call] = field(default_factory=Counter)
    records: dict[str, Json] = field(default_factory=dict)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Read back from an entity's node."""
        counts = Counter({tuple(entry[:4]): entry[4] for entry in json.loads(row["_calls"])})
        return cls(counts, json.loads(row["_records"]))

    def change(self, deltas: Mapping[Call, int], records: Mapping[str, Json]) -> None:
        """Count what came and went; records that nothing goes with any more are dropped."""
        for key, delta in deltas.items():
            self.counts[key] += delta
        self.counts = +self.counts
        used = {key[3] for key in self.counts if key[3]}
        known = self.records | dict(records)
        self.records = {name: known[name] for name in sorted(used)}

    def entity(self, id_: str) -> Entity:
        """The entity: a record of its own as given, else named as it is most often called; others join as aliases."""
        own = _best([told for told in self.records.values() if told["id"] == id_])
        calls = Counter({key: n for key, n in self.counts.items() if key[0] == id_}) or self.counts
        if own.get("source"):
            name, type_ = own["name"], own["type"]
        else:
            name, type_ = _most(calls, 1), _most(calls, 2)
        return Entity(
            id_, name, type_, self._aliases(id_, name, own),
            own.get("wikidata"), own.get("description"), own.get("source"), tuple(own.get("acts_for", ())),
        )  # fmt: skip

    def _aliases(self, id_: str, name: str, own: Json) -> tuple[str, ...]:
        """Aliases as given, then what else it is called, and all names of what was merged into it."""
        given = list(own.get("aliases", ()))
        called = {key[1] for key in self.counts if key[0] != id_ or not own.get("source")}
        for told in self.records.values():
            called.update({told["name"], *told.get("aliases", ())} if told["id"] != id_ else ())
        return tuple(given + sorted(called - {name, *given}))

    def to_row(self, id_: str) -> Row:
        """The properties of the entity's node."""
        entity = self.entity(id_)
        known: Row = {key: getattr(entity, key) for key in ("id", "name", "type", "wikidata", "description", "source")}
        return known | {
            "aliases": list(entity.aliases),
            "_calls": canonical([[*key, self.counts[key]] for key in sorted(self.counts)]),
            "_records": canonical(self.records),
        }


def changes(removed: Iterable[Role], added: Iterable[Role]) -> dict[str, Changes]:
    """By entity, how the counts change when some roles go and others come."""
    deltas: dict[str, Changes] = {}
    for sign, group in ((-1, removed), (1, added)):
        for role in group:
            deltas.setdefault(role.entity, Counter())[call(role)] += sign
    return deltas


def _best(records: list[Json]) -> Json:
    """Of several versions of a record, one that does not depend on their order: with a source first."""
    return max(records, key=lambda told: (bool(told.get("source")), canonical(told)), default={})


def _most(calls: Counter[Call], part: int) -> str:
    """The most frequent name or class, the alphabetically first of several."""
    totals: Counter[str] = Counter()
    for key, n in calls.items():
        totals[key[part]] += n
    return min(totals, key=lambda word: (-totals[word], word))
