"""A backup is whole or not there, the same for the same graph, and whatever was done to one is noticed."""

from __future__ import annotations

import gzip
import json
import os
import random
import threading
import tracemalloc
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, StoreError
from kg.model import Decision, Json
from kg.moving import BackupError, BackupFile, Content, backup, content, lines, packing, parts
from kg.moving.content import Tally
from kg.stores.decisions import on_claim
from kg.stores.opening import open_store
from tests.moving.conftest import Make, move
from tests.servers.shared import place
from tests.stores.saying import article, claim, full, ref, said, small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.stores import Store

ENDS = "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE currentQuery = '' RETURN id"


def write(store: Store, path: Path) -> Content:
    deque(backup(store, path, tally := Tally()), maxlen=0)
    return tally.content


def check(path: Path) -> None:
    with BackupFile.open(path) as source:
        deque(source.check(), maxlen=0)


def restore(path: Path, store: Store) -> Content:
    with BackupFile.open(path) as source:
        deque(source.check(), maxlen=0)
        return move(source, store)


def fill(store: Store) -> None:
    store.add(*full())
    store.add(*small("a"))
    store.decide(Decision("d-1", "merge", "2024-01-01T00:00:00Z", "me", entity="nato-allies", into="nato"))
    store.decide(on_claim("reject", full().article, full().claims[0], by="me"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small graph."""
    folder = tmp_path_factory.mktemp("whole")
    store = open_store(str(folder / "g.kg"))
    fill(store)
    write(store, folder / "g.kgb")
    store.close()
    return folder / "g.kgb"


def test_the_same_graph_gives_the_same_bytes(here: Make, target: Store, tmp_path: Path) -> None:
    fill(target)
    assert write(target, tmp_path / "a.kgb") == content(target)
    restored = here()
    assert restore(tmp_path / "a.kgb", restored) == content(target)
    assert list(restored.dump()) == list(target.dump())
    write(restored, tmp_path / "b.kgb")
    assert (tmp_path / "a.kgb").read_bytes() == (tmp_path / "b.kgb").read_bytes()


def test_an_empty_graph_and_odd_characters_come_back(here: Make, tmp_path: Path) -> None:
    store, other, third = here(), here(), here()
    assert write(store, tmp_path / "empty.kgb") == restore(tmp_path / "empty.kgb", other)
    store.add(article("odd", "\u2028\r é 😀\x00"), [], [], "r")
    write(store, tmp_path / "odd.kgb")
    restore(tmp_path / "odd.kgb", third)
    assert list(third.articles()) == list(store.articles())


def test_a_long_article_takes_several_lines(here: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "TEXT", 7)
    monkeypatch.setattr(lines, "CLAIMS", 2)
    store, other = here(), here()
    for one in (full(), full("b"), small("c")):
        store.add(*one)
    write(store, tmp_path / "g.kgb")
    found = gzip.decompress((tmp_path / "g.kgb").read_bytes()).splitlines()
    assert sum(line.startswith(b'{"part"') for line in found) > 10
    restore(tmp_path / "g.kgb", other)
    assert list(other.dump()) == list(store.dump())


def test_a_restore_that_was_interrupted_goes_on(here: Make, whole: Path, target: Store) -> None:
    other = here()
    restore(whole, other)
    target.add(*small("a"))
    restore(whole, target)
    restore(whole, target)
    assert list(target.dump()) == list(other.dump())
    target.add(*small("z"))
    with pytest.raises(StoreError, match=r"holds articles that are not in .*g\.kgb.* \(z\)"):
        restore(whole, target)


def test_a_backup_that_fails_leaves_the_old_one(here: Make, tmp_path: Path) -> None:
    store = here()
    fill(store)
    path = tmp_path / "out" / "g.kgb"
    path.parent.mkdir()
    path.write_bytes(b"old")
    steps = backup(store, path, Tally())
    next(steps)
    store.close()
    with pytest.raises(Exception, match=r".") as caught:
        deque(steps, maxlen=0)
    assert not isinstance(caught.value, AssertionError)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_who_would_change_the_graph_waits_and_who_reads_goes_on(target: Store, tmp_path: Path) -> None:
    fill(target)
    before = content(target)
    with ThreadPoolExecutor(2) as pool:
        steps = backup(target, tmp_path / "g.kgb", tally := Tally())
        next(steps)
        started = threading.Event()

        def add() -> None:
            started.set()
            target.add(*small("a0"))

        change = pool.submit(add)
        raw = pool.submit(lambda: list(target.query("CREATE (:Claim {id: 'x'})", write=True).rows))
        started.wait()
        assert [one.id for one in target.articles()] == ["a", "vilnius"]
        assert not change.done()
        assert not raw.done()
        deque(steps, maxlen=0)
        change.result()
        raw.result()
    assert tally.content == before
    assert [one.id for one in target.articles()] == ["a", "a0", "vilnius"]


def test_a_server_that_lets_go_of_the_graph_meanwhile_makes_no_backup(there: Store, tmp_path: Path) -> None:
    fill(there)
    steps = backup(there, tmp_path / "g.kgb", Tally())
    next(steps)
    for row in place("neo4j").run(ENDS):
        place("neo4j").run(f"TERMINATE TRANSACTION '{row['id']}'")
    with pytest.raises(StoreError):
        deque(steps, maxlen=0)
    assert list(tmp_path.glob("*.kgb*")) == []
    assert write(there, tmp_path / "g.kgb") == content(there)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_that_is_cut_or_damaged_anywhere_is_noticed(whole: Path, data: st.DataObject) -> None:
    raw = whole.read_bytes()
    at = data.draw(st.integers(0, len(raw) - 1))
    if data.draw(st.booleans()):
        broken = raw[:at]
    else:
        broken = raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]
    path = whole.with_name("broken.kgb")
    path.write_bytes(broken)
    if at in range(4, 10) and len(broken) == len(raw):
        check(path)  # when and on what system it was compressed says nothing
        return
    with pytest.raises(KgError, match=r"broken\.kgb"):
        check(path)


def edited(path: Path, to: Path, change: Callable[[list[Json]], Any]) -> None:
    """The same file with other lines."""
    found = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    change(found)
    to.write_bytes(gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in found)))


def sets(line: int, *path: str | int, to: Any) -> Callable[[list[Json]], None]:
    """Sets one value of a line."""

    def change(found: list[Json]) -> None:
        at: Any = found[line]
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = to

    return change


CLAIM = ("article", "claims", 0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (sets(0, "kg", to="x"), "line 1: it does not say that this is a backup of kg"),
        (sets(0, "version", to="1"), "line 1: it does not say that this is a backup of kg"),
        (sets(0, "version", to=2), "line 1: the backup has version 2, and this kg knows versions up to 1"),
        (lambda f: f.pop(), "line 5: the file is cut short after it: its end is missing"),
        (lambda f: f.append(f[-1]), "line 7: something comes after the end"),
        (lambda f: f.insert(1, f[1]), "line 3: articles are out of order ('a' after 'a')"),
        (lambda f: f.insert(4, f[4]), "line 6: decisions are out of order"),
        (lambda f: f.pop(1), "line 5: the file says that it holds 2 articles, 4 claims, 2 decisions"),
        (lambda f: f.insert(1, {"part": {"text": "x"}}), "line 7: the file says that it holds"),
        (lambda f: f.insert(4, {"part": {"text": "x"}}), "line 6: parts of an article come before it"),
        (lambda f: f.insert(4, {"part": {"claims": 3}}), "line 5: claims cannot be 3"),
        (lambda f: f.insert(4, {"part": []}), "line 5: claims cannot be []"),
        (lambda f: f.insert(4, {"what": 1}), "line 5: 'what' is no part of a backup"),
        (lambda f: f.insert(4, {}), "line 5: it is no line of a backup"),
        (sets(2, *CLAIM, "polarity", to="maybe"), "line 3: claims[0].polarity cannot be 'maybe'"),
        (sets(2, *CLAIM, "modality", to=["actual"]), "line 3: claims[0].modality cannot be ['actual']"),
        (sets(2, *CLAIM, "confidence", to="1"), "line 3: claims[0].confidence cannot be '1'"),
        (sets(2, *CLAIM, "start", to=True), "line 3: claims[0].start cannot be True"),
        (sets(2, *CLAIM, "start", to=2**70), "line 3: claims[0].start cannot be 1180591620717411303424"),
        (sets(2, *CLAIM, "end", to=10_000), "does not lie in the text of vilnius"),
        (sets(2, *CLAIM, "trigger", to=[[1, 2, 3]]), "line 3: claims[0].trigger[0] cannot be [1, 2, 3]"),
        (sets(2, *CLAIM, "subject", to=None), "line 3: claims[0].subject cannot be None"),
        (sets(2, *CLAIM, "object", to={"name": "x"}), "line 3: claims[0].object.id is missing"),
        (sets(2, *CLAIM, "object", to={"wrong": "x"}), "line 3: claims[0].object.wrong is no field of the format"),
        (sets(2, *CLAIM, "predicate", to="SINGS"), "line 3: 'SINGS' is no relation of the ontology"),
        (sets(2, *CLAIM, "article", to="a"), "does not lie in the text of vilnius"),
        (sets(2, "article", "entities", 0, "type", to="X` {"), "line 3: 'X` {' is no class of the ontology"),
        (sets(2, "article", "entities", 0, "aliases", to="Kyiv"), "line 3: entities[0].aliases cannot be 'Kyiv'"),
        (sets(2, "article", "article", "paragraphs", 1, "start", to=3), "line 3: paragraph 1 of vilnius does not lie"),
        (sets(2, "article", "article", "title", to="y" * 99), "line 6: the file says"),
        (sets(2, "article", "article", "title", to=7), "line 3: article.title cannot be 7"),
        (sets(2, "article", "article", "title", to="\ud800"), "line 3: article.title cannot be '\\ud800'"),
        (lambda f: f.insert(1, {"part": {"text": "\ud800"}}), "line 2: text cannot be"),
        (sets(2, "article", to=[1]), "line 3: said cannot be [1]"),
        (sets(2, "article", "claims", to={"0": 1}), "line 3: claims cannot be {'0': 1}"),
        (lambda f: f[2]["article"]["claims"].append(f[2]["article"]["claims"][0]), "comes twice"),
        (sets(4, "decision", "anchor", to={"a": [1]}), "line 5: anchor cannot be {'a': [1]}"),
        (sets(4, "decision", "kind", to="forget"), "line 5: kind cannot be 'forget'"),
        (lambda f: f[4]["decision"].pop("claim", f[4]["decision"].pop("entity", 0)), "A decision to"),
        (sets(5, "end", "hash", to="0" * 64), "line 6: the file says that it holds"),
        (sets(5, "end", "articles", to=1.5), "line 6: articles cannot be 1.5"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(
    whole: Path, tmp_path: Path, change: Callable[[list[Json]], Any], says: str
) -> None:
    path = tmp_path / "wrong.kgb"
    edited(whole, path, change)
    with pytest.raises(BackupError) as caught:
        check(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{path}, line ")
    assert len(str(caught.value)) < 400 + len(str(path))


def packed(data: bytes) -> bytes:
    """As gzip has it, the same bytes at any time: workers that collect tests must find the same ones."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", ", line 1: it does not say that this is a backup"),
        (b"no gzip at all", ": it is no backup, which is gzip-compressed"),
        (packed(b"[1]\n"), ", line 1: it is no line of a backup"),
        (packed(b"{}"), ", line 1: it is no line of a backup"),
        (packed(b"{"), ", line 1: it is no JSON (Expecting property name"),
        (packed(b"[" * 200_000 + b"\n"), ", line 1: it is no JSON (it is nested too deeply)"),
        (packed(b'{"kg": NaN}\n'), ", line 1: it is no JSON (NaN is no number)"),
        (packed(b'{"kg": ' + b"9" * 9_999 + b"}\n"), ", line 1: it is no JSON (Exceeds the limit"),
        (packed(b"\xff\xfe\n"), ", line 1: it is no "),
    ],
)
def test_what_is_no_backup_says_so(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "wrong.kgb"
    path.write_bytes(raw)
    with pytest.raises(BackupError) as caught:
        check(path)
    assert f"{path}{says}" in str(caught.value)


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.kgb"
    pack = zlib.compressobj(9, wbits=31)
    path.write_bytes(b"".join(pack.compress(bytes(2**24)) for _ in range(24)) + pack.flush())
    tracemalloc.start()
    try:
        with pytest.raises(BackupError, match=r"line 1: it is longer than 33,554,432 bytes"):
            check(path)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


def test_an_article_without_end_does_not_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_TEXT", 50)
    path = tmp_path / "long.kgb"
    header: list[Json] = [{"kg": "backup", "version": 1}, *({"part": {"text": "x" * 10}} for _ in range(9))]
    path.write_bytes(gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in header)))
    with pytest.raises(BackupError, match=r"line 7: an article has more than 50 characters or 250,000 claims"):
        check(path)


def test_an_article_that_no_line_holds_is_named_when_it_is_written(
    here: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "LONGEST", 300)
    store = here()
    store.add(*full())
    with pytest.raises(BackupError, match=r"g\.kgb: vilnius takes a line of [\d,]+ bytes, and the limit is 300"):
        write(store, tmp_path / "g.kgb")
    assert list(tmp_path.glob("*.kgb")) == []


def test_a_backup_comes_through_a_pipe(here: Make, whole: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    feeder = threading.Thread(target=lambda: pipe.write_bytes(whole.read_bytes()))
    feeder.start()
    store = here()
    assert restore(pipe, store) == content(store)
    feeder.join()
    with pytest.raises(KgError, match=r"none\.kgb cannot be read: No such file"):
        check(tmp_path / "none.kgb")
    with pytest.raises(KgError, match="cannot be read: Is a directory"):
        check(tmp_path)


def test_memory_does_not_grow_with_what_articles_say(here: Make, tmp_path: Path) -> None:
    store = here()
    noise = random.Random(1)  # noqa: S311 - any text that does not repeat
    for i in range(200):
        text = f"T\nthey promise help {noise.randbytes(20_000).hex()}"
        of = article(f"a{i:03}", text)
        store.add(*said(of, claim(of, "promise help", ref("nato"), "PROMISES", ref("ukraine"))))
    tracemalloc.start()
    try:
        found = write(store, tmp_path / "g.kgb")
        check(tmp_path / "g.kgb")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert found.articles == 200
    assert replace(found, hash="") == Content(200, 200, 0, "")
