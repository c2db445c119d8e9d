"""Merges and splits as pure logic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Decision, DecisionKind
from kg.stores.identity import Identity


def said(*words: str) -> list[Decision]:
    """Decisions in order: "a=b" merges, "a" splits, "x:a=b" moves a to b in article x."""
    made = []
    for n, word in enumerate(words):
        article, _, rest = word.rpartition(":")
        entity, _, into = rest.partition("=")
        kind: DecisionKind = "merge" if into and not article else "split"
        made.append(
            Decision(
                f"d{n:02}",
                kind,
                f"2024-01-01T00:00:{n:02}Z",
                "me",
                article=article or None,
                entity=entity,
                into=into or None,
            )
        )
    return made


def ends(*words: str, article: str = "y") -> str:
    """What a, b, c and d are after decisions."""
    identity = Identity.of(said(*words))
    return "".join(identity.resolve(x, article) for x in "abcd")


def test_merges_follow_each_other() -> None:
    assert ends() == "abcd"
    assert ends("a=b") == "bbcd"
    assert ends("a=b", "b=c") == "cccd"
    assert ends("b=c", "a=b") == "cccd"
    assert ends("a=b", "a=c") == "cbcd"
    assert ends("a=a") == "abcd"
    assert ends("a=b", "a=a") == "abcd"


def test_the_last_word_breaks_a_circle() -> None:
    assert ends("a=b", "b=a") == "aacd"
    assert ends("a=b", "b=c", "c=a") == "aaad"
    assert ends("b=c", "c=d", "d=b") == "abbb"


def test_a_split_undoes_a_merge_and_only_that() -> None:
    assert ends("a=b", "b=c", "a") == "accd"
    assert ends("a=b", "a", "a") == "abcd"
    assert ends("a", "a=b") == "bbcd"


def test_a_move_holds_in_its_article() -> None:
    assert ends("x:a=b") == "abcd"
    assert ends("x:a=b", article="x") == "bbcd"
    assert ends("x:a=b", "x:a=a", article="x") == "abcd"
    assert ends("x:a=b", "x:b=c", article="x") == "cccd"
    assert ends("x:a=b", "x:b=a", article="x") == "aacd"
    assert ends("x:a=b", "x:b=c", "x:c=a", article="x") == "aaad"


def test_a_move_goes_before_a_merge_and_is_followed_by_one() -> None:
    assert ends("x:a=c", "a=b", article="x") == "cbcd"
    assert ends("a=b", "x:b=c", article="x") == "cccd"
    assert ends("x:a=b", "b=c", article="x") == "cccd"


def test_what_moves_and_merges_turn_round_is_the_target_of_the_latest_move() -> None:
    assert ends("b=a", "x:a=b", article="x") == "bbcd"
    assert ends("x:a=b", "b=a", article="x") == "bbcd"
    assert ends("b=c", "d=a", "x:a=b", "x:c=d", article="x") == "dddd"


IDS = st.sampled_from("abcd")
WORDS = st.one_of(
    st.builds("{}={}".format, IDS, IDS),
    IDS,
    st.builds("x:{}={}".format, IDS, IDS),
    st.builds("y:{}={}".format, IDS, IDS),
)


@given(st.lists(WORDS, max_size=12), st.randoms())
def test_the_order_in_which_decisions_come_does_not_matter(words: list[str], random: object) -> None:
    decisions = said(*words)
    shuffled = list(decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Identity.of(shuffled) == Identity.of(decisions)


@given(st.lists(WORDS, max_size=12))
def test_what_an_entity_is_is_itself(words: list[str]) -> None:
    identity = Identity.of(said(*words))
    for article in "xyz":
        for entity in "abcd":
            end = identity.resolve(entity, article)
            assert identity.resolve(end, article) == end
    for entity in "abcd":
        assert identity.root(entity) == identity.resolve(entity, "z")
        assert entity in identity.below(identity.root(entity))


@given(st.lists(WORDS, max_size=10), IDS, IDS)
def test_the_last_merge_holds(words: list[str], a: str, b: str) -> None:
    identity = Identity.of(said(*words, f"{a}={b}"))
    assert identity.root(a) == identity.root(b)
    assert Identity.of(said(*words, f"{a}={b}", a)).root(a) == a
