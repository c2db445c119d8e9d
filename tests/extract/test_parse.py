"""Paragraphs reach the parser as it likes them, and every token knows where it stands in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.extract import parse
from kg.extract.parse import load_model, passages, plain_text
from kg.model import Article, Paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def _article(text: str, *kinds: str) -> Article:
    kinds = kinds or ("body",)
    step = len(text) // len(kinds)
    cuts = [*(step * n for n in range(len(kinds))), len(text)]
    parts = tuple(Paragraph(n, cuts[n], cuts[n + 1], kind) for n, kind in enumerate(kinds))
    return Article("a", "a", text, paragraphs=parts)


@given(st.text(alphabet="ab .,\n\t’“”\u00a0é", max_size=60), st.integers(0, 10), st.integers(0, 70))
def test_each_character_of_the_plain_text_knows_its_offset(text: str, start: int, end: int) -> None:
    plain, at = plain_text(text, start, end)
    assert len(plain) == len(at)
    assert at == sorted(at)
    for character, offset in zip(plain, at, strict=True):
        assert start <= offset < max(end, start)
        assert character == text[offset].translate(parse._PLAIN) or (character == " " and text[offset].isspace())  # noqa: SLF001
    assert "  " not in plain
    assert not plain.startswith(" ")


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.sampled_from(["Norway", "will  not", "send\n   buses", "to “Chad”.", "It’s", "over;"]),
        min_size=1,
        max_size=12,
    )
)
def test_tokens_stand_where_they_say(words: list[str]) -> None:
    text = "  " + "\n".join(words) + " "
    for passage in passages(_nlp(), _article(text)):
        for token in passage.doc:
            start, end = passage.offsets(token, token)
            assert "".join(text[start:end].translate(parse._PLAIN).split()) == "".join(token.text.split())  # noqa: SLF001


_LOADED: list[Language] = []


def _nlp() -> Language:
    if not _LOADED:
        _LOADED.append(load_model())
    return _LOADED[0]


def test_only_body_paragraphs_are_read(nlp: Language) -> None:
    article = _article("Norway left. " * 4, "body", "heading", "boilerplate", "body")
    assert [passage.n for passage in passages(nlp, article)] == [0, 3]


def test_a_long_paragraph_is_cut_at_sentences(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "MOST", 40)
    text = "Norway left the fund. Chad joined the fund! " * 3 + "x" * 90
    found = list(passages(nlp, _article(text)))
    assert len(found) > 4
    assert all(len(passage.doc.text) <= 40 for passage in found)
    assert found[1].offsets(found[1].doc[0], found[1].doc[0])[0] == 22


def test_a_transcript_names_who_speaks(nlp: Language) -> None:
    (passage,) = passages(nlp, _article("PRESIDENT NORDMANN: We left the fund."))
    assert passage.speaker == "PRESIDENT NORDMANN"
    assert passage.doc[0].text == "We"


def test_a_time_stamp_is_no_part_of_the_sentence(nlp: Language) -> None:
    (passage,) = passages(nlp, _article("09:40 GMT – Norway left the fund."))
    assert passage.doc[0].text == "Norway"


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(
        UsageError, match="'en_no_such' is not available: install it, for instance with `pip install en-no-such`"
    ):
        load_model("en_no_such")


def test_a_model_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_MODEL", "json")
    with pytest.raises(UsageError, match="'json' is not available: it cannot be loaded"):
        load_model()


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="has no parser"):
        load_model(str(tmp_path / "blank"))
