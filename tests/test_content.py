from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg import content
from kg.errors import UsageError

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
