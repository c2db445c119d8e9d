"""Articles, claims and decisions as the properties of nodes, and back: nothing is lost on the way.

Properties that start with an underscore are the store's own: they are left out of what a statement returns.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model import Article, Claim, Decision, Json, Paragraph, Quantity, Ref, Time, stable_hash, stands
from kg.reference.dates import earliest, latest, valid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Row = dict[str, Any]

PIECE = 16_384  # characters of text in one node: engines are slow with huge properties
ROLES = ("SUBJECT", "OBJECT", "ADDRESSEE", "STATED_BY", "VIA")
TEXT_OF = "TEXT_OF"
METADATA = (
    "id",
    "location",
    "title",
    "outlet",
    "author",
    "published",
    "url",
    "language",
    "genre",
    "issuer",
    "summit",
    "loader",
)


@dataclass(frozen=True, slots=True)
class Role:
    """An entity's part in a claim: what the linker said (`linked`, `name`, `type`), and `entity`, after decisions.

    An article that is the text of a declaration names it in its own right, with `claim` empty.
    `n` is the place of an outer source in a nested report, `record` the hash of what was said about the entity itself.
    """

    claim: str
    article: str
    role: str
    linked: str
    name: str
    type: str
    mention: str | None = None
    n: int | None = None
    record: str | None = None
    entity: str = ""

    def at(self, entity: str) -> Role:
        """The same part, played by another entity."""
        return replace(self, entity=entity)

    @property
    def ref(self) -> Ref:
        """As the linker gave it."""
        return Ref(self.linked, self.name, self.type, self.mention)

    def to_row(self) -> Row:
        """The properties of its relationship, and its two ends."""
        return {
            "claim": self.claim,
            "article": self.article,
            "entity": self.entity,
            "linked": self.linked,
            "name": self.name,
            "class": self.type,
            "mention": self.mention,
            "n": self.n,
            "_record": self.record,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Role:
        """Read back a row of `cypher.ROLES_OF_*` or `cypher.TEXTS`."""
        keys = ("claim", "article", "role", "linked", "name", "mention", "n", "record", "entity")
        return cls(**{key: row[key] for key in keys}, type=row["class"])


def article_row(article: Article, reading: str) -> Row:
    """The properties of an article's node, but for `loaded_at`."""
    known = {key: getattr(article, key) for key in METADATA}
    return known | {"sha256": article.sha256, "reading": reading, "_version": version(article)}


def version(article: Article) -> str:
    """A hash of all that an article is: text, metadata, paragraphs, and what it is the text of."""
    paragraphs = [(p.n, p.start, p.end, p.kind) for p in article.paragraphs]
    return stable_hash(*(getattr(article, key) for key in METADATA), article.sha256, paragraphs, article.text_of)


def article_of(row: Mapping[str, Any], pieces: Iterable[Mapping[str, Any]], text_of: Ref | None) -> Article:
    """An article from its node, its text's nodes in order, and what it is the text of."""
    texts: list[str] = []
    spans: dict[int, Paragraph] = {}
    for piece in pieces:
        texts.append(piece["text"])
        if piece.get("paragraph") is not None:
            n = piece["paragraph"]
            start = spans[n].start if n in spans else piece["start"]
            spans[n] = Paragraph(n, start, piece["end"], piece["kind"])
    known = {key: row.get(key) for key in METADATA}
    return Article(**known, text="".join(texts), paragraphs=tuple(spans.values()), text_of=text_of)  # type: ignore[arg-type]


def paragraph_rows(article: Article) -> Iterator[Row]:
    """Nodes that hold an article's text: joined in the order of `n` they give it back, character for character.

    What lies between two paragraphs belongs to the earlier one's node; `end` is where the paragraph proper ends.
    A long paragraph takes several nodes; text before the first one takes a node without `kind`.
    """
    for n, (paragraph, start, end, at, until) in enumerate(_pieces(article)):
        yield {
            "id": f"{article.id}#{n}",
            "n": n,
            "paragraph": paragraph.n if paragraph else None,
            "kind": paragraph.kind if paragraph else None,
            "start": start,
            "end": end,
            "text": article.text[at:until],
        }


def _pieces(article: Article) -> Iterator[tuple[Paragraph | None, int, int, int, int]]:
    """Paragraph, its start and end in this piece, and the span of the text that the piece holds."""
    paragraphs = sorted(article.paragraphs, key=lambda p: (p.start, p.n))
    bounds = [*(p.start for p in paragraphs[1:]), len(article.text)]
    lead = paragraphs[0].start if paragraphs else len(article.text)
    for at in range(0, lead, PIECE):
        yield None, at, min(at + PIECE, lead), at, min(at + PIECE, lead)
    for paragraph, bound in zip(paragraphs, bounds, strict=bool(paragraphs)):
        for at in range(paragraph.start, max(bound, paragraph.start + 1), PIECE):
            until = min(at + PIECE, bound)
            last = until == bound
            yield paragraph, at, paragraph.end if last else min(until, paragraph.end), at, until


def claim_row(claim: Claim, article: Article) -> Row:
    """The properties of a claim's node; its entities are `roles`."""
    literal = claim.object if isinstance(claim.object, Quantity) else None
    return {
        **{key: getattr(claim, key) for key in _PLAIN},
        "said_on": claim.said_on or article.published,
        "_said_on": claim.said_on,
        "time_text": claim.time.text,
        "time_start": claim.time.start,
        "time_end": claim.time.end,
        "time_earliest": _day(earliest, claim.time.start),
        "time_latest": _day(latest, claim.time.end or claim.time.start),
        "amount": claim.amount.value if claim.amount else None,
        "amount_unit": claim.amount.unit if claim.amount else None,
        "object_value": literal.value if literal else None,
        "object_unit": literal.unit if literal else None,
        "_trigger": [offset for span in claim.trigger for offset in span],
        "status": "open",
    }


_PLAIN = (
    "id",
    "article",
    "predicate",
    "polarity",
    "modality",
    "voice",
    "quote",
    "start",
    "end",
    "role",
    "qualifier",
    "confidence",
    "extractor",
    "rule",
)


def _day(bound: Callable[[str], str], date: str | None) -> str | None:
    """The first or last day that a date can mean; None for none, and for words that are no ISO date."""
    return bound(date) if date and valid(date) else None


def roles(claim: Claim, records: Mapping[str, str]) -> Iterator[Role]:
    """The parts of a claim's entities, as the linker gave them; `records` has hashes of what is known of an entity."""
    for key, ref in claim.refs.items():
        nested = key.startswith("via")
        yield Role(
            claim.id,
            claim.article,
            "VIA" if nested else key.upper(),
            ref.id,
            ref.name,
            ref.type,
            ref.mention,
            int(key[3:]) if nested else None,
            records.get(ref.id),
            ref.id,
        )


def text_role(article: Article, records: Mapping[str, str]) -> Iterator[Role]:
    """The part of the declaration that an article is the text of, if it is one's."""
    if of := article.text_of:
        yield Role("", article.id, TEXT_OF, of.id, of.name, of.type, of.mention, None, records.get(of.id), of.id)


def claim_of(row: Mapping[str, Any], refs: Mapping[str, Ref], via: tuple[Ref, ...]) -> Claim:
    """A claim from its node, its entities by role, and the outer sources of a nested report."""
    spans = row.get("_trigger") or []
    return Claim(
        **{key: row.get(key) for key in _PLAIN},  # type: ignore[arg-type]
        subject=refs["SUBJECT"],
        object=refs.get("OBJECT") or Quantity(row["object_value"], row.get("object_unit")),
        addressee=refs.get("ADDRESSEE"),
        stated_by=refs.get("STATED_BY"),
        via=via,
        time=Time(row.get("time_text"), row.get("time_start"), row.get("time_end")),
        said_on=row.get("_said_on"),
        amount=Quantity(row["amount"], row.get("amount_unit")) if row.get("amount") is not None else None,
        trigger=tuple(zip(spans[::2], spans[1::2], strict=True)),
    )


def is_plain(row: Mapping[str, Any]) -> bool:
    """Whether a claim stands as a direct relationship too: affirmed, actual or planned, and not rejected."""
    return stands(row["polarity"], row["modality"], row["status"])


def decision_row(decision: Decision) -> Row:
    """The properties of a decision's node."""
    plain = ("id", "kind", "at", "by", "claim", "article", "entity", "into", "note")
    return {key: getattr(decision, key) for key in plain} | {"anchor": canonical(decision.anchor)}


def decision_of(row: Mapping[str, Any]) -> Decision:
    """A decision from its node."""
    plain = ("id", "kind", "at", "by", "claim", "article", "entity", "into", "note")
    return Decision(**{key: row.get(key) for key in plain}, anchor=json.loads(row["anchor"]))  # type: ignore[arg-type]


def canonical(value: Json | list[Any]) -> str:
    """JSON that is the same text for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
