from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import check, session
from kg.errors import ContentError
from kg.model import Article, Claim, Entity, Paragraph, Ref
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

TEXT = "France will train pilots in Ukraine."
ARTICLE = Article("a", "a.txt", TEXT, paragraphs=(Paragraph(0, 0, len(TEXT)),))
ENTITIES = (Entity("france", "France", "State"), Entity("topic-pilots", "pilots", "Topic"))
SUBJECT, OBJECT = (Ref(e.id, e.name, e.type) for e in ENTITIES)
CLAIM = Claim("c-1", "a", SUBJECT, "PROVIDES", OBJECT, "will train pilots", 7, 24, modality="planned")


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("cli") / "test.kg")
    store = open_store(path, create=True)
    store.add(ARTICLE, [CLAIM], ENTITIES, "test/1")
    broken = replace(ARTICLE, id="b", location="b.txt")
    store.add(broken, [replace(CLAIM, id="c-2", article="b")], ENTITIES, "test/1")
    list(store.query("MATCH (c:Claim {id: 'c-2'}) SET c.start = 6", write=True).rows)
    store.close()
    return path


def run(location: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    app = typer.Typer()
    check.register(app)
    monkeypatch.setattr(session, "settings", session.Settings(location))
    return CliRunner().invoke(app, words)


def test_verify_lists_what_is_wrong_and_exits_with_1(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(location, monkeypatch, "verify", "--format", "jsonl")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"article": "b", "claim": "c-2", "problem": "the article does not have its quote 'will train pilots' at 6–24."}
    ]
    assert result.stderr == "2 claims in 2 articles: 1 problem.\n"
    assert result.exit_code == 1


def test_verify_says_what_was_checked_where_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "good.kg"), create=True)
    store.add(ARTICLE, [CLAIM], ENTITIES, "test/1")
    store.close()
    result = run(str(tmp_path / "good.kg"), monkeypatch, "verify")
    assert (result.stdout, result.stderr) == ("", "1 claim in 1 article: every quote is in its place.\n")
    assert result.exit_code == 0


def test_check_reads_claims_from_a_file(location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [CLAIM, replace(CLAIM, id="c-9", predicate="LIKES"), replace(CLAIM, id="c-8", article="z")]
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join(json.dumps(c.to_json()) for c in claims) + "\n\n", encoding="utf-8")
    result = run(location, monkeypatch, "check", str(file), "--format", "csv")
    assert result.stdout.splitlines() == [
        "article,claim,problem",
        "a,c-9,the ontology has no relation 'LIKES'.",
        "z,c-8,its article is not in the graph: load it first.",
    ]
    assert (result.exit_code, result.stderr) == (1, f"3 claims of {file}: 2 problems.\n")
    words = CLAIM.to_json() | {"qualifier": "what a line\u2028may\x85hold"}
    file.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    assert run(location, monkeypatch, "check", str(file)).exit_code == 0


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"subject": 3}', "\udcff"])
def test_a_line_that_is_no_claim_is_named(
    line: str, location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8", errors="surrogateescape")
    result = run(location, monkeypatch, "check", str(file))
    assert isinstance(result.exception, ContentError)
    assert f"{file}:2: no claim as kg extract prints it" in str(result.exception)
