"""Files appear whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.files import WriteError, whole_file, whole_files, write_whole

ROOT = Path(__file__).parents[1]
IMPORTS = "import sys\nfrom pathlib import Path\nfrom kg.export import write\nfrom tests.export.sample import sample\n"


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    with whole_file(path) as out:
        out.write(b"half")
        assert not path.exists()
        out.write(b" whole")
    assert path.read_bytes() == b"half whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(path) as out:
        out.writelines([b"new", "no bytes"])  # type: ignore[list-item]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_is_written_whole_whatever_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "é \ud800")
    assert path.read_text(encoding="utf-8") == "é ?"
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()
    with pytest.raises(OSError, match="cannot be written: No such file or directory"):
        write_whole(tmp_path / "none" / "a.txt", "")


def _umask() -> int:
    os.umask(mask := os.umask(0))
    return mask


def test_several_files_appear_together(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "b")]
    with whole_files(paths) as (one, two):
        one.write(b"1")
        two.write(b"2")
        assert not any(path.exists() for path in paths)
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    real.chmod(0o604)
    link.symlink_to(real)
    with whole_file(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o604


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    with whole_file(tmp_path / "new"):
        pass
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    with whole_file(pipe) as out:
        out.write(b"data")
    reader.join(5)
    assert heard == [b"data"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_a_device() -> None:
    with whole_file(Path(os.devnull)) as out:
        out.write(b"data")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_sentence() -> None:
    with pytest.raises(WriteError) as error, whole_file(Path("/dev/full")) as out:
        out.write(b"data")
    assert str(error.value) == "/dev/full cannot be written: No space left on device."


def test_no_room_leaves_no_half_file(tmp_path: Path) -> None:
    code = (
        IMPORTS + "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))\n"
        "try: write(sample(), Path(sys.argv[1]), 'nquads')\n"
        "except Exception as error: print(type(error).__name__, error, sep='|')"
    )
    path = tmp_path / "g.nq"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
    )  # fmt: skip
    assert done.stdout == f"WriteError|{path} cannot be written: File too large.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no" / "g.ttl"
    with pytest.raises(WriteError, match=f"^{path} cannot be written: No such file or directory"), whole_file(path):
        pass


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_export_leaves_no_half_file(tmp_path: Path, ending: signal.Signals) -> None:
    path = tmp_path / "g.nq"
    path.write_bytes(b"old")
    code = (
        IMPORTS + "import itertools\n"
        "class Endless:\n"
        "    def __getattr__(self, name): return getattr(sample(), name)\n"
        "    def articles(self): return (a for _ in itertools.count() for a in sample().articles())\n"
        "write(Endless(), Path(sys.argv[1]))"
    )
    running = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
    for _ in range(500):
        if any(part.stat().st_size for part in tmp_path.glob(".g.nq.*.part")):
            break
        time.sleep(0.02)
    else:
        pytest.fail("the export never began to write")
    running.send_signal(ending)
    assert running.wait(10) == -ending
    assert path.read_bytes() == b"old"


def test_stdout_is_a_file_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with whole_file(Path("-")) as out:
        out.write(b"data")
    assert capfdbinary.readouterr().out == b"data"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_stdout_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("wb") as full:
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=full))
        with pytest.raises(WriteError) as error, whole_file(Path("-")) as out:
            out.write(b"data")
        monkeypatch.undo()
        with suppress(OSError):
            full.close()
    assert str(error.value) == "stdout cannot be written: No space left on device."


def test_a_reader_who_has_seen_enough_is_no_failure_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, told = os.pipe()
    os.close(heard)
    pipe = os.fdopen(told, "wb")
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=pipe))
    with pytest.raises(BrokenPipeError), whole_file(Path("-")) as out:
        out.write(b"data")
    with suppress(BrokenPipeError):
        pipe.close()
