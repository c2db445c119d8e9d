"""Clauses that say again of someone else what was said: "so did X", "nor has X", "X did the same"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract import control, syntax
from kg.extract.confidence import FACTORS
from kg.extract.coordination import coordinated
from kg.extract.grammar import grammar
from kg.extract.status import status_of
from kg.extract.syntax import children, lemma
from kg.extract.times import expressions, time_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Reader
    from kg.model import Mention, Reading


@dataclass(frozen=True, slots=True)
class Echo:
    """Such a clause: its verb, whoever it is now said of, and the words that point back."""

    verb: Token
    subject: Token
    words: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words from the first to the last."""
        return str(self.verb.doc[self.words[0].i : self.words[-1].i + 1].text)


def echoes(sentence: Span) -> Iterator[Echo]:
    """The clauses of a sentence that only point back."""
    for token in sentence:
        words = _pointing(token)
        subject = (control.surface_subject(token) or _behind(token)) if words else None
        if words and subject is not None:
            yield Echo(token, subject, words)


def repeated(echo: Echo, before: Sequence[Reading], reader: Reader) -> Iterator[Reading]:
    """What the readings of the last trigger say, said of someone else."""
    same = {reading.object: reading for reading in before if reading.trigger == before[-1].trigger}
    for head in coordinated(echo.subject):
        mention = reader.mention(head)
        for base in same.values():
            if mention is not None and mention.label != base.subject.label:
                yield _again(echo, base, mention, reader)


def _again(echo: Echo, base: Reading, subject: Mention, reader: Reader) -> Reading:
    status = status_of(echo.verb)
    denied = status.denied or any(w.lower_ in grammar().negating_conjunctions for w in echo.words)
    published = reader.discourse.published
    start, end = reader.passage.offsets(min(echo.words[0], echo.subject), max(echo.words[-1], echo.subject))
    return replace(
        base,
        subject=subject,
        addressee=None if base.addressee and base.addressee.label == subject.label else base.addressee,
        start=start,
        end=end,
        polarity="denied" if denied else base.polarity,
        modality=status.modality if status.modality != "actual" else base.modality,
        time=time_for(expressions(echo.verb.sent), status.chain, published, future=status.modality != "actual"),
        confidence=round(base.confidence * FACTORS["pronoun"], 2),
        trigger=tuple(reader.passage.offsets(w, w) for w in sorted(echo.words, key=lambda w: w.i)),
    )


def _behind(verb: Token) -> Token | None:
    """The noun right behind an inverted auxiliary, whatever the parser took it for."""
    return next((c for c in verb.rights if c.pos_ in syntax.NOMINAL and c.dep_ in ("nsubj", "dobj", "attr")), None)


def _pointing(verb: Token) -> tuple[Token, ...]:
    """The words of a clause that only points back; none where it says something itself."""
    if lemma(verb) == "do" and verb.dep_ != "aux":
        so = [c for c in verb.children if c.lower_ == "so" and c.dep_ == "advmod" and c.i > verb.i]
        same = [c for c in children(verb, "dobj") if c.lower_ in ("same", "likewise")]
        if so or same:
            return (verb, *so, *same)
    if lemma(verb) == "follow" and (suit := [c for c in children(verb, "dobj") if c.lower_ == "suit"]):
        return (verb, *suit)
    return _inverted(verb)


def _inverted(verb: Token) -> tuple[Token, ...]:
    """As in "nor has X", "so did X": nothing but the little word, an auxiliary and its subject."""
    if lemma(verb) not in ("do", "have", "be", "will") or verb.i == verb.sent.start or verb.dep_ in ("aux", "auxpass"):
        return ()
    first = verb.nbor(-1)
    behind = [c for c in verb.rights if not c.is_punct and c.dep_ not in ("prep", "npadvmod", "relcl", "cc", "conj")]
    opens = first.i == verb.sent.start or first.nbor(-1).is_punct or first.nbor(-1).lower_ == "and"
    if first.lower_ in ("so", "nor", "neither") and opens and behind == [_behind(verb)]:
        return (first, verb)
    return ()
