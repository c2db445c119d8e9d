"""A frame that fired -> readings: one for each subject, object and addressee, with status, source, time and quote."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.extract import extent, syntax
from kg.extract.amounts import amount_of
from kg.extract.attribution import Sources, voice_of
from kg.extract.confidence import LONG, confidence
from kg.extract.discourse import pronoun_kind
from kg.extract.frames import Match, is_clause
from kg.extract.grammar import grammar
from kg.extract.status import Status, noun_status, status_of
from kg.extract.syntax import children, lemma
from kg.extract.times import Expression, time_for
from kg.model import Mention, Quantity, Reading
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.mentions import Reader
    from kg.model import Modality, Polarity, Time, Voice

_MOST = 24  # readings of one match
_NEAR = 9  # words between subject and trigger that a quote bridges
_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2}


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a role: its head and what it stands for."""

    head: Token
    mention: Mention
    amount: Quantity | None = None
    literal: bool = False  # the amount itself is the object


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is known of a sentence before its frames are read."""

    span: Span
    times: Sequence[Expression]
    sources: Sources


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the readings of one match."""

    reader: Reader
    sentence: Sentence
    match: Match
    traits: set[str] = field(default_factory=set)
    left_out: list[Token] = field(default_factory=list)  # subjects of a clause that are named elsewhere in the claim

    def readings(self) -> Iterator[Reading]:
        """All that the match says; nothing where who acts or what on cannot be told."""
        status = self._status()
        if status.open:
            return
        if status.obliged:
            yield from self._obligation(status)
            return
        subjects, status, said = self._subjects(status)
        if not subjects:
            return
        objects = self._objects(subjects)
        addressees = self._arguments("addressee") or [None]
        chosen = self._paired(subjects, objects) or list(product(subjects, objects))
        relation, polarity, modality = self._outcome(status)
        for (subject, thing), addressee in list(product(chosen, addressees))[:_MOST]:
            if subject.mention.label == thing.mention.label or not self._of_classes(subject, thing, addressee):
                continue
            yield self._reading(_Parts(relation, subject, thing, addressee, polarity, modality, status, said))

    def _status(self) -> Status:
        verb = self.match.verb
        if verb is None:
            return noun_status(self.match.site.head)
        status = status_of(verb, self.match.site.words)
        if self.match.frame.kind == "noun":
            own = noun_status(self.match.site.head)
            negated = own.denied and not any(m.head == self.match.site.head for m in status.marks)
            return status.turned() if negated else status
        return status

    def _outcome(self, status: Status) -> tuple[str, Polarity, Modality]:
        frame = self.match.frame
        denied = status.denied != (frame.polarity == "denied")
        modality = max(status.modality, frame.modality, key=_RANK.__getitem__)
        if denied and frame.negated and (frame.negated_always or modality == "planned"):
            return frame.negated, "affirmed", "actual"
        return frame.relation, "denied" if denied else "affirmed", modality

    def _subjects(self, status: Status) -> tuple[list[Argument], Status, list[Mention]]:
        """Who acts, and who says so: the subject of a that-clause where the frame's own subject only reports it."""
        subjects = self._arguments("subject") or self._inferred()
        said = self._said(subjects)
        clause = self.match.clause
        if not (self.match.frame.clause_subject and clause is not None and subjects):
            return subjects, status, said
        own = syntax.own_subjects(clause)
        inner = self._expanded(own[0]) if own and not syntax.is_infinitive(clause) else []
        self.left_out.extend(own)
        if not inner or inner[0].mention.label == subjects[0].mention.label:
            return subjects, status, said
        return inner, status_of(clause), [subjects[0].mention, *said]

    def _inferred(self) -> list[Argument]:
        """Who acts in a passive that does not say so: the body that acts in the context."""
        verb = self.match.verb
        body = self.reader.discourse.acting_body()
        if verb is None or body is None or "subject" in self.match.roles or not syntax.is_passive(verb):
            return []
        self.traits.add("inferred subject")
        return [Argument(verb, replace(body, words="", start=0, end=0, name=body.label))]

    def _said(self, subjects: Sequence[Argument]) -> list[Mention]:
        slot = self.match.roles.get("stated_by")
        anchor = self.match.verb or self.match.site.head
        heads = [slot] if slot is not None else self.sentence.sources.speakers(anchor) if self._is_reportable(anchor) else []
        taken = {argument.head for argument in subjects}
        found = [self.reader.mention(head) for head in heads if head not in taken]
        said = [one for one in found if one is not None]
        speaker = self.reader.discourse.speaker
        if not said and speaker is not None:
            said = [speaker]
        return said

    def _is_reportable(self, anchor: Token) -> bool:
        return self.match.verb is not None or self.sentence.sources.quotation(anchor) is not None

    def _objects(self, subjects: Sequence[Argument]) -> list[Argument]:
        if "object" in self.match.roles:
            return self._arguments("object")
        return list(subjects) if self.match.frame.symmetric == "object" and len(subjects) > 1 else []

    def _arguments(self, role: str) -> list[Argument]:
        head = self.match.roles.get(role)
        return self._expanded(head, role) if head is not None else []

    def _expanded(self, head: Token, role: str = "subject") -> list[Argument]:
        """A role's head, its coordinated heads, and the states whose leaders they are, as arguments."""
        others = [token for name, token in self.match.roles.items() if name != role]
        found = []
        for one in (state for token in _included(head) for state in _states(token, self.reader)):
            if one in others:
                continue
            argument = self._argument(one, [o for o in others if o != one], role)
            if argument is not None:
                found.append(argument)
        return found

    def _argument(self, head: Token, without: Sequence[Token], role: str) -> Argument | None:
        cut = [*without, *self.left_out, *(w for w in self.match.site.words if w != head)]
        amount = amount_of(head) if role == "object" and not is_clause(head) else None
        if amount is not None and amount.matter is not None:
            return Argument(head, self.reader.noun(amount.matter, cut), amount.quantity)
        mention = self._itself(head, role) or self.reader.mention(head, cut)
        if mention is None:
            return None
        if pronoun_kind(head):
            self.traits.add("pronoun")
        quantity = amount.quantity if amount else self._paid(head) if role == "object" else None
        return Argument(head, mention, quantity, literal=amount is not None)

    def _paid(self, thing: Token) -> Quantity | None:
        """The sum beside an object: "invested 3 billion dollars in the port"."""
        verb = self.match.verb
        paid = syntax.affected(verb) if verb is not None and self.match.frame.kind == "verb" else None
        found = amount_of(paid) if paid is not None and paid != thing else None
        return found.quantity if found and found.matter is None else None

    def _itself(self, head: Token, role: str) -> Mention | None:
        """The trigger as its own object: under the name that the frame gives it, a verb else as a gerund."""
        if role != "object" or head != self.match.site.head or self.match.frame.kind == "noun":
            return None
        start, end = self.reader.passage.offsets(head, head)
        return Mention(head.text, start, end, "Topic", self.match.frame.object_name or gerund(lemma(head)))

    def _paired(self, subjects: Sequence[Argument], objects: Sequence[Argument]) -> list[tuple[Argument, Argument]]:
        """ "respectively": first with first, second with second; mutual acts: each with each other."""
        if subjects and objects and [s.head for s in subjects] == [o.head for o in objects]:
            return [(one, other) for i, one in enumerate(subjects) for other in objects[i + 1 :]]
        words = {t.lower_ for t in self.sentence.span}
        if "respectively" in words and len(subjects) == len(objects):
            return list(zip(subjects, objects, strict=True))
        return []

    def _of_classes(self, subject: Argument, thing: Argument, addressee: Argument | None) -> bool:
        roles = {"subject": subject, "object": thing, "addressee": addressee}
        for role, classes in self.match.frame.types.items():
            argument = roles[role]
            if argument is not None and not any(ontology().is_a(argument.mention.type, c) for c in classes):
                return False
        return True

    def _obligation(self, status: Status) -> Iterator[Reading]:
        """ "X should V", said by Y: Y demands V of X. Without a speaker it is the issuer of an official text, or nobody's claim."""
        verb = status.chain[0] if status.chain else status.top
        said = self._said([])
        demander = said[0] if said else self.reader.discourse.issuer
        passive = syntax.is_passive(verb)
        matter = self._demanded(verb)
        if demander is None or matter is None or status.denied:
            return
        top = status.top
        addressees = [] if passive else [a for s in [syntax.surface_subject(top)] if s is not None for a in self._expanded(s)]
        self.traits.add("clause object")
        plain = replace(status, modality="actual")
        polarity: Polarity = "affirmed"
        for addressee in addressees or [None]:
            subject = Argument(top, demander)
            if addressee is not None and addressee.mention.label == demander.label:
                continue
            yield self._reading(_Parts(grammar().obligation, subject, matter, addressee, polarity, "actual", plain, said[1:]))

    def _demanded(self, verb: Token) -> Argument | None:
        """What is to be done; for "there must be X" that is X."""
        if any(c.dep_ == "expl" for c in verb.children):
            things = children(verb, "attr")
            return self._argument(things[0], [], "object") if things else None
        if lemma(verb) in grammar().copulas:
            return None
        mention = self.reader.passive_matter(verb) if syntax.is_passive(verb) else self.reader.clause(verb)
        return Argument(verb, mention) if mention is not None else None

    def _reading(self, parts: _Parts) -> Reading:
        start, end = self._quote(parts)
        time = self._time(parts)
        modality = parts.modality
        if modality == "actual" and _is_future(time, self.reader.discourse.published) and not _is_past(self.match.verb):
            modality = "planned" if ontology().relations[parts.relation].kind != "act" else modality
        anchor = self.match.verb or self.match.site.head
        voice: Voice = voice_of(self.sentence.sources, anchor, said=bool(parts.said))  # type: ignore[assignment]
        return Reading(
            predicate=parts.relation,
            subject=parts.subject.mention,
            object=parts.object.amount if parts.object.literal and parts.object.amount else parts.object.mention,
            start=start,
            end=end,
            addressee=parts.addressee.mention if parts.addressee else None,
            stated_by=parts.said[0] if parts.said else None,
            via=tuple(parts.said[:0:-1]),
            polarity=parts.polarity,
            modality=modality,
            voice=voice,
            time=time,
            amount=parts.object.amount if not parts.object.literal else None,
            confidence=confidence(self.match.frame.prior, self._traits(parts)),
            rule=self.match.frame.id,
            trigger=tuple(self.reader.passage.offsets(w, w) for w in sorted(self.match.site.words, key=lambda w: w.i)),
        )

    def _traits(self, parts: _Parts) -> set[str]:
        traits = set(self.traits)
        if len(self.sentence.span) > LONG:
            traits.add("long sentence")
        if parts.subject.mention.type == "Topic":
            traits.add("plain subject")
        if self.match.frame.kind == "noun":
            traits.add("noun")
        if self.match.clause is not None:
            traits.add("clause object")
        if abs(parts.subject.head.i - self.match.site.head.i) > 2 * _NEAR:
            traits.add("far subject")
        return traits

    def _time(self, parts: _Parts) -> Time:
        heads: list[Token] = [*parts.status.chain, self.match.site.head]
        heads += [self.match.verb] if self.match.verb is not None else []
        heads += _clause_chain(self.match.clause)
        thing = parts.object.head
        heads += [thing] if not is_clause(thing) and self.reader.names.at(thing) is None else []
        for verb in list(heads):
            if verb.dep_ == "conj" and syntax.is_verb(verb.head) and verb.head.left_edge.ent_type_ in ("DATE", ""):
                heads += [verb.head] if _fronted_time(verb.head) else []
        future = parts.modality != "actual"
        return time_for(self.sentence.times, heads, self.reader.discourse.published, future=future)

    def _quote(self, parts: _Parts) -> tuple[int, int]:
        """From subject or trigger to the end of the object: the smallest passage that holds them together."""
        words = [*self.match.site.words, *parts.status.marks]
        if self.match.site.light is not None:
            words.append(self.match.site.light)
        words = [w for w in words if abs(w.i - self.match.site.head.i) <= 2 * _NEAR]
        starts = [self.reader.passage.offsets(w, w)[0] for w in words]
        ends = [self.reader.passage.offsets(w, w)[1] for w in words]
        low, high = min(starts), max(ends)
        for argument in (parts.object, parts.addressee, parts.subject):
            if argument is not None and self._is_here(argument):
                near = self._is_near(argument, words)
                low, high = (min(low, argument.mention.start), max(high, argument.mention.end)) if near else (low, high)
        if parts.object.amount is not None and self._is_here(parts.object):
            first, last = self.reader.passage.span_offsets(extent.nominal(parts.object.head))
            low, high = min(low, first), max(high, min(last, max(high, last)))
        return low, high

    def _is_here(self, argument: Argument) -> bool:
        first, last = self.reader.passage.span_offsets(self.sentence.span)
        return first <= argument.mention.start < argument.mention.end <= last

    def _is_near(self, argument: Argument, words: Sequence[Token]) -> bool:
        if argument.head in words:
            return True
        distance = min(abs(argument.head.i - w.i) for w in words)
        return distance <= _NEAR or argument.head.i > max(w.i for w in words)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A reading's parts before it is put together."""

    relation: str
    subject: Argument
    object: Argument
    addressee: Argument | None
    polarity: Polarity
    modality: Modality
    status: Status
    said: Sequence[Mention]


def gerund(verb: str) -> str:
    """The -ing form of a verb's lemma: train, training; give, giving."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb[:-1]}ing"
    doubled = len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou" and len(verb) <= 4  # noqa: PLR2004 - short words double
    return f"{verb}{verb[-1]}ing" if doubled else f"{verb}ing"


def _clause_chain(clause: Token | None) -> list[Token]:
    """A clause's verb and those of its own clauses: where a deadline may hang."""
    found: list[Token] = []
    current = clause
    while current is not None and len(found) < 5:  # noqa: PLR2004 - deeper ones are other claims
        found.append(current)
        found += children(current, *syntax.OBJECTS)
        current = next(iter(children(current, "xcomp", "ccomp")), None)
    return found


def _fronted_time(verb: Token) -> bool:
    return any(c.i < verb.i and c.dep_ in ("prep", "npadvmod") for c in verb.children)


def _included(head: Token) -> list[Token]:
    """Coordinated heads, and those of "including A and B" behind them."""
    found = extent.members(head)
    every = []
    for token in found:
        every.append(token)
        for prep in children(token, "prep"):
            if prep.lower_ in ("including",):
                every += [m for noun in children(prep, "pobj") for m in syntax.coordinated(noun)]
    return every


def _states(head: Token, reader: Reader) -> list[Token]:
    """ "the leaders of Mali and Niger": Mali, Niger; any other head itself."""
    if lemma(head) in grammar().bodies:
        for prep in children(head, "prep"):
            nouns = [m for noun in children(prep, "pobj") for m in syntax.coordinated(noun)] if prep.lower_ == "of" else []
            named = [n for n in nouns if (name := reader.names.at(n)) is not None and name.type == "State"]
            if len(named) > 1:
                return named
    return [head]


def _is_future(time: Time, published: str | None) -> bool:
    return bool(time.start and published and time.start[:10] > published[: len(time.start)])


def _is_past(verb: Token | None) -> bool:
    return verb is not None and (verb.tag_ in ("VBD",) or any(a.tag_ == "VBD" for a in children(verb, "aux", "auxpass")))
