"""The graph as RDF statements, in a canonical order and without blank nodes: the same graph gives the same statements.

Claims are rdf:Statement (reified, so that a denied one asserts nothing) with their argument's words, PROV-O provenance
and a Web Annotation target; a plain triple stands only for what the article itself, or the subject, affirms.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.export.iris import DC, DCTERMS, FOAF, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, Names, web, wikidata
from kg.export.literals import address, number, structure, text, when
from kg.export.source import by_article, said_on, vouched
from kg.model import Ref
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.source import Source
    from kg.model import Article, Claim, Decision, Entity, Quantity
    from kg.ontology import Topic

    Value = NamedNode | Literal | None
    Pairs = Iterable[tuple[NamedNode, Value]]
    Graph = NamedNode | DefaultGraph

CONTEXT = 32  # code points before and after a quote that a selector holds, so that it is found again in a changed text


def statements(source: Source, names: Names) -> Iterator[Quad]:
    """All of a source: entities, topics above them, each article with its claims in a graph of its name, decisions."""
    describe = Describer(names)
    named, above = set[str](), set[str]()
    for entity in source.entities():
        named.add(entity.id)
        above |= _topics_above(entity)
        yield from dict.fromkeys(describe.entity(entity))
    for topic_id in sorted(above - named):
        yield from describe.topic(ontology().topics[topic_id])
    for article, claims in by_article(source):
        yield from describe.article(article)
        yield from dict.fromkeys(chain.from_iterable(describe.claim(c, status, article) for c, status in claims))
    for decision, fits in source.decisions():
        yield from describe.decision(decision, fits=fits)


class Describer:
    """Statements about one thing at a time."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def entity(self, entity: Entity) -> Iterator[Quad]:
        """Its classes up to the root and their kin in other vocabularies, its names, what it is elsewhere."""
        types = self._types(entity.type)
        topic = _topic(entity)
        pairs: list[tuple[NamedNode, Value]] = [(RDF.type, kind) for kind in types]
        pairs += [
            (RDFS.label, text(entity.name)),
            (FOAF.name, text(entity.name) if any(t.value.startswith(FOAF.base) for t in types) else None),
            (SKOS.prefLabel, text(entity.name) if SKOS.Concept in types and not topic else None),
            *((SKOS.altLabel, text(alias)) for alias in entity.aliases),
            (OWL.sameAs, wikidata(entity.wikidata)),
            (self.names.term("wikidata"), text(entity.wikidata)),
            (DCTERMS.description, text(entity.description)),
            (DCTERMS.source, text(entity.source)),
            *((self.names.term("actsFor"), self.names.entity(other)) for other in entity.acts_for),
        ]
        yield from _about(self.names.entity(entity.id), pairs)
        yield from self.topic(topic) if topic else ()

    def topic(self, topic: Topic) -> Iterator[Quad]:
        """A topic of the ontology as a SKOS concept."""
        pairs: list[tuple[NamedNode, Value]] = [
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, text(topic.label)),
            *((SKOS.altLabel, text(alias)) for alias in topic.aliases),
            (SKOS.definition, text(topic.definition)),
            *((SKOS.broader, self.names.entity(above)) for above in topic.broader),
        ]
        yield from _about(self.names.entity(topic.id), pairs)

    def article(self, article: Article) -> Iterator[Quad]:
        """Where an article is from and when, and which version of it was read; not its text, which is its author's."""
        term = self.names.term
        yield from _about(self.names.thing("article", article.id), [
            *((RDF.type, kind) for kind in self._types("Article")),
            (DC.title, text(article.title)),
            (DC.publisher, text(article.outlet)),
            (DC.creator, text(article.author)),
            (DCTERMS.issued, when(article.published)),
            (DC.language, text(article.language)),
            (DC.type, text(article.genre)),
            (SCHEMA.url, address(article.url)),
            (DCTERMS.source, web(article.url or article.location)),
            (term("location"), text(article.location)),
            (term("sha256"), text(article.sha256)),
            (term("issuer"), text(article.issuer)),
            (term("summit"), text(article.summit)),
            (term("textOf"), self.names.entity(article.text_of.id) if article.text_of else None),
            (term("loader"), text(article.loader or None)),
        ])  # fmt: skip

    def claim(self, claim: Claim, status: str, article: Article) -> Iterator[Quad]:
        """What is said, by whom, in which words; and the plain triple where the claim is vouched for."""
        graph = self.names.thing("article", article.id)
        yield from _about(self._claim(claim.id), self._statement(claim, status, article), graph)
        for role, ref in claim.refs.items():
            yield from _about(self._claim(claim.id, role), self._argument(ref), graph)
        yield from self._target(claim, article, graph)
        yield from self._activity(claim, article, graph)
        if claim.stands(status) and vouched(claim) and isinstance(claim.object, Ref):
            relation, target = self.names.term(claim.predicate), self.names.entity(claim.object.id)
            yield Quad(self.names.entity(claim.subject.id), relation, target, graph)

    def decision(self, decision: Decision, *, fits: bool) -> Iterator[Quad]:
        """Who decided what about which claim or entity, and when."""
        term, names = self.names.term, self.names
        yield from _about(names.thing("decision", decision.id), [
            (RDF.type, term("Decision")),
            (RDF.type, PROV.Activity),
            (term("decision"), text(decision.kind)),
            (term("decidedAt"), text(decision.at)),
            (term("decidedBy"), text(decision.by)),
            (term("onClaim"), names.thing("claim", decision.claim) if decision.claim is not None else None),
            (term("onArticle"), names.thing("article", decision.article) if decision.article is not None else None),
            (term("onEntity"), names.entity(decision.entity) if decision.entity is not None else None),
            (term("into"), names.entity(decision.into) if decision.into is not None else None),
            (term("anchor"), structure(decision.anchor) if decision.anchor else None),
            (term("note"), text(decision.note)),
            (term("fits"), Literal(fits)),
        ])  # fmt: skip

    def _claim(self, claim_id: str, part: str = "") -> NamedNode:
        return self.names.thing("claim", claim_id, part=part)

    def _statement(self, claim: Claim, status: str, article: Article) -> Pairs:
        term = self.names.term
        yield from ((RDF.type, kind) for kind in (term("Claim"), RDF.Statement, OA.Annotation, PROV.Entity))
        yield RDF.subject, self.names.entity(claim.subject.id)
        yield RDF.predicate, term(claim.predicate)
        yield from self._object(claim.object)
        yield term("polarity"), text(claim.polarity)
        yield term("modality"), text(claim.modality)
        yield term("voice"), text(claim.voice)
        yield from self._speakers(claim)
        yield from self._circumstances(claim)
        yield term("confidence"), number(claim.confidence)
        yield term("extractor"), text(claim.extractor)
        yield term("rule"), text(claim.rule or None)
        yield term("trigger"), text(" ".join(f"{start}-{end}" for start, end in claim.trigger) or None)
        yield term("status"), text(status)
        yield term("utteredOn"), when(said_on(claim, article))
        yield from ((term("argument"), self._claim(claim.id, role)) for role in claim.refs)
        yield OA.hasTarget, self._claim(claim.id, "target")
        yield PROV.wasQuotedFrom, self.names.thing("article", article.id)
        yield PROV.wasGeneratedBy, self.names.thing("reading", article.id, claim.extractor)

    def _object(self, value: Ref | Quantity) -> Pairs:
        if isinstance(value, Ref):
            yield RDF.object, self.names.entity(value.id)
        else:
            yield RDF.object, text(value.value)
            yield self.names.term("objectUnit"), text(value.unit)

    def _speakers(self, claim: Claim) -> Pairs:
        if claim.addressee:
            yield self.names.term("addressee"), self.names.entity(claim.addressee.id)
        if claim.stated_by:
            yield self.names.term("statedBy"), self.names.entity(claim.stated_by.id)
            yield PROV.wasAttributedTo, self.names.entity(claim.stated_by.id)
        yield from ((self.names.term("via"), self.names.entity(ref.id)) for ref in claim.via)

    def _circumstances(self, claim: Claim) -> Pairs:
        term = self.names.term
        yield term("timeText"), text(claim.time.text)
        yield term("timeStart"), when(claim.time.start)
        yield term("timeEnd"), when(claim.time.end)
        yield term("saidOn"), when(claim.said_on or None)
        if claim.amount:
            yield term("amount"), text(claim.amount.value)
            yield term("amountUnit"), text(claim.amount.unit)
        yield term("role"), text(claim.role or None)
        yield term("qualifier"), text(claim.qualifier or None)

    def _argument(self, ref: Ref) -> Pairs:
        yield RDF.type, self.names.term("Argument")
        yield self.names.term("entity"), self.names.entity(ref.id)
        yield RDFS.label, text(ref.name)
        yield self.names.term("entityClass"), text(ref.type)
        yield self.names.term("mention"), text(ref.mention)

    def _target(self, claim: Claim, article: Article, graph: Graph) -> Iterator[Quad]:
        target, quote, position = (self._claim(claim.id, part) for part in ("target", "quote", "position"))
        source = self.names.thing("article", article.id)
        yield from _about(target, [
            (RDF.type, OA.SpecificResource),
            (OA.hasSource, source),
            (OA.hasSelector, quote),
            (OA.hasSelector, position),
        ], graph)  # fmt: skip
        yield from _about(quote, [
            (RDF.type, OA.TextQuoteSelector),
            (OA.exact, text(claim.quote)),
            (OA.prefix, text(article.text[max(0, claim.start - CONTEXT) : claim.start])),
            (OA.suffix, text(article.text[claim.end : claim.end + CONTEXT])),
        ], graph)  # fmt: skip
        yield from _about(position, [
            (RDF.type, OA.TextPositionSelector), (OA.start, number(claim.start)), (OA.end, number(claim.end)),
        ], graph)  # fmt: skip

    def _activity(self, claim: Claim, article: Article, graph: Graph) -> Iterator[Quad]:
        reading = self.names.thing("reading", article.id, claim.extractor)
        extractor = self.names.thing("extractor", claim.extractor)
        source = self.names.thing("article", article.id)
        yield from _about(reading, [
            (RDF.type, PROV.Activity), (PROV.used, source), (PROV.wasAssociatedWith, extractor),
        ], graph)  # fmt: skip
        yield from _about(extractor, [(RDF.type, PROV.SoftwareAgent), (RDFS.label, text(claim.extractor))], graph)

    def _types(self, name: str) -> tuple[NamedNode, ...]:
        own, near = _classes(name)
        return (*map(self.names.term, own), *map(NamedNode, near))


@cache
def _classes(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A class with all above it, and the IRIs of other vocabularies that fit any of them."""
    known = ontology()
    lineage = known.lineage(name) if name in known.classes else (name,)
    near = chain.from_iterable(known.classes[c].near for c in lineage if c in known.classes)
    return lineage, tuple(dict.fromkeys(near))


def _topic(entity: Entity) -> Topic | None:
    """The ontology's topic that an entity is; an entity of another class may have a topic's id by chance."""
    is_topic = SKOS.Concept.value in _classes(entity.type)[1]
    return ontology().topics.get(entity.id) if is_topic else None


def _topics_above(entity: Entity) -> frozenset[str]:
    topic = _topic(entity)
    return ontology().broader(topic.id) if topic else frozenset()


def _about(subject: NamedNode, pairs: Pairs, graph: Graph | None = None) -> Iterator[Quad]:
    """Statements on one subject, those with no value left out."""
    place = graph or DefaultGraph()
    return (Quad(subject, predicate, value, place) for predicate, value in pairs if value is not None)
