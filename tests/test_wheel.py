"""The wheel, installed by plain pip in an empty environment, works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python = folder / "build" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", str(folder / "build")], check=True)
    subprocess.run(
        [str(python), "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)], check=True
    )
    return next(folder.glob("summit_kg-*.whl"))


def test_the_wheel_carries_the_content_and_one_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"kg"}
    for expected in (
        "ontology/kg.ttl",
        "loaders/markdown.py",
        "queries/promises.cypher",
        "examples/vilnius-eve-2023.md",
    ):
        assert f"kg/_content/{expected}" in names
    assert {"kg/py.typed", "kg/view/page.js", "kg/view/page.html.j2"} <= set(names)


def test_a_fresh_installation_loads_an_example(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    binaries = tmp_path / "env" / "bin"
    subprocess.run([str(binaries / "pip"), "install", "--quiet", str(wheel)], check=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "PYTHON", "COV_"))}

    def kg(*words: str) -> str:
        done = subprocess.run(
            [str(binaries / "kg"), *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    kg("load", "examples")
    assert "to provide security guarantees to Kyiv" in kg(
        "query", "about", "--what", "security guarantees", "--format", "jsonl"
    )
    assert kg("verify") == ""  # no problem is listed
