"""RDF: nothing of a claim is lost, nothing is asserted that nobody vouches for, and hostile text stays text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.errors import SourceError, UsageError
from kg.export import Part, reading, write
from kg.export.dataset import dataset
from kg.export.iris import DCTERMS, OA, OWL, PROV, RDF, SKOS, Names, escaped, unescaped, web, wikidata
from kg.export.literals import number, when
from kg.export.rdf import statements
from kg.model import Article, Claim, Entity, Quantity, Ref, Time
from kg.ontology import NAMESPACE
from tests.export.sample import Memory

if TYPE_CHECKING:
    from pyoxigraph import Quad

ROOT = Path(__file__).parents[2]
SYNTAXES = {"turtle": "g.ttl", "trig": "g.trig", "nquads": "g.nq", "jsonld": "g.jsonld"}
KG = Names()
FULL = settings(max_examples=30, deadline=None)

words = st.text(st.characters(codec="utf-8"), max_size=12)
ids = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
dates = st.sampled_from(["2023", "2023-07", "2023-07-11", "2023-02-30", "soon", "", "0000"])
refs = st.builds(Ref, ids, words, words, st.none() | words)
quantities = st.builds(Quantity, words, st.none() | words)
spans = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
made_claims = st.builds(
    Claim,
    id=ids,
    article=st.sampled_from(["a", "b/../c", "http://x y/<z>"]),
    subject=refs,
    predicate=st.sampled_from(["PROMISES", "odd one/#"]),
    object=refs | quantities,
    quote=words,
    start=st.integers(0, 50),
    end=st.integers(0, 50),
    addressee=st.none() | refs,
    stated_by=st.none() | refs,
    via=st.lists(refs, max_size=2).map(tuple),
    polarity=st.sampled_from(["affirmed", "denied"]),
    modality=st.sampled_from(["actual", "planned", "possible"]),
    voice=st.sampled_from(["own", "quoted", "reported"]),
    time=st.builds(Time, st.none() | words, st.none() | dates, st.none() | dates),
    said_on=st.none() | dates,
    amount=st.none() | quantities,
    role=st.none() | words,
    qualifier=st.none() | words,
    confidence=st.floats(0, 1),
    extractor=words,
    rule=words,
    trigger=spans,
)


def quads(graph: Memory) -> list[Quad]:
    return list(statements(graph, KG))


def triple(quad: Quad) -> tuple[str, str, str]:
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.subject.value, quad.predicate.value, quad.object.value


def plain(graph: Memory) -> set[tuple[str, str, str]]:
    """Triples between entities by their local names."""
    found = map(triple, quads(graph))
    start = KG.namespace + "entity/"
    both = (t for t in found if t[0].startswith(start) and t[2].startswith(start) and t[1].startswith(KG.namespace))
    return {(s.removeprefix(start), p.removeprefix(KG.namespace), o.removeprefix(start)) for s, p, o in both}


def values(graph: Memory, subject: str, predicate: Any) -> set[str]:
    return {o for s, p, o in map(triple, quads(graph)) if (s, p) == (subject, predicate.value)}


@pytest.mark.parametrize("form", SYNTAXES)
@given(claims=st.lists(made_claims, min_size=1, max_size=3, unique_by=lambda c: c.id))
@FULL
def test_every_field_of_a_claim_comes_back(
    form: str, claims: list[Claim], tmp_path_factory: pytest.TempPathFactory
) -> None:
    articles = tuple(Article(key, key, "text " * 9) for key in sorted({c.article for c in claims}))
    path = tmp_path_factory.mktemp("rdf") / SYNTAXES[form]
    write(Memory(articles, tuple((c, "accepted") for c in claims)), path)
    order = sorted(claims, key=lambda c: (c.article, c.start, c.end, c.id))
    back = list(reading.claims(path))
    assert [json.dumps(c.to_json()) for c, _ in back] == [json.dumps(c.to_json()) for c in order]
    assert {status for _, status in back} == {"accepted"}


def test_plain_triples_only_for_what_is_vouched_for(graph: Memory) -> None:
    assert plain(graph) == {
        ("nato-allies", "PROMISES", "tanks"),
        ("olaf-scholz", "MEETS", "emmanuel-macron"),
        ("nato-allies", "actsFor", "nato"),
    }


@given(claim=made_claims, status=st.sampled_from(["open", "accepted", "rejected"]))
@FULL
def test_a_plain_triple_never_lies(claim: Claim, status: str) -> None:
    graph = Memory((Article(claim.article, "x", "text"),), ((claim, status),))
    found = [q for q in quads(graph) if q.predicate == KG.term(claim.predicate)]
    holds = claim.polarity == "affirmed" and claim.modality in ("actual", "planned") and status != "rejected"
    own = claim.stated_by is None or claim.stated_by.id == claim.subject.id
    assert len(found) == (1 if holds and own and isinstance(claim.object, Ref) else 0)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", SYNTAXES)
def test_rdflib_reads_the_same_statements(graph: Memory, form: str, tmp_path: Path) -> None:
    path = write(graph, tmp_path / SYNTAXES[form])
    read = rdflib.Dataset(default_union=True)
    read.parse(path, format={"nquads": "nquads", "jsonld": "json-ld"}.get(form, form))
    triples = {(str(s), str(p), str(o)) for s, p, o in read.triples((None, None, None))}
    assert triples == set(map(triple, quads(graph)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_sparql_over_an_rdflib_dataset(graph: Memory) -> None:
    asked = "SELECT ?who WHERE { GRAPH article:a1 { ?who kg:PROMISES entity:tanks } }"
    assert [str(row[0]) for row in dataset(graph).query(asked)] == [KG.entity("nato-allies").value]  # type: ignore[index]


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld"])
def test_each_article_has_its_graph(graph: Memory, form: str, tmp_path: Path) -> None:
    path = write(graph, tmp_path / SYNTAXES[form])
    found = set(pyoxigraph.parse(path=str(path)))
    assert found == set(quads(graph))
    article = KG.thing("article", "a1")
    assert pyoxigraph.Quad(KG.entity("nato-allies"), KG.term("PROMISES"), KG.entity("tanks"), article) in found


@pytest.mark.parametrize("form", SYNTAXES)
def test_the_same_graph_gives_the_same_bytes(graph: Memory, form: str, tmp_path: Path) -> None:
    turned = Memory(*(tuple(reversed(part)) for part in vars(graph).values()))
    one, two = write(graph, tmp_path / f"1{SYNTAXES[form]}"), write(turned, tmp_path / f"2{SYNTAXES[form]}")
    assert one.read_bytes() == two.read_bytes()
    assert b"_:" not in one.read_bytes()


def test_no_statement_twice(graph: Memory) -> None:
    found = quads(graph)
    assert len(found) == len(set(found))


def test_who_said_it_from_what_by_which_activity(graph: Memory) -> None:
    claim = KG.thing("claim", "c-4").value
    (activity,) = values(graph, claim, PROV.wasGeneratedBy)
    assert values(graph, claim, PROV.wasAttributedTo) == {KG.entity("olaf-scholz").value}
    assert values(graph, claim, PROV.wasQuotedFrom) == {KG.thing("article", "a1").value}
    assert values(graph, activity, PROV.used) == {KG.thing("article", "a1").value}
    assert values(graph, activity, PROV.wasAssociatedWith) == {KG.thing("extractor", "rules/1").value}
    assert values(graph, claim, KG.term("utteredOn")) == {"2023-07-09"}
    assert values(graph, KG.thing("claim", "c-1").value, KG.term("utteredOn")) == {"2023-07-10"}


def test_selectors_hold_the_words_and_those_around_them(graph: Memory) -> None:
    quote = KG.thing("claim", "c-5", part="quote").value
    position = KG.thing("claim", "c-5", part="position").value
    (article,) = [a for a in graph.articles() if a.id == "a1"]
    (exact,), (prefix,), (suffix,) = (values(graph, quote, p) for p in (OA.exact, OA.prefix, OA.suffix))
    assert prefix + exact + suffix in article.text
    assert len(prefix) == 32
    assert suffix == article.text[88:120]
    assert (values(graph, position, OA.start), values(graph, position, OA.end)) == ({"69"}, {"88"})


def test_entities_in_the_terms_of_others(graph: Memory) -> None:
    ukraine, scholz = KG.entity("ukraine").value, KG.entity("olaf-scholz").value
    assert values(graph, ukraine, OWL.sameAs) == {"http://www.wikidata.org/entity/Q212"}
    assert values(graph, scholz, OWL.sameAs) == set()
    assert {"http://xmlns.com/foaf/0.1/Agent", NAMESPACE + "State", NAMESPACE + "Actor"} <= values(
        graph, ukraine, RDF.type
    )
    assert "https://schema.org/Person" in values(graph, scholz, RDF.type)


def test_topics_are_concepts_below_others(graph: Memory) -> None:
    tanks, deliveries = KG.entity("tanks").value, KG.entity("arms-deliveries").value
    assert values(graph, tanks, SKOS.prefLabel) == {"tanks"}
    assert "main battle tanks" in values(graph, tanks, SKOS.altLabel)
    assert values(graph, tanks, SKOS.broader) == {deliveries}
    assert values(graph, deliveries, SKOS.prefLabel) == {"arms deliveries"}
    assert values(graph, KG.entity("new-thing").value, SKOS.prefLabel) == {"new thing"}
    assert values(graph, KG.entity("brexit").value, SKOS.prefLabel) == set()  # an event with a topic's id


def test_decisions_are_there(graph: Memory) -> None:
    decision = KG.thing("decision", "d-1").value
    assert values(graph, decision, KG.term("onClaim")) == {KG.thing("claim", "c-7").value}
    assert values(graph, decision, KG.term("anchor")) == {'{"quote":"x"}'}
    assert values(graph, KG.thing("decision", "d-2").value, KG.term("fits")) == {"false"}


def test_articles_without_their_text(graph: Memory) -> None:
    article = KG.thing("article", "a1").value
    assert values(graph, article, DCTERMS.source) == {"https://example.org/a?b=%5Bc%5D&d=%25zz#e%23f"}
    assert values(graph, article, DCTERMS.issued) == {"2023-07-10"}
    assert not [o for _, _, o in map(triple, quads(graph)) if len(o) > 70 and not o.startswith("http")]


@given(text=st.text())
def test_ids_survive_in_iris(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert KG.id_of("entity", KG.entity(text).value) == text
    assert set(escaped(text)).isdisjoint('<>"{}|\\^` /?#:@')
    assert escaped(text) not in {".", ".."}


@given(rest=st.text())
def test_a_web_address_is_an_iri_or_nothing(rest: str) -> None:
    found = web("https://" + rest)
    assert found is None or rdflib.URIRef(found.value).n3() == f"<{found.value}>"
    assert web(rest) is None or rest.lower().startswith("http")


def test_web_addresses() -> None:
    assert web("javascript:alert(1)") is None
    assert web("http://x.org:port/") is None
    assert str(web("http://x.org/ä <b>")) == "<http://x.org/%C3%A4%20%3Cb%3E>"
    assert wikidata("Q1> <x") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2023", "gYear"), ("2023-07", "gYearMonth"), ("2023-07-11", "date"), ("2023-13", "string"), ("no", "string")],
)
def test_dates_have_their_type(text: str, kind: str) -> None:
    literal = when(text)
    assert literal is not None
    assert literal.datatype.value == f"http://www.w3.org/2001/XMLSchema#{kind}"


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_the_same(value: float) -> None:
    assert float(number(value).value) == value


def test_half_a_character_becomes_a_replacement(tmp_path: Path) -> None:
    claim = Claim("c", "a", Ref("\ud800", "\ud800", "Actor"), "MEETS", Quantity("1"), "\ud800", 0, 1)
    path = write(Memory((Article("a", "a", "\ud800"),), ((claim, "open"),)), tmp_path / "g.nq")
    ((back, _),) = reading.claims(path)
    assert (back.quote, back.subject.name, back.subject.id) == ("\ufffd", "\ufffd", "\ud800")


def test_a_namespace_of_ones_own(graph: Memory, tmp_path: Path) -> None:
    path = write(graph, tmp_path / "g.trig", namespace="http://example.org/x#")
    assert b"w3id.org" not in path.read_bytes()
    assert len(list(reading.claims(path, namespace="http://example.org/x#"))) == 7
    assert list(reading.claims(path)) == []


@pytest.mark.parametrize("bad", ["x", "http://x.org", "http://x y/", "ftp://x/", "http://[/"])
def test_a_namespace_that_is_none(graph: Memory, bad: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no namespace"):
        write(graph, tmp_path / "g.ttl", namespace=bad)


def test_reading_what_is_no_rdf(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("[] a [] . ] no", encoding="utf-8")
    for name in ("g.ttl", "absent.ttl"):
        with pytest.raises(SourceError, match="no RDF file"):
            list(reading.claims(tmp_path / name))


def test_every_property_of_ours_is_defined(graph: Memory) -> None:
    files = (ROOT / "ontology" / "kg.ttl", ROOT / "ontology" / "record.ttl")
    defined = {triple(quad)[0] for file in files for quad in pyoxigraph.parse(path=str(file))}
    found = set(map(triple, quads(graph)))
    used = {p for _, p, _ in found} | {o for _, p, o in found if p == RDF.type.value}
    ours = {iri for iri in used if iri.startswith(NAMESPACE)}
    assert ours - defined == set()


def test_a_part_of_the_graph(graph: Memory) -> None:
    part = Part(graph, ["notes/a0.txt"])
    assert [a.id for a in part.articles()] == ["a0"]
    assert not [*part.claims(), *part.entities(), *part.decisions()]
    part = Part(graph, ["a1"])
    assert [c.id for c, _ in part.claims()] == [c.id for c, _ in graph.claims("a1")]
    assert "new-thing" not in {e.id for e in part.entities()}
    assert [d.id for d, _ in part.decisions()] == ["d-1", "d-2"]
    assert list(part.claims("a0")) == []
    with pytest.raises(UsageError, match="There is no article 'a2'"):
        Part(graph, ["a2"])


def test_hash_seeds_do_not_matter(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from kg.export import write; from tests.export.sample import sample;"
        "write(sample(), Path('-'), 'trig')"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, cwd=ROOT, env={"PYTHONHASHSEED": seed, "HOME": str(tmp_path)},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != b""


def test_an_empty_graph(tmp_path: Path) -> None:
    for name in SYNTAXES.values():
        assert list(reading.claims(write(Memory(), tmp_path / name))) == []


def test_entities_of_an_unknown_class(tmp_path: Path) -> None:
    graph = Memory(held_entities=(Entity("x", "x", "Space ship/"),))
    assert values(graph, KG.entity("x").value, RDF.type) == {NAMESPACE + "Space%20ship%2F"}
    assert write(graph, tmp_path / "g.ttl").stat().st_size > 0
