"""Whole articles: who speaks, what comes back, and that every reading proves itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import rules_extractor
from kg.extract.examples import article
from kg.model import Article, Mention, Paragraph, Quantity
from kg.ontology import ontology

if TYPE_CHECKING:
    from kg.extract.rules import RulesExtractor
    from kg.model import Reading


def _paragraphs(*texts: str, **fields: str) -> Article:
    text, parts = "", []
    for n, paragraph in enumerate(texts):
        parts.append(Paragraph(n, len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    made = Article("a", "a", text, published="2024-06-12", paragraphs=tuple(parts))
    return replace(made, **fields)  # type: ignore[arg-type]


def _triples(found: list[Reading]) -> list[tuple[str, str, str]]:
    return [
        (r.subject.label, r.predicate, r.object.label if isinstance(r.object, Mention) else r.object.value)
        for r in found
    ]


def test_we_in_an_official_text_is_its_issuer(extractor: RulesExtractor) -> None:
    found = list(extractor.read(_paragraphs("We condemn the coup. The border must be opened.", issuer="G7 leaders")))
    assert [(r.subject.label, r.predicate, r.stated_by) for r in found] == [
        ("G7 leaders", "CONDEMNS", None),
        ("G7 leaders", "DEMANDS", None),
    ]


def test_we_in_the_text_of_a_person_is_whom_they_speak_for(extractor: RulesExtractor) -> None:
    texts = ("We condemn the coup. I support the treaty.",)
    found = list(extractor.read(_paragraphs(*texts, issuer="President Emmanuel Macron")))
    assert [(r.subject.label, r.predicate) for r in found] == [("France", "CONDEMNS"), ("Emmanuel Macron", "SUPPORTS")]


def test_we_the_leaders_name_themselves(extractor: RulesExtractor) -> None:
    found = list(
        extractor.read(_paragraphs("We, the leaders of the valley, condemn the coup.", "We support the treaty."))
    )
    assert _triples(found) == [
        ("leaders of the valley", "CONDEMNS", "coup"),
        ("leaders of the valley", "SUPPORTS", "treaty"),
    ]


def test_we_without_anyone_behind_it_is_no_claim(extractor: RulesExtractor) -> None:
    assert list(extractor.read(article("We condemn the coup."))) == []


def test_a_transcript_turn_is_said_by_its_speaker(extractor: RulesExtractor) -> None:
    found = list(
        extractor.read(_paragraphs("PRESIDENT NORDMANN: Chad has condemned the coup.", "I support the treaty."))
    )
    assert [r.stated_by.label if r.stated_by else "" for r in found] == ["Nordmann", "Nordmann"]
    assert found[1].subject.label == "Nordmann"


def test_a_label_may_have_letters_of_any_alphabet_of_europe(extractor: RulesExtractor) -> None:
    texts = ("PRESIDENT NORDMANN: I support the treaty.", "PRESIDENT NAUSĖDA: I condemn the coup.")
    found = list(extractor.read(_paragraphs(*texts)))
    assert [r.subject.label for r in found] == ["Nordmann", "Gitanas Nausėda"]


def test_an_official_without_a_name_speaks_for_the_body_in_their_label(extractor: RulesExtractor) -> None:
    texts = ("SENIOR ADMINISTRATION OFFICIAL: We support Ukraine.", "NATO OFFICIAL: We condemn the coup.")
    found = list(extractor.read(_paragraphs(*texts, genre="transcript")))
    assert _triples(found) == [("United States", "SUPPORTS", "Ukraine"), ("NATO", "CONDEMNS", "coup")]
    assert [r.stated_by.label if r.stated_by else "" for r in found] == [
        "Senior Administration Official",
        "Nato Official",
    ]


def test_a_person_is_later_known_by_the_last_name(extractor: RulesExtractor) -> None:
    found = list(extractor.read(_paragraphs("Ola Nordmann supports the treaty.", "Nordmann condemned the coup.")))
    assert [r.subject.label for r in found] == ["Ola Nordmann", "Ola Nordmann"]
    assert found[1].subject.words == "Nordmann"


def test_an_office_stands_for_who_holds_it_in_the_article(extractor: RulesExtractor) -> None:
    texts = ("Norwegian Prime Minister Ola Nordmann arrived.", "The Norwegian minister condemned the coup.")
    found = list(extractor.read(_paragraphs(*texts)))
    assert _triples(found)[-1] == ("Ola Nordmann", "CONDEMNS", "coup")


def test_a_country_is_that_of_its_leader(extractor: RulesExtractor) -> None:
    texts = ("Norwegian Prime Minister Ola Nordmann arrived.", "His country condemned the coup.")
    assert _triples(list(extractor.read(_paragraphs(*texts))))[-1] == ("Norway", "CONDEMNS", "coup")


def test_it_is_what_the_claim_before_was_about(extractor: RulesExtractor) -> None:
    found = list(extractor.read(_paragraphs("Norway rejected the amended treaty.", "Chad welcomed it.")))
    assert _triples(found)[-1] == ("Chad", "SUPPORTS", "amended treaty")


def test_a_passive_takes_the_body_that_acts_in_the_context(extractor: RulesExtractor) -> None:
    found = list(extractor.read(_paragraphs("The World Bank approved a loan. A new treaty was adopted.")))
    assert _triples(found)[-1][:2] == ("World Bank", "AGREES_ON")
    assert found[-1].confidence < found[0].confidence


def test_quotations_of_a_paragraph_have_one_speaker(extractor: RulesExtractor) -> None:
    text = "“Chad has condemned the coup,” Ola Nordmann said. “Mali supports the treaty.”"
    assert [(r.stated_by.label if r.stated_by else "", r.voice) for r in extractor.read(article(text))] == [
        ("Ola Nordmann", "quoted"),
        ("Ola Nordmann", "quoted"),
    ]


def test_outer_sources_are_kept(extractor: RulesExtractor) -> None:
    (reading,) = extractor.read(article("Ola Nordmann said Kari Hansen had told him that Chad opposed the treaty."))
    assert reading.stated_by is not None
    assert (reading.stated_by.label, [one.label for one in reading.via]) == ("Kari Hansen", ["Ola Nordmann"])


def test_a_hard_wrapped_sentence_is_one_sentence(extractor: RulesExtractor) -> None:
    text = "Norway will not\n    send buses\n    to Chad."
    (reading,) = extractor.read(article(text))
    assert text[reading.start : reading.end] == "Norway will not\n    send buses\n    to Chad"


def test_reading_is_the_same_every_time(extractor: RulesExtractor) -> None:
    made = _paragraphs("Norway and Chad promised Mali buses, and they signed the treaty on Monday.", "It was adopted.")
    assert list(extractor.read(made)) == list(extractor.read(made))


def test_the_version_names_model_and_content(extractor: RulesExtractor) -> None:
    assert extractor.version == rules_extractor().version
    assert extractor.version.startswith("rules/1 core_web_sm")
    assert extractor.name == "rules/1"


WORDS = st.sampled_from(
    [
        "Norway",
        "Chad",
        "it",
        "they",
        "which",
        "said",
        "promised",
        "refused",
        "to",
        "will",
        "not",
        "and",
        ",",
        "by",
        "the treaty",
        "of",
        "leaders",
        "“",
        "”",
        "who",
        "2030",
        "on Monday",
        "aid",
        "$",
        "5 billion",
        "was",
        "adopted",
        ".",
        ";",
        "that",
        "must",
        "no",
        "both",
        "president",
        "'s",
        "for",
        "sending",
        "Macron",
        "?",
        "-",
        "only if",
        "its",
        "we",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=30))
def test_whatever_the_text_readings_lie_in_it(words: list[str]) -> None:
    text = " ".join(words)
    for reading in rules_cached().read(article(text)):
        assert 0 <= reading.start < reading.end <= len(text)
        assert reading.predicate in ontology().relations
        assert 0 < reading.confidence <= 1
        assert isinstance(reading.object, Quantity) or reading.object != reading.addressee
        assert reading.trigger
        assert all(0 <= a < b <= len(text) for a, b in reading.trigger)
        assert any(reading.start <= a < b <= reading.end for a, b in reading.trigger)


_CACHE: list[RulesExtractor] = []


def rules_cached() -> RulesExtractor:
    if not _CACHE:
        made = rules_extractor()
        _CACHE.append(made)  # type: ignore[arg-type]
    return _CACHE[0]
