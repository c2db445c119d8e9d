"""What stands over a clause and says how true it is: who denies it, that it is a lie, a past that never was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.extract import possession, syntax
from kg.extract.grammar import grammar
from kg.extract.negation import negators
from kg.extract.syntax import children, is_verb, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

Verdict = Literal["denied", "open", "possible", "planned"]

_MEANS = frozenset({"by", "through", "in", "about"})


def verdict(verb: Token) -> Verdict | None:
    """What the words over a clause make of it; None where they leave it as it is.

    Denied: "X denies that V", "it is false that V", "X's denial that V". Open, which is no claim: "rumours that V",
    "X never said that V". Possible: "X hopes that V", "the fear that V". Planned: "to ensure that V".
    """
    verb = _first(verb)
    head = verb.head
    if verb.dep_ in ("acl", "relcl") and head.pos_ == "NOUN":
        return _of_noun(head) if is_content(verb) else None
    if verb.dep_ not in ("ccomp", "advcl", "csubj") or not syntax.own_subjects(verb) or syntax.is_infinitive(verb):
        return None
    if head.pos_ == "ADJ" and is_verb(head.head):
        return _of_complement(head.head, head)
    if not is_verb(head) or (verb.dep_ == "advcl" and not is_content(verb)):
        return None
    said = [c for c in children(head, "acomp", "attr", "oprd") if c.i < verb.i]
    return _of_complement(head, said[0]) if said else _of_verb(head) if verb.dep_ == "ccomp" else None


def over(verb: Token) -> list[Token]:
    """The word over a clause by which it has its verdict, with its own negators."""
    head = _first(verb).head
    return [head, *(negators(head) if is_verb(head) else ())]


def _first(verb: Token) -> Token:
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb


def is_content(verb: Token) -> bool:
    """Whether a clause tells what is claimed, hoped, false: "the claim that V", not "the claim that X made"."""
    return any(mark.lower_ == "that" for mark in children(verb, "mark")) and syntax.is_finite(verb)


def is_unreal(verb: Token) -> bool:
    """Whether a clause is of a past that never was: "would have V-ed", "if X had V-ed", "had X V-ed".

    So is one that the parser hung on a bare "were": of "were X to V" it cannot tell who acts.
    """
    if verb.head.lower_ == "were" and verb.head.dep_ == "advcl" and verb.head.left_edge == verb.head:
        return True
    helpers = children(verb, "aux")
    if verb.tag_ not in ("VBN", "VBD") or not any(lemma(aux) == "have" for aux in helpers):
        return False
    if any(aux.lower_ in ("would", "'d") and aux.tag_ == "MD" for aux in helpers):
        return True
    conditional = any(mark.lower_ == "if" for mark in children(verb, "mark"))
    return any(aux.lower_ in ("had", "'d") for aux in helpers) and (conditional or is_inverted(verb))


def is_inverted(verb: Token) -> bool:
    """Whether a clause is a condition by its order: "had X V-ed", "were X to V", "should X V"."""
    first = verb.left_edge
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    opening = first.lower_ in ("had", "were", "should") and (first == verb or first.dep_ in ("aux", "auxpass"))
    return opening and subject is not None and first.i < subject.i and verb.dep_ in ("advcl", "ccomp", "parataxis")


def means_to(gerund: Token) -> Token | None:
    """The verb of what someone does by or in doing this: "ends the war by V-ing", "is careful about V-ing"."""
    if gerund.dep_ != "pcomp" or gerund.head.lower_ not in _MEANS or gerund.head.dep_ != "prep":
        return None
    governor = gerund.head.head
    governor = governor.head if governor.pos_ == "ADJ" and governor.dep_ == "acomp" else governor
    return governor if is_verb(governor) else None


def awaited_by(verb: Token) -> Token | None:
    """The verb of what is to be when this is: "joins on the day when it Vs", "will pay once X Vs"."""
    temporal = any(c.lower_ in grammar().awaited for c in children(verb, "mark", "advmod") if c.i < verb.i)
    present = temporal and any(v.tag_ in ("VBZ", "VBP") for v in (verb, *children(verb, "aux", "auxpass")))
    clause = verb if verb.dep_ == "advcl" or (verb.dep_ == "relcl" and verb.head.pos_ == "NOUN") else None
    return next(syntax.clauses_above(verb), None) if clause is not None and present else None


def purpose_of(infinitive: Token) -> Token | None:
    """The verb of what someone does in order to do this: "takes time to V"."""
    noun = infinitive.head
    used = infinitive.dep_ == "xcomp" and lemma(noun) in grammar().subject_control and bool(children(noun, "dobj"))
    if (used or infinitive.dep_ == "advcl") and is_verb(noun) and syntax.is_infinitive(infinitive):
        return noun
    done = infinitive.dep_ in ("acl", "relcl") and syntax.is_infinitive(infinitive) and noun.dep_ == "dobj"
    return noun.head if done and is_verb(noun.head) else None


def _of_complement(copula: Token, word: Token) -> Verdict | None:
    """As in "it is false that V", "it is not the case that V", "it is unlikely that V"."""
    words, denied = grammar(), len(negators(copula)) % 2
    found = lemma(word)
    if found in words.untrue:
        return None if denied else "denied"
    if found in words.true:
        return "denied" if denied else None
    if found in words.unsettled:
        return "open"
    return "possible" if word.lower_ in words.likely else None


def _of_verb(verb: Token) -> Verdict | None:
    """As in "X denied that V", "X did not say that V", "X hopes that V"."""
    words, denied = grammar(), len(negators(verb)) % 2
    if lemma(verb) in words.disowning:
        return "open" if denied else "denied"
    if lemma(verb) in words.wishing:
        return "possible"
    if lemma(verb) in words.ensuring:
        return "planned"
    if denied and lemma(verb) in words.reporting:
        someone = not any(map(syntax.is_negated, syntax.own_subjects(verb)))
        return "denied" if someone and lemma(verb) in words.raising else "open"
    return None


def _of_noun(noun: Token) -> Verdict | None:
    """As in "the denial that V", "rumours that V", "the hope that V"; what has an owner is said by them."""
    words = grammar()
    if lemma(noun) in words.denials:
        return "denied"
    if lemma(noun) in words.untrue:
        return "denied" if noun.dep_ in ("attr", "appos") else "open"
    if lemma(noun) in words.true:
        return "denied" if noun.dep_ == "attr" and len(negators(noun.head)) % 2 else None
    if (said := _said_of(noun)) is not None:
        return said
    if lemma(noun) in words.alleged:
        return None if possession.owner(noun) is not None else "open"
    return "possible" if lemma(noun) in words.wishes else None


def _said_of(noun: Token) -> Verdict | None:
    """As in "the claim that V is false", "rejected reports that V"."""
    verb = noun.head
    if not is_verb(verb) or lemma(noun) not in grammar().alleged | grammar().reports:
        return None
    if noun.dep_ == "nsubj":
        said = children(verb, "acomp", "attr")
        return _of_complement(verb, said[0]) if said else None
    return "open" if lemma(verb) in grammar().rejecting else None
