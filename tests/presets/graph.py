"""A small graph made by hand: four texts on one summit, one of them in two places, and a table of reference facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import Article, Claim, Decision, Entity, Ref
from kg.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

FOLDER = Path(__file__).parents[1] / "data" / "presets"
REJECTED = "Hungary no longer supports"  # the quote of a claim that was misread


def articles() -> Iterator[Article]:
    for record in json.loads((FOLDER / "articles.json").read_text(encoding="utf-8")):
        text = (FOLDER / record.pop("file")).read_text(encoding="utf-8")
        text_of = Ref(*record.pop("text_of")) if "text_of" in record else None
        yield Article(text=text, paragraphs=paragraphs(text), text_of=text_of, **record)


def claims() -> Iterator[Claim]:
    lines = (FOLDER / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    yield from (Claim.from_json(json.loads(line)) for line in lines)


def entities() -> Iterator[Entity]:
    for line in (FOLDER / "entities.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield Entity(**record | {"aliases": tuple(record["aliases"])})


def fill(store: Store) -> None:
    """Load everything, and reject the claim that was misread."""
    known = {entity.id: entity for entity in entities()}
    said = list(claims())
    for article in articles():
        here = [claim for claim in said if claim.article == article.id]
        refs = [ref for claim in here for ref in claim.refs.values()] + [article.text_of] * bool(article.text_of)
        named = {ref.id: known[ref.id] for ref in refs if ref}
        store.add(article, here, named.values(), "by hand")
    wrong = next(claim.id for claim in said if claim.quote == REJECTED)
    store.decide(Decision("d-1", "reject", "2023-07-14T10:00:00Z", "tests", claim=wrong))
