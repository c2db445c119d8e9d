"""A graph with a few plain claims, and one in which every field that reaches the page is an attack."""

from __future__ import annotations

from kg.model import Article, Claim, Entity, Paragraph, Quantity, Ref, Time

TEXT = "The alliance will not give Ukraine a timetable.\n\nFrance pledged 40 tanks to Kyiv, an official said."
NATO = Ref("nato", "NATO", "Organization", "The alliance")
UKRAINE = Ref("ukraine", "Ukraine", "State", "Ukraine")
FRANCE = Ref("france", "France", "State", "France")
TIMETABLE = Ref("membership-timetable", "membership timetable", "Topic", "a timetable")
TANKS = Ref("topic-tanks", "tanks", "Topic", "tanks")
OFFICIAL = Ref("person-an-official", "an official", "Person", "an official")
EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}\u2028javascript:alert(3)\"'`"


def entity(ref: Ref, wikidata: str | None = None) -> Entity:
    return Entity(ref.id, ref.name, ref.type, wikidata=wikidata)


def quoted(text: str, words: str) -> dict[str, str | int]:
    start = text.index(words)
    return {"quote": words, "start": start, "end": start + len(words)}


def plain() -> tuple[Article, list[Claim], list[Entity]]:
    cut = TEXT.index("\n\n")
    paragraphs = (Paragraph(0, 0, cut), Paragraph(1, cut + 2, len(TEXT)))
    article = Article(
        "plain-1", "https://example.org/plain", TEXT, title="No timetable", outlet="Example", published="2023-07-10",
        url="https://example.org/plain", summit="Vilnius summit 2023", paragraphs=paragraphs,
    )  # fmt: skip
    claims = [
        Claim(
            "c-1", article.id, NATO, "REFUSES", TIMETABLE, addressee=UKRAINE,
            **quoted(TEXT, "will not give Ukraine a timetable"),  # type: ignore[arg-type]
        ),
        Claim(
            "c-2", article.id, FRANCE, "PROMISES", TANKS, addressee=UKRAINE, stated_by=OFFICIAL,
            time=Time("by 2024", None, "2024"), amount=Quantity("40", "tanks"), confidence=0.45,
            **quoted(TEXT, "pledged 40 tanks to Kyiv"),  # type: ignore[arg-type]
        ),
    ]  # fmt: skip
    entities = [entity(r) for r in (NATO, FRANCE, TIMETABLE, TANKS, OFFICIAL)]
    return article, claims, [*entities, entity(UKRAINE, wikidata="Q212")]


def hostile() -> tuple[Article, list[Claim], list[Entity]]:
    text = f"{EVIL} promised {EVIL}"
    article = Article(
        "hostile-1", "javascript:alert(4)", text, title=EVIL, outlet=EVIL, author=EVIL, published="2023-07-11",
        url="javascript:alert(5)", paragraphs=(Paragraph(0, 0, len(text)),),
    )  # fmt: skip
    one, other = Ref("person-evil", EVIL, "Person", EVIL), Ref("topic-evil", EVIL, "Topic", EVIL)
    claim = Claim(
        "c-evil", article.id, one, "PROMISES", other, text, 0, len(text), stated_by=one, role=EVIL, qualifier=EVIL,
        time=Time(EVIL), addressee=NATO,
    )  # fmt: skip
    evil = Entity(
        "person-evil", EVIL, "Person", aliases=(EVIL, "</script>"), wikidata=EVIL, description=EVIL, source="test"
    )
    return article, [claim], [evil, entity(other), entity(NATO)]


def crowd(size: int = 150) -> tuple[Article, list[Claim], list[Entity]]:
    """More names than a window has room for, all about one actor."""
    text = "NATO told them all."
    article = Article("crowd-1", "crowd.md", text, published="2023-07-12", paragraphs=(Paragraph(0, 0, len(text)),))
    others = [Ref(f"topic-{n}", f"a matter of some length {n}", "Topic") for n in range(size)]
    claims = [
        Claim(f"c-crowd-{n}", article.id, NATO, "DISCUSSES", other, text, 0, len(text))
        for n, other in enumerate(others)
    ]
    return article, claims, [entity(ref) for ref in (NATO, *others)]
