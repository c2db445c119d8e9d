"""What articles and users say is a value: it never reaches the text of a statement, and comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, StoreError
from kg.model import Decision, Entity, Ref
from kg.presets import ask, preset_names
from kg.view import choose
from tests.stores.recording import recorded
from tests.stores.saying import article, claim, said

if TYPE_CHECKING:
    from kg.stores import Store

PIECES = (
    *(
        "`",
        "``",
        "'",
        '"',
        "\\",
        "\\u0027",
        "\\'",
        "{",
        "}",
        "$",
        "$id",
        "$rows",
        "\n",
        "\r",
        "\x00",
        "//",
        "/*",
        "*/",
        ";",
    ),
    *("ˋ", "＇", "“", "｛", "＄", "\u2028", "\u202e", "é", "日", "😀", " ", "a", "#1:0", "(#1:0)", "@rid", ":SEEKS"),
    *(
        "]->() DETACH DELETE n //",
        "'}) MATCH (n) SET n.x",
        "` {id: 1}) DETACH DELETE (n:`",
        "{label}",
        "{type}",
        "UNION",
    ),
)
HOSTILE = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).map(
    "".join
)


def quietly(store: Store, words: str) -> None:
    """Ask and draw in those words; a sentence is an answer, too."""
    for name in preset_names():
        for parameter in ("by", "to", "who", "topic", "summit", "relation", "text"):
            try:
                ask(store, name, {parameter: words})
            except KgError:
                continue
    choices: tuple[dict[str, Any], ...] = (
        {"around": words},
        {"summit": words},
        {"relations": [words]},
        {"since": words},
    )
    for choice in choices:
        try:
            choose(store, **choice)
        except KgError:
            continue


def live(store: Store, words: str) -> None:
    """An article in which all is called so: added, found, decided on, misnamed, forgotten."""
    of = article(words, f"{words}\nThey seek {words}.", title=words, location=words, url=words)
    one = Ref(f"id {words}", words, "Group", words)
    two = replace(one, id=f"other {words}")
    record = Entity(one.id, words, "Group", (words, f"{words}!"), words, words, words, (words,))
    made = claim(of, f"{words}.", one, "SEEKS", two, qualifier=words, role=words)
    what = said(of, made, records={one.id: record})
    store.add(*what)
    assert store.article(words) == of
    assert [c for c, _ in store.claims(words)] == [made]
    assert next(e for e in store.entities() if e.id == one.id).name == words
    statement = "MATCH (e:Entity {id: $id}) WHERE e.name = $name RETURN e.name AS n, $map AS m"
    found = store.query(statement, {"id": one.id, "name": words, "map": {words: [words]}})
    assert list(found.rows) == [(words, {words: [words]})]
    for wrong in (replace(made, predicate=words), replace(made, subject=replace(one, type=words))):
        with pytest.raises(StoreError):
            store.add(replace(of, title="wrong"), [wrong], (), "rules/2")
    merge = Decision(f"d {words}", "merge", "2024-01-01T00:00:00Z", words, entity=two.id, into=one.id, note=words)
    store.decide(merge)
    store.decide(Decision(f"r {words}", "reject", "2024-01-02T00:00:00Z", words, claim=made.id, article=words))
    assert merge in [d for d, _ in store.decisions()]
    store.withdraw(merge.id)
    store.forget(words, with_decisions=True)
    store.withdraw(f"r {words}")


@pytest.fixture(scope="module")
def harmless(two: tuple[Store, Store]) -> set[str]:
    """All texts of statements that are sent in words that do no harm."""
    for one in list(two[0].articles()):
        two[0].forget(one.id, with_decisions=True)
    with recorded() as texts:
        for words in ("plain", "two words"):
            live(two[0], words)
            quietly(two[0], words)
    assert len(texts) > 20
    return texts


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_words_never_reach_the_text_of_a_statement(two: tuple[Store, Store], harmless: set[str], words: str) -> None:
    with recorded() as texts:
        live(two[0], words)
    assert texts <= harmless
    assert len(texts) > 20


@settings(max_examples=5, deadline=None)
@given(HOSTILE)
def test_nor_do_they_when_asked_for(two: tuple[Store, Store], harmless: set[str], words: str) -> None:
    with recorded() as texts:
        quietly(two[0], words)
    assert texts <= harmless
