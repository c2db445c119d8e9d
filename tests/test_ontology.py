"""The ontology: what it holds, how it is asked, and that each mistake in its files has its line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import ontology as cli
from kg.errors import ContentError, KgError, UnknownNameError, UsageError
from kg.ontology import ENTITIES, NAMESPACE, Ontology, ontology
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
RELATIONS = [
    "PROMISES",
    "PROVIDES",
    "REFUSES",
    "DEMANDS",
    "SEEKS",
    "SUPPORTS",
    "OPPOSES",
    "CONDEMNS",
    "WARNS",
    "INVITES",
    "AGREES_ON",
    "REAFFIRMS",
    "RECOGNIZES",
    "REQUIRES",
    "DISCUSSES",
    "BLAMES",
    "ESTABLISHES",
    "ATTACKS",
    "ANNEXES",
    "SANCTIONS",
    "COOPERATES_WITH",
    "MEETS",
    "JOINS",
    "LEAVES",
    "UNDERMINES",
    "STRENGTHENS",
    "MEMBER_OF",
    "CANDIDATE_FOR",
    "HEADS",
    "REPRESENTS",
    "ATTENDS",
    "HOSTS",
    "HELD_IN",
    "ISSUES",
    "ADOPTED_AT",
    "PART_OF",
]
CLASSES = [
    "Actor",
    "Person",
    "State",
    "Organization",
    "Outlet",
    "Group",
    "Event",
    "Summit",
    "Conflict",
    "Declaration",
    "Programme",
    "Topic",
    "Place",
    "Article",
]

PREFIXES = """@prefix kg: <https://w3id.org/summit-kg/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/summit-kg/entity/> .
"""
FIRST = PREFIXES.count("\n") + 1  # the line on which a text after the prefixes begins


def a_class(name: str = "Actor", rest: str = "") -> str:
    words = f'rdfs:label "{name}"@en ; skos:definition "A {name}."@en ; skos:example "one {name}"@en'
    return f"kg:{name} a owl:Class ;\n    {words} {rest} .\n"


def a_relation(name: str = "HELPS", rest: str = "") -> str:
    words = f'rdfs:label "{name}"@en ; skos:definition "To {name}."@en ; skos:example "They {name}."@en'
    return f'kg:{name} a owl:ObjectProperty ;\n    {words} ; kg:kind "act" ; kg:inverseReading "by"@en {rest} .\n'


def a_topic(name: str = "trade", rest: str = "") -> str:
    return f't:{name} a skos:Concept ;\n    skos:prefLabel "{name}"@en ; skos:definition "All {name}."@en {rest} .\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def write(folder: Path, kg: str = "", topics: str = "") -> None:
    (folder / "kg.ttl").write_text(PREFIXES + kg, encoding="utf-8")
    (folder / "topics.ttl").write_text(PREFIXES + topics, encoding="utf-8")


@pytest.fixture(scope="module")
def own() -> Ontology:
    return Ontology.load(ROOT / "ontology")


def test_the_projects_own_files_have_no_mistake() -> None:
    assert Ontology.problems(ROOT / "ontology") == []


def test_every_class_and_relation_is_there(own: Ontology) -> None:
    assert set(RELATIONS) == set(own.relations)
    assert set(CLASSES) == set(own.classes)


def test_terms_come_in_alphabetical_order(own: Ontology) -> None:
    for terms in (own.classes, own.relations, own.topics):
        assert list(terms) == sorted(terms)


def test_a_relation_carries_what_the_engine_asks(own: Ontology) -> None:
    refuses = own.relations["REFUSES"]
    assert (refuses.kind, refuses.negation, refuses.inverse) == ("act", "PROMISES", "is refused by")
    assert refuses.subjects == ("Actor",)
    assert set(refuses.objects) == {"Topic", "Programme", "Event"}
    assert refuses.addressees == ("Actor",)
    assert own.relations["ANNEXES"].parent == "ATTACKS"
    assert own.relations["SUPPORTS"].opposite == "OPPOSES"
    assert own.relations["MEMBER_OF"].near == ("http://www.w3.org/ns/org#memberOf",)
    assert own.relations["REQUIRES"].subjects == ()
    assert own.relations["BLAMES"].plover == "ACCUSE/allege"


def test_force_rises_from_talking_to_agreeing(own: Ontology) -> None:
    scale = ("DISCUSSES", "SUPPORTS", "SEEKS", "REAFFIRMS", "PROMISES", "AGREES_ON")
    forces = [own.relations[name].force for name in scale]
    assert forces == [1, 2, 3, 4, 5, 6]
    assert own.relations["HEADS"].force is None


def test_lineage_goes_up_to_the_root(own: Ontology) -> None:
    assert own.lineage("Outlet") == ("Outlet", "Organization", "Actor")
    assert own.lineage("Topic") == ("Topic",)


def test_is_a(own: Ontology) -> None:
    assert own.is_a("State", "Actor")
    assert own.is_a("State", "State")
    assert not own.is_a("Actor", "State")
    assert not own.is_a("Nonsense", "Actor")


def test_narrower_and_broader_topics(own: Ontology) -> None:
    assert {"membership", "membership-timetable", "accession-talks"} <= own.narrower("membership")
    assert "open-door-policy" not in own.narrower("membership")
    assert own.narrower("brexit") == {"brexit"}
    assert own.broader("membership-timetable") == {"membership-timetable", "membership", "enlargement"}


def test_relations_below_one(own: Ontology) -> None:
    assert own.kinds_of("ATTACKS") == {"ATTACKS", "ANNEXES"}
    assert own.kinds_of("ANNEXES") == {"ANNEXES"}


@pytest.mark.parametrize("ask", ["lineage", "narrower", "broader", "kinds_of"])
def test_an_unknown_name_is_a_sentence(own: Ontology, ask: str) -> None:
    with pytest.raises(UnknownNameError, match="There is no"):
        getattr(own, ask)("nonsense")


def test_common_wordings_lead_to_their_topic(own: Ontology) -> None:
    by_name = {fold(n): t.id for t in own.topics.values() for n in (t.label, *t.aliases)}
    wordings = {
        "timetable for accession": "membership-timetable",
        "schedule for membership": "membership-timetable",
        "invitation to join": "membership-invitation",
        "two percent of GDP": "defence-spending-target",
        "defense expenditure": "defence-spending",
        "truce": "ceasefire",
        "cap on the price of Russian oil": "oil-price-cap",
        "the SDGs": "sustainable-development-goals",
    }
    assert {name: by_name[fold(name)] for name in wordings} == wordings
    assert len(own.topics) > 120


def test_the_default_ontology_is_read_once_and_quickly() -> None:
    assert ontology() is ontology()
    begun = time.perf_counter()
    Ontology.load(ROOT / "ontology")
    assert time.perf_counter() - begun < 1  # 0.04 s alone; a loaded machine has its day


def test_the_version_is_that_of_the_files(folder: Path) -> None:
    before = Ontology.load(folder).version
    assert Ontology.load(folder).version == before
    write(folder, topics=a_topic())
    assert Ontology.load(folder).version != before


def test_the_namespaces() -> None:
    assert ENTITIES.startswith(NAMESPACE)


def test_a_users_folder_adds_terms_and_aliases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    more = 't:ceasefire skos:altLabel "silence of the guns"@en .\n' + a_topic("whales", "; skos:broader t:oceans")
    write(tmp_path / "ontology", a_relation("VISITS", "; kg:subjectClass kg:Actor"), more)
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    mine = Ontology.load()
    assert "VISITS" in mine.relations
    assert "PROMISES" in mine.relations
    assert "silence of the guns" in mine.topics["ceasefire"].aliases
    assert "whales" in mine.narrower("oceans")


def test_a_missing_project_file_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.content._PACKAGE", tmp_path / "kg")
    with pytest.raises(UsageError, match=r"There is no ontology/kg\.ttl"):
        Ontology.load()


def mistakes() -> Iterator[tuple[str, str, str, str, int, str]]:
    """Name, kg.ttl and topics.ttl after the prefixes, the file and line at fault, and words of the sentence."""
    actor, helps, trade = a_class(), a_relation(), a_topic()
    yield "syntax", actor + "kg:State a owl:Class ; ; ] .", "", "kg.ttl", FIRST + 2, "is no Turtle"
    yield "prefix", "nope:State a owl:Class .", "", "kg.ttl", FIRST, "prefix"
    yield "parent", actor + a_class("State", ";\n    rdfs:subClassOf kg:Acter"), "", "kg.ttl", FIRST + 4, "mean Actor"
    yield "label", actor + "\nkg:State a owl:Class .", "", "kg.ttl", FIRST + 3, "no rdfs:label"
    yield "empty", 'kg:State a owl:Class ; rdfs:label " " .', "", "kg.ttl", FIRST, "no rdfs:label"
    yield "subject", helps.replace(" .\n", " ;\n kg:subjectClass kg:Nope .\n"), "", "kg.ttl", FIRST + 2, "class Nope"
    yield "not a class", helps + a_relation("AIDS", ";\n kg:objectClass kg:HELPS"), "", "kg.ttl", FIRST + 4, "HELPS"
    yield "kind", helps.replace('"act"', '"whim"'), "", "kg.ttl", FIRST + 1, "'whim' is no kind"
    yield "no kind", helps.replace('kg:kind "act" ;', ""), "", "kg.ttl", FIRST, "no kg:kind"
    yield "force", helps.replace(" .\n", " ;\n kg:force 9 .\n"), "", "kg.ttl", FIRST + 2, "from 1 to 6, not '9'"
    yield "property", helps.replace(" .\n", " ;\n kg:forse 2 .\n"), "", "kg.ttl", FIRST + 2, "mean force"
    yield "strange", helps.replace(" .\n", " ;\n kg:xyzzy 2 .\n"), "", "kg.ttl", FIRST + 2, "no property"
    yield "two labels", helps + 'kg:HELPS rdfs:label "aids"@en .', "", "kg.ttl", FIRST + 2, "two rdfs:label"
    yield "twice", actor + actor, "", "kg.ttl", FIRST + 2, f"also at kg.ttl:{FIRST}"
    yield "class name", a_class("actor"), "", "kg.ttl", FIRST, "begins with a capital"
    yield "relation name", a_relation("Helps"), "", "kg.ttl", FIRST, "is in capitals"
    yield "topic name", "", a_topic("Free_trade"), "topics.ttl", FIRST, "small letters"
    yield "taken", a_relation("STATED_BY"), "", "kg.ttl", FIRST, "the graph itself uses"
    yield "taken in another case", a_class("CLAIM"), "", "kg.ttl", FIRST, "the graph itself uses"
    yield "taken by the engine", a_relation("DIRECT"), "", "kg.ttl", FIRST, "the graph itself uses"
    yield "alike", actor + a_relation("ACTOR"), "", "kg.ttl", FIRST + 2, "'ACTOR' differs from 'Actor' only in case"
    yield "namespace", "", trade.replace("t:trade", "<http://x.org/trade>"), "topics.ttl", FIRST, "must lie in"
    yield "type", "kg:Actor a rdfs:Resource .", "", "kg.ttl", FIRST, "of no known type (Resource)"
    yield "no type", 'kg:Akter rdfs:label "x"@en .', "", "kg.ttl", FIRST, "has no type"
    yield "two types", actor + "kg:Actor a skos:Concept .", "", "kg.ttl", FIRST, "not two of them"
    yield (
        "opposite",
        helps + a_relation("HARMS", ";\n kg:opposite kg:HELPS"),
        "",
        "kg.ttl",
        FIRST + 4,
        "not that of HELPS",
    )
    yield "broader", "", a_topic("trade", ";\n skos:broader t:money"), "topics.ttl", FIRST + 2, "topic money"
    yield "bad alias", "", a_topic("trade", ';\n skos:altLabel "…"@en'), "topics.ttl", FIRST + 2, "no letters"
    shared = trade + a_topic("sales", ';\n skos:altLabel "buying"@en,\n "the Trade"@en')
    yield "shared alias", "", shared, "topics.ttl", FIRST + 5, "'the Trade' is a name of sales and of trade"
    two = a_class("A") + a_class("B") + a_class("C", ";\n rdfs:subClassOf kg:A,\n kg:B")
    yield "two parents", two, "", "kg.ttl", FIRST + 7, "more than one parent class"
    cycle = a_topic("one", ";\n skos:broader t:two") + a_topic("two", ";\n skos:broader t:one")
    yield "cycle", "", cycle, "topics.ttl", FIRST + 2, "lies above itself"
    cycle = a_class("One", ";\n rdfs:subClassOf kg:Two") + a_class("Two", ";\n rdfs:subClassOf kg:One")
    yield "class cycle", cycle, "", "kg.ttl", FIRST + 2, "lies above itself, by way of Two"


@pytest.mark.parametrize("mistake", list(mistakes()), ids=lambda m: m[0])
def test_each_mistake_is_told_with_file_and_line(tmp_path: Path, mistake: tuple[str, str, str, str, int, str]) -> None:
    _, kg, topics, name, line, words = mistake
    write(tmp_path, kg, topics)
    found = Ontology.problems(tmp_path)
    at_line = [p for p in found if (p.path, p.line) == (str(tmp_path / name), line) and words in str(p)]
    assert at_line, [str(p) for p in found]
    with pytest.raises(ContentError) as error:
        Ontology.load(tmp_path)
    assert str(error.value) == str(found[0])


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    write(folder, "kg:A a owl:Class .\nkg:b a owl:Class .\n", a_topic("trade", "; skos:broader t:none"))
    found = Ontology.problems(folder)
    assert {Path(p.path).name for p in found} == {"kg.ttl", "topics.ttl"}
    assert len(found) == 3 + 3 + 1 + 1  # three words each for two classes, a name, a broader topic
    write(folder, "] nonsense", "[ nonsense")
    assert [Path(p.path).name for p in Ontology.problems(folder)] == ["kg.ttl", "topics.ttl"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (found,) = Ontology.problems(tmp_path)
    assert str(found) == f"{tmp_path / 'kg.ttl'}: cannot be read: No such file or directory"


def test_a_term_named_only_within_a_line_has_no_line(folder: Path) -> None:
    write(folder, "  kg:A a owl:Class .")
    assert {p.line for p in Ontology.problems(folder)} == {None}


def test_blank_nodes_and_foreign_subjects_are_left_alone(folder: Path) -> None:
    write(folder, a_class() + '<http://example.org/x> a rdfs:Resource .\n[] rdfs:label "nobody" .\n')
    assert list(Ontology.load(folder).classes) == ["Actor"]


def test_english_is_the_label_where_there_are_several(folder: Path) -> None:
    write(folder, topics=a_topic("trade", '; skos:prefLabel "Handel"@de').replace('"trade"@en', '"Trade"@en'))
    topic = Ontology.load(folder).topics["trade"]
    assert (topic.label, topic.aliases) == ("Trade", ("Handel",))


def run(*words: str) -> tuple[int, str, BaseException | None]:
    app = typer.Typer()
    cli.register(app)
    app.callback()(lambda: None)
    result = CliRunner().invoke(app, ["ontology", *words])
    return result.exit_code, result.stdout, result.exception


def test_kg_ontology_lists_everything() -> None:
    code, out, _ = run("--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(rows) == sum(map(len, (ontology().classes, ontology().relations, ontology().topics)))
    assert {row["kind"] for row in rows} == {"class", "relation", "topic"}


def test_kg_ontology_lists_one_kind() -> None:
    _, out, _ = run("--kind", "relation", "--format", "csv")
    assert len(out.splitlines()) == 1 + len(ontology().relations)
    assert "topic" not in {line.split(",")[0] for line in out.splitlines()}


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("promises", "inverse", "is promised by"),
        ("State", "parent", "Actor"),
        ("the Timetable for Accession", "id", "membership-timetable"),
    ],
)
def test_kg_ontology_show(name: str, key: str, value: str) -> None:
    _, out, _ = run("show", name, "--format", "json")
    assert {row["property"]: row["value"] for row in json.loads(out)}[key] == value


def test_kg_ontology_show_of_nothing() -> None:
    _, _, error = run("show", "PROMISSES")
    assert isinstance(error, UnknownNameError)
    assert "Did you mean PROMISES" in str(error)


def test_kg_ontology_check() -> None:
    assert run("check") == (0, "", None)


def test_kg_ontology_check_lists_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    write(tmp_path / "ontology", "kg:Akter a owl:Class .")
    monkeypatch.setenv("KG_CONTENT", str(tmp_path))
    _, out, error = run("check", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(Path(row["file"]).name, row["line"]) for row in rows] == [("kg.ttl", FIRST)] * 3
    assert rows[0]["problem"].startswith("Akter has no")
    assert isinstance(error, KgError)
    assert str(error) == "3 mistakes in the ontology."
    (tmp_path / "ontology" / "topics.ttl").unlink()
    (tmp_path / "ontology" / "kg.ttl").write_text(PREFIXES + "x", encoding="utf-8")
    assert str(run("check")[2]) == "1 mistake in the ontology."


def test_the_ontology_needs_no_slow_library() -> None:
    slow = "('rdflib', 'spacy', 'networkx')"
    code = f"import sys, kg.ontology as o; o.ontology(); print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env=dict(os.environ)
    )
    assert done.stdout == "[]\n"


def test_no_topic_has_the_id_of_a_known_entity(own: Ontology) -> None:
    from kg.reference import reference

    assert set(own.topics).isdisjoint(reference().entities)
