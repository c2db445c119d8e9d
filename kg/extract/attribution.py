"""Who says it: the subject of the reporting verb above a clause, "according to", the speaker of a quotation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract import control, possession, transitivity, truth
from kg.extract.grammar import grammar
from kg.extract.syntax import children, is_verb, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from kg.model import Voice

_STEPS = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks, by tokens, and who says it where that is plain from its sentence."""

    start: int
    end: int
    speaker: Token | None = None

    def holds(self, token: Token) -> bool:
        """Whether a token stands in it."""
        return self.start < token.i < self.end


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of one doc: its quotations, and the phrases that name a source."""

    quotations: tuple[Quotation, ...]
    phrases: tuple[tuple[Token, Token], ...] = field(default=())  # (head of the phrase, the source)

    @classmethod
    def of(cls, doc: Doc) -> Sources:
        """Find them."""
        return cls(tuple(_speakers(doc, list(_marked(doc)))), tuple(_phrases(doc)))

    def quotation(self, token: Token) -> Quotation | None:
        """The quotation that a token stands in."""
        return next((q for q in self.quotations if q.holds(token)), None)

    def speakers(self, token: Token) -> list[Token]:
        """Who says what the clause of a token says, innermost first."""
        found: list[Token] = []
        current = token
        for _ in range(_STEPS):
            if (speaker := _interposed(current)) is not None:
                found.append(speaker)
            found += [source for head, source in self.phrases if head == current and source not in found]
            if current.dep_ in ("relcl", "appos") or current.head == current:
                break
            if (speaker := _reporter(current)) is not None and speaker not in found:
                found.append(speaker)
            current = current.head
        quotation = self.quotation(token)
        if not found and quotation is not None and quotation.speaker is not None:
            found.append(quotation.speaker)
        return [one for one in dict.fromkeys(found) if one != token]


def _reporter(verb: Token) -> Token | None:
    """Who says it, where the clause's governor is a reporting verb."""
    governor = verb.head
    if (noun := control.stance(verb)) is not None:
        return possession.owner(noun)
    if verb.dep_ == "acl" and lemma(governor) in grammar().alleged | grammar().denials and truth.is_content(verb):
        return possession.owner(governor)
    if not is_verb(governor) or lemma(governor) not in grammar().reporting:
        return None
    if verb.dep_ in ("ccomp", "parataxis") or (verb.dep_ == "advcl" and verb.i < governor.i and _is_said(governor)):
        return _who(governor)
    if verb.dep_ == "xcomp" and lemma(governor) in grammar().disowning:
        return _who(governor)
    return None


def _who(reporting: Token) -> Token | None:
    speaker = transitivity.acting(reporting)
    return speaker if speaker is not None and speaker.dep_ != "expl" else None


def _is_said(verb: Token) -> bool:
    """Whether a reporting verb stands like an inserted "he said": with a subject, no clause of its own behind it."""
    behind = [c for c in children(verb, "ccomp", "xcomp") if c.i > verb.i]
    return bool(children(verb, "nsubj")) and not behind


def _interposed(verb: Token) -> Token | None:
    """The speaker of an inserted or trailing "…, he said"."""
    for child in children(verb, "parataxis", "conj", "ccomp", "dep", "advcl"):
        if lemma(child) not in grammar().reporting or not is_verb(child) or not children(child, "nsubj"):
            continue
        joined = any(c.i < child.i for c in children(verb, "cc"))
        comma = child.left_edge.i > 0 and child.left_edge.nbor(-1).is_punct
        if comma and not joined and _is_said(child) and not children(child, "mark"):
            return _who(child)
    return None


def _phrases(doc: Doc) -> Iterator[tuple[Token, Token]]:
    words = grammar()
    for token in doc:
        pair = f"{token.lower_} {token.nbor(1).lower_}" if token.i + 1 < len(doc) else ""
        if pair in words.source_phrases or token.lower_ in words.source_phrases:
            last = token.nbor(1) if pair in words.source_phrases else token
            nouns = children(last, "pobj") or children(token, "pobj")
            if nouns and (clause := _clause_of(token)) is not None:
                yield clause, nouns[0]
        elif lemma(token) in words.source_nouns and token.dep_ == "pobj" and token.head.lower_ in ("in", "by"):
            owner = possession.possessor(token)
            if owner is not None and (clause := _clause_of(token)) is not None:
                yield clause, owner


def _clause_of(token: Token) -> Token | None:
    return next((a for a in token.ancestors if is_verb(a)), None)


def _marked(doc: Doc) -> Iterator[tuple[int, int]]:
    """Pairs of quotation marks; one left open at the end reaches to the end of the paragraph."""
    marks = [token.i for token in doc if token.text in ('"', "``", "''", "«", "»")]
    yield from zip(marks[::2], marks[1::2], strict=False)
    if len(marks) % 2:
        yield marks[-1], len(doc)


def _speakers(doc: Doc, marked: list[tuple[int, int]]) -> Iterator[Quotation]:
    last: Token | None = None
    for start, end in marked:
        speaker = _around(doc, start, end)
        last = speaker if speaker is not None else last
        yield Quotation(start, end, last)


def _around(doc: Doc, start: int, end: int) -> Token | None:
    """The subject of a reporting verb that stands outside the quotation in the sentences it touches."""
    first = doc[start].sent.start if start < len(doc) else start
    after = doc[min(end, len(doc) - 1)].sent.end
    outside = [
        t for t in doc[first:after] if not start <= t.i <= end and is_verb(t) and lemma(t) in grammar().reporting
    ]
    for verb in sorted(outside, key=lambda t: min(abs(t.i - start), abs(t.i - end))):
        speaker = _who(verb)
        if speaker is not None and not start <= speaker.i <= end:
            return speaker
    return None


def voice_of(sources: Sources, token: Token, *, said: bool) -> Voice:
    """own, quoted or reported: how the words of a trigger come into the text."""
    if sources.quotation(token) is not None:
        return "quoted"
    return "reported" if said else "own"
