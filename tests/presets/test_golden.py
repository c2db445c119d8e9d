"""Every preset's answers on the small graph, read by hand and kept as tables.

`pytest tests/presets --update-golden` writes them anew: read the difference before it is committed.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from kg.presets import ask, preset, preset_names
from kg.stores.opening import open_store
from tests.presets.graph import FOLDER, REJECTED, fill
from tests.servers.shared import VERSIONS, emptied

if TYPE_CHECKING:
    from pathlib import Path

    from kg.presets import Result
    from kg.stores import Store

GOLDEN = FOLDER / "golden"
CASES = [
    (path, n)
    for path in sorted(GOLDEN.glob("*.json"))
    for n in range(len(json.loads(path.read_text(encoding="utf-8"))))
]


def shown(result: Result) -> dict[str, Any]:
    """An answer for reading: columns, and the values that there are in each row."""
    rows = [{k: v for k, v in row.items() if v is not None} for row in result.to_dicts()]
    return {"columns": list(result.columns), "rows": rows}


def updated(path: Path, n: int, answer: dict[str, Any]) -> None:
    cases = json.loads(path.read_text(encoding="utf-8"))
    cases[n] = {key: cases[n][key] for key in ("ask", "strict") if key in cases[n]} | answer
    path.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("path", "n"), CASES, ids=lambda value: value if isinstance(value, int) else value.stem)
def test_a_preset_gives_its_golden_table(store: Store, path: Path, n: int, *, update: bool) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))[n]
    answer = shown(ask(store, path.stem, case["ask"], strict=case.get("strict", False)))
    if update:
        updated(path, n, answer)
    else:
        assert answer == {key: case[key] for key in ("columns", "rows")}


@pytest.mark.parametrize("home", sorted(VERSIONS))
def test_a_server_gives_the_same_tables(home: str) -> None:
    with closing(open_store(emptied(home)())) as there:
        fill(there)
        for path, n in CASES:
            case = json.loads(path.read_text(encoding="utf-8"))[n]
            answer = shown(ask(there, path.stem, case["ask"], strict=case.get("strict", False)))
            assert (path.stem, answer) == (path.stem, {key: case[key] for key in ("columns", "rows")})


def test_every_preset_has_a_table_with_rows() -> None:
    filled = {path.stem for path, n in CASES if json.loads(path.read_text(encoding="utf-8"))[n]["rows"]}
    assert filled == set(preset_names())


@pytest.mark.parametrize("name", preset_names())
def test_the_columns_that_a_header_tells_of_are_there(name: str) -> None:
    cases = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert set(preset(name).columns) <= set(cases[0]["columns"])


def rows(store: Store) -> list[dict[str, Any]]:
    asked = [(path.stem, json.loads(path.read_text(encoding="utf-8"))[n]["ask"]) for path, n in CASES]
    return [row for name, parameters in asked for row in ask(store, name, parameters).to_dicts()]


def test_a_rejected_claim_is_in_no_answer(store: Store) -> None:
    quotes = {row.get("quote") for row in rows(store)}
    assert quotes > {"Lithuania hosted the summit"}
    assert REJECTED not in quotes


def test_a_text_in_two_places_is_one_row_with_both_sources(store: Store) -> None:
    quotes = [tuple(row["sources"]) for row in ask(store, "wants", {"by": "Ukraine"}).to_dicts()]
    assert quotes == [("vilnius-eve", "vilnius-eve-again")] * 2 + [("vilnius-outcome",)]
