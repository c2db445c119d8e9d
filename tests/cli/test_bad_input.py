"""Bad input through the installed command: one clear sentence, the right exit code, nothing lost, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

KG = str(Path(sys.executable).parent / "kg")
SAID = "NATO allies refused to give Ukraine a timetable for membership. France promised Ukraine missiles.\n"
OUR_OWN = ("KG_STORE", "KG_CONTENT", "KG_MODEL", "KG_BY", "COLUMNS", "FORCE_COLOR")
CLEAN = {name: value for name, value in os.environ.items() if name not in OUR_OWN}
Done = subprocess.CompletedProcess[str]
DEEP = "<div>" * 5000 + "<p>France promised Ukraine missiles.</p>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

BAD: dict[str, tuple[bytes, str]] = {  # files that cannot be read, and why
    "archive.html": (b"PK\x03\x04 and more", "it is a ZIP archive or an office document, not text"),
    "binary.txt": (bytes(range(256)) * 40, "its encoding cannot be told: save it as UTF-8"),
    "blank.md": (b" \n\t\n", "it has no text"),
    "deep.html": (DEEP.encode(), "its elements are nested more than 400 deep"),
    "empty.txt": (b"", "it has no text"),
    "half.txt": (b"\xef\xbb\xbfcaf\xc3", "it says that it is UTF-8, but byte 3 is not"),
    "menu.html": (b"<html><nav><a href=/>Home</a></nav></html>", "no article was found on this page"),
    "open.md:1": (b"---\ntitle: open\n", "its front matter has no end: close it with a line ---"),
    "quoted.md:2": (b'---\ntitle: "open\n---\nx\n', "its front matter is no YAML"),
    "wide.txt": (SAID.encode("utf-16-le"), "it holds control characters (UTF-16 needs its byte order mark)"),
}
ODD = "new\nline \"q\" 's' é 日本.txt"
GOOD: dict[str, bytes] = {  # files that are odd, and can be read
    "a.txt": SAID.encode(),
    "again.md": SAID.encode(),  # the same text in another place
    "bomb.html": f'<!DOCTYPE h [<!ENTITY e0 "ha">{ENTITIES}]><article><p>{SAID} &e9;</p></article>'.encode(),
    "escape.md": b'---\ntitle: "\\e[31mRED \\e]0;title\\a"\n---\nPresident \x1b[2JVolkov promised Ukraine tanks.\n',
    "file.html": b'<!DOCTYPE h [<!ENTITY e SYSTEM "file:///etc/passwd">]><article><p>' + SAID.encode() + b"&e;</p>",
    "french.txt": "Les dirigeants se sont réunis lundi au bord du lac et ont promis un grand pont.".encode(),
    "invalid.txt": SAID.encode() + b"\xc3\x28 \x80\x81",
    "script.html": f"<article><script>alert('no')</script><p onclick=alert(1)>{SAID}</p></article>".encode(),
    "utf16.txt": ("é " + SAID).encode("utf-16"),
    "western.txt": (SAID + "“Café” – Zürich, élève").encode("cp1252"),
    ODD: b"It is new. " + SAID.encode(),
}


def kg(*words: str, cwd: Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Done:
    """Run the command; whatever it is given, it says nothing of its insides."""
    done = subprocess.run(
        [KG, *words], cwd=cwd, env=CLEAN | (env or {}), input=stdin, capture_output=True, check=False, timeout=120
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in out + err
    assert "Internal error" not in err
    return Done(done.args, done.returncode, out, err)


def fails(done: Done, code: int, says: str) -> None:
    """It failed, with one line that says so."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith("kg: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert says in done.stderr


def rows(done: Done) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good and bad files and a graph of them."""
    home = tmp_path_factory.mktemp("bad")
    (home / "in").mkdir()
    (home / "none").mkdir()
    (home / "file").write_text("x")
    for name, data in {**{name.split(":")[0]: data for name, (data, _) in BAD.items()}, **GOOD}.items():
        (home / "in" / name).write_bytes(data)
    return home


@pytest.fixture(scope="module")
def loaded(home: Path) -> Done:
    return kg("load", "in", cwd=home)


@pytest.fixture
def graph(home: Path, loaded: Done) -> Path:
    assert loaded.returncode == 1
    return home


# What articles are made of


def test_each_file_that_cannot_be_read_is_named_and_the_others_are_stored(loaded: Done, home: Path) -> None:
    problems = [line for line in loaded.stderr.splitlines() if line.startswith("kg: ")]
    assert len(problems) == len(BAD)
    for line, (name, (_, why)) in zip(problems, sorted(BAD.items()), strict=True):
        assert line.startswith(f"kg: in/{name}: ")
        assert why in line
    assert f"{len(GOOD)} articles: {len(GOOD)} added; " in loaded.stderr
    assert f"; {len(BAD)} could not be read\n" in loaded.stderr
    assert "1 article (in/french.txt) without claims: its language is fr" in loaded.stderr
    verified = kg("verify", cwd=home)
    assert (verified.returncode, "every quote is in its place" in verified.stderr) == (0, True)


def test_encodings_and_markup_hide_no_claim_and_run_nothing(graph: Path) -> None:
    said = "MATCH (c:Claim)-[:IN]->(a:Article) RETURN a.location AS at, collect(DISTINCT c.predicate) AS said"
    found = {row["at"]: sorted(row["said"]) for row in rows(kg("cypher", said, "-f", "jsonl", cwd=graph))}
    both = [name for name in GOOD if name not in ("french.txt", "escape.md")]
    assert {name: found[f"in/{name}"] for name in both} == {name: ["PROMISES", "REFUSES"] for name in both}
    texts = "MATCH (a:Article)-[:HAS]->(p:Paragraph) RETURN a.location AS at, p.text AS text"
    whole = [(row["at"], row["text"]) for row in rows(kg("cypher", texts, "-f", "jsonl", "--limit", "0", cwd=graph))]
    assert not any("alert" in text or "root:" in text for _, text in whole)
    assert sum(len(text) for at, text in whole if at == "in/bomb.html") < 1000


def test_the_same_text_in_two_places_is_one_source_of_one_row(graph: Path) -> None:
    status = {row["what"]: row["count"] for row in rows(kg("status", "-f", "jsonl", cwd=graph)) if not row["name"]}
    assert (status["articles"], status["sources"]) == (len(GOOD), len(GOOD) - 1)
    found = rows(kg("query", "refusals", "--to", "Ukraine", "-f", "jsonl", cwd=graph))
    twice = [row for row in found if len(row["sources"]) == 2]
    assert [[id_.rpartition("-")[0] for id_ in row["sources"]] for row in twice] == [["a", "again"]]


def test_names_and_titles_steer_no_terminal(graph: Path) -> None:
    for words in (("articles",), ("query", "promises", "--by", "2JVolkov"), ("cypher", "MATCH (a:Article) RETURN a")):
        shown = kg(*words, cwd=graph, env={"TERM": "xterm"})
        assert shown.returncode == 0, shown.stderr
        assert not {"\x1b", "\x07", "\x9b"} & set(shown.stdout + shown.stderr)
    missing = kg("load", "no\x1b[31m\nsuch", cwd=graph)
    assert missing.stderr == "kg: no [31m such: there is no such file or folder\n"
    assert "\x1b[1m" in kg("status", cwd=graph, env={"FORCE_COLOR": "1"}).stdout
    plain = kg("status", cwd=graph, env={"TERM": "dumb", "NO_COLOR": "1"})
    assert "\x1b" not in plain.stdout + plain.stderr


def test_a_file_of_any_name_is_found_again(graph: Path) -> None:
    at = f"in/{ODD}"
    shutil.copytree(graph / "summits.kg", graph / "odd.kg")
    done = kg("--store", "odd.kg", "forget", at, cwd=graph)
    assert (done.returncode, done.stderr.startswith("Forgotten: new-line-q-s-e-")) == (0, True)
    fails(kg("--store", "odd.kg", "forget", at, cwd=graph), 2, "There is no article 'in/new\\nline")


def test_a_long_line_is_stored_whole(graph: Path) -> None:
    text = "La pluie tombait doucement sur les vieux toits gris, et personne ne dormait dans la petite ville. " * 30_000
    (graph / "long.txt").write_text(text)
    assert kg("--store", "long.kg", "load", "long.txt", cwd=graph).returncode == 0
    size = "MATCH (p:Paragraph) RETURN sum(size(p.text)) AS size"
    assert rows(kg("--store", "long.kg", "cypher", size, "-f", "jsonl", cwd=graph)) == [{"size": len(text)}]
    assert kg("--store", "long.kg", "verify", cwd=graph).returncode == 0


def test_standard_input_may_be_empty_closed_or_no_text(tmp_path: Path) -> None:
    fails(kg("extract", "-", cwd=tmp_path), 1, "standard input: it has no text")
    fails(kg("extract", "-", cwd=tmp_path, stdin=bytes(range(256))), 1, "standard input: its encoding cannot be told")
    fails(kg("cypher", "-", cwd=tmp_path, stdin=b"RETURN '\xff'"), 2, "The statement is not UTF-8: its byte 9")
    fails(kg("cypher", os.fsdecode(b"RETURN '\xff'"), cwd=tmp_path), 2, "The statement is not UTF-8: its byte 9")
    closed = subprocess.run(
        ["bash", "-c", f"{KG} extract - <&-"], cwd=tmp_path, env=CLEAN, capture_output=True, text=True, check=False
    )
    assert (closed.returncode, closed.stderr) == (1, "kg: standard input: it has no text\n")


def test_a_changed_article_is_replaced_and_what_was_decided_stays(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph / "summits.kg", tmp_path / "summits.kg")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"The wind was cold. {SAID}")
    of = "MATCH (c:Claim)-[:IN]->(:Article {location: 'in/a.txt'}) RETURN c.id AS id, c.status AS is ORDER BY c.start"
    first = rows(kg("cypher", of, "-f", "jsonl", cwd=tmp_path))[0]["id"]
    assert kg("decide", "reject", first, cwd=tmp_path).returncode == 0
    assert "1 article: 1 replaced; 2 claims" in kg("load", "in/a.txt", cwd=tmp_path).stderr
    claims = rows(kg("cypher", of, "-f", "jsonl", cwd=tmp_path))
    assert [claim["is"] for claim in claims] == ["rejected", "open"]
    assert claims[0]["id"] != first
    taken = rows(kg("decide", "list", "-f", "jsonl", cwd=tmp_path))
    assert {row["fits"] for row in taken} == {True}
    assert claims[0]["id"] in {row["claim"] for row in taken}


# Wrong words


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("load none", 1, "none: no file in it ends with "),
        ("load ''", 1, "an empty name names no file"),
        ("load in --published 2023-02-30", 2, "'2023-02-30' is no date"),
        ("extract in/a.txt --model no_such_model", 2, "The language model 'no_such_model' is not available"),
        ("extract in/a.txt -o file", 2, "file is a file, and --output names a folder"),
        ("extract in/a.txt -o /proc/out", 1, "/proc/out cannot be written"),
        ("query promises --too Ukraine", 2, "promises has no parameter too. Did you mean to?"),
        ("query promises --to Ukrainia", 2, "There is no entity 'Ukrainia'. Did you mean Ukraine"),
        ("query promises --since 2023-13", 2, "since takes a date such as 2023, 2023-07 or 2023-07-11, not '2023-13'"),
        ("cypher 'CALL dbms.listConfig()'", 1, "CALL dbms.listConfig is refused"),
        ("cypher 'UNWIND range(1, 9999999) AS a UNWIND range(1, 999) AS b RETURN sum(a*b)' --timeout 1", 1, "1 second"),
        ("cypher @in/binary.txt", 2, "The statement is not UTF-8"),
        ("forget nothing", 2, "There is no article 'nothing'"),
        ("decide accept nothing", 2, "There is no claim 'nothing'"),
        ("decide merge nothing ukraine", 2, "There is no entity 'nothing'"),
        ("view --around Nobody", 2, "There is no entity 'Nobody'"),
        ("view -o /proc/page.html", 1, "/proc/page.html cannot be written"),
        ("export -o none", 2, "none does not tell its format"),
        ("export -o none -f turtle", 2, "none is a folder, and turtle is written to a file"),
        ("--store file load in/a.txt", 1, "file is a file, and no graph"),
        ("--store in status", 1, "in is a folder with other things in it, and no graph"),
        ("--store file/x load in/a.txt", 1, "file/x cannot be used for a graph: file is no folder"),
        ("--store /proc/x load in/a.txt", 1, "/proc/x cannot be used for a graph: "),
    ],
)
def test_wrong_words_are_one_sentence(graph: Path, words: str, code: int, says: str) -> None:
    done = subprocess.run(["bash", "-c", f"printf '%s\\0' {words}"], capture_output=True, text=True, check=True)
    fails(kg(*done.stdout.split("\0")[:-1], cwd=graph), code, says)


def test_a_name_that_is_no_utf_8_is_no_place_for_a_graph(graph: Path) -> None:
    fails(kg("--store", os.fsdecode(b"a\xff.kg"), "load", "in/a.txt", cwd=graph), 1, "its name is not UTF-8")


@pytest.mark.parametrize(
    "case",
    [
        (
            "queries/mine.cypher",
            b"/*\ntitle: x\n  bad: [\n*/\nRETURN 1\n",
            "presets",
            "mine.cypher:3: the header",
        ),
        ("queries/mine.cypher", b"/*\ntitle: \x01\n*/\nRETURN 1\n", "presets", "mine.cypher:1: the header is no YAML"),
        ("queries/mine.cypher", b"/*\ncaf\xe9", "presets", "mine.cypher:2: it is not UTF-8"),
        ("ontology/kg.ttl", b":a :b\n", "ontology", "kg.ttl:1: is no Turtle"),
        ("ontology/topics.ttl", b":a :b\n", "ontology", "topics.ttl:1: is no Turtle"),
        ("ontology/genres.yaml", b"names: {}\ngenres: [\n", "extract in/a.txt", "genres.yaml:3: it is no YAML"),
        ("ontology/linking.yaml", b"a: [\n", "extract in/a.txt", "linking.yaml:2: it is no YAML"),
        ("ontology/lexicon/promises.yaml", b"a:\n  - [\n", "extract in/a.txt", "promises.yaml:3: "),
        ("ontology/reference/states.csv", b"id,name\nx,X\n", "load reference", "states.csv:1: the columns are not"),
        ("loaders/mine.py", b"def load(\n", "load in", "mine.py:1: this loader does not run"),
    ],
)
def test_broken_content_is_told_by_file_and_line(home: Path, tmp_path: Path, case: tuple[str, bytes, str, str]) -> None:
    file, data, words, where = case
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(data)
    done = kg("--store", str(tmp_path / "new.kg"), *words.split(), cwd=home, env={"KG_CONTENT": str(tmp_path)})
    if words == "presets":  # the others are still listed
        assert (done.returncode, "promises" in done.stdout, done.stderr.count("\n")) == (0, True, 1), done.stderr
        assert where in done.stderr
    else:
        fails(done, 1, where)


# Graphs that are damaged, newer, in use, or on a disk that is full or cannot be written


def test_a_graph_that_cannot_be_trusted_says_so(graph: Path, tmp_path: Path) -> None:
    newer, damaged = tmp_path / "newer.kg", tmp_path / "damaged.kg"
    for copy in (newer, damaged):
        shutil.copytree(graph / "summits.kg", copy)
    (newer / "store.json").write_text('{"format": 99}')
    for path in (damaged / "graph").glob("*.bucket"):
        path.write_bytes(os.urandom(path.stat().st_size))
    fails(kg("--store", str(newer), "load", "in/a.txt", cwd=graph), 1, "format 99, and this kg knows formats up to 1")
    fails(kg("--store", str(damaged), "status", cwd=graph), 1, "damaged.kg is damaged (")


def test_half_a_claim_says_how_to_mend_it(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph / "summits.kg", tmp_path / "summits.kg")
    (tmp_path / "in").symlink_to(graph / "in")
    gone = "MATCH (:Claim {article: $a})-[r:SUBJECT]->() DELETE r"
    id_ = next(row["id"] for row in rows(kg("articles", "-f", "jsonl", cwd=graph)) if row["id"].startswith("utf16"))
    assert kg("cypher", gone, "--write", "-p", f"a={id_}", cwd=tmp_path).returncode == 0
    assert "it has 0 subjects" in kg("verify", cwd=tmp_path).stdout
    fails(kg("export", "-o", "x.trig", cwd=tmp_path), 1, f"not whole (it has no SUBJECT): `kg forget {id_}`")
    assert not (tmp_path / "x.trig").exists()
    assert kg("forget", id_, cwd=tmp_path).returncode == 0
    assert kg("load", "in/utf16.txt", cwd=tmp_path).returncode == 0
    assert kg("verify", cwd=tmp_path).returncode == 0


@contextmanager
def loading(home: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A `kg load` that holds its graph until it is stopped: it waits for a last article on standard input."""
    (home / "many").mkdir(exist_ok=True)
    for n in range(40):
        (home / "many" / f"a{n:02}.txt").write_text(f"It was day {n}. {SAID}")
    with subprocess.Popen(
        [KG, "load", "many", "-", *words], cwd=home, env=CLEAN, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            until = time.monotonic() + 60
            while not (home / "summits.kg" / "store.json").exists() and time.monotonic() < until:
                time.sleep(0.05)
            yield process
        finally:
            process.kill()


def completed(home: Path) -> int:
    """Load the same articles again, and check that all of them are there once; how many were there before."""
    assert kg("verify", cwd=home).returncode == 0
    before = len(rows(kg("articles", "-f", "jsonl", cwd=home)))
    done = kg("load", "many", cwd=home)
    assert (done.returncode, f"{40 - before} added" in done.stderr or before == 40) == (0, True)
    found = rows(kg("articles", "-f", "jsonl", cwd=home))
    assert [row["claims"] for row in found] == [2] * 40
    assert kg("verify", cwd=home).returncode == 0
    return before


def test_interrupted_and_run_again_all_is_there_once(tmp_path: Path) -> None:
    with loading(tmp_path) as process:
        fails(kg("status", cwd=tmp_path), 1, "summits.kg is in use by another process")
        fails(kg("load", "many/a00.txt", cwd=tmp_path), 1, "summits.kg is in use by another process")
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=60)
    assert process.returncode == 1
    assert words.startswith("kg: Interrupted. Stored so far: ")
    assert words.endswith("Run the same command again to load the rest.\n")
    before = completed(tmp_path)
    assert f"Stored so far: {before} article" in words


def test_killed_and_run_again_all_is_there_once(tmp_path: Path) -> None:
    with loading(tmp_path) as process:
        time.sleep(3.5)
        process.kill()
    completed(tmp_path)


def fill(path: Path) -> None:
    """Take all space that is left on a disk."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(1 << 12)):
            pass


def test_a_disk_that_is_full_or_cannot_be_written_loses_nothing(graph: Path, small_disk: Path) -> None:
    shutil.copytree(graph / "summits.kg", small_disk / "summits.kg")
    before = kg("dump", cwd=small_disk).stdout
    (small_disk / "new.txt").write_text("Denmark promised Ukraine ships.")

    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    fails(kg("status", cwd=small_disk), 1, "summits.kg cannot be written (Read-only file system")
    fails(kg("--store", "x.kg", "load", "new.txt", cwd=small_disk), 1, "x.kg cannot be used for a graph: Read-only")
    nowhere = kg("extract", "new.txt", cwd=small_disk, env={"HOME": str(small_disk)})
    assert [claim["predicate"] for claim in rows(nowhere)] == ["PROMISES"]
    fails(kg("extract", "new.txt", "-o", "out", cwd=small_disk), 1, "out cannot be written: Read-only file system")

    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    fill(small_disk / "filler")
    full = "There is no space left on the disk of summits.kg: nothing of this change was stored."
    fails(kg("load", "new.txt", cwd=small_disk), 1, full)
    fails(kg("view", cwd=small_disk), 1, "graph.html cannot be written: No space left on device")
    fails(kg("export", "-o", "x.trig", cwd=small_disk), 1, "x.trig cannot be written: No space left on device")
    assert not [path for path in small_disk.iterdir() if path.name.startswith((".", "x", "graph"))]
    assert kg("dump", cwd=small_disk).stdout == before
    (small_disk / "filler").unlink()
    assert "1 article: 1 added" in kg("load", "new.txt", cwd=small_disk).stderr
    assert kg("verify", cwd=small_disk).returncode == 0


# Where it runs


def test_it_runs_without_a_home_and_leaves_nothing_behind(graph: Path, tmp_path: Path) -> None:
    nobody = {name: value for name, value in CLEAN.items() if name != "HOME"} | {"TMPDIR": str(tmp_path)}
    for env in (nobody, nobody | {"HOME": ""}, nobody | {"HOME": "/proc/none"}):
        done = subprocess.run([KG, "status"], cwd=graph, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "summits.kg, format 1\n")
    assert not list(tmp_path.iterdir())


def test_what_stdout_cannot_take_stops_nothing_or_is_one_sentence(graph: Path) -> None:
    ascii_only = kg("articles", "-f", "csv", cwd=graph, env={"PYTHONIOENCODING": "ascii"})
    assert ascii_only.returncode == 0
    assert "r\\xe9unis lundi" in ascii_only.stdout

    def shell(command: str) -> Done:
        words = ["bash", "-c", f"set -o pipefail; {command}"]
        return subprocess.run(words, cwd=graph, env=CLEAN, capture_output=True, text=True, check=False)

    seen = shell(f"{KG} export -o - -f trig | head -n 1")
    assert (seen.returncode, seen.stdout.count("\n"), seen.stderr) == (0, 1, "")
    full = shell(f"{KG} dump > /dev/full")
    assert (full.returncode, full.stderr) == (1, "kg: The output cannot be written: No space left on device\n")
    assert shell(f"{KG} -q load in/a.txt 2>&-").returncode == 0
