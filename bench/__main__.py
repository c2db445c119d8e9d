"""`make bench`: what things cost, as ratios within one run on this machine. Prints a table; asserts nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from kg.build import Pipeline
from kg.extract.parse import load_model
from kg.sources import read
from kg.stores.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Article

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
COPIES = 8  # of the example texts, so that a round takes seconds


def seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """The median time of `work` over some rounds, after one that does not count."""
    work()
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def articles() -> list[Article]:
    """The articles that extraction is measured on."""
    found = list(read([str(ROOT / "examples")], published=None, base=ROOT))
    return [article for article in found if not isinstance(article, Exception)] * COPIES


def extraction() -> list[tuple[str, float, float]]:
    """What reading costs above the bare parse of the same paragraphs with the same components."""
    texts, pipeline, nlp = articles(), Pipeline(), load_model()
    pieces = [a.text[p.start : p.end] for a in texts for p in a.paragraphs if p.kind == "body"]
    words = sum(len(piece.split()) for piece in pieces)
    parse = seconds(lambda: list(nlp.pipe(pieces)))
    whole = seconds(lambda: [pipeline.claims(article) for article in texts])
    return [(f"read and link {words:,} words / parse them", whole, parse)]


def loading() -> list[tuple[str, float, float]]:
    """What loading again costs, where nothing changed, against loading."""
    texts, pipeline = articles()[: len(articles()) // COPIES], Pipeline()
    read_once = [(article, *pipeline.claims(article)) for article in texts]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "bench.kg"), create=True)
        begun = time.perf_counter()
        for article, claims, entities in read_once:
            store.add(article, claims, entities, "bench")
        first = time.perf_counter() - begun
        again = seconds(lambda: [store.has(article, "bench") for article in texts])
        store.close()
    return [(f"find {len(texts)} articles unchanged / store them", again, first)]


def starting() -> list[tuple[str, float, float]]:
    """`kg --help` against the smallest Typer program's."""
    small = "import typer; app = typer.Typer()\n@app.command()\ndef a(): ...\n@app.command()\ndef b(): ...\napp()"
    ours = seconds(lambda: subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, check=True))
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", small, "--help"], capture_output=True, check=True))
    return [("kg --help / a Typer program with two commands", ours, bare)]


def main() -> None:
    """Measure all and print it."""
    rows = [row for part in (starting, extraction, loading) for row in part()]
    for name, ours, other in rows:
        sys.stdout.write(f"{name:55} {ours:8.3f} s {other:8.3f} s   ratio {ours / other:6.2f}\n")


main()
