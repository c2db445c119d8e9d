"""Tables: one of all claims, or in a folder the entities, the direct edges and the claims."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export.literals import xml_safe
from kg.export.source import by_article, said_on
from kg.files import WriteError, whole_file, whole_files
from kg.model import Quantity, Ref
from kg.ontology import ontology
from kg.text.sheets import disarmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.export.iris import Names
    from kg.export.source import Source
    from kg.model import Article, Claim

    Row = dict[str, Any]
    Columns = tuple[str, ...]

NODES: Columns = ("id", "name", "type", "labels", "aliases", "wikidata", "description", "source")
EDGES: Columns = ("source", "target", "type", "claim", "article", "modality", "said_on", "stated_by")
_ARGUMENTS = tuple(
    f"{role}{part}"
    for role in ("subject", "object", "addressee", "stated_by")
    for part in ("", "_name", "_type", "_mention")
)
CLAIMS: Columns = (
    *("id", "article", "published", "outlet", "title", "url", "status", "predicate", *_ARGUMENTS),
    *("object_value", "object_unit", "via", "polarity", "modality", "voice", "quote", "start", "end", "said_on"),
    *("time_text", "time_start", "time_end", "amount", "amount_unit", "role", "qualifier", "confidence"),
    *("extractor", "rule"),
)


def write(source: Source, path: Path, _: Names) -> None:
    """Write claims.csv, nodes.csv and edges.csv into a folder, or to a `.csv` file or stdout the claims alone."""
    if path.suffix.lower() == ".csv" or str(path) == "-":
        with whole_file(path) as out:
            _table(out, CLAIMS, claims(source))
        return
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(path, error) from error
    with whole_files([path / "nodes.csv", path / "edges.csv", path / "claims.csv"]) as files:
        for out, columns, rows in zip(files, (NODES, EDGES, CLAIMS), (nodes, edges, claims), strict=True):
            _table(out, columns, rows(source))


def nodes(source: Source) -> Iterator[Row]:
    """A row an entity."""
    known = ontology()
    for entity in source.entities():
        yield {
            "id": entity.id,
            "name": entity.name,
            "type": entity.type,
            "labels": _list(known.lineage(entity.type) if entity.type in known.classes else (entity.type,)),
            "aliases": _list(entity.aliases),
            "wikidata": entity.wikidata,
            "description": entity.description,
            "source": entity.source,
        }


def edges(source: Source) -> Iterator[Row]:
    """A row a direct edge: what is affirmed, actual or planned, not rejected, and between entities."""
    for article, held in by_article(source):
        for claim, status in held:
            if claim.stands(status) and isinstance(claim.object, Ref):
                yield {
                    "source": claim.subject.id,
                    "target": claim.object.id,
                    "type": claim.predicate,
                    "claim": claim.id,
                    "article": claim.article,
                    "modality": claim.modality,
                    "said_on": said_on(claim, article),
                    "stated_by": claim.stated_by.id if claim.stated_by else None,
                }


def claims(source: Source) -> Iterator[Row]:
    """A row a claim, with what is known of its article."""
    for article, held in by_article(source):
        for claim, status in held:
            yield _claim(claim, status, article)


def _claim(claim: Claim, status: str, article: Article) -> Row:
    row: Row = {name: getattr(claim, name) for name in CLAIMS if hasattr(claim, name) and name not in _ARGUMENTS}
    row |= {name: getattr(article, name) for name in ("published", "outlet", "title", "url")}
    for role in ("subject", "object", "addressee", "stated_by"):
        row |= _argument(role, getattr(claim, role))
    return row | {
        "status": status,
        "via": _list(ref.id for ref in claim.via),
        "said_on": said_on(claim, article),
        "time_text": claim.time.text,
        "time_start": claim.time.start,
        "time_end": claim.time.end,
        "amount": claim.amount.value if claim.amount else None,
        "amount_unit": claim.amount.unit if claim.amount else None,
    }


def _argument(role: str, value: Ref | Quantity | None) -> Row:
    if isinstance(value, Ref):
        return {
            role: value.id,
            f"{role}_name": value.name,
            f"{role}_type": value.type,
            f"{role}_mention": value.mention,
        }
    if isinstance(value, Quantity):
        return {f"{role}_value": value.value, f"{role}_unit": value.unit}
    return {}


def _table(out: BinaryIO, columns: Iterable[str], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")  # as RFC 4180 has it; with "\n" a lone "\r" would not be quoted
    names = tuple(columns)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    text.detach()  # the file is closed by who opened it


def _list(items: Iterable[str]) -> str:
    return "; ".join(items)


def _cell(value: Any) -> Any:
    """Text that every spreadsheet can hold, and that none takes for a formula."""
    return disarmed(xml_safe(value)) if isinstance(value, str) else value
