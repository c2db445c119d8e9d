"""A graph in memory, with the four methods of a store that an export reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Article, Claim, Decision, Entity, Quantity, Ref, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "The allies will give Ukraine tanks. Kyiv did not agree to cede land, Scholz told Macron, who may go."


@dataclass(frozen=True)
class Memory:
    """Claims with their status, and all that goes with them, in canonical order."""

    held_articles: tuple[Article, ...] = ()
    held_claims: tuple[tuple[Claim, str], ...] = ()
    held_entities: tuple[Entity, ...] = ()
    held_decisions: tuple[tuple[Decision, bool], ...] = ()

    def articles(self) -> Iterator[Article]:
        return iter(sorted(self.held_articles, key=lambda a: a.id))

    def claims(self, article_id: str | None = None) -> Iterator[tuple[Claim, str]]:
        held = sorted(self.held_claims, key=lambda c: (c[0].article, c[0].start, c[0].end, c[0].id))
        return (pair for pair in held if article_id in (None, pair[0].article))

    def entities(self) -> Iterator[Entity]:
        return iter(sorted(self.held_entities, key=lambda e: e.id))

    def decisions(self) -> Iterator[tuple[Decision, bool]]:
        return iter(sorted(self.held_decisions, key=lambda d: (d[0].at, d[0].id)))


ALLIES = Ref("nato-allies", "NATO allies", "Group", "The allies")
UKRAINE = Ref("ukraine", "Ukraine", "State", "Ukraine")
TANKS = Ref("tanks", "tanks", "Topic", "tanks")
LAND = Ref("territorial-concessions", "territorial concessions", "Topic")
SCHOLZ = Ref("olaf-scholz", "Olaf Scholz", "Person", "Scholz")
MACRON = Ref("emmanuel-macron", "Emmanuel Macron", "Person")
SUMMIT = Ref("x-summit", "X summit", "Summit")


def claim(
    key: str, subject: Ref, predicate: str, target: Ref | Quantity, span: tuple[int, int], **rest: object
) -> Claim:
    start, end = span
    return Claim(key, "a1", subject, predicate, target, TEXT[start:end], start, end, **rest)  # type: ignore[arg-type]


PROMISE = claim("c-1", ALLIES, "PROMISES", TANKS, (0, 34), addressee=UKRAINE, modality="planned", rule="promises:give")
DENIED = claim("c-2", UKRAINE, "AGREES_ON", LAND, (36, 67), polarity="denied", stated_by=SCHOLZ, via=(MACRON, SCHOLZ))
POSSIBLE = claim("c-3", MACRON, "ATTENDS", SUMMIT, (88, 100), modality="possible", qualifier="perhaps")
REPORTED = claim("c-4", UKRAINE, "REFUSES", LAND, (36, 67), stated_by=SCHOLZ, voice="reported", said_on="2023-07-09")
OF_ITSELF = claim("c-5", SCHOLZ, "MEETS", MACRON, (69, 88), stated_by=SCHOLZ, trigger=((69, 75), (76, 80)))
NUMBER = claim(
    *("c-6", ALLIES, "PROVIDES", Quantity("40", "tanks"), (0, 34)),
    amount=Quantity("1e9", None),
    role="donor",
    time=Time("by 2025", None, "2025"),
    confidence=0.1 + 0.2,
)
REJECTED = claim("c-7", ALLIES, "MEETS", UKRAINE, (0, 28))
PUTIN_SAYS = '=cmd|"/c calc"!A1 \x0b\ufffe <b>&amp;'


def sample() -> Memory:
    """A claim of each kind, and names that mean harm."""
    article = Article(
        *("a1", "https://example.org/a?b=[c]&d=%zz#e#f", TEXT, 'Tanks, "soon"'),
        outlet="The Example",
        published="2023-07-10",
        url="https://example.org/a?b=[c]&d=%zz#e#f",
    )
    other = Article("a0", "notes/a0.txt", "Nothing.", published="2023-07")
    entities = (
        Entity("nato-allies", "NATO allies", "Group", ("allies",), acts_for=("nato",)),
        Entity("ukraine", "Ukraine", "State", ("Kyiv",), "Q212", "a state", "states.csv:1"),
        Entity("tanks", "tanks", "Topic"),
        Entity("territorial-concessions", "territorial concessions", "Topic"),
        Entity("olaf-scholz", "Olaf Scholz", "Person", wikidata="no item"),
        Entity("emmanuel-macron", PUTIN_SAYS, "Person"),
        Entity("x-summit", "X summit", "Summit"),
        Entity("new-thing", "new thing", "Topic"),
        Entity("brexit", "Brexit", "Event"),
    )
    claims = tuple((c, "open") for c in (PROMISE, DENIED, POSSIBLE, REPORTED, OF_ITSELF, NUMBER))
    decisions = (
        (
            Decision("d-1", "reject", "2024-01-01T00:00:00Z", "ann", claim="c-7", article="a1", anchor={"quote": "x"}),
            True,
        ),
        (Decision("d-2", "merge", "2024-01-02T00:00:00Z", "ann", entity="kyiv", into="ukraine", note="same"), False),
    )
    return Memory((article, other), (*claims, (REJECTED, "rejected")), entities, decisions)
