from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link.spelling import THRESHOLD, Variants, near, same_name, skeleton

if TYPE_CHECKING:
    from kg.link.words import Words

# What is one name in two spellings, and what are two: the threshold was chosen on these.
ONE = [
    ("Volodimir", "Volodymyr"),
    ("Zelensky", "Zelenskyy"),
    ("Zelenskiy", "Zelenskyy"),
    ("Zelenskij", "Zelensky"),
    ("Volodimir Zelenski", "Volodymyr Zelenskyy"),
    ("Wladimir Putin", "Vladimir Putin"),
    ("Sergey Lavrov", "Sergei Lavrov"),
    ("Dmitri Medvedev", "Dmitry Medvedev"),
    ("Lukashenka", "Lukashenko"),
    ("Yanukovich", "Yanukovych"),
    ("Timoshenko", "Tymoshenko"),
    ("Julia", "Yulia"),
    ("Gorbachov", "Gorbachev"),
    ("Poroschenko", "Poroshenko"),
    ("Saakasvili", "Saakashvili"),
    ("Stoltenburg", "Stoltenberg"),
    ("Kirgizstan", "Kyrgyzstan"),
    ("Tadjikistan", "Tajikistan"),
    ("Kazakstan", "Kazakhstan"),
    ("Mogherinni", "Mogherini"),
    ("Erdoğan", "Erdogan"),
    ("Aleksander", "Alexander"),
]
TWO = [
    ("Medvedev", "Medvedchuk"),
    ("Macron", "Mattarella"),
    ("Macron", "Marcos"),
    ("Johnson", "Johnston"),
    ("Scholz", "Schulz"),
    ("Milanović", "Milatović"),
    ("Alexander Roe", "Alexander Doe"),
    ("Merz", "Merkel"),
    ("Poroshenko", "Timoshenko"),
    ("Li Qiang", "Li Keqiang"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("George W. Bush", "George H. W. Bush"),
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Lavrov", "Lavrio"),
    ("Tusk", "Musk"),
    ("Obama", "Osama"),
    ("Morawiecki", "Morawska"),
    ("Iran", "Iraq"),
    ("Niger", "Nigeria"),
    ("Austria", "Australia"),
    ("Dominica", "Dominican Republic"),
    ("Slovakia", "Slovenia"),
    ("Mali", "Malta"),
    ("Malawi", "Malaysia"),
    ("Gambia", "Zambia"),
    ("Guinea", "Guyana"),
    ("Mauritius", "Mauritania"),
    ("North Korea", "South Korea"),
    ("Sudan", "South Sudan"),
    ("Latvia", "Lithuania"),
    ("Paraguay", "Uruguay"),
    ("Chad", "China"),
    ("Christian", "Christina"),
    ("Alexander", "Alexandra"),
    ("adoption", "adaption"),
    ("proliferation", "nonproliferation"),
    ("Article 4", "Article 5"),
    ("1994444444", "1994444445"),
    ("import", "export"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name_are_near(one: str, other: str, look_through: Words) -> None:
    assert same_name(skeleton(one, look_through), skeleton(other, look_through))


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_names_are_never_near(one: str, other: str, look_through: Words) -> None:
    assert not same_name(skeleton(one, look_through), skeleton(other, look_through))


def test_no_two_countries_are_near(look_through: Words) -> None:
    names = {c.alpha_2: {c.name, getattr(c, "common_name", c.name)} for c in pycountry.countries}
    bones = [(code, skeleton(name, look_through)) for code, listed in names.items() for name in listed]
    assert [
        (a, b) for (a, one), (b, other) in itertools.combinations(bones, 2) if a != b and same_name(one, other)
    ] == []


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_near_is_mutual_and_holds_for_equals(one: str, other: str) -> None:
    assert near(one, one)
    assert near(one, other) == near(other, one)
    assert not near(one, other) or one == other or max(len(one), len(other)) > 1 / (1 - THRESHOLD)


def test_a_variant_means_the_one_name_that_it_is_near_to(look_through: Words) -> None:
    names = [
        ("Alexander Lukashenko", "l"),
        ("Lukashenko", "l"),
        ("Dmitry Medvedev", "m"),
        ("Gorbachev", "g1"),
        ("Gorbachov", "g2"),
        ("—", "x"),
    ]
    variants = Variants(names, look_through)
    assert variants.meant("Aleksandr Lukashenka") == "l"
    assert variants.meant("Viktor Lukashenko") is None
    assert variants.meant("Dmitri Medvedev") == "m"
    assert variants.meant("Gorbachow") == "g2"
    assert variants.meant("Gorbachiv") is None
    assert variants.meant("Gorbachew") == "g1"
    assert variants.meant("Gorbachov") == "g2"
    assert variants.meant("—") is None
