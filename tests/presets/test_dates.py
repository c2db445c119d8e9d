"""A day asks for what was said in its month or year too, where no more than that is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.model import Time
from kg.presets import ask, preset, preset_names
from kg.stores.opening import open_store
from tests.presets.graph import articles, claims, entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store

DATED = [name for name in preset_names() if "since" in preset(name).parameters]
NEEDED = {"one": "NATO", "other": "Ukraine", "topic": "membership", "what": "NATO", "who": "Stoltenberg"}


@pytest.fixture(scope="module", params=["2023", "2023-07", "2023-07-20"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph with everything said, and happening, at one date."""
    opened = open_store(str(tmp_path_factory.mktemp("dates") / "graph.kg"), create=True)
    said = [replace(claim, said_on=None, time=Time(None, request.param, None)) for claim in claims()]
    for article in articles():
        here = [claim for claim in said if claim.article == article.id]
        opened.add(replace(article, published=request.param), here, entities(), "by hand")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", DATED)
def test_since_and_until_a_day_take_what_may_be_of_that_day(store: Store, name: str) -> None:
    needed = {key: NEEDED[key] for key, parameter in preset(name).parameters.items() if parameter.required}
    rows = ask(store, name, needed).rows
    assert rows
    assert ask(store, name, needed | {"since": "2023-07-20", "until": "2023-07-20"}).rows == rows
    assert not ask(store, name, needed | {"since": "2024"}).rows
    assert not ask(store, name, needed | {"until": "2022-12"}).rows
