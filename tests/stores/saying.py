"""Articles and claims made for the tests: small, and different where a store could confuse them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kg.model import Article, Claim, Entity, Paragraph, Quantity, Ref, Time, stable_hash

UKRAINE = Entity("ukraine", "Ukraine", "State", ("Kyiv",), "Q212", "a state", "states.csv:2", ("zelenskyy",))
NATO = Entity("nato", "NATO", "Organization", ("the Alliance",), "Q7184", None, "organizations.csv:2", ("nato-allies",))
TOPIC = Entity("security-guarantees", "security guarantees", "Topic", ("guarantees",), None, "promises of help")
RECORDS = {entity.id: entity for entity in (UKRAINE, NATO, TOPIC)}


@dataclass(frozen=True, slots=True)
class Said:
    """An article with all that it says, as `Store.add` takes it."""

    article: Article
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    reading: str = "rules/1"

    def __iter__(self) -> Any:
        return iter((self.article, self.claims, self.entities, self.reading))


def ref(id_: str, name: str | None = None, type_: str | None = None, mention: str | None = None) -> Ref:
    """An entity as a claim names it."""
    known = RECORDS.get(id_) or Entity(id_, id_.replace("-", " "), "Group")
    return Ref(id_, name or known.name, type_ or known.type, mention)


def article(id_: str, text: str, **more: Any) -> Article:
    """An article whose lines are its paragraphs."""
    paragraphs: list[Paragraph] = []
    at = 0
    for n, line in enumerate(text.split("\n")):
        paragraphs.append(Paragraph(n, at, at + len(line), "heading" if n == 0 else "body"))
        at += len(line) + 1
    known: dict[str, Any] = {"location": f"{id_}.txt", "title": "T", "published": "2023-07"} | more
    return Article(id_, text=text, paragraphs=tuple(paragraphs), **known)


def claim(of: Article, quote: str, subject: Ref, predicate: str, object_: Ref | Quantity, **more: Any) -> Claim:
    """A claim that a passage of an article makes, at the passage's first place in the text or at `start`."""
    start = more.pop("start", of.text.index(quote))
    id_ = stable_hash(of.id, start, quote, predicate, subject.mention, more.get("addressee"))
    return Claim(f"c-{id_}", of.id, subject, predicate, object_, quote, start, start + len(quote), **more)


def said(of: Article, *claims: Claim, records: dict[str, Entity] | None = None, reading: str = "rules/1") -> Said:
    """An article with its claims, and a record of each entity that it and they name."""
    known = RECORDS | (records or {})
    refs = {r.id: r for c in claims for r in c.refs.values()}
    if of.text_of:
        refs.setdefault(of.text_of.id, of.text_of)
    return Said(of, claims, tuple(known.get(i) or Entity(i, r.name, r.type) for i, r in refs.items()), reading)


def full(id_: str = "vilnius") -> Said:
    """An article whose claims have every field that there is."""
    of = article(
        id_, "Allies meet\nAllies promised Ukraine help by 2030, Macron said Scholz had told him.\nNATO may grow."
    )
    everything = claim(
        of,
        "promised Ukraine help",
        ref("nato-allies", mention="Allies"),
        "PROMISES",
        ref("security-guarantees", mention="help"),
        addressee=ref("ukraine", mention="Ukraine"),
        stated_by=ref("olaf-scholz", "Olaf Scholz", "Person", "Scholz"),
        via=(ref("emmanuel-macron", "Emmanuel Macron", "Person", "Macron"), ref("nato")),
        modality="planned",
        voice="quoted",
        time=Time("by 2030", None, "2030"),
        said_on="2023-07-11",
        amount=Quantity("40", "billion euros"),
        role="president",
        qualifier="most of them",
        confidence=0.875,
        extractor="rules/2",
        rule="give.yaml:promise",
        trigger=((20, 28), (30, 33)),
    )
    literal = claim(
        of,
        "help",
        ref("nato-allies"),
        "PROVIDES",
        Quantity("2", "% of GDP"),
        polarity="denied",
        time=Time(None, "2024-02"),
    )
    possible = claim(of, "NATO may grow", ref("nato"), "SEEKS", ref("nato"), modality="possible")
    return said(of, everything, literal, possible)


def small(id_: str, subject: str = "ukraine", object_: str = "security-guarantees", relation: str = "SEEKS") -> Said:
    """An article with one claim."""
    of = article(id_, f"News of {id_}\nIt seeks guarantees.")
    return said(
        of, claim(of, "seeks guarantees", ref(subject, mention="It"), relation, ref(object_, mention="guarantees"))
    )


def moved(one: Said, before: str) -> Said:
    """The same, with words put before the text: every claim lies elsewhere, so it has another id."""
    by = len(before)
    of = replace(one.article, text=before + one.article.text, paragraphs=())
    claims = [replace(c, id=f"{c.id}+{by}", start=c.start + by, end=c.end + by) for c in one.claims]
    return Said(of, tuple(claims), one.entities, one.reading)
