"""What grammar makes of a frame, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.extract.examples import Example, article, read_example
from kg.extract.located import Located

if TYPE_CHECKING:
    from kg.extract.rules import RulesExtractor

PASSAGES = [read_example(item) for item in Located.read(Path(__file__).with_name("passages.yaml")).items()]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.text[:60])
def test_a_passage_says_what_a_reader_would_underline(extractor: RulesExtractor, passage: Example) -> None:
    assert passage.failures(list(extractor.read(article(passage.text)))) == []
