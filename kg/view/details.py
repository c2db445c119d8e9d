"""What the panel of a page says of each node, edge and claim, as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.model import Quantity
from kg.ontology import ontology
from kg.view.draw import appearance, label
from kg.view.picture import TO

if TYPE_CHECKING:
    from kg.model import Article, Claim, Entity, Json
    from kg.view.picture import EdgeKey, Picture

KINDS = ("act", "deed", "fact")
CONTEXT = 600  # characters of a paragraph shown on either side of a quote


def details(picture: Picture, entities: dict[str, Entity], articles: dict[str, Article]) -> Json:
    """`nodes`, `edges`, `claims` by their ids, the `list` of edges, `classes`, and how many entities were `leftOut`."""
    claims = {c.id: c for listed in (*picture.edges.values(), *picture.literals.values()) for c in listed}
    return {
        "nodes": {
            i: _node(entities.get(i), ref.name, ref.type) | {"claims": _about(picture, i)}
            for i, ref in picture.entities.items()
        },
        "edges": {
            key.id: {"title": _title(picture, key), "claims": [c.id for c in listed], "listed": key.relation != TO}
            for key, listed in picture.edges.items()
        },
        "claims": {i: _claim(claim, articles[claim.article]) for i, claim in sorted(claims.items())},
        "list": [key.id for key in sorted(picture.edges, key=lambda k: _order(picture, k)) if key.relation != TO],
        "classes": _classes(picture),
        "leftOut": picture.left_out,
    }


def source_link(article: Article) -> str | None:
    """The address of an article where it is one that a browser may follow."""
    address = article.url or article.location
    try:
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:  # http://[x
        return None


def _node(entity: Entity | None, name: str, kind: str) -> Json:
    aliases = [alias for alias in (entity.aliases if entity else ()) if alias != name]
    return {
        "name": name,
        "class": kind,
        "aliases": aliases,
        "description": entity.description if entity else None,
        "wikidata": entity.wikidata if entity else None,
    }


def _about(picture: Picture, i: str) -> list[str]:
    """Ids of the claims that name a node, in the order of the edges."""
    found = [c.id for key, listed in picture.edges.items() if i in (key.source, key.target) for c in listed]
    return list(dict.fromkeys(found + [c.id for c in picture.literals.get(i, ())]))


def _title(picture: Picture, key: EdgeKey) -> str:
    ends = picture.entities
    return _arrow(ends[key.source].name, label(key), ends[key.target].name)


def _arrow(source: str, words: str, target: str) -> str:
    """An edge as a line of text: its words are a label, not the verb of a sentence, which would have a number."""
    return f"{source} – {words} → {target}"


def _order(picture: Picture, key: EdgeKey) -> tuple[int, str, str, str]:
    """What was said before deeds, and deeds before facts."""
    relation = ontology().relations.get(key.relation)
    kind = KINDS.index(relation.kind) if relation and relation.kind in KINDS else len(KINDS)
    return kind, key.relation, _title(picture, key), key.id


def _claim(claim: Claim, article: Article) -> Json:
    before, quote, after = _in_paragraph(claim, article)
    return {
        "reads": _reads(claim),
        "before": before,
        "quote": quote,
        "after": after,
        "saidBy": ", as told by ".join(ref.name for ref in (claim.stated_by, *reversed(claim.via)) if ref) or None,
        "saidOn": claim.said_on or article.published,
        "time": claim.time.text or claim.time.start or claim.time.end,
        "confidence": claim.confidence,
        "source": article.title or article.location,
        "outlet": article.outlet,
        "link": source_link(article),
        "location": article.location,
    }


def _reads(claim: Claim) -> str:
    """A claim as a line: "NATO allies – refuses → membership timetable (to Ukraine)"."""
    relation = ontology().relations.get(claim.predicate)
    words = relation.label if relation else claim.predicate.lower()
    what = claim.object
    end = str(what) if isinstance(what, Quantity) else what.name
    marks = [mark for mark in (claim.polarity, claim.modality) if mark not in ("affirmed", "actual")]
    to = f" (to {claim.addressee.name})" if claim.addressee else ""
    marked = f"{words} [{', '.join(marks)}]" if marks else words
    return _arrow(claim.subject.name, marked, end) + to


def _in_paragraph(claim: Claim, article: Article) -> tuple[str, str, str]:
    """The quote with the text of its paragraph before and after it, cut where that is long."""
    paragraph = article.paragraph_at(claim.start)
    start, end = (paragraph.start, paragraph.end) if paragraph else (claim.start, claim.end)
    first, last = max(start, claim.start - CONTEXT), min(end, claim.end + CONTEXT)
    before, after = article.text[first : claim.start], article.text[claim.end : last]
    return ("…" if first > start else "") + before, claim.quote, after + ("…" if last < end else "")


def _classes(picture: Picture) -> list[Json]:
    """The legend: classes that occur, with their look and how many nodes they have."""
    kinds = [ref.type for ref in picture.entities.values()]
    order = list(ontology().classes)
    found = sorted(set(kinds), key=lambda kind: (order.index(kind) if kind in order else len(order), kind))
    looks = [(kind, *appearance(kind)) for kind in found]
    return [{"name": kind, "shape": shape, "color": color, "count": kinds.count(kind)} for kind, shape, color in looks]
