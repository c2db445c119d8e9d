"""What an article has named so far: whom a pronoun or "the alliance" means, who holds which office, who speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract import control, syntax
from kg.extract.grammar import grammar
from kg.extract.seen import Seen
from kg.extract.syntax import children, lemma
from kg.model import Mention
from kg.ontology import ontology
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from spacy.tokens import Span, Token

    from kg.extract.gazetteer import Names

_SENTENCES = 4  # how far back a pronoun looks
_PEOPLE = ("Person",)
_BODIES = ("State", "Organization")
_CLASSES = {
    "he": _PEOPLE,
    "she": _PEOPLE,
    "it": (*_BODIES, "Group", "Declaration", "Programme", "Summit", "Conflict"),
    "they": ("Group",),
}


@dataclass(slots=True)
class Discourse:
    """The state of reading one article, in the order of its text."""

    published: str | None = None
    issuer: Mention | None = None  # whose text it is: its "we"
    host: Mention | None = None  # whom the title names: who "the President" of a transcript is
    speaker: Mention | None = None  # of a transcript's turn or an open quotation
    sentence: int = 0
    seen: list[Seen] = field(default_factory=list)
    people: dict[str, Mention] = field(default_factory=dict)  # last name -> the person's full name
    offices: dict[tuple[str, str], Mention] = field(default_factory=dict)  # (title, body's name) -> its holder
    matters: list[tuple[int, Mention]] = field(default_factory=list)  # objects of claims: what "it" and "them" may be
    unit: str | None = None  # what was counted last
    states: dict[str, Mention] = field(default_factory=dict)  # person's name -> the body they speak for

    def observe(self, sentence: Span, names: Names, mention: Callable[[Token], Mention | None]) -> None:
        """Take note of what a sentence names."""
        self.sentence += 1
        del self.seen[:-60]
        for token in sentence:
            name = names.at(token)
            acts = name is not None and token.dep_ in syntax.SUBJECTS
            if (token.pos_ not in ("NOUN", "PROPN") and not acts) or token.dep_ in ("compound", "amod", "nmod"):
                continue
            if name is not None and token.i != name.end - 1 and token.head.i in range(name.start, name.end):
                continue
            found = mention(token)
            if found is not None and found.type != "Topic":
                subject = token.dep_ in syntax.SUBJECTS or (token.dep_ == "poss" and token.head.dep_ in syntax.SUBJECTS)
                self.seen.append(Seen(found, self.sentence, token, subject))

    def full_name(self, mention: Mention) -> Mention:
        """A person named by the last name only, as the article named them in full; others as they are."""
        last = mention.label.split()[-1] if mention.label else ""
        known = self.people.get(last)
        if known is None or (len(mention.label.split()) > 1 and known.label != mention.label):
            self.people[last] = known if known and len(known.label) > len(mention.label) else mention
        return self.people[last] if self.people[last].label.endswith(mention.label) else mention

    def note(self, matter: Mention) -> None:
        """Take note of a claim's object."""
        self.matters.append((self.sentence, matter))
        del self.matters[:-10]

    def last_matter(self, before: Token, offset: int) -> Mention | None:
        """The object of the latest claim, in this sentence or the two before, that is no actor."""
        for sentence, matter in reversed(self.matters):
            if (
                self.sentence - sentence < _SENTENCES - 1
                and matter.end <= offset
                and not ontology().is_a(matter.type, "Actor")
                and before.text not in matter.words.split()
            ):
                return matter
        return None

    def last_two(self, before: Token) -> list[Mention]:
        """The two actors that were named last, in this sentence or the one before, in the order of the text."""
        found: dict[str, Mention] = {}
        for one in reversed(self.seen):
            earlier = one.sentence < self.sentence or one.head.i < before.i
            if earlier and self.sentence - one.sentence <= 1 and one.type in ("State", "Person", "Organization"):
                found.setdefault(one.mention.label, one.mention)
            if len(found) == 2:  # noqa: PLR2004 - a pair
                return list(reversed(found.values()))
        return []

    def body_of(self, speaker: Mention) -> Mention:
        """Whom a person speaks for: the body whose office the article or the reference data gives them, else they."""
        known = self.states.get(speaker.label)
        if known is None and speaker.entity:
            held = [o for o in reference().offices(speaker.entity, self.published) if o.of in reference().entities]
            entity = reference().entities[held[-1].of] if held else None
            known = Mention(entity.name, 0, 0, entity.type, entity.name, entity.id) if entity else None
        return known or speaker

    def acting_body(self) -> Mention | None:
        """The body that acts in the context: the latest organization or group that was a subject, else the issuer."""
        for one in reversed(self.seen):
            if one.subject and self.sentence - one.sentence <= 1 and one.type in ("Organization", "Group"):
                return one.mention
        return self.issuer

    def antecedent(self, pronoun: Token, kind: str, without: Collection[Token] = ()) -> Mention | None:
        """Whom he, she, it or they stand for: the latest that fits, subjects before others."""
        if kind not in _CLASSES:
            return None
        blocked = _blocked(pronoun)
        best = max(
            (
                (self._weight(one, pronoun, kind), n)
                for n, one in enumerate(self.seen)
                if one.head not in without and self._fits(one, pronoun, kind, blocked)
            ),
            default=None,
        )
        return self.seen[best[1]].mention if best else None

    def _fits(self, one: Seen, pronoun: Token, kind: str, blocked: set[int]) -> bool:
        classes = _CLASSES[kind]
        if not ontology().is_a(one.type, "Actor") and (_is_of_actors(pronoun) or _speaks(pronoun, one)):
            return False
        if self.sentence - one.sentence > _SENTENCES or not any(ontology().is_a(one.type, c) for c in classes):
            return False
        if one.type == "Group" and one.plural != (kind == "they"):
            return False
        same = one.sentence == self.sentence
        if same and one.head in _modified_by(pronoun):
            return False
        if one.mention.label in self._named_beside(pronoun):
            return False
        return not same or (one.head.i < pronoun.i and one.head.i not in blocked)

    def _named_beside(self, pronoun: Token) -> set[str]:
        """Who is named behind a pronoun in its own clause: in "he met X" he is not X."""
        verb = next(iter(syntax.clauses_above(pronoun)), None)
        here = (s for s in reversed(self.seen) if s.sentence == self.sentence and s.head.i > pronoun.i)
        return {
            s.mention.label for s in here if verb is not None and next(iter(syntax.clauses_above(s.head)), None) == verb
        }

    def _weight(self, one: Seen, pronoun: Token, kind: str) -> tuple[float, int]:
        score = -3.0 * (self.sentence - one.sentence) + 2.5 * one.subject + 1.0 * (one.subject and one.leading)
        if not one.acts and pronoun.dep_ in syntax.SUBJECTS:
            score -= 4
        if one.subject and _reports(one.head, pronoun):
            score += 3
        if kind == "it" and one.type not in (*_BODIES, "Conflict"):
            score -= 2
        if kind == "it" and pronoun.dep_ in syntax.SUBJECTS and self._is_inside_conflict(one):
            score -= 4
        if one.sentence == self.sentence and one.subject and one.head.head in pronoun.ancestors:
            score += 1
        return score, one.head.i

    def _is_inside_conflict(self, one: Seen) -> bool:
        """As Russia and Ukraine in "Russia's war in Ukraine": "it" is rather the war."""
        here = (other.head for other in self.seen if other.sentence == one.sentence and other.type == "Conflict")
        return any(head != one.head and head in one.head.ancestors and not _has_clause(one.head, head) for head in here)

    def of_name(self, noun: Token, reach: int | None = None) -> Mention | None:
        """What was named last that "this council" or "the programme" comes back to: by its noun, else by its class.

        With a reach, only if it was named so few sentences before.
        """
        first = self.sentence - reach if reach is not None else 0
        before = [one for one in reversed(self.seen) if self._is_before(one, noun) and one.sentence >= first]
        named = [one for one in before if one.is_named]
        if grammar().descriptions.get(lemma(noun)) == "Programme":
            near = (o for o in before if self.sentence - o.sentence < _SENTENCES and _is_called(o.mention.words, noun))
            last = (one for one in named if one.type == "Programme")
            return next((one.mention for one in (*near, *last)), None)
        return next((one.mention for one in named if _is_called(one.mention.label, noun)), None)

    def titled(self, office: Token) -> Mention | None:
        """Whom "the president" means: the person that was last named by this office alone, "President X"."""
        known = (one for one in reversed(self.seen) if one.type == "Person" and self._is_before(one, office))
        return next((one.mention for one in known if one.head.left_edge.lower_ == lemma(office)), None)

    def _is_before(self, one: Seen, token: Token) -> bool:
        return one.sentence < self.sentence or one.head.i < token.i

    def latest_group(self, noun: Token) -> Mention | None:
        """The acting group which "the leaders", "the members" come back to: the latest of the same noun, else any."""
        acting = [one for one in reversed(self.seen) if one.acts and one.type == "Group" and self._is_before(one, noun)]
        same = (one.mention for one in acting if lemma(one.head) == lemma(noun))
        return next(same, None) or next((one.mention for one in acting if one.subject), None)

    def latest(self, cls: str, kinds: Iterable[str] = (), before: Token | None = None) -> Mention | None:
        """What was named last of a class, and of one of these kinds where any are given."""
        wanted = set(kinds)
        for one in reversed(self.seen):
            if before is not None and one.sentence == self.sentence and one.head.i >= before.i:
                continue
            if ontology().is_a(one.type, cls) and (
                not wanted or reference().kinds.get(one.mention.entity or "") in wanted
            ):
                return one.mention
        return None


def _has_clause(inner: Token, outer: Token) -> bool:
    """Whether a verb stands between a word and the one that it hangs on."""
    return any(syntax.is_verb(t) for t in inner.ancestors if outer in t.ancestors)


def _is_called(name: str, noun: Token) -> bool:
    """Whether a name has this noun, in whatever spelling: "this program" and the "Annual National Programme"."""
    same = grammar().same_nouns
    return same.get(lemma(noun), lemma(noun)) in (same.get(word, word) for word in name.lower().split())


def _is_of_actors(pronoun: Token) -> bool:
    """Whether only an actor can have what a pronoun has: "its accession", "its army"."""
    return pronoun.dep_ == "poss" and lemma(pronoun.head) in grammar().owned


def _speaks(pronoun: Token, one: Seen) -> bool:
    """Whether a pronoun does what no war does: says, denies, wants something."""
    words = grammar()
    says = lemma(pronoun.head) in words.reporting | words.rejecting | words.wanting
    return one.type == "Conflict" and says and pronoun.dep_ in syntax.SUBJECTS


def _blocked(pronoun: Token) -> set[int]:
    """Tokens that an object pronoun cannot mean: the subject of its own clause."""
    if pronoun.dep_ not in ("dobj", "dative", "pobj") or lemma(pronoun).endswith(("self", "selves")):
        return set()
    verb = next(iter(syntax.clauses_above(pronoun)), None)
    subject = control.surface_subject(verb) if verb is not None else None
    return {token.i for token in subject.subtree} if subject is not None else set()


def _reports(subject: Token, pronoun: Token) -> bool:
    """As in "X said it would V": whether the one is the subject of what governs the other's clause."""
    clause = pronoun.head
    return pronoun.dep_ in syntax.SUBJECTS and clause.dep_ == "ccomp" and subject.head == clause.head


def _modified_by(pronoun: Token) -> list[Token]:
    """The noun, and what it is an apposition of, that a pronoun's relative clause describes: not the pronoun's own."""
    clause = syntax.relative_clause(pronoun)
    if clause is None or pronoun.dep_ not in syntax.SUBJECTS:
        return []
    found = [clause.head]
    while found[-1].dep_ == "appos":
        found.append(found[-1].head)
    return found


def pronoun_kind(token: Token) -> str | None:
    """he, she, it, they, we, i, you, this, one; None for what is no pronoun."""
    if token.pos_ not in ("PRON", "DET") and token.tag_ not in ("PRP", "PRP$", "WP", "WDT", "DT", "EX", "JJR"):
        return None
    return grammar().pronouns.get(token.lower_)


def is_definite(noun: Token) -> bool:
    """Whether a noun comes back to something named: "the alliance", "this document", "the Ukrainian president"."""
    determiners = [c.lower_ for c in children(noun, "det")]
    return bool(determiners) and determiners[0] in ("the", "this", "that", "these", "those")
