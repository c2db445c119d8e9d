"""A frame that fired -> readings: one for each subject, object and addressee, with status, source, time and quote."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.arguments import Argument, Arguments
from kg.extract.attribution import Sources, voice_of
from kg.extract.classes import UNNAMED
from kg.extract.confidence import LONG, confidence
from kg.extract.discourse import pronoun_kind
from kg.extract.frames import Match, is_clause
from kg.extract.grammar import grammar
from kg.extract.quote import NEAR, quote
from kg.extract.slots import fill
from kg.extract.status import Status, noun_status, status_of
from kg.extract.syntax import children, lemma
from kg.extract.times import Expression, is_future, time_for
from kg.model import Reading
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Reader
    from kg.model import Mention, Modality, Polarity, Time

_MOST = 24  # readings of one match
_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is known of a sentence before its frames are read."""

    span: Span
    times: Sequence[Expression]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says beside its arguments."""

    relation: str
    polarity: Polarity
    modality: Modality
    status: Status
    by: Sequence[Mention]  # who says so, innermost first


@dataclass(frozen=True, slots=True)
class Triple:
    """Who does what on what to whom."""

    subject: Argument
    object: Argument
    addressee: Argument | None


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the readings of one match."""

    reader: Reader
    sentence: Sentence
    match: Match
    arguments: Arguments

    @classmethod
    def of(cls, reader: Reader, sentence: Sentence, match: Match) -> Composer:
        """For a match in a sentence."""
        return cls(reader, sentence, match, Arguments(reader, match))

    def readings(self) -> Iterator[Reading]:
        """All that the match says; nothing where who acts or what on cannot be told."""
        status = self._status()
        if status.open:
            return
        if status.obliged:
            yield from self._obligation(status)
            return
        subjects, status, by = self._subjects(status)
        objects = self._objects(subjects) if subjects else []
        said = self._outcome(status, by)
        triples = self._triples(subjects, objects, said)[:_MOST]
        for triple in triples:
            yield self._reading(triple, said)
        if triples and status.only_if is not None:
            yield from self._condition(status, status.only_if, by)

    def _status(self) -> Status:
        verb = self.match.verb
        if verb is None:
            return noun_status(self.match.site.head)
        status = status_of(verb, self.match.site.words)
        if self.match.frame.kind != "noun":
            return status
        own = noun_status(self.match.site.head)
        counted = any(mark.head == self.match.site.head for mark in status.marks)
        return status.turned() if own.denied and not counted else status

    def _outcome(self, status: Status, by: Sequence[Mention]) -> Said:
        """Relation, polarity and modality: a denied plan is a refusal where the frame says so."""
        frame = self.match.frame
        denied = status.denied != (frame.polarity == "denied")
        modality = max(status.modality, frame.modality, key=_RANK.__getitem__)
        if status.denied and denied and frame.negated and (frame.negated_always or modality == "planned"):
            return Said(frame.negated, "affirmed", "actual", status, by)
        return Said(frame.relation, "denied" if denied else "affirmed", modality, status, by)

    def _subjects(self, status: Status) -> tuple[list[Argument], Status, list[Mention]]:
        """Who acts, and who says so: the subject of a that-clause where the frame's own subject only reports it."""
        if "speaker" in self.match.frame.slots.get("subject", ()):
            return self._speaking(status)
        subjects = self.arguments.of("subject") or self.arguments.inferred()
        by = self._sources(subjects)
        clause = self.match.clause
        if clause is not None and syntax.is_echo(self.match.site.head):
            self.arguments.left_out.extend(syntax.own_subjects(clause))
            return subjects, status, by
        if not (self.match.frame.clause_subject and clause is not None and subjects):
            return subjects, status, by
        own = syntax.own_subjects(clause)
        inner = self.arguments.expanded(own[0]) if own and not syntax.is_infinitive(clause) else []
        self.arguments.left_out.extend(own)
        if not inner or inner[0].mention.label == subjects[0].mention.label:
            return subjects, status, by
        return inner, status_of(clause), [subjects[0].mention, *by]

    def _speaking(self, status: Status) -> tuple[list[Argument], Status, list[Mention]]:
        """Whoever says so is the one who acts: "the tariffs are unacceptable, said X" is X's condemnation."""
        by = self._sources([])
        issuer = self.reader.discourse.issuer
        who = by[:1] or ([issuer] if issuer is not None else [])
        return [Argument(self.match.site.head, one) for one in who], status, by[1:]

    def _sources(self, subjects: Sequence[Argument]) -> list[Mention]:
        """Who says it, innermost first: as the frame names them, by the grammar, or the speaker of the transcript."""
        slot = self.match.roles.get("stated_by")
        anchor = self.match.verb or self.match.site.head
        heads = (
            [slot]
            if slot is not None
            else self.sentence.sources.speakers(anchor)
            if self._is_reportable(anchor)
            else []
        )
        taken = {argument.head for argument in subjects}
        found = [self.reader.mention(head) for head in heads if head not in taken]
        by = [one for one in found if one is not None]
        speaker = self.reader.discourse.speaker
        return by or ([speaker] if speaker is not None else [])

    def _is_reportable(self, anchor: Token) -> bool:
        return self.match.verb is not None or self.sentence.sources.quotation(anchor) is not None

    def _objects(self, subjects: Sequence[Argument]) -> list[Argument]:
        if "object" in self.match.roles:
            return self.arguments.of("object")
        return list(subjects) if self.match.frame.symmetric == "object" and len(subjects) > 1 else []

    def _triples(self, subjects: Sequence[Argument], objects: Sequence[Argument], said: Said) -> list[Triple]:
        addressees = self.arguments.of("addressee") if not self._is_undergone() else []
        addressees = addressees or self.arguments.of_clause()
        if said.relation == grammar().refusal and not addressees:
            names = {one.mention.label for one in subjects}
            addressees = [a for a in self.arguments.concerned() if a.mention.label not in names]
        if self.match.frame.symmetric == "addressee" and not addressees and len(subjects) > 1:
            found = [Triple(s, o, a) for s in subjects for o in objects for a in subjects if a != s]
        else:
            found = [Triple(s, o, a) for (s, o) in self._pairs(subjects, objects) for a in addressees or (None,)]
        return [t for t in found if t.subject.mention.label != t.object.mention.label and self._of_classes(t)]

    def _is_undergone(self) -> bool:
        """Whether the addressee is what the demanded act is done to: "called for the hostages to be freed"."""
        clause, addressee = self.match.clause, self.match.roles.get("addressee")
        return clause is not None and syntax.is_passive(clause) and addressee in syntax.own_subjects(clause)

    def _pairs(self, subjects: Sequence[Argument], objects: Sequence[Argument]) -> list[tuple[Argument, Argument]]:
        """Each with each; "respectively": first with first; mutual acts: each pair once."""
        if [s.mention for s in subjects] == [o.mention for o in objects]:
            return [(one, other) for i, one in enumerate(subjects) for other in objects[i + 1 :]]
        if len(subjects) == len(objects) and any(t.lower_ == "respectively" for t in self.sentence.span):
            return list(zip(subjects, objects, strict=True))
        return list(product(subjects, objects))

    def _of_classes(self, triple: Triple) -> bool:
        roles = {"subject": triple.subject, "object": triple.object, "addressee": triple.addressee}
        for role, classes in self.match.frame.types.items():
            argument = roles[role]
            if argument is not None and not any(ontology().is_a(argument.mention.type, c) for c in classes):
                return False
        return True

    def _obligation(self, status: Status) -> Iterator[Reading]:
        """As in "X should V", said by Y: Y demands V of X. Without a source it is the issuer's demand, or nobody's."""
        verb = status.chain[0] if status.chain else status.top
        by = self._sources([])
        demander = by[0] if by else self.reader.discourse.issuer
        matter = self._demanded(verb) if demander is not None and not syntax.is_perfect(status.top) else None
        if demander is None or matter is None:
            return
        subject = syntax.surface_subject(status.top)
        if subject is not None and pronoun_kind(subject) in ("we", "i"):
            return  # what one must do oneself is asked of nobody
        if status.denied and not any(syntax.is_negated(thing) for thing in children(verb, "attr")):
            matter = replace(matter, mention=_denied(matter.mention, verb))
        if subject is not None and (self.reader.is_undergone(verb, subject) or syntax.is_negated(subject)):
            subject = None
        role = next((name for name, head in self.match.roles.items() if head == subject), "subject")
        addressees = self.arguments.expanded(subject, role) if subject is not None else []
        if status.denied and subject is not None and not addressees:
            return  # "they must not win" of nobody known is a vow
        self.arguments.traits.add("clause object")
        said = Said(grammar().obligation, "affirmed", "actual", status, by[1:])
        for addressee in addressees or (None,):
            if addressee is None or addressee.mention.label != demander.label:
                yield self._reading(Triple(Argument(verb, demander), matter, addressee), said)

    def _condition(self, status: Status, clause: Token, by: Sequence[Mention]) -> Iterator[Reading]:
        """As in "X only if Y": what is done on this condition requires it."""
        verb = status.chain[0]
        what = self.reader.whole_clause(verb, syntax.own_subjects(verb))
        needed = self.reader.whole_clause(clause)
        self.arguments.traits.add("condition")
        plain = Status(verb, chain=(clause,))
        said = Said(grammar().condition, "affirmed", "actual", plain, by)
        yield self._reading(Triple(Argument(verb, what), Argument(clause, needed), None), said)

    def _demanded(self, verb: Token) -> Argument | None:
        """What is to be done; for "there must be X" that is X."""
        if any(c.dep_ == "expl" for c in verb.children):
            things = children(verb, "attr")
            return self.arguments.argument(things[0], [], "object") if things else None
        if lemma(verb) in grammar().copulas:
            return None
        own = [
            s
            for s in syntax.own_subjects(verb)
            if ontology().is_a(self.reader.class_of(s), "Actor") or s.pos_ != "NOUN"
        ]
        undergone = any(self.reader.is_undergone(verb, subject) for subject in syntax.own_subjects(verb))
        mention = self.reader.passive_matter(verb) if undergone else self.reader.clause(verb, own)
        return Argument(verb, mention) if mention is not None else None

    def _reading(self, triple: Triple, said: Said) -> Reading:
        triple = replace(triple, object=_own_words(triple))
        time = self._time(triple, said)
        anchor = self.match.verb or self.match.site.head
        thing = triple.object
        start, end = quote(
            self.reader.passage, self.sentence.span, self._words(said), (thing, triple.addressee, triple.subject)
        )
        self.reader.discourse.note(thing.mention)
        return Reading(
            predicate=said.relation,
            subject=triple.subject.mention,
            object=thing.amount if thing.literal and thing.amount else thing.mention,
            start=start,
            end=end,
            addressee=triple.addressee.mention if triple.addressee else None,
            stated_by=said.by[0] if said.by else None,
            via=tuple(said.by[:0:-1]),
            polarity=said.polarity,
            modality=self._modality(said, time),
            voice=voice_of(self.sentence.sources, anchor, said=bool(said.by)),
            time=time,
            amount=None if thing.literal else thing.amount,
            confidence=confidence(self.match.frame.prior, self._traits(triple)),
            rule=self.match.frame.id,
            trigger=tuple(self.reader.passage.offsets(w, w) for w in sorted(self.match.site.words, key=lambda w: w.i)),
        )

    def _words(self, said: Said) -> list[Token]:
        """The trigger with its light verb, auxiliaries and negators."""
        site = self.match.site
        words = [*site.words, *said.status.marks, *([site.light] if site.light is not None else [])]
        return [word for word in words if abs(word.i - site.head.i) <= 2 * NEAR]

    def _modality(self, said: Said, time: Time) -> Modality:
        """A deed or fact of a day to come is planned, unless its verb is in the past."""
        later = is_future(time, self.reader.discourse.published) and not _is_past(self.match.verb)
        if said.modality == "actual" and later and ontology().relations[said.relation].kind != "act":
            return "planned"
        return said.modality

    def _traits(self, triple: Triple) -> set[str]:
        found = {
            "long sentence": len(self.sentence.span) > LONG,
            "plain subject": triple.subject.mention.type == "Topic",
            "noun": self.match.frame.kind == "noun",
            "clause object": self.match.clause is not None,
            "far subject": abs(triple.subject.head.i - self.match.site.head.i) > 2 * NEAR,
        }
        return {trait for trait, holds in found.items() if holds} | self.arguments.traits

    def _time(self, triple: Triple, said: Said) -> Time:
        """The time that hangs on the claim's verbs, its act noun, its object or the clauses of its object."""
        heads: list[Token] = [*said.status.chain, self.match.site.head, *_clause_chain(self.match.clause)]
        if triple.object.head == self.match.site.head:
            heads += _clause_chain(next(iter(fill(self.match.site, "xcomp")), None))
        heads += [self.match.verb] if self.match.verb is not None else []
        if not is_clause(triple.object.head) and self.reader.names.at(triple.object.head) is None:
            heads.append(triple.object.head)
        heads += [
            verb.head
            for verb in heads
            if verb.dep_ == "conj" and syntax.is_verb(verb.head) and _fronted_time(verb.head)
        ]
        future = said.modality != "actual" or _is_present(self.match.verb)
        return time_for(self.sentence.times, heads, self.reader.discourse.published, future=future)


def _denied(act: Mention, verb: Token) -> Mention:
    """What is not to be done, under its verb: "not send weapons"."""
    words = act.words if act.words.startswith(verb.text) else act.label
    return replace(act, type=UNNAMED, name=f"not {words}", entity=None)


def _own_words(triple: Triple) -> Argument:
    """The object, its possessive pronoun not resolved where it means the subject: "its army", not "X's army"."""
    thing, owner = triple.object.mention, triple.subject.mention.label
    pronouns = re.findall(r"\b(?:its|their|his|her|our|my)\b", thing.words, re.IGNORECASE)
    found = re.search(rf"{re.escape(owner)}'s? ", thing.name or "")
    if not pronouns or found is None or thing.name is None or (found.start() and len(pronouns) > 1):
        return triple.object
    name = thing.name.replace(found[0], f"{pronouns[0].lower()} " if found.start() else "", 1)
    return replace(triple.object, mention=replace(thing, name=name))


def _clause_chain(clause: Token | None) -> list[Token]:
    """A clause's verb and those of its own clauses, with their objects: where a deadline may hang."""
    found: list[Token] = []
    while clause is not None and len(found) < 6:  # noqa: PLR2004 - deeper ones are other claims
        found += [clause, *children(clause, *syntax.OBJECTS)]
        clause = next(iter(children(clause, "xcomp", "ccomp")), None)
    return found


def _fronted_time(verb: Token) -> bool:
    return any(c.i < verb.i and c.dep_ in ("prep", "npadvmod") for c in verb.children)


def _is_present(verb: Token | None) -> bool:
    """Whether a verb is in the plain present, which with a day speaks of one to come: "meets on Tuesday"."""
    return verb is not None and verb.tag_ in ("VBZ", "VBP") and not children(verb, "aux")


def _is_past(verb: Token | None) -> bool:
    return verb is not None and (verb.tag_ == "VBD" or any(a.tag_ == "VBD" for a in children(verb, "aux", "auxpass")))
