"""One extractor and one language pipeline for all tests of the extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.rules import RulesExtractor

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def extractor() -> RulesExtractor:
    return RulesExtractor.load()


@pytest.fixture(scope="session")
def nlp(extractor: RulesExtractor) -> Language:
    return extractor.nlp
