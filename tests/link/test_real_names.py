"""Laws that the project's own ontology and reference data must keep under linking."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from kg.link import Linker
from kg.link.known import Known
from kg.link.phrase import key
from kg.link.spelling import same_name, skeleton
from kg.link.words import words
from kg.model import Article, Mention
from kg.ontology import ontology
from kg.reference import reference

ARTICLE = Article("a", "a.txt", "text", published="2025-12-31")


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.default()


def linked(linker: Linker, name: str, type_: str) -> str:
    return linker.ref(Mention(name, 0, len(name), type_), ARTICLE).id


def test_every_entity_is_found_under_its_own_name(linker: Linker) -> None:
    known = Known(ontology(), reference(), words())
    entities = [e for e in reference().entities.values() if known.was_there(e, ARTICLE.published)]
    missed = [(e.id, to) for e in entities if (to := linked(linker, e.name, e.type)) not in (e.id, *e.acts_for)]
    assert [pair for pair in missed if pair[0] != f"{pair[1]}-city"] == []


def test_every_topic_is_found_under_its_label_and_no_other_topic_under_an_alias(linker: Linker) -> None:
    topics = ontology().topics
    found = {(t.id, name): linked(linker, name, "Topic") for t in topics.values() for name in (t.label, *t.aliases)}
    crossed = [(id_, name, other) for (id_, name), other in found.items() if other in topics and other != id_]
    assert len(crossed) <= 1, crossed
    assert not [name for (_, name), other in found.items() if other.startswith("topic-")]


@pytest.mark.parametrize("type_", ["State", "Person"])
def test_no_two_of_a_kind_have_names_that_are_near(type_: str) -> None:
    names = defaultdict(set)
    for entity in reference().entities.values():
        if entity.type == type_:
            for name in (entity.name, *entity.aliases):
                names[skeleton(name, words())].add(entity.id)
    shared = {bones for bones, ids in names.items() if len(ids) > 1}
    single = [(bones, next(iter(ids))) for bones, ids in names.items() if bones not in shared]
    buckets = defaultdict(list)
    for bones, id_ in single:
        buckets[tuple(word[0] for word in bones)].append((bones, id_))
    pairs = (pair for listed in buckets.values() for pair in itertools.combinations(listed, 2))
    assert [(a, b) for a, b in pairs if a[1] != b[1] and same_name(a[0], b[0])] == []


@pytest.mark.parametrize("form", ["the {} government", "{} authorities", "the {} leadership"])
def test_the_government_of_a_state_is_the_state(linker: Linker, form: str) -> None:
    for word, ids in reference().demonyms().items():
        if len(ids) == 1 and reference().entities[ids[0]].type == "State":
            assert linked(linker, form.format(word), "Organization") == ids[0], word


def test_no_phrase_is_called_both_a_topic_and_something_else() -> None:
    by = words()
    topics = {key(name, by): t.id for t in ontology().topics.values() for name in (t.label, *t.aliases)}
    entities = {key(name, by): e.id for e in reference().entities.values() for name in (e.name, *e.aliases)}
    assert [(topics[same], entities[same]) for same in sorted(topics.keys() & entities.keys())] == []


@pytest.mark.parametrize("name", ["global minimum tax", "oil price cap", "SDGs", "pandemic treaty"])
def test_what_is_asked_for_in_common_words_is_a_topic(linker: Linker, name: str) -> None:
    assert linked(linker, name, "Topic") in ontology().topics


def test_a_whole_name_goes_before_a_topic_that_is_part_of_it(linker: Linker) -> None:
    assert linked(linker, "Enhanced Forward Presence", "Topic") == "enhanced-forward-presence"
    assert linked(linker, "stronger forward presence", "Topic") == "eastern-flank"
