"""The Dockerfile and the compose file, read and linted: no engine is needed to see what they say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.servers.neo4j_server import LTS

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PINNED = re.compile(r"[\w./-]+:\d+\.\d+\.\d+(-[\w.-]+)?")  # an image with its exact version
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
SECRET = re.compile(r"PASSWORD|AUTH|SECRET|TOKEN")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, in order."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def stages() -> list[list[tuple[str, str]]]:
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


LINTERS = [
    ["hadolint", "--failure-threshold", "info", "Dockerfile"],
    ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
]


def linted(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / words[0], *words[1:]], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", LINTERS, ids=lambda words: words[0])
def test_the_linters_find_nothing(words: list[str]) -> None:
    done = linted(words, ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linters_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python\nRUN cd /tmp\n")
    (tmp_path / "docker-compose.yml").write_text("services: {kg: {imagine: kg}}\n")
    assert all(linted(words, tmp_path).returncode == 1 for words in LINTERS)


def test_images_are_pinned() -> None:
    used = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    outside = re.compile(r"--from=(\S+)")
    named = {rest.split()[-1] for word, rest in instructions() if word == "FROM" and " AS " in rest}
    used += [
        m[1] for word, rest in instructions() if word == "COPY" and (m := outside.match(rest)) and m[1] not in named
    ]
    assert len(used) == 3
    assert all(PINNED.fullmatch(image) for image in used), used
    assert used[0] == used[1], "what is built for one Python runs on that Python"
    assert compose()["services"]["neo4j"]["image"] == f"neo4j:{LTS.number}-community"


def test_the_image_holds_what_was_locked_and_no_tools() -> None:
    build, run = stages()
    syncs = [rest for word, rest in build if word == "RUN" and "uv sync" in rest]
    assert len(syncs) == 2
    assert all({"--frozen", "--no-dev"} <= set(rest.split()) for rest in syncs)
    assert "--no-editable" in syncs[-1]
    assert [rest for word, rest in run if word == "COPY"] == ["--from=build /opt/kg /opt/kg"]
    assert not any("apt-get" in rest or "pip" in rest for _, rest in run)


def test_nobody_is_root() -> None:
    _, run = stages()
    words = [word for word, _ in run]
    user = dict(run)["USER"]
    assert user.isdecimal()
    assert int(user) > 0
    assert f"useradd --uid {user} " in dict(run)["RUN"]
    assert words.index("RUN") < words.index("USER") < words.index("ENTRYPOINT")
    assert "HEALTHCHECK" in words
    for service in compose()["services"].values():
        assert "no-new-privileges:true" in service["security_opt"]
        assert "privileged" not in service


def test_what_is_copied_is_there_and_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    build, _ = stages()
    copied = {
        name for word, rest in build if word == "COPY" and not rest.startswith("--") for name in rest.split()[:-1]
    }
    assert copied == {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_no_password_is_written_down_and_none_may_be_missing() -> None:
    for service in compose()["services"].values():
        secrets = [value for name, value in service["environment"].items() if SECRET.search(name)]
        assert secrets
        for value in secrets:
            assert value not in ("none", "")
            variable = VARIABLE.search(value)
            assert variable
            assert (variable[1], variable[2]) == ("KG_NEO4J_PASSWORD", "?")
            assert variable[3].strip()
            assert VARIABLE.sub("", value) in ("", "neo4j/")
    assert example()["KG_NEO4J_PASSWORD"] == ""


def test_every_variable_is_explained_and_has_the_default_of_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    defaults = {name: default for name, kind, default in VARIABLE.findall(text) if kind == "-"}
    assert {name for name, *_ in VARIABLE.findall(text)} == set(example())
    assert defaults == {name: value for name, value in example().items() if value}


def test_neo4j_is_kept_watched_and_reached_from_here_only() -> None:
    services = compose()["services"]
    neo4j, kg = services["neo4j"], services["kg"]
    assert all(re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port) for port in neo4j["ports"])
    assert neo4j["volumes"] == ["neo4j-data:/data"]
    assert "neo4j-data" in compose()["volumes"]
    assert neo4j["healthcheck"]["test"][0] == "CMD"
    assert {name for name in neo4j["environment"] if "memory" in name} == {
        "NEO4J_server_memory_heap_initial__size",
        "NEO4J_server_memory_heap_max__size",
        "NEO4J_server_memory_pagecache_size",
    }
    assert kg["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert kg["environment"]["KG_STORE"] == "bolt://neo4j:7687"
    assert all(volume.endswith(":ro") for volume in kg["volumes"])
    assert "ports" not in kg
