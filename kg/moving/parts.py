"""What the lines of a backup say, and whether it can be so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Decision
from kg.moving.content import Content
from kg.moving.lines import MOST_CLAIMS, MOST_TEXT
from kg.moving.values import decode
from kg.ontology import ontology
from kg.stores import Said, cypher
from kg.stores.decisions import checked

if TYPE_CHECKING:
    from kg.model import Article, Json


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the text of a long article."""

    text: str


@dataclass(frozen=True, slots=True)
class Claims:
    """Some claims of a long article."""

    claims: tuple[Claim, ...]


class Parts:
    """Reads line after line; the parts of a long article, wait until its own line comes."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._claims: list[Claim] = []
        self._length = 0

    def take(self, line: Json) -> Said | Decision | Content | None:
        """What a line says; None for a part. ValueError or KgError where it says nothing that can be."""
        if len(line) != 1:
            msg = "it is no line of a backup"
            raise ValueError(msg)
        ((kind, value),) = line.items()
        if kind == "part":
            self._keep(value)
            return None
        if kind == "article":
            return self._joined(decode(Said, value))
        if self._texts or self._claims:
            msg = "parts of an article come before it, and their article does not"
            raise ValueError(msg)
        if kind == "decision":
            return checked(decode(Decision, value))
        if kind == "end":
            return decode(Content, value)
        msg = f"{kind[:40]!r} is no part of a backup"
        raise ValueError(msg)

    def _keep(self, part: Any) -> None:
        if isinstance(part, dict) and "text" in part:
            self._texts.append(decode(Text, part).text)
            self._length += len(self._texts[-1])
        else:
            self._claims += decode(Claims, part).claims
        if self._length > MOST_TEXT or len(self._claims) > MOST_CLAIMS:
            msg = f"an article has more than {MOST_TEXT:,} characters or {MOST_CLAIMS:,} claims"
            raise ValueError(msg)

    def _joined(self, said: Said) -> Said:
        if not self._texts and not self._claims:
            return said
        whole = replace(said.article, text="".join([*self._texts, said.article.text]))
        found = replace(said, article=whole, claims=(*self._claims, *said.claims))
        self._texts, self._claims, self._length = [], [], 0
        return found


def check(said: Said) -> None:
    """ValueError or StoreError where an article with what it says cannot be stored as it is."""
    _check_article(said.article)
    _check_claims(said)
    terms = ontology()
    refs = {ref.type for claim in said.claims for ref in claim.refs.values()}
    refs |= {said.article.text_of.type} if said.article.text_of else set()
    for cls in refs | {entity.type for entity in said.entities}:
        cypher.lineage(cls, terms)
    for predicate in {claim.predicate for claim in said.claims}:
        cypher.known_type(predicate, terms)


def _check_article(article: Article) -> None:
    """ValueError where paragraphs do not lie in the text, one behind the other."""
    at = 0
    for paragraph in article.paragraphs:
        if not at <= paragraph.start <= paragraph.end <= len(article.text):
            msg = f"paragraph {paragraph.n} of {article.id} does not lie in its text, behind the one before"
            raise ValueError(msg)
        at = paragraph.end


def _check_claims(said: Said) -> None:
    """ValueError where a claim is of another article, does not lie in the text, or comes twice."""
    for claim in said.claims:
        if claim.article != said.article.id or not 0 <= claim.start <= claim.end <= len(said.article.text):
            msg = f"claim {claim.id} does not lie in the text of {said.article.id}"
            raise ValueError(msg)
    if len({claim.id for claim in said.claims}) < len(said.claims):
        msg = f"a claim of {said.article.id} comes twice"
        raise ValueError(msg)
