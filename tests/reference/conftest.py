from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import content
from kg.reference.loading import File, load
from kg.reference.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.reference import Reference

SMALL = {
    "states": "id,name,aliases,capital,capital_stands,demonyms,leader,source\n"
    "ruritania,Ruritania,,Strelsau,,Ruritanian,president,un.org\n"
    "evallonia,Evallonia,,Melina,no,Evallonian|Ruritanian,,un.org\n"
    "vetyland,Vetyland,,Vetyland,,,,un.org\n",
    "roles": "role,heads,aliases,source\npresident,yes,head of state,un.org\nprime minister,yes,premier|chief,un.org\n"
    "envoy,no,chief,un.org\n",
    "persons": "id,name,aliases,source\nana-one,Ana One,One,un.org\nbo-two,Bo Two,Two,un.org\n"
    "ci-three,Ci Three,,un.org\n",
    "offices": "person,role,of,start,end,title,source\n"
    "ana-one,president,ruritania,2010-01-01,2015-06-01,,un.org\n"
    "bo-two,president,ruritania,2015-06-01,,Regent,un.org\n"
    "ci-three,envoy,ruritania,2011,2012,,un.org\n"
    "ci-three,prime minister,evallonia,,,,un.org\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Reference]:
    """A Reference of a few invented states; `small(table=lines)` replaces a table."""

    def make(**tables: str) -> Reference:
        texts = {**SMALL, **tables}
        return load(File(n, tmp_path / f"{n}.csv", f"reference/{n}.csv", texts[n]) for n in TABLES if n in texts)

    return make


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own content folder, its tables to be written into `own / "ontology/reference"`."""
    folder = tmp_path / "mine"
    (folder / "ontology" / "reference").mkdir(parents=True)
    monkeypatch.setenv("KG_CONTENT", str(folder))
    assert content.roots()[-1] == folder
    return folder
