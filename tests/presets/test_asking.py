from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError, ParameterError
from kg.presets import Result, ask
from kg.stores.opening import open_store
from tests.presets.graph import articles, claims, entities, fill

if TYPE_CHECKING:
    from pathlib import Path

    from kg.stores import Store

RESULT = Result(("a", "b"), [(1, None), (2, ["x"])], "Title")


def test_an_answer_is_its_rows() -> None:
    assert len(RESULT) == 2
    assert list(RESULT) == RESULT.rows
    assert RESULT.to_dicts() == [{"a": 1, "b": None}, {"a": 2, "b": ["x"]}]


def test_a_data_frame_has_the_columns_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = ModuleType("pandas")  # what is asked of it, since nothing here installs it
    pandas.DataFrame = lambda rows, columns: (columns, rows)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    assert RESULT.to_pandas() == (["a", "b"], RESULT.rows)


def test_without_pandas_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install pandas, or use to_dicts\(\)"):
        RESULT.to_pandas()


def test_an_answer_tells_what_was_asked_and_no_defaults(store: Store) -> None:
    found = ask(store, "promises", {"by": "nato", "to": None, "since": 2023}, strict=True)
    assert found.title == "Who promises what to whom"
    assert found.asked == {"by": "NATO", "since": "2023"}
    assert ask(store, "promises", {"modality": None, "to": "Ukraine"}, strict=True).asked == {"to": "Ukraine"}


def test_an_empty_answer_has_its_columns_all_the_same(store: Store) -> None:
    found = ask(store, "sanctions", {"by": "Kenya"})
    assert (len(found), found.columns[:3], found.columns[-1]) == (0, ("said_on", "subject", "relation"), "claim")


def test_a_parameter_that_there_is_not_is_told_with_those_there_are(store: Store) -> None:
    with pytest.raises(
        ParameterError, match=r"promises has no parameter too\. Did you mean to\? It takes by, to, topic"
    ):
        ask(store, "promises", {"too": "Ukraine"})


@pytest.mark.parametrize("given", [{}, {"what": None}, {"what": []}])
def test_a_parameter_that_is_needed_is_asked_for(store: Store, given: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match=r"about needs what .*Example: kg query about"):
        ask(store, "about", given)


def test_answers_to_a_demand_can_be_fewer(store: Store) -> None:
    assert len(ask(store, "demands", {"topic": "membership timetable"})) == 3
    assert len(ask(store, "demands", {"topic": "membership timetable", "most": 1})) == 1


def test_what_begins_after_it_ends_is_told(store: Store) -> None:
    with pytest.raises(ParameterError, match="since 2024 is after until 2023-12: nothing can be between them"):
        ask(store, "promises", {"since": 2024, "until": "2023-12"})
    assert ask(store, "promises", {"since": "2023-07", "until": "2023-07"}).rows


def test_claims_that_are_too_uncertain_are_left_out(store: Store) -> None:
    rows = ask(store, "promises", {}).to_dicts()
    sure = dict(store.query("MATCH (c:Claim) RETURN c.id AS claim, c.confidence AS sure").rows)
    least = sorted(sure[row["claim"]] for row in rows)[1]
    kept = ask(store, "promises", {}, min_confidence=least).to_dicts()
    assert kept == [row for row in rows if sure[row["claim"]] >= least]
    assert ask(store, "texts", {}, min_confidence=1).rows == ask(store, "texts", {}).rows  # these are no claims


def test_undated_articles_that_the_dates_leave_out_are_counted(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "graph.kg"), create=True)) as undated:
        fill(undated)
        article = next(a for a in articles() if a.genre != "reference")
        claim = next(c for c in claims() if c.article == article.id and c.predicate == "REFUSES")
        named = {e.id: e for e in entities()}
        for name, without in (("one", None), ("two", None), ("three", "2023-07-01")):
            said = replace(claim, id=f"c-{name}", article=name, said_on=None, quote=claim.quote)
            made = replace(
                article, id=name, location=name, published=without, text_of=None, text=f"{article.text} {name}"
            )
            undated.add(made, [said], [named[ref.id] for ref in said.refs.values()], "by hand")
        assert ask(undated, "refusals", {}).notes == ()
        assert ask(undated, "refusals", {"since": "2023"}).notes == (
            "2 articles with fitting claims left out by --since: they have no date.",
        )
        found = ask(undated, "refusals", {"since": "2023", "until": "2023", "summit": "Prague 2002"})
        assert found.notes == ()
        undated.forget("two")
        notes = ask(undated, "refusals", {"since": "2023", "until": "2024"}).notes
        assert notes == ("1 article with fitting claims left out by --since and --until: it has no date.",)
