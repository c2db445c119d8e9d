from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.link import Linker
from kg.model import Article, Entity, Mention, Reading

if TYPE_CHECKING:
    from kg.link.known import Known
    from tests.link.conftest import Asker

NEW = "new"
CASES = [
    # names and aliases
    ("Ukraine", "State", "ukraine"),
    ("the US", "State", "united-states"),
    ("the U.S.", "Actor", "united-states"),
    ("Turkey’s", "State", "turkiye"),
    ("Zelensky", "Person", "volodymyr-zelenskyy"),
    ("Zelensky", "Organization", "volodymyr-zelenskyy"),
    ("the allies", "Group", "nato-allies"),
    ("allies", "Group", "nato-allies"),
    ("the Alliance", "Organization", "nato"),
    ("Membership Action Plan", "Topic", "membership-action-plan"),
    ("NATO-Ukraine Council", "Organization", "nato-ukraine-council"),
    ("Vilnius summit 2023", "Group", "nato-vilnius-2023"),
    ("Zelensky", "Declaration", NEW),
    ("the partners", "Group", "nato-partners"),
    ("OPEC", "Organization", "opec"),
    ("OPEC+", "Organization", "opec-plus"),
    # one word in lower case is no acronym and no country
    ("us", "Actor", NEW),
    ("who", "Actor", NEW),
    ("turkey", "Topic", NEW),
    # capitals act or are where things happen
    ("Kyiv", "State", "ukraine"),
    ("Kyiv", "Actor", "ukraine"),
    ("Kyiv", "Place", "kyiv"),
    ("Washington", "Place", "washington"),
    ("Washington", "Organization", "united-states"),
    ("the Kremlin", "Organization", "russia"),
    ("Ukraine", "Place", "ukraine"),
    ("Singapore", "State", "singapore"),
    ("Vienna", "State", "austria"),
    ("Vienna", "Actor", "vienna"),
    ("Singapore", "Place", "singapore"),
    ("Georgia", "Place", "georgia"),
    ("the Lithuanian capital", "Place", "vilnius"),
    ("the capital of Austria", "Place", "vienna"),
    ("the capital", "Place", NEW),
    # demonyms and governments are the state, an army or a people is not
    ("Ukrainian", "State", "ukraine"),
    ("the Ukrainians", "Group", "ukraine"),
    ("the Ukrainian government", "Organization", "ukraine"),
    ("Ukraine's government", "Organization", "ukraine"),
    ("the Government of the Federal Republic of Germany", "Organization", "germany"),
    ("Russian authorities", "Group", "russia"),
    ("the Biden administration", "Organization", "united-states"),
    ("the British government", "Organization", "united-kingdom"),
    ("the Ukrainian army", "Organization", NEW),
    ("the Ukrainian people", "Group", NEW),
    ("a Ukrainian", "Person", NEW),
    ("the shadow government", "Organization", NEW),
    ("the Roe administration", "Organization", NEW),
    ("the Stoltenberg administration", "Organization", NEW),
    ("the World Health Organization government", "Organization", NEW),
    # offices at the article's date
    ("the Ukrainian president", "Person", "volodymyr-zelenskyy"),
    ("Ukraine’s president", "Person", "volodymyr-zelenskyy"),
    ("the president of Ukraine", "Person", "volodymyr-zelenskyy"),
    ("the president of the United States", "Person", "joe-biden"),
    ("the NATO secretary general", "Person", "jens-stoltenberg"),
    ("the NATO chief", "Person", "jens-stoltenberg"),
    ("the Ukrainian leader", "Person", "volodymyr-zelenskyy"),
    ("the former Ukrainian president", "Person", NEW),
    ("the Ukrainian vice president", "Person", NEW),
    ("the French foreign minister", "Person", NEW),
    ("the president", "Person", NEW),
    # titles
    ("President Zelensky", "Person", "volodymyr-zelenskyy"),
    ("Ukrainian President Volodymyr Zelensky", "Person", "volodymyr-zelenskyy"),
    ("NATO Secretary General Jens Stoltenberg", "Person", "jens-stoltenberg"),
    ("Mr. Macron", "Person", "emmanuel-macron"),
    ("Turkey’s Erdogan", "Person", "recep-tayyip-erdogan"),
    ("former Russian president Dmitry Medvedev", "Person", "dmitry-medvedev"),
    ("Secretary of State Stoltenberg", "Person", "jens-stoltenberg"),
    ("spokesman for President Zelensky", "Person", NEW),
    ("Macron's adviser", "Person", NEW),
    # spelling variants
    ("Volodimir Zelenskiy", "Person", "volodymyr-zelenskyy"),
    ("President Zelenskij", "Person", "volodymyr-zelenskyy"),
    ("Kirgizstan", "State", "kyrgyzstan"),
    ("Medvedchuk", "Person", NEW),
    ("Mattarella", "Person", NEW),
    ("Volodymyr Zelensk", "Person", NEW),
    # texts and programmes
    ("2008 Bucharest Declaration", "Declaration", "bucharest-summit-declaration-2008"),
    ("the Bucharest declaration", "Topic", "bucharest-summit-declaration-2008"),
    ("the Madrid summit declaration", "Declaration", "madrid-summit-declaration-2022"),
    ("the Madrid declaration", "Declaration", NEW),
    ("the declaration", "Declaration", NEW),
    ("Washington Treaty", "Declaration", "north-atlantic-treaty"),
    ("assistance package", "Programme", NEW),
    ("comprehensive assistance package for Ukraine", "Topic", "comprehensive-assistance-package"),
    ("the NATO Council", "Programme", "nato-ukraine-council"),
    ("the Membership Plan", "Programme", "membership-action-plan"),
    ("2030 Agenda", "Declaration", "agenda-2030"),
    ("Bucharest summit", "Topic", "nato-bucharest-2008"),
    ("2008 Bucharest", "Topic", NEW),
    ("the Russian invasion", "Conflict", "russian-invasion-of-ukraine-2022"),
    # topics
    ("a clear membership schedule", "Topic", "membership-timetable"),
    ("clear timetable for membership", "Topic", "membership-timetable"),
    ("guarantees for its security", "Topic", "security-guarantees"),
    ("concrete security guarantees for Ukraine", "Topic", "security-guarantees"),
    ("Ukraine’s territorial integrity", "Topic", "territorial-integrity"),
    ("territorial integrity of Georgia", "Topic", "territorial-integrity"),
    ("timetable for Ukraine's accession", "Topic", "membership-timetable"),
    ("Moldova's timetable for Ukraine’s accession", "Topic", NEW),
    ("provide Ukraine's security guarantees", "Topic", "security-guarantees"),
    ("oppose security guarantees", "Topic", NEW),
    ("providing our security guarantees", "Topic", "security-guarantees"),
    ("continue to oppose our security guarantees", "Topic", NEW),
    ("getting peace", "Topic", NEW),
    ("increasing its own defence spending", "Topic", "defence-spending"),
    ("strengthening of their territorial integrity", "Topic", "territorial-integrity"),
    ("immediate, unconditional and lasting peace", "Topic", "peace"),
    ("lasting peace in Ukraine", "Topic", "peace"),
    ("defense spending", "Topic", "defence-spending"),
    ("membership of NATO", "Topic", "nato-membership"),
    ("the Assistance for Ukraine", "Topic", NEW),
    ("membership of the EU", "Topic", NEW),
    ("nato-membership", "Topic", "nato-membership"),
    ("the modernisation of armed forces", "Topic", "modernization"),
    ("reconstrucion", "Topic", "reconstruction"),
    ("deconstruction", "Topic", NEW),
    ("security guarantees and weapons", "Topic", NEW),
    ("membership", "Place", NEW),
]


@pytest.mark.parametrize(("words", "type_", "expected"), CASES)
def test_a_mention_links_to_the_entity_that_its_words_and_class_mean(
    ask: Asker, known: Known, words: str, type_: str, expected: str
) -> None:
    found = ask(words, type_)
    is_new = found not in known.reference.entities and found not in known.ontology.topics
    assert (NEW if is_new else found) == expected


@pytest.mark.parametrize(
    ("words", "type_", "at", "expected"),
    [
        ("the Ukrainian president", "Person", "2015-01-01", "petro-poroshenko"),
        ("Bush", "Person", "1990-05-01", "george-h-w-bush"),
        ("President Bush", "Person", "2008-04-01", "george-w-bush"),
        ("Bush", "Person", "2015-04-01", "george-w-bush"),
        ("Bush", "Person", "1975-04-01", "person-bush"),
        ("Bush", "Person", None, "person-bush"),
        ("the Russian invasion", "Conflict", "2008-08-08", "conflict-russian-invasion"),
        ("invasion of Ukraine", "Conflict", "2016-01-01", "conflict-invasion-of-ukraine"),
        ("invasion of Ukraine", "Conflict", "2022-03", "russian-invasion-of-ukraine-2022"),
        ("Madrid summit declaration", "Declaration", "1999", "madrid-summit-declaration-1997"),
        ("the Bucharest declaration", "Declaration", "2008-01", "bucharest-summit-declaration-2008"),
        ("the Bucharest declaration", "Declaration", "2007", "declaration-bucharest-declaration"),
    ],
)
def test_the_date_of_the_article_decides(ask: Asker, words: str, type_: str, at: str | None, expected: str) -> None:
    assert ask(words, type_, at=at) == expected


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("the Vilnius summit", "2023-07-10", "nato-vilnius-2023"),
        ("the summit in Vilnius", None, "nato-vilnius-2023"),
        ("Vilnius", "2023-07-10", "nato-vilnius-2023"),
        ("next week's NATO summit", "2023-07-03", "nato-vilnius-2023"),
        ("next NATO summit", "2022-07-01", "nato-vilnius-2023"),
        ("the last NATO summit", "2023-07-01", "nato-madrid-2022"),
        ("last year's NATO summit", "2023-07-01", "nato-madrid-2022"),
        ("next year's NATO summit", "2023-12-01", "nato-washington-2024"),
        ("this week’s NATO summit", "2023-07-11", "nato-vilnius-2023"),
        ("the two-day NATO summit in July", "2023-07-01", "nato-vilnius-2023"),
        ("a summit of NATO leaders in Lithuania", "2023-07-01", "nato-vilnius-2023"),
        ("the NATO summit in the Lithuanian capital", "2023-07-01", "nato-vilnius-2023"),
        (
            "the meeting of NATO leaders in the capital of Lithuania",
            "2023-07-01",
            "nato-vilnius-2023",
        ),
        ("the 2008 Bucharest summit", "2023-07-01", "nato-bucharest-2008"),
        ("2008 NATO summit", "2023-07-01", "nato-bucharest-2008"),
        ("the Madrid summit", "2023-07-01", "nato-madrid-2022"),
        ("the Washington summit", "2023-07-01", "nato-washington-2024"),
        ("the Madrid summit", "1998-07-01", "nato-madrid-1997"),
        ("NATO's next summit in Madrid", "2000-01-01", "nato-madrid-2022"),
        ("the NATO summit", "1985-01-01", "summit-nato-summit"),
        ("the NATO summit", None, "summit-nato-summit"),
        ("the 2010 NATO summit", "2023-07-01", "summit-2010-nato-summit"),
        ("next NATO summit", "2030-07-01", "summit-next-nato-summit"),
        ("the NATO summit dinner", "2023-07-10", "summit-nato-summit-dinner"),
        ("the NATO EU summit", "2023-07-10", "summit-nato-eu-summit"),
        ("the summit", "2023-07-10", "summit-summit"),
        ("the NATO summit of 2022 and 2023", "2023-07-10", "summit-nato-summit-of-2022-and-2023"),
    ],
)
def test_summits_are_found_by_body_place_and_date(ask: Asker, words: str, at: str | None, expected: str) -> None:
    assert ask(words, "Summit", at=at) == expected


def test_a_mere_summit_is_the_one_that_the_article_is_about(ask: Asker) -> None:
    assert ask("the summit", "Summit", summit="Vilnius summit 2023") == "nato-vilnius-2023"
    assert ask("the meeting", "Summit", summit="Vilnius summit 2023") == "nato-vilnius-2023"
    assert ask("the meeting", "Event", summit="Vilnius summit 2023") == "event-meeting"
    assert ask("next summit", "Summit", summit="Vilnius summit 2023") == "summit-next-summit"
    assert ask("the summit", "Summit", summit="Summit of Nowhere") == "summit-summit"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        (
            "Leaders fly to the NATO summit in Vilnius. In 2008 it was the Bucharest summit.",
            "2023-07-10",
            "nato-vilnius-2023",
        ),
        ("At the Vilnius summit, all is well.", "2023-08", "nato-vilnius-2023"),
        ("At the Vilnius summit, all is well.", "2023", "nato-vilnius-2023"),
        ("At the Vilnius summit, all is well.", None, "nato-vilnius-2023"),
        ("At the Vilnius summit, all is well.", "2024-05-01", "summit-summit"),
        ("From the Vilnius summit to the Washington summit.", None, "summit-summit"),
        ("The NATO summit dinner was in Vilnius", "2023-07-10", "nato-vilnius-2023"),
        ("They meet in Vilnius. The summit will be long.", "2023-07-10", "nato-vilnius-2023"),
        ("They met in Vilnius. The summit was long.", "2023-07-30", "summit-summit"),
        ("They met in Vilnius. The summit was long.", None, "summit-summit"),
        ("They met in Kyiv. The summit was long.", "2023-07-10", "summit-summit"),
        ("Nobody met.", "2023-07-10", "summit-summit"),
    ],
)
def test_a_mere_summit_is_the_only_one_in_the_text_that_is_near_its_date(
    linker: Linker, text: str, at: str | None, expected: str
) -> None:
    article = Article("a", "a.txt", text, published=at)
    assert [linker.ref(Mention(w, 0, 10, "Summit"), article).id for w in ("the summit", "their summit")] == [
        expected
    ] * 2


def test_a_gathering_of_its_body_or_at_its_place_is_the_article_s_own_summit(linker: Linker) -> None:
    article = Article("a", "a.txt", "All fly to the Vilnius summit.", published="2023-07-10")

    def event(words: str) -> str:
        return linker.ref(Mention(words, 0, 10, "Event"), article).id

    assert event("the meeting in the Lithuanian capital") == "nato-vilnius-2023"
    assert event("the NATO gathering") == "nato-vilnius-2023"
    assert event("the meeting in Madrid") == "event-meeting-in-madrid"
    assert event("a meeting") == "event-meeting"
    assert event("Vilnius") == "event-vilnius"


def test_a_bare_office_is_the_one_person_of_the_article_who_held_it(linker: Linker) -> None:
    macron, biden = reading(person("Emmanuel Macron")), reading(person("Joe Biden"))
    assert linked(linker, macron, reading(person("the president"))) == ["emmanuel-macron"] * 2
    assert linked(linker, macron, biden, reading(person("the president")))[2] == "person-president"
    assert linked(linker, macron, reading(person("a president")))[1] == "person-president"
    assert linked(linker, macron, reading(person("the chancellor")))[1] == "person-chancellor"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO countries disagree.", "nato-allies"),
        ("It is said by NATO.", "nato-allies"),
        ("It is said.", "group-member-countries"),
    ],
)
def test_a_description_is_whom_it_usually_means_if_the_article_names_it(
    linker: Linker, text: str, expected: str
) -> None:
    assert linker.ref(Mention("member countries", 0, 10, "Group"), Article("a", "a.txt", text)).id == expected


def test_an_id_that_is_certain_is_taken_and_one_that_is_unknown_is_not(linker: Linker) -> None:
    article = Article("a", "a.txt", "text")
    assert linker.ref(Mention("its", 0, 3, "State", "Kyiv", "ukraine"), article).id == "ukraine"
    assert linker.ref(Mention("schedule", 0, 3, "Topic", entity="membership-timetable"), article).type == "Topic"
    assert linker.ref(Mention("Kyiv", 0, 3, "State", entity="nothing"), article).id == "ukraine"
    war = Mention("the invasion", 0, 3, "Conflict", "invasion of Ukraine", "russian-invasion-of-ukraine-2022")
    assert linker.ref(war, article).id == "russian-invasion-of-ukraine-2022"
    assert linker.ref(war, Article("b", "b", "text", published="2016")).id == "conflict-invasion-of-ukraine"


def test_a_government_is_its_state_even_where_it_is_listed_with_officials(linker: Linker) -> None:
    article = Article("a", "a.txt", "text")
    found = [
        linker.ref(Mention(words, 0, 9, "Group", "UK officials", "uk-officials"), article).id
        for words in ("the British government", "British officials", "the French government")
    ]
    assert found == ["united-kingdom", "uk-officials", "uk-officials"]


def test_a_ref_has_the_entity_s_name_and_class_and_the_passage_s_words(linker: Linker) -> None:
    ref = linker.ref(Mention("its", 0, 3, "Topic", "Ukraine"), Article("a", "a.txt", "text"))
    assert (ref.name, ref.type, ref.mention) == ("Ukraine", "State", "its")


def test_a_topic_s_entity_is_made_of_its_concept(linker: Linker) -> None:
    mention = Mention("guarantees of security", 0, 22, "Topic")
    reading = Reading("DISCUSSES", Mention("Kyiv", 0, 4, "State"), mention, 0, 22)
    _, entities = linker.link(Article("a", "a.txt", "t" * 30), [reading], extractor="x")
    assert entities[1] == Entity(
        "security-guarantees",
        "security guarantees",
        "Topic",
        ("guarantees of security",),
        None,
        "Promises of protection.",
    )


def test_mentions_of_one_article_are_asked_once_and_another_article_anew(linker: Linker) -> None:
    then, now = Article("a", "a.txt", "t", published="2015-01-01"), Article("b", "b.txt", "t", published="2023-01-01")
    mention = Mention("the Ukrainian president", 0, 23, "Person")
    assert [linker.ref(mention, a).id for a in (then, then, now)] == [
        "petro-poroshenko",
        "petro-poroshenko",
        "volodymyr-zelenskyy",
    ]


def test_the_version_changes_with_what_is_linked_by(linker: Linker, known: Known) -> None:
    other = type(known.ontology)(known.ontology.classes, known.ontology.relations, {}, "other")
    assert linker.version != Linker(other, known.reference).version
    assert linker.version == Linker(known.ontology, known.reference).version


def person(words: str, type_: str = "Person") -> Mention:
    return Mention(words, 0, len(words), type_)


def reading(subject: Mention, obj: Mention | None = None) -> Reading:
    return Reading("SUPPORTS", subject, obj or Mention("peace", 0, 5, "Topic"), 0, len(subject.words))


def linked(linker: Linker, *readings: Reading) -> list[str]:
    article = Article("a", "a.txt", "x" * 200, published="2023-07-10")
    spread = [Reading(r.predicate, r.subject, r.object, n, n + 1) for n, r in enumerate(readings)]
    return [claim.subject.id for claim in linker.link(article, spread, extractor="t/1")[0]]


def test_a_short_name_is_the_person_whose_full_name_the_article_gives(linker: Linker) -> None:
    first = linked(
        linker, reading(person("Roe")), reading(person("Foreign Minister Jane Roe")), reading(person("Ms Roe"))
    )
    assert first == ["person-jane-roe"] * 3
    assert linked(linker, reading(person("Jane Bush")), reading(person("Bush"))) == ["person-jane-bush"] * 2
    assert (
        linked(linker, reading(person("Ursula von der Roe")), reading(person("von der Roe")))
        == ["person-ursula-von-der-roe"] * 2
    )


def test_an_office_is_no_full_name(linker: Linker) -> None:
    assert linked(linker, reading(person("the US official")), reading(person("the official"))) == [
        "person-us-official",
        "person-official",
    ]


def test_two_persons_of_one_surname_leave_the_short_name_open(linker: Linker) -> None:
    found = linked(linker, reading(person("Jane Roe")), reading(person("Joan Roe")), reading(person("Roe")))
    assert found == ["person-jane-roe", "person-joan-roe", "person-roe"]


def test_a_full_name_of_the_article_decides_between_two_that_are_known(linker: Linker) -> None:
    assert linked(linker, reading(person("Bush")), reading(person("George H. W. Bush"))) == ["george-h-w-bush"] * 2


def test_a_state_is_not_taken_for_a_person_of_that_first_name(linker: Linker) -> None:
    found = linked(
        linker, reading(person("Georgia Roe")), reading(person("Georgia", "Actor")), reading(person("Georgia", "State"))
    )
    assert found == ["person-georgia-roe", "georgia", "georgia"]
    bodies = [reading(person(name, "Actor")) for name in ("World Health Organization", "Organization")]
    assert linked(linker, *bodies) == ["who", "actor-organization"]
    assert linked(linker, reading(person("Jane Roe")), reading(person("Roe", "Actor"))) == ["person-jane-roe"] * 2


def test_what_is_guessed_two_ways_has_the_more_special_class(linker: Linker) -> None:
    assert (
        linked(linker, reading(person("the panel", "Actor")), reading(person("a panel", "Organization")))
        == ["organization-panel"] * 2
    )
    found = linked(linker, *(reading(person("panel", t)) for t in ("Actor", "Organization", "Group")))
    assert found == ["actor-panel", "organization-panel", "group-panel"]


def test_officials_act_for_their_body_and_soldiers_do_not(linker: Linker) -> None:
    def acts_for(words: str, type_: str = "Group") -> tuple[str, ...]:
        entities = linker.link(Article("a", "a", "x" * 99), [reading(person(words, type_))], extractor="t/1")[1]
        return entities[0].acts_for

    assert acts_for("senior Ukrainian officials") == ("ukraine",)
    assert acts_for("a US defence official", "Person") == ("united-states",)
    assert acts_for("diplomats of the European Union") == ("eu",)
    assert acts_for("the French foreign minister", "Person") == ("france",)
    assert acts_for("pro-Russian officials") == ()
    assert acts_for("Ukrainian soldiers") == ()
    assert acts_for("officials") == ()
