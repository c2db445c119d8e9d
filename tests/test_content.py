from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg import content
from kg.errors import ContentError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_checkout_comes_before_the_copy_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (content.shipped() / "ontology" / "kg.ttl").is_file()
    package = tmp_path / "site" / "kg"
    (package / "_content" / "ontology").mkdir(parents=True)
    monkeypatch.setattr(content, "_PACKAGE", package)
    assert content.shipped() == package / "_content"
    (tmp_path / "site" / "ontology").mkdir()
    (tmp_path / "site" / "ontology" / "kg.ttl").write_text("")
    assert content.shipped() == tmp_path / "site"


def test_own_folders_are_added_and_come_first_when_a_file_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "queries").mkdir()
    own = tmp_path / "queries" / "promises.cypher"
    own.write_text("x")
    monkeypatch.setenv("KG_CONTENT", os.pathsep.join(["", str(tmp_path)]))
    assert content.find("queries", "promises.cypher") == own
    found = list(content.files("queries", "*.cypher"))
    assert found[-1] == own
    assert len(found) > 1


def test_a_missing_folder_or_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"There is no queries/none\.cypher in"):
        content.find("queries", "none.cypher")
    monkeypatch.setenv("KG_CONTENT", "/no/such/folder")
    with pytest.raises(UsageError, match="KG_CONTENT names /no/such/folder, which is no folder"):
        content.roots()


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.cypher"
    path.write_bytes("title: né\r\n".encode() + b"caf\xe9")
    with pytest.raises(ContentError, match=r"own\.cypher:2: it is not UTF-8"):
        content.text(path)
    path.write_bytes("né\r\nle".encode())
    assert content.text(path) == "né\nle"


@pytest.mark.parametrize(("data", "where"), [(b"a:\n  - [b\n", "own.yaml:3: "), (b"a: \x00", "own.yaml: ")])
def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path, data: bytes, where: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(data)
    with pytest.raises(ContentError, match=f"{where}it is no YAML"):
        content.values(path)
    path.write_text("a: [b, c]")
    assert content.values(path) == {"a": ["b", "c"]}
