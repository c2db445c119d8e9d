"""Graphs made for measuring: claims about the same few hundred entities, as articles about summits make them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from kg.model import Article, Claim, Entity, Paragraph, Ref, Time, stable_hash
from kg.ontology import ontology
from kg.stores import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_ARTICLE = 20
CLASSES = ("State", "Organization", "Person", "Topic", "Programme")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the claims are about."""

    entities: tuple[Entity, ...]

    @classmethod
    def of(cls, size: int) -> Cast:
        """So many entities."""
        return cls(tuple(Entity(f"e-{n}", f"Entity {n}", CLASSES[n % len(CLASSES)]) for n in range(size)))

    def ref(self, random: Random) -> Ref:
        """One of them; a few are named most of the time."""
        one = self.entities[min(int(random.expovariate(8 / len(self.entities))), len(self.entities) - 1)]
        return Ref(one.id, one.name, one.type, one.name)


def said(claims: int, cast: Cast, *, first: int = 0) -> Iterator[Said]:
    """Articles that make so many claims, each with a subject, an object, an addressee and a source."""
    for n in range(first, first + claims // PER_ARTICLE):
        yield _article(n, cast)


def _article(n: int, cast: Cast) -> Said:
    random = Random(n)  # noqa: S311 - the same graph each time, no secret
    relations = sorted(ontology().relations)
    lines = [f"In sentence {k} of article {n} somebody promised something to somebody." for k in range(PER_ARTICLE)]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:k]) for k in range(PER_ARTICLE)]
    paragraphs = tuple(Paragraph(k, starts[k], starts[k] + len(lines[k]), "body") for k in range(PER_ARTICLE))
    article = Article(f"a-{n}", f"a{n}.txt", text, f"Article {n}", published="2023-07-11", paragraphs=paragraphs)
    claims = tuple(
        Claim(
            f"c-{stable_hash(n, k)}",
            article.id,
            cast.ref(random),
            random.choice(relations),
            cast.ref(random),
            lines[k],
            starts[k],
            starts[k] + len(lines[k]),
            addressee=cast.ref(random),
            stated_by=cast.ref(random),
            time=Time("in 2024", "2024", "2024"),
        )
        for k in range(PER_ARTICLE)
    )
    named = {ref.id for claim in claims for ref in claim.refs.values()}
    return Said(article, claims, [entity for entity in cast.entities if entity.id in named], "bench")
