"""A frame that fired -> readings: one for each subject, object and addressee, with status, source, time and quote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.extract import syntax, transitivity
from kg.extract.arguments import Argument, Arguments
from kg.extract.attribution import voice_of
from kg.extract.confidence import LONG, confidence
from kg.extract.grammar import grammar
from kg.extract.obligation import condition, obligation
from kg.extract.quote import NEAR, quote
from kg.extract.statement import Said, Sentence, Triple
from kg.extract.status import Status, noun_status, status_of
from kg.extract.tense import modality_of, time_of
from kg.model import Reading
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.extract.frames import Match
    from kg.extract.mentions import Reader
    from kg.model import Mention, Modality

_MOST = 24  # readings of one match
_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2}


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
            for triple, said in obligation(self.arguments, status, self._sources([])):
                yield self._reading(triple, said)
            return
        subjects, status, by = self._subjects(status)
        objects = self._objects(subjects) if subjects else []
        if status.denied:
            objects = [one for one in objects if not syntax.is_comparative(one.head)]
        said = self._outcome(status, by)
        triples = self._triples(subjects, objects, said)[:_MOST]
        for triple in triples:
            yield self._reading(triple, said)
        if triples and status.only_if is not None:
            yield self._reading(*condition(self.arguments, status, status.only_if, by))

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
        if clause is not None and transitivity.is_echo(self.match.site.head):
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
        return [t for t in found if t.is_between_different and self._of_classes(t)]

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

    def _reading(self, triple: Triple, said: Said) -> Reading:
        triple = replace(triple, object=triple.own_words)
        time = time_of(self.arguments, self.sentence.times, triple, said)
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
            modality=modality_of(self.arguments, said, time),
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

    def _traits(self, triple: Triple) -> set[str]:
        found = {
            "long sentence": len(self.sentence.span) > LONG,
            "plain subject": triple.subject.mention.type == "Topic",
            "noun": self.match.frame.kind == "noun",
            "clause object": self.match.clause is not None,
            "far subject": abs(triple.subject.head.i - self.match.site.head.i) > 2 * NEAR,
        }
        return {trait for trait, holds in found.items() if holds} | self.arguments.traits
