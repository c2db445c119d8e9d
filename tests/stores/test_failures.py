"""Killed or out of space in the middle: what was stored is whole, what was not is absent, and going on completes it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores import Change, Store
from kg.stores.opening import open_store
from tests.stores.saying import Said, article, claim, ref, said

ROOT = Path(__file__).parents[2]
ARTICLES = 60


def one(n: int, lines: int = 30) -> Said:
    of = article(f"a{n:03}", "\n".join(f"line {n} {i} " + "word " * 40 for i in range(lines)))
    quotes = [f"line {n} {i} " for i in range(0, min(lines, 30), 3)]
    return said(of, *(claim(of, q, ref("ukraine"), "SEEKS", ref(f"topic-{n}")) for q in quotes))


def stream(location: str) -> None:
    """Add articles until killed, saying which are in."""
    store = open_store(location)
    for n in range(ARTICLES):
        store.add(*one(n))
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_killed_in_a_stream_of_articles(tmp_path: Path, seed: int) -> None:
    location = str(tmp_path / "g.kg")
    open_store(location).close()
    code = f"from tests.stores.test_failures import stream; stream({location!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said_so = [int(process.stdout.readline())]
        time.sleep((0.02, 0.11, 0.23)[seed])
        process.kill()
        said_so += [int(line) for line in process.stdout.read().splitlines()]
    store = open_store(location, create=False)
    there = {a.id: a for a in store.articles()}
    assert {f"a{n:03}" for n in said_so} <= there.keys()
    assert len(there) <= len(said_so) + 1
    for n in range(ARTICLES):
        if f"a{n:03}" in there:
            assert there[f"a{n:03}"] == one(n).article
            assert sorted(c.id for c, _ in store.claims(f"a{n:03}")) == sorted(c.id for c in one(n).claims)
    changes = [store.add(*one(n)) for n in range(ARTICLES)]
    assert changes.count(Change.UNCHANGED) == len(there)
    assert store.status().claims == ARTICLES * 10
    assert store.status().entities == ARTICLES + 1
    assert all(store.forget(f"a{n:03}") for n in range(ARTICLES))
    assert [line["node"] for line in store.dump()] == ["Meta"]  # nothing is left that the indexes do not know
    store.close()


def _refusal(store: Store, what: Said) -> str:
    """Why an article could not be stored; nothing where it was."""
    try:
        store.add(*what)
    except StoreError as error:
        return str(error)
    return ""


def test_a_full_disk_leaves_the_graph_as_it_was(small_disk: Path) -> None:
    store = open_store(str(small_disk / "g.kg"))
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4_000_000))
    there, before = 0, list(store.dump())
    while not (words := _refusal(store, one(there, 2000))):
        there, before = there + 1, list(store.dump())
    assert words.endswith("nothing of this change was stored.")
    assert there
    assert list(store.dump()) == before
    store.close()
    filler.unlink()
    store = open_store(str(small_disk / "g.kg"), create=False)
    assert list(store.dump()) == before
    changes = [store.add(*one(n, 2000)) for n in range(there + 2)]
    assert changes == [Change.UNCHANGED] * there + [Change.ADDED] * 2
    assert [a.id for a in store.articles()] == [f"a{n:03}" for n in range(there + 2)]
    store.close()


def test_a_disk_without_space_for_a_graph(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * 35_000_000)
    with pytest.raises(StoreError, match="no space left on the disk"):
        open_store(str(small_disk / "g.kg"))
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
