from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.stores.opening import open_store
from tests.presets.graph import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the presets' golden tables anew.")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden tables are written; the option is only there where pytest is given this folder."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(str(tmp_path_factory.mktemp("presets") / "graph.kg"), create=True)
    fill(opened)
    yield opened
    opened.close()
