"""Names, ids, languages, Markdown's marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import cut, fold, language, languages, slug, unmarked

names = st.text(max_size=80)

FRENCH = (
    "Les dirigeants de l'Alliance se sont réunis à Bruxelles mardi pour parler de la guerre et de l'aide militaire, "
    "et ils ont promis de nouvelles livraisons d'armes avant la fin de l'année."
)
ENGLISH = (
    "The leaders of the alliance met in Brussels on Tuesday to talk about the war and about military aid, and they "
    "promised new deliveries of weapons before the end of the year."
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Kremlin", "kremlin"),
        ("Volodymyr  ZELENSKYY", "volodymyr zelenskyy"),
        ("Türkiye", "turkiye"),
        ("Łódź", "lodz"),
        ("Ærøskøbing", "aeroskobing"),
        ("Straße", "strasse"),
        ("Ukraine’s", "ukraine"),
        ("the allies'", "allies"),
        ("G7 Leaders’ Statement", "g7 leaders statement"),
        ("G-7", "g7"),
        ("F‑16 jets", "f16 jets"),
        ("U.S.", "us"),
        ("U.S.A", "usa"),
        ("the U.S.’s offer", "us offer"),
        ("Côte d’Ivoire", "cote divoire"),
        ("NATO-Ukraine Council", "nato ukraine council"),
        ("Membership Action Plan (MAP)", "membership action plan map"),
        ("the The Hague", "hague"),
        ("The", "the"),
        ("Київ", "киів"),
        ("…", ""),
    ],
)
def test_a_name_is_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(names)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(names)
def test_a_folded_name_has_letters_digits_and_single_blanks_only(name: str) -> None:
    assert fold(name) == "" or all(word.isalnum() for word in fold(name).split(" "))


@given(names, st.integers(min_value=16, max_value=80))
def test_a_slug_is_never_empty_nor_too_long(name: str, most: int) -> None:
    assert len(slug(name, most)) in range(1, most + 1)
    assert " " not in slug(name, most)


def test_a_slug_is_the_folded_name_with_dashes() -> None:
    assert slug("Vilnius Summit Communiqué") == "vilnius-summit-communique"


def test_long_names_that_begin_alike_have_different_slugs() -> None:
    long = "declaration of the heads of state and government on everything that was discussed "
    assert slug(long + "in the morning") != slug(long + "in the evening")
    assert slug(long + "in the morning").startswith("declaration-of-the-heads")


def test_names_of_signs_alone_have_different_slugs() -> None:
    assert slug("!?") != slug("??")


def test_an_id_is_cut_between_words_or_within_the_first() -> None:
    assert cut("one-two-three", 7) == "one-two"
    assert cut("one-two-three", 9) == "one-two"
    assert cut("one-two", 20) == "one-two"
    assert cut("longword", 4) == "long"


def test_the_language_of_a_text_is_told() -> None:
    assert language(FRENCH) == "fr"
    assert language(ENGLISH) == "en"


def test_a_short_text_has_the_declared_language_or_english() -> None:
    assert language("Gipfel in Vilnius", "de-AT") == "de"
    assert language("Gipfel in Vilnius") == "en"
    assert language("", "") == "en"


def test_what_a_text_is_in_counts_more_than_what_its_page_declares() -> None:
    assert language(FRENCH * 3, "en") == "fr"
    assert language(ENGLISH * 3, "fr") == "en"


def test_a_text_that_is_half_in_english_is_english() -> None:
    mixed = f"{FRENCH}\n\n" * 10 + f"{ENGLISH}\n\n" * 10
    assert set(languages(mixed)) == {"en", "fr"}
    assert sum(languages(mixed).values()) == pytest.approx(1)
    assert language(mixed) == "en"


def test_one_english_quotation_does_not_make_a_text_english() -> None:
    assert language(f"{FRENCH}\n\n" * 12 + ENGLISH) == "fr"


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Russia** attacked *Ukraine*", "Russia attacked Ukraine"),
        ("see [the text](https://example.org/a_b) now", "see the text now"),
        ("![a picture](a.png) said", "said"),
        ("## Title ##", "Title"),
        ("> quoted\n> twice", "quoted twice"),
        ("a <b>bold</b> word <!-- no --> and <https://example.org>", "a bold word and"),
        (r"\[sic\] 1\. said", "[sic ] 1 . said"),
        ("snake_case and _stress_", "snake_case and stress"),
        ("5 * 3 and #tag", "5 * 3 and #tag"),
    ],
)
def test_marks_become_blanks(marked: str, words: str) -> None:
    assert " ".join(unmarked(marked).split()) == words


@given(st.text(alphabet="ab *_[](){}<>!#-\n\\`~\"'.:/", max_size=200))
def test_an_unmarked_text_keeps_each_word_in_its_place(text: str) -> None:
    bare = unmarked(text)
    assert len(bare) == len(text)
    assert all(new in {old, " "} for new, old in zip(bare, text, strict=True))
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(bare) if c == "\n"]
