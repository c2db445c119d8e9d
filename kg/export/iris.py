"""IRIs of what is exported, and back. Ids and addresses are not to be trusted: what could break is escaped."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, partial
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.ontology import NAMESPACE

_WEB = re.compile(r"https?://", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


class Vocabulary:
    """The terms of a namespace as attributes: `PROV.used`."""

    def __init__(self, base: str) -> None:
        self.base = base

    def __getattr__(self, name: str) -> NamedNode:
        return self[name]

    def __getitem__(self, name: str) -> NamedNode:
        return _node(self.base + name)


RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#")
XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")
SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
DC = Vocabulary("http://purl.org/dc/elements/1.1/")
DCTERMS = Vocabulary("http://purl.org/dc/terms/")
FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
OA = Vocabulary("http://www.w3.org/ns/oa#")
ORG = Vocabulary("http://www.w3.org/ns/org#")
PROV = Vocabulary("http://www.w3.org/ns/prov#")
SCHEMA = Vocabulary("https://schema.org/")
WIKIDATA = Vocabulary("http://www.wikidata.org/entity/")


class Names:
    """The IRIs of one namespace: its terms, and the things that it names by kind and id."""

    def __init__(self, namespace: str = NAMESPACE) -> None:
        self.namespace = namespace
        iri = web(namespace)
        if iri is None or iri.value != namespace or namespace[-1] not in "/#":
            msg = f"{namespace!r} is no namespace: give an http or https IRI that ends in / or #."
            raise UsageError(msg)

    def term(self, name: str) -> NamedNode:
        """A class, relation or property."""
        return _node(self.namespace + escaped(name))

    def thing(self, kind: str, *ids: str, part: str = "") -> NamedNode:
        """`thing("claim", "c-1", part="object")` is NAMESPACE claim/c-1/object; ids have no slash once escaped."""
        path = "/".join((kind, *map(escaped, ids)))
        return NamedNode(f"{self.namespace}{path}{'/' + part if part else ''}")

    def entity(self, entity_id: str) -> NamedNode:
        """An actor, topic, place … of the graph."""
        return self.thing("entity", entity_id)

    def id_of(self, kind: str, iri: str) -> str | None:
        """The id in a thing's IRI; None where it is of another kind."""
        start = f"{self.namespace}{kind}/"
        return unescaped(iri.removeprefix(start)) if iri.startswith(start) else None

    @property
    def prefixes(self) -> dict[str, str]:
        """Short names of the namespaces, for formats that have such."""
        others = {
            "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "dc": DC, "dcterms": DCTERMS,
            "foaf": FOAF, "oa": OA, "org": ORG, "prov": PROV, "schema": SCHEMA, "wd": WIKIDATA,
        }  # fmt: skip
        kinds = ("entity", "claim", "article", "decision")
        own = {kind: f"{self.namespace}{kind}/" for kind in kinds}
        return {"kg": self.namespace} | own | {name: vocabulary.base for name, vocabulary in others.items()}


def escaped(text: str) -> str:
    """Text as one segment of an IRI's path."""
    whole = quote(text, safe="", errors="surrogatepass")
    return whole.replace(".", "%2E") if whole in {".", ".."} else whole


def unescaped(segment: str) -> str:
    """What `escaped` was given."""
    return unquote(segment, errors="surrogatepass")


def web(address: str) -> NamedNode | None:
    """A web address as an IRI, its illegal characters escaped; None where it is no web address even so."""
    if not _WEB.match(address):
        return None
    head, mark, fragment = _STRAY_PERCENT.sub("%25", address).partition("#")
    for kept in ("[]", ""):  # brackets belong only around an address of IPv6
        escape = partial(quote, safe=f"%/?@!$&'()*+,;=:~{kept}", errors="surrogatepass")
        with suppress(ValueError):
            return NamedNode(escape(head) + mark + escape(fragment))
    return None


def wikidata(item: str | None) -> NamedNode | None:
    """A Wikidata item as an IRI; None for what is no item."""
    return WIKIDATA[item] if item and _WIKIDATA.fullmatch(item) else None


@cache
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)
