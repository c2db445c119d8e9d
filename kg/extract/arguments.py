"""A role's head -> arguments: coordination split, bodies opened to their states, amounts set apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.extract import possession, syntax, transitivity
from kg.extract.amounts import Amount, amount_of
from kg.extract.classes import is_actor
from kg.extract.coordination import coordinated
from kg.extract.discourse import pronoun_kind
from kg.extract.frames import Match, is_clause
from kg.extract.grammar import grammar
from kg.extract.slots import Site, fill
from kg.extract.syntax import children, lemma
from kg.model import Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.extract.mentions import Reader


_SINGLE = frozenset({"State", "Person", "Organization"})  # what one of "both leaders", "the two countries" can be


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of a role: its head and what it stands for."""

    head: Token
    mention: Mention
    amount: Quantity | None = None
    literal: bool = False  # the amount itself is the object


@dataclass(slots=True)
class Arguments:
    """The arguments of one match; `traits` collects what makes a reading less sure."""

    reader: Reader
    match: Match
    traits: set[str] = field(default_factory=set)
    left_out: list[Token] = field(default_factory=list)  # subjects of a clause that are named elsewhere in the claim

    def of(self, role: str) -> list[Argument]:
        """All that fill a role; empty where nothing does."""
        head = self.match.roles.get(role)
        return self.expanded(head, role) if head is not None else []

    def expanded(self, head: Token, role: str = "subject") -> list[Argument]:
        """A head, those coordinated with it, and the states whose leaders they are."""
        others = [token for name, token in self.match.roles.items() if name != role]
        found: list[Argument] = []
        for token in _included(head):
            if (pair := self._pair(token)) is not None:
                found += pair
                continue
            for one in _states(token, self.reader):
                argument = self.argument(one, [o for o in others if o != one], role) if one not in others else None
                found += [argument] if argument is not None else []
        return found

    def argument(self, head: Token, without: Sequence[Token], role: str) -> Argument | None:
        """One head as an argument; None for a pronoun that stands for nothing known, and for a word broken off."""
        if _is_broken_off(head) or (role == "subject" and _is_bare_number(head)):
            return None
        recipients = self._recipients() if role == "object" else []
        site = self.match.site
        words = (w for w in site.words if w != head and not (head == site.head and w.i < head.i))
        cut = [*without, *self.left_out, *recipients, *words]
        amount = amount_of(head) if role == "object" and not is_clause(head) else None
        if amount is not None and (matter := amount.matter or _matter_beside(head)) is not None:
            return Argument(head, self.reader.noun(matter, cut), self._counted(amount))
        mention = self._itself(head, role) or self.reader.mention(head, cut, thing=role == "object")
        if mention is None:
            return None
        if pronoun_kind(head):
            self.traits.add("pronoun")
        quantity = self._counted(amount) if amount else self._paid(head) if role == "object" else None
        return Argument(head, mention, quantity, literal=amount is not None)

    def of_clause(self) -> list[Argument]:
        """Whom the promised or refused act is for: "offered to lend Hanoi ships"."""
        return [argument for head in self._recipients() for argument in self.expanded(head, "addressee")]

    def _recipients(self) -> list[Token]:
        clause = self.match.clause
        if (
            clause is None
            or syntax.is_denied(clause)
            or lemma(clause) not in grammar().bleached
            or "addressee" in self.match.roles
        ):
            return []
        site = Site("verb", clause, clause, (clause,), self.reader.names)
        found = [*fill(site, "dative"), *fill(site, "to")][:1]
        return [head for head in found if is_actor(head, self.reader.names)]

    def concerned(self) -> list[Argument]:
        """Whom an act would be for that is refused: "to invite X", "to set a date for X's accession"."""
        thing = self.match.roles.get("object")
        act = thing if thing is not None and is_clause(thing) else None
        while act is not None and lemma(act) in grammar().bleached and (inner := _agreed(act)) is not None:
            act = inner
        things = children(act, *syntax.OBJECTS) if act is not None else [thing] if thing is not None else []
        if act is not None and lemma(act) in grammar().benefiting:
            found = [one for one in things if is_actor(one, self.reader.names)]
        else:
            found = (
                [one for noun in things for one in self._for_whom(noun)] if "addressee" not in self.match.roles else []
            )
        return [argument for head in found[:1] for argument in self.expanded(head, "addressee")]

    def _for_whom(self, thing: Token) -> Iterator[Token]:
        """Who stands behind "for", or owns what stands there."""
        for noun in syntax.preposition_objects(thing, "for"):
            owner = possession.possessor(noun)
            yield from (one for one in (noun, owner) if one is not None and is_actor(one, self.reader.names))

    def inferred(self) -> list[Argument]:
        """Who acts in a passive that does not say so: the body that acts in the context."""
        verb = self.match.verb
        if verb is None or "subject" in self.match.roles or not syntax.is_passive(verb) or transitivity.is_echo(verb):
            return []
        if verb.dep_ == "amod":
            return []  # "accelerated action"
        body = self.reader.discourse.acting_body() or self.reader.body_in(verb.sent)
        if body is None:
            return []
        self.traits.add("inferred subject")
        return [Argument(verb, replace(body, words="", start=0, end=0, name=body.label))]

    def _pair(self, token: Token) -> list[Argument] | None:
        """As in "both", "the two countries": the two that were named last."""
        lefts = {c.lower_ for c in token.lefts}
        named = token.tag_ == "NNS" and ("both" in lefts or {"the", "two"} <= lefts)
        if not (token.lower_ == "both" or named):
            return None
        kind = grammar().classes.get(lemma(token)) if named else None
        pair = [one for one in self.reader.discourse.last_two(token) if kind in (None, one.type) or kind not in _SINGLE]
        if named and len(pair) < 2:  # noqa: PLR2004 - a pair
            return None
        self.traits.add("pronoun")
        return [Argument(token, self.reader.again(token, one)) for one in pair] or None

    def _counted(self, amount: Amount) -> Quantity:
        """A bare number counts what was counted last: "and Sweden three"."""
        quantity, discourse = amount.quantity, self.reader.discourse
        if quantity.unit:
            discourse.unit = quantity.unit if amount.matter is not None else discourse.unit
            return quantity
        return Quantity(quantity.value, discourse.unit)

    def _paid(self, thing: Token) -> Quantity | None:
        """The sum beside an object: "invested 3 billion dollars in the port"."""
        verb = self.match.verb
        paid = transitivity.affected(verb) if verb is not None and self.match.frame.kind == "verb" else None
        found = amount_of(paid) if paid is not None and paid != thing else None
        return found.quantity if found and found.matter is None else None

    def _itself(self, head: Token, role: str) -> Mention | None:
        """The trigger as its own object: under the name that the frame gives it, a verb else as a gerund."""
        if role != "object" or head != self.match.site.head or self.match.frame.kind == "noun":
            return None
        start, end = self.reader.passage.offsets(head, head)
        return Mention(head.text, start, end, "Topic", self.match.frame.object_name or gerund(lemma(head)))


def _is_broken_off(word: Token) -> bool:
    """As in "a commitment to a nucle- — to nuclear arms"."""
    return len(word) > 1 and word.text.endswith("-")


def _is_bare_number(head: Token) -> bool:
    """As in "(140 for, 5 against) condemns": digits that count nothing named act on nothing."""
    return head.pos_ == "NUM" and head.text.isdigit() and possession.whole(head) is None and head.ent_type_ != "DATE"


def _agreed(verb: Token) -> Token | None:
    """What one agrees, promises to do: "agree to invite X"."""
    inner = [c for c in children(verb, "xcomp") if syntax.is_infinitive(c)]
    return inner[0] if inner and not children(verb, *syntax.OBJECTS) else None


def gerund(verb: str) -> str:
    """The -ing form of a verb's lemma: train, training; give, giving."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb[:-1]}ing"
    doubled = 2 < len(verb) <= 4 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"  # noqa: PLR2004 - short words double
    return f"{verb}{verb[-1]}ing" if doubled else f"{verb}ing"


def _matter_beside(money: Token) -> Token | None:
    """As in "promised exporters 30 billion in credit", where "in credit" hangs on the verb right behind the sum."""
    if not syntax.is_verb(money.head) or lemma(money) in grammar().measures:
        return None
    for prep in children(money.head, "prep"):
        if prep.i == money.i + 1 and prep.lower_ in ("in", "of"):
            nouns = [n for n in children(prep, "pobj") if n.pos_ == "NOUN" and not n.ent_type_]
            return nouns[0] if nouns else None
    return None


def _included(head: Token) -> list[Token]:
    """Coordinated heads, and those of "including A and B" or "A among them" behind them."""
    every = []
    for token in coordinated(head):
        every.append(token)
        for prep in children(token, "prep"):
            if prep.lower_ == "including":
                every += [m for noun in children(prep, "pobj") for m in coordinated(noun)]
    return every


def _states(head: Token, reader: Reader) -> Iterator[Token]:
    """As in "the leaders of Mali and Niger": Mali, Niger; any other head itself."""
    named: list[Token] = []
    if lemma(head) in grammar().bodies:
        for prep in (p for p in children(head, "prep") if p.lower_ == "of"):
            nouns = [m for noun in children(prep, "pobj") for m in coordinated(noun)]
            named += [n for n in nouns if (name := reader.names.at(n)) is not None and name.type == "State"]
    yield from named if len(named) > 1 else [head]
