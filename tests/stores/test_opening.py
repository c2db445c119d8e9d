"""A store that is locked, missing, damaged, too new or something else says so in one sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import BrokenClaimError, StoreError, StoreLockedError, StoreMissingError, StoreVersionError
from kg.stores import cypher, engine, folder
from kg.stores.opening import known_names, open_store
from tests.stores.saying import full, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores.engine import Database

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from kg.stores.opening import open_store
store = open_store(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
store.close()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with two articles, closed."""
    folder = tmp_path_factory.mktemp("loaded") / "g.kg"
    store = open_store(str(folder))
    store.add(*full())
    store.add(*small("a"))
    store.close()
    return folder


@pytest.fixture
def copy(loaded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(loaded, tmp_path / "g.kg"))


def refused(place: Path | str, *, create: bool = True) -> str:
    """The one sentence that opening it ends with."""
    with pytest.raises(StoreError) as caught:
        open_store(str(place), create=create)
    words = str(caught.value)
    assert "\n" not in words
    assert "Exception" not in words
    return words


def test_a_graph_is_there_again(loaded: Path) -> None:
    store = open_store(str(loaded), create=False)
    assert {a.id for a in store.articles()} == {"a", "vilnius"}
    store.close()


def test_a_copy_and_a_moved_graph_open(copy: Path) -> None:
    moved = copy.rename(copy.with_name("other.kg"))
    store = open_store(str(moved), create=False)
    assert store.status().articles == 2
    store.close()


def test_a_missing_graph_is_not_made_by_reading(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("none.kg", "empty"):
        with pytest.raises(StoreMissingError, match="no graph at"):
            open_store(str(tmp_path / name), create=False)
    assert not (tmp_path / "none.kg").exists()


def test_it_is_made_with_its_folders_or_in_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("some/where/new.kg", "empty"):
        open_store(str(tmp_path / name)).close()
        assert (tmp_path / name / "store.json").is_file()


@pytest.mark.parametrize("create", [True, False])
def test_what_is_something_else_is_not_touched(tmp_path: Path, create: bool) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "a file, and no graph" in refused(tmp_path / "notes.txt", create=create)
    assert "a folder with other things" in refused(tmp_path, create=create)
    assert "a file, and no graph" in refused(tmp_path / "link", create=create)
    assert "notes.txt" in refused(tmp_path / "notes.txt" / "g.kg")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "notes.txt"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.fixture
def held(copy: Path) -> Iterator[Path]:
    """A graph that another process holds."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(copy)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield copy
        process.communicate()


def test_a_graph_in_use_says_so(held: Path) -> None:
    with pytest.raises(StoreLockedError, match="in use by another process"):
        open_store(str(held))
    assert "Ukraine" in known_names(str(held))


def test_one_process_opens_it_once(copy: Path) -> None:
    store = open_store(str(copy))
    with pytest.raises(StoreLockedError):
        open_store(str(copy))
    store.close()
    open_store(str(copy)).close()


def test_a_newer_format_says_so(copy: Path) -> None:
    (copy / "store.json").write_text(json.dumps({"format": cypher.FORMAT + 1}))
    with pytest.raises(StoreVersionError, match="has format 2, and this kg knows formats up to 1"):
        open_store(str(copy))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', "\x00\x01"])
@pytest.mark.parametrize("name", ["store.json", "sizes.json"])
def test_garbage_beside_the_graph_says_so(copy: Path, name: str, text: str) -> None:
    (copy / name).write_text(text)
    assert "is damaged" in refused(copy)


def test_files_that_are_missing_or_cut_short_say_so(copy: Path) -> None:
    biggest = max((copy / "graph").glob("*.bucket"), key=lambda path: path.stat().st_size)
    whole = biggest.read_bytes()
    biggest.write_bytes(whole[: len(whole) // 2])
    assert f"{biggest.name} is cut short" in refused(copy)
    biggest.unlink()
    assert f"{biggest.name} is missing" in refused(copy)


def test_garbage_in_the_engines_own_files_says_so(copy: Path) -> None:
    for path in (copy / "graph").glob("*.dict"):
        path.write_bytes(os.urandom(path.stat().st_size))
    assert "is damaged" in refused(copy)


def test_a_graph_without_its_description_says_so(copy: Path) -> None:
    store = open_store(str(copy))
    store.query("MATCH (m:Meta) DELETE m", write=True)
    store.close()
    assert "what describes it is missing" in refused(copy)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "g.kg"))

    monkeypatch.setattr(Path, "mkdir", forbidden)
    assert "g.kg cannot be used for a graph: Permission denied." in refused(tmp_path / "g.kg")


def test_names_are_known_without_the_engine(copy: Path) -> None:
    assert {"Ukraine", "ukraine", "Olaf Scholz"} <= set(known_names(str(copy)))
    store = open_store(str(copy))
    store.forget("vilnius")
    store.close()
    assert "Olaf Scholz" not in known_names(str(copy))
    for text in ("{", '{"a": 1}'):
        (copy / "names.json").write_text(text)
        assert known_names(str(copy)) == []
    assert known_names(str(copy / "nothing")) == []


def test_a_creation_that_dies_leaves_nothing_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    left = tmp_path / f".g.kg.new-{dead.pid}"
    (left / "graph").mkdir(parents=True)
    mine = tmp_path / f".g.kg.new-{os.getppid()}"
    mine.mkdir()

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kg.stores.embedded.make_schema", broken)
        with pytest.raises(KeyboardInterrupt):
            open_store(str(tmp_path / "g.kg"))
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
    open_store(str(tmp_path / "g.kg")).close()


def test_who_makes_a_graph_second_takes_the_first_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = folder.write_mark

    def while_another_is_faster(draft: Path, format_: int) -> None:
        mark(draft, format_)
        monkeypatch.setattr(folder, "write_mark", mark)
        with monkeypatch.context() as patch:
            patch.setattr(os, "getpid", lambda: 0)
            store = open_store(str(tmp_path / "g.kg"))
        store.add(*small("a"))
        store.close()

    monkeypatch.setattr(folder, "write_mark", while_another_is_faster)
    store = open_store(str(tmp_path / "g.kg"))
    assert store.status().articles == 1
    store.close()


def test_nothing_is_left_in_the_working_directory_or_on_stderr(tmp_path: Path) -> None:
    code = "from kg.stores.opening import open_store\ns = open_store('g.kg')\ns.status()\ns.close()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["g.kg"]


def test_a_graph_learns_the_terms_that_its_ontology_gained(copy: Path) -> None:
    store = open_store(str(copy))
    store.query("MATCH (n:Paragraph) RETURN n")
    store._db.command("sql", "DROP TYPE `WARNS`").close()  # type: ignore[attr-defined]  # noqa: SLF001 - as if made before
    store.close()
    (copy / "sizes.json").write_text("{}")
    store = open_store(str(copy))
    store.add(*small("w", relation="WARNS"))
    assert list(store.query("MATCH (:State)-[r:WARNS]->() RETURN count(r)").rows) == [(1,)]
    store.close()


def test_a_place_that_cannot_be_a_folder_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert f"file/a/g.kg cannot be used for a graph: {tmp_path / 'file'} is no folder." in refused(
        tmp_path / "file" / "a" / "g.kg"
    )
    assert "its name is not UTF-8" in refused(os.fsdecode(b"a\xff.kg"))


def test_a_graph_that_cannot_be_written_is_not_called_damaged(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path) -> Database:
        words = "x.bucket: Read-only file system"
        raise engine.ArcadeDBError(words)

    monkeypatch.setattr(engine, "open_", forbidden)
    assert "g.kg cannot be written (x.bucket: Read-only file system), as it must be even to be read" in refused(copy)


@pytest.mark.parametrize(("part", "why"), [("SUBJECT", "it has no SUBJECT"), ("OBJECT", "it has no object_value")])
def test_a_claim_that_lost_a_part_is_named_with_its_article(copy: Path, part: str, why: str) -> None:
    store = open_store(str(copy))
    store.query(f"MATCH (c:Claim)-[r:{part}]->() DELETE r", write=True)
    with pytest.raises(
        BrokenClaimError, match=rf"The claim c-\w+ in the graph is not whole \({why}\): `kg forget \w+`"
    ):
        list(store.claims())
    store.close()


def test_the_engine_leaves_its_log_where_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "user_log_path", lambda *_, **__: tmp_path / "state" / "log")
    assert engine._log_folder() == str(tmp_path / "state" / "log")  # noqa: SLF001 - it runs once, on import
    monkeypatch.setattr(engine, "user_log_path", lambda *_, **__: Path("/proc/none/log"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Path(engine._log_folder()).parent == tmp_path  # noqa: SLF001


def test_a_time_limit_does_not_outlive_its_statement(copy: Path) -> None:
    code = """
import sys
from kg.stores.opening import open_store
store = open_store(sys.argv[1])
list(store.query("RETURN 1 AS n", timeout=0.2).rows)
store.close()
"""
    subprocess.run([sys.executable, "-c", code, str(copy)], cwd=ROOT, check=True)
    store = open_store(str(copy))
    slow = "UNWIND range(1, 3000000) AS n RETURN count(n) AS n"
    assert list(store.query(slow).rows) == [(3000000,)]
    store.close()


def test_a_relative_place_is_seen_from_where_the_process_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for here in (tmp_path / "one", tmp_path / "two"):
        here.mkdir()
        monkeypatch.chdir(here)
        store = open_store("g.kg")
        assert store.add(*small("a")) == "added"
        store.close()
        assert (here / "g.kg" / "graph").is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
