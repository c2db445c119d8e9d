"""The real embedded store: what goes in comes out, whatever the format."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.export import FORMATS, Part, reading, write
from kg.model import Article, Decision, Entity, Paragraph
from kg.stores.opening import open_store
from tests.export.sample import REJECTED, Memory, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

PROGRAM = "from kg.cli import app, export; export.register(app); app()"
PLAIN = b"entity:nato-allies kg:MEETS entity:ukraine"  # what REJECTED says


def unjudged() -> Memory:
    """The sample as a store first has it: nobody has decided anything, and only what claims name is there."""
    graph = sample()
    known = {entity.id: entity for entity in graph.entities()}
    refs = {ref.id: ref for claim, _ in graph.claims() for ref in claim.refs.values()}
    entities = tuple(replace(known.get(r.id) or Entity(r.id, r.name, r.type), name=r.name) for r in refs.values())
    articles = tuple(replace(a, paragraphs=(Paragraph(0, 0, len(a.text)),)) for a in graph.articles())
    return Memory(articles, tuple((claim, "open") for claim, _ in graph.claims()), entities)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph, path = unjudged(), tmp_path_factory.mktemp("store") / "g.kg"
    with closing(open_store(str(path), create=True)) as store:
        for article in graph.articles():
            claims = [claim for claim, _ in graph.claims(article.id)]
            named = {ref.id for claim in claims for ref in claim.refs.values()}
            store.add(article, claims, [e for e in graph.entities() if e.id in named], "test/1")
    return path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "g.kg"))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(str(folder), create=False)) as opened:
        yield opened


def test_a_store_exports_what_went_in(store: Store, tmp_path: Path) -> None:
    for name, form in ((name, form) for name, form in FORMATS.items() if form.suffix):
        stored = write(store, tmp_path / f"stored{form.suffix}", name)
        assert stored.read_bytes() == write(unjudged(), tmp_path / f"memory{form.suffix}", name).read_bytes(), name


def test_claims_come_back_from_rdf(store: Store, tmp_path: Path) -> None:
    assert list(reading.claims(write(store, tmp_path / "g.trig"))) == list(store.claims())


def test_a_rejected_claim_is_asserted_no_more(store: Store, tmp_path: Path) -> None:
    assert PLAIN in write(store, tmp_path / "g.ttl").read_bytes()
    store.decide(Decision("d-1", "reject", "2024-01-01T00:00:00Z", "ann", claim=REJECTED.id, article="a1"))
    after = write(store, tmp_path / "g.ttl")
    assert PLAIN not in after.read_bytes()
    assert {claim.id: status for claim, status in reading.claims(after)}[REJECTED.id] == "rejected"
    assert b"decision:d-1" in after.read_bytes()


def test_a_part_of_a_store(store: Store, tmp_path: Path) -> None:
    path = write(Part(store, ["a0"]), tmp_path / "g.jsonl")
    assert path.read_bytes() == b""


def test_the_text_of_a_declaration_says_so(store: Store, tmp_path: Path) -> None:
    declaration = Entity("vilnius-communique", "Vilnius Communiqué", "Declaration", source="declarations.csv:2")
    article = Article("text", "text.txt", "We agree.", text_of=declaration.ref("Communiqué"))
    store.add(article, [], [declaration], "test/1")
    for source in (store, Part(store, ["text"])):
        written = write(source, tmp_path / "g.ttl").read_text(encoding="utf-8")
        assert "kg:textOf entity:vilnius-communique" in written
        assert '"Vilnius Communiqué"' in written


def test_the_program_exports_to_stdout(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "export", "-o", "-", "--format", "jsonl"],
        check=True, capture_output=True, env=os.environ | {"KG_STORE": str(folder)},
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == [claim.id for claim, _ in unjudged().claims()]
    assert done.stderr == b""
