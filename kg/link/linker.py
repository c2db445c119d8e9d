"""Maps the mentions of an article to entities and makes claims of its readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from kg.link.claims import claims
from kg.link.declared import declared
from kg.link.known import Known
from kg.link.lookup import Lookup
from kg.link.passages import Passages, mentions_of
from kg.link.words import Words, words
from kg.model import Mention, stable_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Article, Claim, Entity, Reading, Ref
    from kg.ontology import Ontology
    from kg.reference import Reference


class Linker:
    """Looks at the article, the reference data and the ontology, never at other articles: order does not matter."""

    def __init__(self, ontology: Ontology, reference: Reference, look_through: Words | None = None) -> None:
        self._known = Known(ontology, reference, look_through or words())
        self._lookup = Lookup(self._known)
        self._last: Passages | None = None

    @classmethod
    def default(cls) -> Self:
        """The linker of the project's ontology and reference data, and of the user's content folders."""
        from kg.ontology import ontology  # noqa: PLC0415 - both are read from files
        from kg.reference import reference  # noqa: PLC0415

        return cls(ontology(), reference())

    @property
    def version(self) -> str:
        """What it links by: another one where ontology, reference data or words changed."""
        return stable_hash(
            self._known.ontology.version, self._known.reference.version, self._known.words.version, length=12
        )

    def link(
        self, article: Article, readings: Iterable[Reading], *, extractor: str
    ) -> tuple[list[Claim], list[Entity]]:
        """The claims of an article in the order of the text, and a record of each entity that they name."""
        found = list(readings)
        passages = Passages(article, self._lookup, found)
        made = claims(article, found, passages.ref, extractor)
        named = {ref.id for claim in made for ref in claim.refs.values()}
        entities = {e.id: e for reading in found for e in map(passages.entity, mentions_of(reading)) if e.id in named}
        return made, list(entities.values())

    def declared(self, article: Article) -> Entity | None:
        """The declaration that an article is the text of; None where that is not certain."""
        return declared(self._known, article)

    def ref(self, mention: Mention, article: Article) -> Ref:
        """One mention of an article, on its own."""
        if self._last is None or self._last.article is not article:
            self._last = Passages(article, self._lookup)
        return self._last.ref(mention)
