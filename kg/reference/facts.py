"""The reference data as evidence: each CSV file an article, each row the quote of what it says."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.model import Article, Claim, Paragraph, Ref, Time, stable_hash
from kg.reference.loading import EXTRACTOR, FOLDER
from kg.reference.tables import TABLES, Row, rows, wrong
from kg.text import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.model import Entity
    from kg.reference.loading import File
    from kg.reference.lookup import Reference

Fact = tuple[str, str, str, Time, str | None]  # subject, relation, object, time, role
_ANY = Time()
TITLE = "Reference data: "  # of the articles that tables are


def article(file: File) -> Article:
    """A CSV file as an article: its header a heading, each row a paragraph."""
    return Article(
        id=slug(file.location.removesuffix(".csv")),
        location=file.location,
        text=file.text,
        title=f"{TITLE}{file.table}",
        genre="reference",
        loader="reference",
        paragraphs=tuple(_paragraphs(file.text)),
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    offset = n = 0
    for line in text.split("\n"):
        if line:
            yield Paragraph(n, offset, offset + len(line), "heading" if n == 0 else "body")
            n += 1
        offset += len(line) + 1


def claims(source: Article, reference: Reference) -> tuple[list[Claim], list[Entity]]:
    """What a table's rows say, in order, and the entities that they name; SourceError where there is no such table."""
    name = source.location.rsplit("/", 1)[-1].removesuffix(".csv")
    if name not in TABLES:
        raise SourceError(source.location, f"there is no table {name}: the tables are {', '.join(TABLES)}.")
    read = _READERS.get(name)
    found = [
        _claim(source, row, fact, reference)
        for row in rows(TABLES[name], source.location, source.text)
        for fact in (read(row, reference) if read else ())
    ]
    return found, _named(found, reference.entities)


def _named(found: Iterable[Claim], entities: Mapping[str, Entity]) -> list[Entity]:
    ids = dict.fromkeys(ref.id for claim in found for ref in claim.refs.values())
    return [entities[id_] for id_ in ids]


def _claim(source: Article, row: Row, fact: Fact, reference: Reference) -> Claim:
    subject, predicate, object_, time, role = fact
    words = (predicate, subject, object_, role or "", time.start or "", time.end or "")
    return Claim(
        id=f"c-{stable_hash(source.id, row.start, row.end, *words)}",
        article=source.id,
        subject=_ref(subject, row, reference),
        predicate=predicate,
        object=_ref(object_, row, reference),
        quote=source.text[row.start : row.end],
        start=row.start,
        end=row.end,
        time=time,
        role=role,
        confidence=1.0,
        extractor=EXTRACTOR,
        rule=f"{FOLDER}:{row.table.name}",
    )


def _ref(id_: str, row: Row, reference: Reference) -> Ref:
    entity = reference.entities.get(id_)
    if entity is None:
        raise wrong(row, f"{id_!r} is the id of nothing in the reference data.")
    return Ref(entity.id, entity.name, entity.type)


def _span(row: Row, start: str = "start", end: str = "end") -> Time:
    return Time(None, row.get(start), row.get(end))


def _state(row: Row, reference: Reference) -> Iterator[Fact]:
    if capital := reference.capital_of(row["id"]):
        yield capital.id, "PART_OF", row["id"], _ANY, "capital"


def _place(row: Row, _: Reference) -> Iterator[Fact]:
    yield from ((row["id"], "PART_OF", whole, _ANY, None) for whole in row.listed("in"))


def _organization(row: Row, _: Reference) -> Iterator[Fact]:
    yield from ((row["id"], "PART_OF", whole, _span(row), None) for whole in row.listed("part_of"))


def _membership(row: Row, _: Reference) -> Iterator[Fact]:
    relation = "CANDIDATE_FOR" if row["status"] == "candidate" else "MEMBER_OF"
    yield row["member"], relation, row["org"], _span(row), None


def _office(row: Row, reference: Reference) -> Iterator[Fact]:
    relation = "HEADS" if row["role"] in reference.heads else "REPRESENTS"
    yield row["person"], relation, row["of"], _span(row), row.get("title") or row["role"]


def _summit(row: Row, _: Reference) -> Iterator[Fact]:
    time = Time(None, row["start"], row.get("end") or row["start"])
    if row["city"]:
        yield row["id"], "HELD_IN", row["city"], time, None
    if row["country"]:
        yield row["country"], "HOSTS", row["id"], time, None


def _declaration(row: Row, _: Reference) -> Iterator[Fact]:
    time = Time(None, row.get("date"), row.get("date"))
    yield from ((issuer, "ISSUES", row["id"], time, None) for issuer in row.listed("issuer"))
    yield from ((row["id"], "PART_OF", whole, _ANY, None) for whole in row.listed("part_of"))
    if row["summit"]:
        yield row["id"], "ADOPTED_AT", row["summit"], time, None


def _programme(row: Row, _: Reference) -> Iterator[Fact]:
    yield from ((row["id"], "PART_OF", owner, _span(row), None) for owner in row.listed("owner"))


def _conflict(row: Row, _: Reference) -> Iterator[Fact]:
    for attacker, target in product(row.listed("attacker"), row.listed("target")):
        if row["deed"]:
            yield attacker, row["deed"], target, _span(row), None
    yield from ((row["id"], "HELD_IN", place, _span(row), None) for place in row.listed("place"))


_READERS: dict[str, Callable[[Row, Reference], Iterator[Fact]]] = {
    "states": _state,
    "places": _place,
    "organizations": _organization,
    "memberships": _membership,
    "offices": _office,
    "summits": _summit,
    "declarations": _declaration,
    "programmes": _programme,
    "conflicts": _conflict,
}
