"""The sample graph as a fixture."""

from __future__ import annotations

import pytest

from tests.export.sample import Memory, sample


@pytest.fixture
def graph() -> Memory:
    return sample()
