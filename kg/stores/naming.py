"""What an entity's node says, as a function of all that claims call it: the order in which they came cannot matter."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Self

from kg.model import Entity, Json, stable_hash
from kg.stores.graph import Role, Row, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.stores.identity import Identity

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


def told_of(record: Json) -> Entity:
    """The entity that a record tells of."""
    lists = {key: tuple(value) for key, value in record.items() if isinstance(value, list)}
    return Entity(**(record | lists))


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

    def entity(self, id_: str, identity: Identity) -> Entity:
        """The entity: a record of its own as given, else named as a decision says or as it is most often called."""
        own = _best([told for told in self.records.values() if told["id"] == id_])
        given = own.get("aliases", ())
        calls = Counter({key: n for key, n in self.counts.items() if key[0] == id_}) or self.counts
        if own.get("source"):
            name, type_ = own["name"], own["type"]
        else:
            name, type_ = identity.names.get(id_) or _most(calls, 1), _most(calls, 2)
        return Entity(
            id_,
            name,
            type_,
            (*given, *sorted(self._others(id_, own, identity) - {name, *given})),
            own.get("wikidata"),
            own.get("description"),
            own.get("source"),
            tuple(own.get("acts_for", ())),
        )

    def _others(self, id_: str, own: Json, identity: Identity) -> set[str]:
        """What else it is called, with all names of what was merged into it."""
        called = {key[1] for key in self.counts if key[0] != id_ or not own.get("source")}
        strangers = [told for told in self.records.values() if told["id"] != id_]
        merged = identity.below(id_) if strangers else set()
        for told in strangers:
            if told["id"] in merged:  # else mentions of it in one article were moved here: its other names stay there
                called.update((told["name"], *told.get("aliases", ())))
        return called

    def to_row(self, id_: str, identity: Identity) -> Row:
        """The properties of the entity's node."""
        entity = self.entity(id_, identity)
        known: Row = {key: getattr(entity, key) for key in ("id", "name", "type", "wikidata", "description", "source")}
        return known | {
            "aliases": list(entity.aliases),
            "_acts_for": list(entity.acts_for),
            "_calls": canonical([[*key, self.counts[key]] for key in sorted(self.counts)]),
            "_records": canonical(self.records),
        }


def entity_of(row: Mapping[str, Any]) -> Entity:
    """An entity from its node."""
    known = {key: row.get(key) for key in ("id", "name", "type", "wikidata", "description", "source")}
    return Entity(**known, aliases=tuple(row.get("aliases") or ()), acts_for=tuple(row.get("_acts_for") or ()))  # type: ignore[arg-type]


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
