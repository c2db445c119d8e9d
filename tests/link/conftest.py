"""A small world of our own: a few states, bodies, people, summits and topics, read by the real loader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.link import Linker
from kg.link.known import Known
from kg.link.words import Words, words
from kg.model import Article, Mention
from kg.ontology import Ontology, Topic, ontology
from kg.reference.loading import File, load

if TYPE_CHECKING:
    from kg.reference import Reference

TABLES = {
    "states": """id,name,aliases,metonyms,capital,capital_aliases,capital_stands,demonyms,leader,source
austria,Austria,,,Vienna,,no,Austrian,,x
ukraine,Ukraine,,,Kyiv,Kiev,,Ukrainian|Ukrainians,president,x
russia,Russia,Russian Federation,Kremlin,Moscow,,,Russian|Russians,president,x
united-states,United States,US|USA|United States of America,White House,Washington,,,American|Americans,president,x
france,France,French Republic,,Paris,,,French,president,x
germany,Germany,Federal Republic of Germany,,Berlin,,,German|Germans,chancellor,x
georgia,Georgia,,,Tbilisi,,,Georgian|Georgians,,x
lithuania,Lithuania,,,Vilnius,,,Lithuanian|Lithuanians,,x
singapore,Singapore,,,Singapore,,,Singaporean,,x
united-kingdom,United Kingdom,UK,,London,,,British,,x
kyrgyzstan,Kyrgyzstan,,,Bishkek,,,Kyrgyz,,x
turkiye,Türkiye,Turkey,,Ankara,,,Turkish,president,x
""",
    "places": """id,name,aliases,in,source
crimea,Crimea,Crimean peninsula,ukraine,x
georgia-us,Georgia in America,Georgia,united-states,x
bucharest,Bucharest,,,x
madrid,Madrid,,,x
""",
    "organizations": """id,name,kind,aliases,leader,source
nato,NATO,alliance,North Atlantic Treaty Organization|Alliance,secretary general,x
eu,European Union,union,EU,president,x
opec,OPEC,cartel,,,x
opec-plus,OPEC+,cartel,,,x
who,World Health Organization,agency,WHO,,x
g7,G7,forum,Group of Seven,,x
""",
    "groups": """id,name,aliases,acts_for,source
nato-allies,NATO allies,allies|the allies|NATO,nato,x
nato-partners,NATO partners,the partners,,x
uk-officials,UK officials,British officials|British government,united-kingdom,x
""",
    "persons": """id,name,aliases,source
volodymyr-zelenskyy,Volodymyr Zelenskyy,Zelenskyy|Zelensky,x
petro-poroshenko,Petro Poroshenko,Poroshenko,x
joe-biden,Joe Biden,Biden,x
emmanuel-macron,Emmanuel Macron,Macron,x
jens-stoltenberg,Jens Stoltenberg,Stoltenberg,x
george-h-w-bush,George H. W. Bush,Bush,x
george-w-bush,George W. Bush,Bush,x
recep-tayyip-erdogan,Recep Tayyip Erdoğan,Erdoğan,x
dmitry-medvedev,Dmitry Medvedev,Medvedev,x
""",
    "roles": """role,heads,aliases,source
president,yes,,x
chancellor,yes,,x
secretary general,yes,secretary-general|chief,x
foreign minister,no,secretary of state,x
""",
    "offices": """person,role,of,start,end,source
volodymyr-zelenskyy,president,ukraine,2019-05-20,,x
petro-poroshenko,president,ukraine,2014-06-07,2019-05-20,x
joe-biden,president,united-states,2021-01-20,2025-01-20,x
emmanuel-macron,president,france,2017-05-14,,x
jens-stoltenberg,secretary general,nato,2014-10-01,2024-10-01,x
george-h-w-bush,president,united-states,1989-01-20,1993-01-20,x
george-w-bush,president,united-states,2001-01-20,2009-01-20,x
recep-tayyip-erdogan,president,turkiye,2014-08-28,,x
""",
    "summits": """id,name,body,start,end,city,country,regular,source
nato-bucharest-2008,Bucharest summit 2008,nato,2008-04-02,2008-04-04,bucharest,,yes,x
nato-madrid-1997,Madrid summit 1997,nato,1997-07-08,1997-07-09,madrid,,yes,x
nato-madrid-2022,Madrid summit 2022,nato,2022-06-28,2022-06-30,madrid,,yes,x
nato-vilnius-2023,Vilnius summit 2023,nato,2023-07-11,2023-07-12,vilnius,lithuania,yes,x
g7-camp-david-2023,Camp David summit 2023,g7,2023-08-18,,,united-states,yes,x
nato-washington-2024,Washington summit 2024,nato,2024-07-09,2024-07-11,washington,united-states,yes,x
""",
    "declarations": """id,name,kind,aliases,summit,date,source
bucharest-summit-declaration-2008,Bucharest Summit Declaration 2008,declaration,,nato-bucharest-2008,2008-04-03,x
agenda-2030,2030 Agenda,agenda,,,2015-09-25,x
madrid-summit-declaration-1997,Madrid Summit Declaration 1997,declaration,,nato-madrid-1997,1997-07-08,x
madrid-summit-declaration-2022,Madrid Summit Declaration 2022,declaration,,nato-madrid-2022,2022-06-29,x
north-atlantic-treaty,North Atlantic Treaty,treaty,Washington Treaty,,1949-04-04,x
""",
    "programmes": """id,name,kind,aliases,source
membership-action-plan,Membership Action Plan,plan,MAP,x
comprehensive-assistance-package,Comprehensive Assistance Package for Ukraine,package,,x
nato-ukraine-council,NATO-Ukraine Council,council,NUC,x
""",
    "descriptions": """description,type,kinds,entities,source
member countries,Group,,nato-allies,x
""",
    "conflicts": """id,name,aliases,start,source
russian-invasion-of-ukraine-2022,Russian invasion of Ukraine 2022,invasion of Ukraine,2022-02-24,x
annexation-of-crimea-2014,Annexation of Crimea 2014,annexation of Crimea,2014-03-18,x
""",
}
TOPICS = (
    Topic("membership-timetable", "membership timetable", ("membership schedule", "timetable for accession")),
    Topic(
        "security-guarantees", "security guarantees", ("guarantees of security",), definition="Promises of protection."
    ),
    Topic("defence-spending", "defence spending", ("military spending",)),
    Topic("membership", "membership"),
    Topic("nato-membership", "NATO membership", broader=("membership",)),
    Topic("territorial-integrity", "territorial integrity"),
    Topic("peace", "peace"),
    Topic("reconstruction", "reconstruction"),
    Topic("modernization", "modernization of armed forces"),
)


@pytest.fixture(scope="session")
def world() -> Reference:
    """The reference data above."""
    return load(File(table, Path(f"{table}.csv"), f"reference/{table}.csv", text) for table, text in TABLES.items())


@pytest.fixture(scope="session")
def topical() -> Ontology:
    """The project's classes and relations with the topics above."""
    whole = ontology()
    return Ontology(whole.classes, whole.relations, {t.id: t for t in TOPICS}, "test")


@pytest.fixture(scope="session")
def look_through() -> Words:
    """The project's words."""
    return words()


@pytest.fixture(scope="session")
def known(topical: Ontology, world: Reference, look_through: Words) -> Known:
    """All of it."""
    return Known(topical, world, look_through)


@pytest.fixture
def linker(topical: Ontology, world: Reference) -> Linker:
    """A linker of this world."""
    return Linker(topical, world)


class Asker:
    """Links single mentions in an article of a date."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker

    def __call__(self, words: str, type: str = "Topic", *, at: str | None = "2023-07-10", **article: str) -> str:  # noqa: A002 - as in Mention
        """The id that `words` link to."""
        source = Article("a", "a.txt", "text", published=at, **article)  # type: ignore[arg-type]
        return self._linker.ref(Mention(words, 0, len(words), type), source).id


@pytest.fixture
def ask(linker: Linker) -> Asker:
    """Links a mention."""
    return Asker(linker)
