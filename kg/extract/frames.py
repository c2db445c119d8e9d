"""Frames that fire in a sentence: their words are there, their slots are filled, nothing more special says the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.amounts import amount_of
from kg.extract.classes import is_actor
from kg.extract.coordination import coordinated
from kg.extract.grammar import grammar
from kg.extract.lexicon import Frame
from kg.extract.slots import Site, fill
from kg.extract.syntax import children, is_infinitive, is_verb, lemma
from kg.extract.triggers import sites
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.gazetteer import Names
    from kg.extract.lexicon import Lexicon

_OF_THINGS = frozenset({"DEMANDS", "PROMISES", "REFUSES", "SEEKS"})  # what is asked, promised, refused is a thing
_OBLIGATION = Frame("grammar/verbs:obligation", grammar().obligation, "verb", (), {}, prior=0.65)


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired, with the head of what fills each role."""

    frame: Frame
    site: Site
    roles: Mapping[str, Token]

    @property
    def verb(self) -> Token | None:
        """The verb that the claim's clause hangs on."""
        return self.site.light or self.site.clause

    @property
    def clause(self) -> Token | None:
        """The clause that is this claim's object, where it is one."""
        found = self.roles.get("object")
        return found if found is not None and is_clause(found) and found != self.site.head else None


def is_clause(token: Token) -> bool:
    """Whether an argument is a clause by its head: an infinitive, a gerund, a that-clause."""
    return is_verb(token) and token.dep_ not in (
        "pobj",
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "compound",
        "poss",
        "appos",
    )


def matches(sentence: Span, names: Names, lexicon: Lexicon) -> list[Match]:
    """All that fires in a sentence, in the order of the text; of frames at one word only the most special."""
    found: defaultdict[int, list[Match]] = defaultdict(list)
    for token in sentence:
        for frame, site in sites(token, names, lexicon):
            if (roles := _roles(frame, site)) is not None:
                found[token.i].append(Match(frame, site, roles))
    best = [match for token in sorted(found) for match in _most_special(found[token])]
    return _without_parts(_without_light_verbs(best))


def _without_parts(found: Sequence[Match]) -> list[Match]:
    """Without those whose words are only part of another's: "committed to" in "remain committed to"."""
    whole = [frozenset(w.i for w in match.site.words) for match in found if "subject" in match.roles]
    return [match for match in found if not any(frozenset(w.i for w in match.site.words) < words for words in whole)]


def _most_special(found: Sequence[Match]) -> Iterator[Match]:
    acted = [match for match in found if "subject" in match.roles]
    found = acted or found
    most = max(_special(match) for match in found)
    seen: set[str] = set()
    for match in found:
        if _special(match) == most and match.frame.relation not in seen:
            seen.add(match.frame.relation)
            yield match


def _special(match: Match) -> tuple[int, int]:
    return len(match.site.words), len(match.frame.requires) + bool(match.site.light)


def _without_light_verbs(found: Sequence[Match]) -> list[Match]:
    """As in "gave support to X" is the noun's claim, not the verb's."""
    taken = {match.site.light.i for match in found if match.site.light is not None}
    return [match for match in found if match.frame.kind != "verb" or match.site.head.i not in taken]


def _roles(frame: Frame, site: Site) -> dict[str, Token] | None:
    """The heads of a frame's roles; None where it misses its object, or a condition of the frame does not hold."""
    for slot, heads in frame.requires.items():
        if not heads.hold(map(_word, _all(fill(site, slot)))):
            return None
    for slot, heads in frame.forbids.items():
        if heads.hold(map(lemma, _all(fill(site, slot)))):
            return None
    roles: dict[str, Token] = {}
    for role in ("object", "subject", "addressee", "stated_by"):
        usable = (f for slot in frame.slots.get(role, ()) for f in _usable(fill(site, slot), roles, site))
        filled = next((f for f in usable if role != "addressee" or _can_be_addressed(f, frame, site)), None)
        if filled is not None and role in frame.excluded and frame.excluded[role].hold([lemma(filled)]):
            return None
        if filled is not None:
            roles[role] = filled
    _raise_clause(roles, site)
    _raise_thing(roles, frame, site)
    if "addressee" not in roles and "object" in roles and (inner := _inside(roles["object"], frame, site)) is not None:
        roles["addressee"] = inner
    return roles if "object" in roles or frame.symmetric == "object" else None


def _word(head: Token) -> str:
    """A head's lemma; of what is not to be done it is no lemma that a frame may require."""
    return f"not {lemma(head)}" if syntax.is_denied(head) else lemma(head)


def _can_be_addressed(token: Token, frame: Frame, site: Site) -> bool:
    """Whether a word can be the addressee of the frame's relation: an actor, where only actors can."""
    classes = ontology().relations[frame.relation].addressees
    if "addressee" in frame.types or any(not ontology().is_a(name, "Actor") for name in classes):
        return True
    return is_actor(token, site.names) or token.pos_ in ("PROPN", "PRON") or token.tag_ == "NNS"


def _raise_clause(roles: dict[str, Token], site: Site) -> None:
    """As in "requests the council to act", "calls for states to act": not the council but the act is the object."""
    thing = roles.get("object")
    if thing is None or site.kind not in ("verb", "noun"):
        return
    clause = _own_clause(thing, site) or _clause_at(thing, site)
    if clause is not None and (site.kind == "verb" or is_actor(thing, site.names) or syntax.is_passive(clause)):
        roles["object"] = clause
        roles.setdefault("addressee", thing)


def _raise_thing(roles: dict[str, Token], frame: Frame, site: Site) -> None:
    """As in "an invitation to Chad, which Mali requested", hung on Chad: the invitation, where a thing is meant."""
    thing = roles.get("object")
    if thing is None or site.head.dep_ != "relcl" or thing != site.head.head or thing.dep_ != "pobj":
        return
    outer = thing.head.head
    wanted = ontology().relations[frame.relation].kind == "act" and frame.relation in _OF_THINGS
    if wanted and is_actor(thing, site.names) and outer.pos_ == "NOUN":
        roles["object"] = outer


def _own_clause(thing: Token, site: Site) -> Token | None:
    """The infinitive under the trigger whose subject the parser made of the object."""
    verb = thing.head
    raised = thing.dep_ in ("nsubj", "nsubjpass") and verb.dep_ in ("ccomp", "advcl", "xcomp", "acl", "relcl")
    return verb if raised and verb.head == site.head and is_infinitive(verb) else None


def _clause_at(thing: Token, site: Site) -> Token | None:
    """The infinitive that hangs on the actor behind the trigger's preposition."""
    if thing.dep_ != "pobj" or thing.head not in site.words or not is_actor(thing, site.names):
        return None
    near = [*children(thing, "acl", "relcl"), *children(site.head, "xcomp", "advcl")]
    return next((clause for clause in near if is_infinitive(clause) and clause.i > thing.i), None)


def _inside(thing: Token, frame: Frame, site: Site) -> Token | None:
    """An addressee that the parser hung on the object: "a demand for reparations from Berlin"."""
    if is_clause(thing):
        return None
    amount = amount_of(thing)
    matter = [amount.matter] if amount is not None and amount.matter not in (None, thing) else []
    for word in frame.slots.get("addressee", ()):
        for noun in (n for one in (thing, *matter) for n in syntax.preposition_objects(one, word)):
            if is_actor(noun, site.names):
                return noun
    return None


def _all(heads: Sequence[Token]) -> list[Token]:
    return [token for head in heads for token in coordinated(head)]


def _usable(found: Sequence[Token], roles: Mapping[str, Token], site: Site) -> list[Token]:
    """What may fill a role: words of no other role and not the trigger itself, unless the slot is `self`."""
    found = [t for t in found if t.ent_type_ not in ("DATE", "TIME") or t.pos_ == "NUM"]
    return [
        t
        for t in found
        if t not in roles.values() and (t not in site.words or (t == site.head and site.kind in ("noun", "verb")))
    ]


def obligations(sentence: Span, names: Names, found: Sequence[Match]) -> Iterator[Match]:
    """As in "X must V", where no frame fires at V: what is demanded is V, whatever it is."""
    taken = {match.verb.i for match in found if match.verb is not None}
    for verb in sentence:
        if not is_verb(verb) or verb.dep_ in ("aux", "auxpass") or verb.i in taken:
            continue
        words = [aux for aux in children(verb, "aux") if grammar().modals.get(lemma(aux)) == "obligation"]
        if verb.dep_ == "xcomp" and grammar().carriers.get(("verbs", lemma(verb.head))) == "obliged":
            words.append(verb.head)
        if words:
            yield Match(_OBLIGATION, Site("verb", verb, verb, (words[0], verb), names), {})
