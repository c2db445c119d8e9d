"""The examples in README.md and docs/ are run: each ```console block's commands, in order, in one folder a file.

The folder holds what a clone has beside the code, the examples, and nothing else.
"""

from __future__ import annotations

import doctest
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(m[1], m[2]) for m in BLOCK.finditer(page.read_text("utf-8"))]


def steps(console: str) -> list[tuple[str, str]]:
    """Commands with the output that the page shows below each; "" where it shows none."""
    found: list[tuple[str, list[str]]] = []
    for line in console.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [(command, "\n".join(shown).strip()) for command, shown in found]


def run(command: str, folder: Path) -> str:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    environment.pop("KG_STORE", None)
    words = ["bash", "-euo", "pipefail", "-c", command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)], ids=lambda p: p.name)
def test_examples_do_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    checker = doctest.OutputChecker()
    for kind, text in blocks(page):
        if kind == "python":
            (tmp_path / "example.py").write_text(text, "utf-8")
            printed = run(f"{sys.executable} example.py", tmp_path)
            assert printed or "print(" not in text, f"{text} printed nothing"
            continue
        for command, shown in steps(text):
            printed = run(command, tmp_path)
            want = shown.replace("…", "...") + "\n"
            assert not shown or checker.check_output(want, printed, FLAGS), (
                f"{command} printed\n{printed}\ninstead of\n{shown}"
            )


def test_the_readme_goes_on_with_the_graph_that_the_demo_makes() -> None:
    page, make = ((ROOT / name).read_text("utf-8") for name in ("README.md", "Makefile"))
    shell = "".join(m[1] for m in re.finditer(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    told = re.search(r"export KG_STORE=(\S+)", shell)
    made = re.search(r"^DEMO := (\S+)$", make, re.MULTILINE)
    assert told
    assert made
    assert told[1] == made[1]
    for target in re.findall(r"^make (\w+)", shell, re.MULTILINE):
        assert re.search(rf"^{target}:", make, re.MULTILINE), target


def test_the_functions_that_the_architecture_names_exist() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    names = re.findall(r"^\| \d+ \| `([\w.]+)`", page, re.MULTILINE)
    assert len(names) == 15
    for name in names:
        assert callable(pkgutil.resolve_name(name)), name
