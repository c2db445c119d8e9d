"""The graph is a function of the articles and the decisions in it: the order in which they came never matters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Claim, Decision, DecisionKind, Entity, stable_hash
from kg.stores.decisions import anchor
from tests.stores.saying import RECORDS, Said, article, claim, ref, said

if TYPE_CHECKING:
    from kg.stores import Store

IDS = ("ukraine", "nato", "allies", "nato-allies", "g7", "security-guarantees")
TEXTS = (
    "One\nthey promise help, they promise help.",
    "One!\nIn short: they promise help, they promise help.",
    "they promise help",
)
OTHER = RECORDS | {"ukraine": Entity("ukraine", "UKRAINE", "State", ("Kiev",), None, None, "old.csv:9")}


NAMES = st.builds(
    ref,
    st.sampled_from(IDS),
    st.sampled_from((None, None, "Friends", "friends")),
    st.sampled_from((None, None, None, "Organization")),
    st.sampled_from(("they", "them")),
)


def _claims(of: Article) -> st.SearchStrategy[Claim]:
    starts = [n for n in range(len(of.text)) if of.text.startswith("promise", n)]
    return st.builds(
        lambda start, subject, relation, object_, addressee, speaker, modality: claim(
            of,
            "promise",
            subject,
            relation,
            object_,
            start=start,
            addressee=addressee,
            stated_by=speaker,
            modality=modality,
        ),
        st.sampled_from(starts),
        NAMES,
        st.sampled_from(("PROMISES", "REFUSES")),
        NAMES,
        st.none() | NAMES,
        st.none() | NAMES,
        st.sampled_from(("actual", "possible")),
    )


@st.composite
def articles(draw: st.DrawFn) -> Said:
    of = article(draw(st.sampled_from(("a", "b", "c"))), draw(st.sampled_from(TEXTS)), text_of=draw(st.none() | NAMES))
    claims = draw(st.lists(_claims(of), max_size=4, unique_by=lambda c: c.id))
    one = said(of, *claims, records=draw(st.sampled_from((RECORDS, OTHER))))
    return replace(one, reading=stable_hash(one.claims, one.entities))


@st.composite
def decisions(draw: st.DrawFn, pool: list[Said]) -> Decision:
    n, hour = draw(st.integers(0, 30)), draw(st.integers(0, 5))
    at = f"2024-01-01T{hour:02}:00:00Z"
    kind = draw(st.sampled_from(("accept", "reject", "merge", "split", "move")))
    claims = [(one, c) for one in pool for c in one.claims]
    if kind in ("accept", "reject") and claims:
        one, chosen = draw(st.sampled_from(claims))
        verdict: DecisionKind = "accept" if kind == "accept" else "reject"
        return Decision(
            f"{kind}-{chosen.id}-{n}",
            verdict,
            at,
            "me",
            chosen.id,
            one.article.id,
            anchor=anchor(one.article.text, chosen),
        )
    a, b = draw(st.sampled_from(IDS)), draw(st.sampled_from((*IDS, "new-one")))
    of, named = draw(st.sampled_from("abc")), draw(st.sampled_from(({}, {}, {"name": "Name"}, {"name": "Other"})))
    if kind == "move":
        return Decision(
            f"move-{a}-{b}-{of}-{n}-{hour}-{named}", "split", at, "me", article=of, entity=a, into=b, anchor=named
        )
    if kind == "split":
        return Decision(f"split-{a}-{n}-{hour}", "split", at, "me", entity=a)
    return Decision(f"merge-{a}-{b}-{n}-{hour}", "merge", at, "me", entity=a, into=b)


Step = tuple[str, Said | Decision]


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    pool = draw(st.lists(articles(), min_size=1, max_size=4))
    made = draw(st.lists(decisions(pool), max_size=5, unique_by=lambda d: d.id))
    things: list[tuple[str, Said | Decision]] = []
    for one in pool:
        things += [("add", one)] * draw(st.integers(1, 2)) + [("forget", one)] * draw(st.integers(0, 1))
    for decision in made:
        things += [("decide", decision)] + [("withdraw", decision)] * draw(st.integers(0, 1))
    return draw(st.permutations(things))


def take(store: Store, steps: list[Step]) -> tuple[dict[str, Said], dict[str, Decision]]:
    """Go through a history; the articles and decisions that are there in the end."""
    there: dict[str, Said] = {}
    decided: dict[str, Decision] = {}
    for name, thing in steps:
        if isinstance(thing, Said):
            if name == "add":
                store.add(*thing)
                there[thing.article.id] = thing
            else:
                assert store.forget(thing.article.id) == (there.pop(thing.article.id, None) is not None)
        elif name == "decide":
            store.decide(thing)
            decided[thing.id] = thing
        else:
            assert store.withdraw(thing.id) == (decided.pop(thing.id, None) is not None)
    return there, decided


def empty(store: Store) -> None:
    for decision, _ in list(store.decisions()):
        store.withdraw(decision.id)
    for one in list(store.articles()):
        store.forget(one.id, with_decisions=True)
    assert [line["node"] for line in store.dump()] == ["Meta"]


@settings(max_examples=40, deadline=None)
@given(histories())
def test_the_end_of_a_history_is_what_its_articles_and_decisions_make(
    two: tuple[Store, Store], steps: list[Step]
) -> None:
    one, other = two
    there, decided = take(one, steps)
    for id_ in sorted(there):
        other.add(*there[id_])
    for id_ in sorted(decided):
        other.decide(decided[id_])
    try:
        assert list(one.dump()) == list(other.dump())
        assert list(one.decisions()) == list(other.decisions())
        assert list(one.entities()) == list(other.entities())
        assert list(one.claims()) == list(other.claims())
    finally:
        empty(one)
        empty(other)
