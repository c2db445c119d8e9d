"""The subject that a verb has without its standing there: under control, in participles, behind nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.extract.possession import owner, possessor
from kg.extract.syntax import (
    NOMINAL,
    OBJECTS,
    antecedent,
    children,
    is_infinitive,
    is_passive,
    is_verb,
    lemma,
    own_subjects,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEPTH = 12  # of chains that are followed; a parse may hold longer ones only where it is broken


def surface_subject(verb: Token, depth: int = 0) -> Token | None:  # noqa: PLR0911 - one return a dependency
    """The grammatical subject of a verb, found through coordination, control, participles and relative clauses."""
    if own := own_subjects(verb):
        return own[-1] if own[-1].pos_ != "ADV" else own[0]
    if depth > _DEPTH or any(child.dep_ == "expl" for child in verb.children):
        return None
    head = verb.head
    match verb.dep_:
        case "conj":
            return surface_subject(head, depth + 1) if is_verb(head) else _conjoined_adjective(head, depth)
        case "xcomp" if is_infinitive(verb) and (noun := purpose(head)) is not None:
            return owner(noun)
        case "xcomp" | "ccomp" | "advcl" | "oprd" | "dep" | "acomp":
            return _controller(verb, head, depth)
        case "pcomp":
            return _controller(verb, head.head, depth, preposition=head)
        case "acl" | "relcl":
            return _of_noun(verb, head, depth)
        case "amod":
            return head
    return None


def _conjoined_adjective(head: Token, depth: int) -> Token | None:
    return surface_subject(head.head, depth + 1) if head.dep_ in ("acomp", "attr") and is_verb(head.head) else None


def _controller(  # noqa: PLR0911 - one return a kind of governor
    verb: Token, head: Token, depth: int, preposition: Token | None = None
) -> Token | None:
    if is_verb(head):
        if (
            preposition is not None
            and preposition.lower_ == "for"
            and (target := _target(head, preposition)) is not None
        ):
            return target
        objects = [c for c in children(head, "dobj", "dative") if c.i < verb.i]
        if objects and _controls(head, verb, preposition):
            return antecedent(objects[0]) if objects[0].pos_ in NOMINAL else _object_of(objects[0])
        if preposition is None and (thing := serving(head, verb)) is not None:
            return thing if _serves(thing) else _of_noun(verb, thing, depth)
        if preposition is None and (addressee := _addressed(head, verb) or beneficiary(verb)):
            return addressee
        return surface_subject(head, depth + 1)
    if head.pos_ == "ADJ":
        return _of_adjective(head, depth)
    if head.pos_ in NOMINAL:
        return _of_noun(verb, head, depth) if preposition is None else _behind_noun(head)
    return None


def _behind_noun(noun: Token) -> Token | None:
    """Who does what is told behind a noun: "X's plan for V-ing", "a plan for V-ing"; nobody in "the need for V-ing"."""
    if (found := possessor(noun)) is not None:
        return found
    return antecedent(noun) if noun.pos_ != "NOUN" or lemma(noun) in grammar().classes else None


def serving(copula: Token, verb: Token) -> Token | None:
    """The noun whose purpose an infinitive is that the parser hung on the copula: "is X's package to help Y"."""
    if verb.dep_ != "advcl" or not is_infinitive(verb) or lemma(copula) != "be":
        return None
    return next((noun for noun in children(copula, "attr") if noun.i < verb.i and possessor(noun) is not None), None)


def _serves(noun: Token) -> bool:
    """Whether a thing does itself what it is for: a package, a fund; not a plan, whose owner acts."""
    word = lemma(noun)
    return grammar().classes.get(word) == "Programme" and ("nouns", word) not in grammar().carriers


def _target(head: Token, preposition: Token) -> Token | None:
    """As in "railed against X for V-ing": X."""
    for prep in children(head, "prep"):
        if prep.lower_ in ("against", "at", "on") and prep.i < preposition.i and (noun := _object_of(prep)) is not None:
            return noun
    return None


def _controls(head: Token, verb: Token, preposition: Token | None) -> bool:
    """Whether the object of head, not its subject, does the embedded verb."""
    if preposition is not None:
        return preposition.lower_ in ("of", "from", "against", "for", "into")
    if verb.dep_ == "advcl" and not is_infinitive(verb):
        return False
    return verb.dep_ in ("xcomp", "ccomp", "oprd") and lemma(head) not in grammar().subject_control


def _addressed(head: Token, verb: Token) -> Token | None:
    """As in "called on X to V", "appealed to X to V": X."""
    if verb.dep_ not in ("xcomp", "advcl") or not is_infinitive(verb):
        return None
    words = ("on", "upon", "for", "to", "with") if verb.dep_ == "xcomp" else ("on", "upon", "for")
    for prep in children(head, "prep"):
        if prep.lower_ in words and head.i < prep.i < verb.i and (noun := _object_of(prep)) is not None:
            return noun
    return None


def beneficiary(verb: Token) -> Token | None:
    """Who is given something to do what an infinitive says: "gives aid to X to V", "gives X the means to V"."""
    if not is_infinitive(verb) or own_subjects(verb) or verb.dep_ not in ("advcl", "acl", "relcl", "xcomp"):
        return None
    given = next((a for a in verb.ancestors if is_verb(a)), None)
    if given is None or lemma(given) not in grammar().giving or is_passive(given):
        return None
    first = next(child.i for child in verb.children if child.tag_ == "TO")
    behind = [noun for p in _receiving(given) for noun in children(p, "pobj")]
    found = [noun for noun in behind if verb.head == noun or noun.right_edge.i == first - 1]
    things = children(given, *OBJECTS)
    if not found and (verb.head == given or verb.head in things):
        found = [noun for noun in children(given, "dative") if noun.pos_ in NOMINAL and noun.i < first]
    return antecedent(found[0]) if found else None


def _receiving(verb: Token) -> list[Token]:
    """The "to" of who receives something, on the verb or on what is given."""
    heads = [verb, *(noun for thing in children(verb, *OBJECTS) for noun in (thing, *children(thing, "conj")))]
    return [p for head in heads for p in children(head, "prep", "dative") if p.lower_ == "to"]


def _object_of(preposition: Token) -> Token | None:
    found = children(preposition, "pobj")
    return antecedent(found[0]) if found else None


def _of_adjective(adjective: Token, depth: int) -> Token | None:
    if is_verb(adjective.head):
        return surface_subject(adjective.head, depth + 1)
    return adjective.head if adjective.head.pos_ in NOMINAL else None


def _of_noun(verb: Token, noun: Token, depth: int) -> Token | None:
    """The subject of a clause that hangs on a noun: the noun itself, or for an infinitive whoever has the noun."""
    if not is_infinitive(verb):
        return antecedent(noun)
    if verb.dep_ == "relcl" and children(verb, "nsubj"):
        return None
    if found := possessor(noun) or beneficiary(verb):
        return found
    for prep in children(noun, "prep"):
        if prep.lower_ == "by" and (agent := _object_of(prep)) is not None:
            return agent
    if noun.dep_ in ("dobj", "attr") and is_verb(noun.head):
        return surface_subject(noun.head, depth + 1)
    return None


def purpose(verb: Token) -> Token | None:
    """The noun that a copula makes the subject of an infinitive: "the aim of X is to V", "X's plan was to V"."""
    if not is_verb(verb) or lemma(verb) not in ("be", "remain"):
        return None
    subject = next(iter(children(verb, "nsubj")), None)
    return subject if subject is not None and ("nouns", lemma(subject)) in grammar().carriers else None


def stance(verb: Token) -> Token | None:
    """The noun whose matter a that-clause is: "X's position is that Y should V", "the demand of X was that Y V"."""
    head = verb.head
    if verb.dep_ != "ccomp" or not is_verb(head) or lemma(head) not in ("be", "remain"):
        return None
    subject = next(iter(children(head, "nsubj")), None)
    marked = any(mark.lower_ == "that" for mark in children(verb, "mark"))
    return subject if marked and subject is not None and lemma(subject) in grammar().stances else None
