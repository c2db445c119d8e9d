"""The way of the data, from a file to an answer, on the real parts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.build import Graph, Loaded, base_folder, store_location, why_none
from kg.errors import KgError, SourceError, StoreError, StoreMissingError
from kg.model import Article, Paragraph
from kg.stores import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with kg.open(str(tmp_path_factory.mktemp("build") / "test.kg")) as opened:
        opened.load(str(EXAMPLES))
        yield opened


def test_every_example_is_read_with_its_proof(graph: Graph) -> None:
    articles = {article.id: article for article in graph.store.articles()}
    assert len(articles) == 5
    claims = [claim for claim, _ in graph.store.claims()]
    assert {claim.article for claim in claims} == set(articles)
    for claim in claims:
        assert articles[claim.article].text[claim.start : claim.end] == claim.quote


def test_what_nato_refused_ukraine_on_the_eve_of_vilnius(graph: Graph) -> None:
    rows = graph.query("refusals", by="NATO", to="Ukraine", topic="membership timetable").to_dicts()
    assert "NATO allies will not give Ukraine a timetable for membership" in {row["quote"] for row in rows}


def test_loading_again_changes_nothing(graph: Graph) -> None:
    before = list(graph.store.dump())
    outcomes = graph.load(str(EXAMPLES))
    assert {o.change for o in outcomes if isinstance(o, Loaded)} == {Change.UNCHANGED}
    assert list(graph.store.dump()) == before


def test_cypher_view_and_export(graph: Graph, tmp_path: Path) -> None:
    rows = graph.cypher("MATCH (a:Article) WHERE a.id = $id RETURN count(a) AS n", id="none")
    assert (rows.columns, repr(rows)) == (("n",), "<Rows of n: loop over them, or take to_dicts()>")
    assert rows.to_dicts() == [{"n": 0}]
    assert list(graph.cypher("UNWIND [1, 2] AS n RETURN n")) == [(1,), (2,)]
    assert graph.view(tmp_path / "graph.html", around="Ukraine").path.is_file()
    assert graph.export(tmp_path / "graph.ttl").read_text("utf-8").startswith("@prefix")


def test_where_nothing_could_be_read_nobody_goes_on_unaware(
    graph: Graph, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(SourceError, match=r"none.txt: there is no such file or folder"):
        graph.load(str(tmp_path / "none.txt"))
    with pytest.raises(KgError, match=r"None of 4 sources could be read: .*1: there is no .*3: .*; …"):
        graph.load(*(str(tmp_path / str(n)) for n in (1, 2, 3, 4)))
    assert graph.load(str(EXAMPLES), str(tmp_path / "none.txt"))
    assert f"{tmp_path / 'none.txt'}: there is no such file or folder" in caplog.messages


def test_bad_sources_are_outcomes_and_stop_nothing(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(
        "Der Bundeskanzler hat der Ukraine am Dienstag in Berlin weitere Panzer versprochen, sagte er."
    )
    empty, german, missing = graph.load(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), str(tmp_path / "c.txt"))
    assert isinstance(empty, SourceError)
    assert isinstance(missing, SourceError)
    assert isinstance(german, Loaded)
    assert german.claims == 0
    assert "its language is de" in german.note
    graph.store.forget(german.article.id)


def test_an_article_that_reading_stumbles_over_is_an_outcome(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_: Article) -> None:
        msg = "odd"
        raise ValueError(msg)

    path = tmp_path / "odd.txt"
    path.write_text("France promised Ukraine tanks at the summit in Vilnius on Tuesday.")
    with monkeypatch.context() as patched:
        patched.setattr(graph.pipeline, "claims", stumble)
        (failed,) = graph.loading(str(path))
        assert "reading it failed (ValueError: odd)" in str(failed)
        patched.setattr(graph.pipeline, "claims", lambda _: (_ for _ in ()).throw(StoreError("gone")))
        with pytest.raises(StoreError, match="gone"):
            graph.load(str(path))
    (loaded,) = graph.load(str(path))
    assert isinstance(loaded, Loaded)
    assert loaded.claims
    assert graph.store.forget(loaded.article.id)


def test_where_a_graph_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    assert store_location() == "summits.kg"
    monkeypatch.setenv("KG_STORE", str(tmp_path / "x.kg"))
    assert store_location() == str(tmp_path / "x.kg")
    assert store_location("here.kg") == "here.kg"
    assert base_folder(str(tmp_path / "x.kg")) == tmp_path
    monkeypatch.chdir(os.sep)
    assert base_folder("neo4j://host") == Path(os.sep)
    with pytest.raises(StoreMissingError, match="There is no graph at"):
        Graph.open(create=False)


def test_why_an_article_makes_no_claim() -> None:
    body, heading = Paragraph(0, 0, 1), Paragraph(0, 0, 1, "heading")
    assert why_none(Article("a", "a", "x", paragraphs=(body,))) == "no claim was found in it"
    assert "no body text" in why_none(Article("a", "a", "x", paragraphs=(heading,)))


def test_an_official_text_is_related_to_its_declaration_whenever_that_is_told_of(tmp_path: Path) -> None:
    text = tmp_path / "bucharest.md"
    text.write_text(
        "---\ntitle: Bucharest Summit Declaration\npublished: 2008-04-03\ngenre: declaration\nissuer: NATO\n---\n\n"
        "We agreed today that these countries will become members of NATO.\n",
        encoding="utf-8",
    )
    dumps = []
    for n, order in enumerate(([str(text), "reference"], ["reference", str(text)])):
        with kg.open(str(tmp_path / f"{n}.kg")) as graph:
            graph.load(*order)
            rows = list(
                graph.cypher("MATCH (a:Article)-[:TEXT_OF]->(d:Declaration) RETURN a.title AS t, d.id AS d").rows
            )
            assert rows == [("Bucharest Summit Declaration", "bucharest-summit-declaration-2008")]
            assert [row["claims"] > 0 for row in graph.query("texts").to_dicts()] == [True]
            assert {o.change for o in graph.load(*order) if isinstance(o, Loaded)} == {Change.UNCHANGED}
            dumps.append(list(graph.store.dump()))
    assert dumps[0] == dumps[1]
