"""`kg copy`, `kg backup`, `kg restore` and `kg status --hash` as a user runs them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg.cli
from kg.cli import moving, session
from kg.cli import store as graph_commands
from kg.moving import content
from kg.stores import Said
from kg.stores.opening import open_store
from tests.servers.shared import emptied
from tests.stores.saying import full, small

Run = Callable[..., tuple[int, str, str]]  # words to exit code, stdout, stderr
KG = str(Path(sys.executable).parent / "kg")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles."""
    folder = tmp_path_factory.mktemp("moving") / "g.kg"
    store = open_store(str(folder))
    store.add(*full())
    store.add(*small("a"))
    store.close()
    return folder


@pytest.fixture(scope="module", autouse=True)
def registered() -> None:
    for group in (moving, graph_commands):
        group.register(kg.cli.app)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(kg.cli, "_register", lambda: None)
    monkeypatch.setattr(session, "settings", session.Settings())

    def ran(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *words])
        with pytest.raises(SystemExit) as left:
            kg.cli.main()
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return ran


def hashed(location: str) -> str:
    store = open_store(location, create=False)
    found = content(store).hash
    store.close()
    return found


def test_a_graph_goes_to_a_server_and_back(run: Run, loaded: Path, tmp_path: Path) -> None:
    server, back = emptied("neo4j")(), str(tmp_path / "back.kg")
    mark = hashed(str(loaded))
    code, out, err = run("copy", str(loaded), server)
    says = f"{loaded} and {server} hold the same: 2 articles, 4 claims, 0 decisions; content {mark[:16]}.\n"
    assert (code, out, err) == (0, "", says)
    assert run("copy", server, back)[0] == 0
    assert hashed(back) == mark
    code, out, _ = run("--store", back, "status", "--hash", "--format", "csv")
    assert (code, out.splitlines()[-1]) == (0, f"content,{mark},")
    store = open_store(back)
    store.add(*small("more"))
    store.close()
    code, _, err = run("copy", back, server)
    assert (code, err.split(";")[0]) == (0, f"{back} and {server} hold the same: 3 articles, 5 claims, 0 decisions")
    code, _, err = run("copy", str(loaded), server)
    assert code == 1
    assert f"{server} holds articles that are not in {loaded}" in err
    code, _, err = run("copy", str(loaded), server, "--add")
    assert (code, err.split(";")[0]) == (0, f"{loaded} and {server} both hold: 2 articles, 4 claims, 0 decisions")


def test_a_store_that_is_missing_or_the_same_is_one_sentence(run: Run, loaded: Path, tmp_path: Path) -> None:
    code, _, err = run("copy", str(tmp_path / "none.kg"), str(tmp_path / "to.kg"))
    assert (code, list(tmp_path.iterdir())) == (1, [])
    assert err.startswith(f"kg: There is no graph at {tmp_path / 'none.kg'} yet")
    for one, other in ((str(loaded), f"{loaded.parent}/../{loaded.parent.name}/g.kg"), ("bolt://a/", "bolt://a")):
        code, _, err = run("copy", one, other)
        assert (code, err) == (2, f"kg: {one} cannot be copied onto itself.\n")


def test_a_backup_is_written_and_restored(run: Run, loaded: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "g.kgb", tmp_path / "new.kg"
    mark = hashed(str(loaded))
    said = f"2 articles, 4 claims, 0 decisions; content {mark[:16]}.\n"
    code, out, err = run("--store", str(loaded), "backup", str(file))
    assert (code, out, err) == (0, "", f"Wrote {file}: {said}")
    code, out, err = run("--store", str(new), "restore", str(file))
    assert (code, out, err) == (0, "", f"{new} holds what {file} holds: {said}")
    store = open_store(str(new))
    store.add(*small("z"))
    store.close()
    code, _, err = run("--store", str(new), "restore", str(file))
    assert (code, f"{new} holds articles that are not in {file}" in err) == (1, True)
    code, _, err = run("--store", str(new), "restore", str(file), "--add")
    assert (code, err) == (0, f"{new} now has what {file} holds: {said}")


def test_a_file_that_is_cut_makes_no_store(run: Run, loaded: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "g.kgb", tmp_path / "new.kg"
    run("--store", str(loaded), "backup", str(file))
    file.write_bytes(file.read_bytes()[:-40])
    code, _, err = run("--store", str(new), "restore", str(file))
    assert (code, new.exists()) == (1, False)
    assert err == f"kg: {file}, line 3: the file is cut short or damaged after it.\n"


def test_a_backup_goes_from_stdout_to_stdin(loaded: Path, tmp_path: Path) -> None:
    made = subprocess.run([KG, "--store", str(loaded), "backup", "-"], capture_output=True, check=True)
    assert b"Wrote 2 articles" in made.stderr
    words = [KG, "--store", str(tmp_path / "new.kg"), "restore", "-"]
    done = subprocess.run(words, input=made.stdout, capture_output=True, check=True)
    assert b"new.kg holds what stdin holds: 2 articles" in done.stderr
    done = subprocess.run(words, input=made.stdout[:99], capture_output=True, check=False)
    assert (done.returncode, done.stderr.startswith(b"kg: stdin")) == (1, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_copy_that_is_stopped_is_completed_by_the_next(
    tmp_path_factory: pytest.TempPathFactory, how: signal.Signals
) -> None:
    folder = tmp_path_factory.mktemp("stopped")
    source = open_store(str(folder / "from.kg"))
    for part in range(6):
        source.add_all([Said(*small(f"a{part}-{i:03}")) for i in range(1_000)])
    source.close()
    words = [KG, "copy", str(folder / "from.kg"), str(folder / "to.kg")]
    ready = folder / "to.kg" / "store.json"
    started = subprocess.Popen(words, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    while not ready.exists() and started.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)  # some of it is there by now, or none: either is completed
    started.send_signal(how)
    _, err = started.communicate()
    if how is signal.SIGINT and started.returncode:
        assert b"Interrupted. Run the same command again for the rest." in err
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "hold the same: 6,000 articles, 6,000 claims, 0 decisions" in done.stderr
    shutil.rmtree(folder)
