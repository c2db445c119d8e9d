"""Whether a claim is affirmed or denied, actual, planned or possible: auxiliaries, carriers, negators, conjunctions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract import control, prospect, syntax, truth
from kg.extract.grammar import grammar
from kg.extract.negation import negators
from kg.extract.syntax import children, is_infinitive, is_verb, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Modality

_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2}
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Status:
    """What the grammar around a trigger makes of it; `top` is the outermost verb that colours it."""

    top: Token
    denied: bool = False
    modality: Modality = "actual"
    obliged: bool = False  # "X should V"
    open: bool = False  # asked, not said: no claim
    only_if: Token | None = None  # the clause on which it depends
    trigger: tuple[Token, ...] = ()  # words that deny as part of the frame itself
    marks: tuple[Token, ...] = ()  # auxiliaries and negators, part of what the quote must hold
    chain: tuple[Token, ...] = ()  # the verbs from the trigger to the top

    def coloured(self, modality: Modality) -> Status:
        """With a modality, unless the one it has binds less."""
        return replace(self, modality=modality) if _RANK[modality] > _RANK[self.modality] else self

    def turned(self) -> Status:
        """Denied if it was affirmed."""
        return replace(self, denied=not self.denied)


def status_of(verb: Token, trigger: tuple[Token, ...] = ()) -> Status:
    """The status of what a verb says; words of the trigger are no negators."""
    status = Status(verb, trigger=trigger)
    current = verb
    for _ in range(_STEPS):
        status = replace(_own(status, current), top=current, chain=(*status.chain, current))
        carrier = _carrier(current)
        if carrier is None:
            served = truth.means_to(current) or truth.purpose_of(current) or truth.awaited_by(current)
            if served is not None:
                return _clauses(_as_means(status, status_of(served)))
            break
        governor, effect = carrier
        if effect == "weighed" and len(negators(governor)) % 2:
            effect = "planned"
        status = _effect(replace(status, top=governor), effect)
        current = governor
    if (stance := control.stance(status.top)) is not None and grammar().stances[lemma(stance)] == "wished":
        status = replace(status, obliged=True)
    return _clauses(status)


def _as_means(status: Status, end: Status) -> Status:
    """As in "could end the war by V-ing", "will take time to V": V is no more certain than what it goes with."""
    return replace(status.coloured(end.modality), open=end.open or end.obliged)


def noun_status(noun: Token) -> Status:
    """The status of an act noun that stands under no verb of its own: "without a promise of", "no commitment to"."""
    denied = any(c.lower_ in grammar().negating_determiners for c in children(noun, "det"))
    denied |= noun.dep_ == "pobj" and noun.head.lower_ in grammar().negating_prepositions
    ahead = prospect.of(noun)
    if ahead == "open":
        return Status(noun, denied=denied, open=True)
    return Status(noun, denied=denied, modality=ahead or "actual")


def _effect(status: Status, effect: str) -> Status:
    if effect == "denied":
        return replace(status.turned(), marks=(*status.marks, status.top))
    if effect == "weighed":
        return status.coloured("possible")
    if effect == "obliged" and any(c.lower_ == "yet" for c in children(status.top, "advmod")):
        return status.turned()  # "has yet to sign"
    if effect == "obliged":
        return replace(status, obliged=True)
    if effect in ("planned", "possible"):
        return status.coloured("planned" if effect == "planned" else "possible")
    return status


def _own(status: Status, verb: Token) -> Status:
    """The auxiliaries and negators at a verb; a second verb shares those of the first."""
    words = grammar()
    for aux in _auxiliaries(verb):
        kind = words.modals.get(lemma(aux)) or words.modals.get(aux.lower_)
        if kind == "obligation":
            status = replace(status, obliged=True, marks=(*status.marks, aux))
        elif kind:
            would_be = aux.lower_ in ("would", "'d") and (_in_past_report(verb) or len(negators(verb)) % 2)
            status = status.coloured("planned" if kind == "planned" or would_be else "possible")
        status = replace(status, marks=(*status.marks, aux))
    denying = [n for n in negators(verb) if n not in status.trigger]
    if len(denying) % 2:
        status = status.turned()
    if any(c.lower_ in words.hedges for c in children(verb, "advmod")):
        status = status.coloured("possible")
    if _is_to(verb) or _is_for(verb) or control.beneficiary(verb) is not None:
        status = status.coloured("planned")
    return replace(status, marks=(*status.marks, *denying))


def _auxiliaries(verb: Token) -> list[Token]:
    own = [c for c in children(verb, "aux", "auxpass") if c.tag_ != "TO"]
    if own or verb.dep_ != "conj" or not is_verb(verb.head) or syntax.own_subjects(verb):
        return own
    shared = _auxiliaries(verb.head)
    base = verb.tag_ in ("VB", "VBP") and any(a.tag_ == "MD" for a in shared)
    participle = verb.tag_ in ("VBN", "VBG") and verb.head.tag_ == verb.tag_
    return shared if base or participle else []


def _is_to(verb: Token) -> bool:
    """As in "is to sign": planned; not "the aim is to sign"."""
    head = verb.head
    if not (is_infinitive(verb) and verb.dep_ in ("xcomp", "ccomp") and lemma(head) == "be" and head.i < verb.i):
        return False
    subject = control.surface_subject(head)
    return subject is not None and lemma(subject) not in grammar().classes and not children(head, "attr", "acomp")


def _is_for(verb: Token) -> bool:
    """As in "the way for X to sign", "time for X to sign"."""
    marked = any(mark.lower_ == "for" for mark in children(verb, "mark"))
    return marked and is_infinitive(verb) and verb.dep_ in ("acl", "relcl", "advcl")


def _in_past_report(verb: Token) -> bool:
    """Whether "would" is the past of "will": in a clause that someone said."""
    current = verb
    while current.dep_ in ("conj", "xcomp"):
        current = current.head
    return (
        current.dep_ == "ccomp" and current.head.tag_ in ("VBD", "VBN") and lemma(current.head) in grammar().reporting
    )


def _carrier(verb: Token) -> tuple[Token, str] | None:
    """The verb next outside that only colours this one, and how; None where there is none."""
    first = _first_of_series(verb)
    head = first.head
    if first.dep_ in ("xcomp", "ccomp", "advcl", "oprd") and is_verb(head):
        return _verb_carrier(first, head)
    infinitive = first.dep_ in ("xcomp", "advcl", "ccomp") and not syntax.is_finite(first)
    if infinitive and head.pos_ == "ADJ" and is_verb(head.head):
        effect = grammar().carriers.get(("adjectives", head.lower_))
        return (head.head, effect) if effect else None
    if first.dep_ == "pcomp":
        return _prepositional_carrier(head.head, head)
    if first.dep_ in ("acl", "relcl") and is_infinitive(first) and head.pos_ == "NOUN":
        return _noun_carrier(head)
    return None


def _first_of_series(verb: Token) -> Token:
    first = verb
    while (
        first.dep_ == "conj"
        and is_verb(first.head)
        and not syntax.own_subjects(first)
        and first.tag_ == first.head.tag_
    ):
        first = first.head
    return first


def _verb_carrier(verb: Token, head: Token) -> tuple[Token, str] | None:
    carriers = grammar().carriers
    if (
        syntax.is_finite(verb)
        or not (is_infinitive(verb) or verb.tag_ in ("VBG", "VBN") or _is_bare(verb))
        or (verb.dep_ == "advcl" and not is_infinitive(verb))
    ):
        return None
    if lemma(head) == "be" and not children(head, "acomp", "attr"):
        aim = control.purpose(head)
        return head, carriers["nouns", lemma(aim)] if aim is not None else "actual"
    if control.serving(head, verb) is not None:
        return head, "planned"
    passive = syntax.is_passive(head) or head.tag_ == "VBN"
    if (passive or children(head, "dobj")) and (caused := carriers.get(("causes", lemma(head)))):
        return head, caused
    effect = carriers.get(("adjectives", head.lower_)) if passive else None
    effect = effect or carriers.get(("verbs", lemma(head)))
    things = [c for c in children(head, "dobj") if c.tag_ not in ("WDT", "WP")]
    if effect is None or (things and not passive):
        return None
    if effect == "obliged" and head.tag_ in ("VBD", "VBN") and not _in_past_report(head):
        effect = "actual"  # "had to pay" tells what was done
    return head, effect


def _is_bare(verb: Token) -> bool:
    """An infinitive without "to": "help modernize"."""
    return verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and not syntax.own_subjects(verb)


def _prepositional_carrier(governor: Token, preposition: Token) -> tuple[Token, str] | None:
    carriers = grammar().carriers
    if governor.pos_ == "NOUN":
        return _noun_carrier(governor)
    key = f"{lemma(governor)} {preposition.lower_}"
    nested = f"{lemma(governor.head)} {governor.lower_} {preposition.lower_}"
    for verb, words in ((governor, key), (governor, lemma(governor)), (governor.head, nested)):
        if is_verb(verb) and (effect := carriers.get(("verbs", words))):
            return verb, effect
    if (
        governor.pos_ in ("ADJ", "VERB")
        and is_verb(governor.head)
        and (effect := carriers.get(("adjectives", governor.lower_)))
    ):
        return governor.head, effect
    return None


def _noun_carrier(noun: Token) -> tuple[Token, str] | None:
    effect = grammar().carriers.get(("nouns", lemma(noun)))
    if effect is None:
        return None
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and is_verb(noun.head):
        return noun.head, effect
    return noun, effect


def _clauses(status: Status) -> Status:
    """What conjunctions make of it: "if", "only if", "whether", a question; then what stands over the clause."""
    if any(map(_is_open, status.chain)) or _is_asked(status.top):
        return replace(status, open=True)
    for verb in status.chain:
        if any(m.lower_ in grammar().hypothetical for m in children(verb, "mark")):
            status = status.coloured("possible")
        unsure = [c for c in children(verb, "advcl", "ccomp") if truth.is_inverted(c)]
        if truth.is_inverted(verb) or any(c.i < verb.i or status.modality != "actual" for c in unsure):
            status = status.coloured("possible")
        for clause in children(verb, "advcl"):
            for mark in children(clause, "mark", "advmod"):
                status = _condition(status, clause, mark)
    return _judged(status)


def _judged(status: Status) -> Status:
    """With what the words over the clause make of it: "X denied that V", "X hopes that V"."""
    match truth.verdict(status.top):
        case "denied":
            return replace(status.turned(), marks=(*status.marks, *truth.over(status.top)))
        case "possible":
            return status.coloured("possible")
        case "planned":  # "to ensure that X never Vs" is no refusal of X
            return replace(status.coloured("planned"), open=status.denied)
        case "open":
            return replace(status, open=True)
    return status


def _is_open(verb: Token) -> bool:
    """Whether a clause tells of what nobody says that it is: "whether V", "had X V-ed"."""
    marks = children(verb, "mark")
    asked = any(m.lower_ in grammar().open_conjunctions or (verb.dep_ == "ccomp" and m.lower_ == "if") for m in marks)
    return asked or truth.is_unreal(verb)


def _is_asked(verb: Token) -> bool:
    """Whether a clause is asked, or under a verb that vouches for nothing: "X doubted that V"."""
    governor = _first_of_series(verb).head
    doubted = verb.dep_ == "ccomp" and lemma(governor) in grammar().open_reporting
    return doubted or verb.sent.text.rstrip(" \"'”").endswith("?")


def _condition(status: Status, clause: Token, mark: Token) -> Status:
    words = grammar()
    before = mark.nbor(-1).lower_ if mark.i > 0 else ""
    if f"{before} {mark.lower_}" in words.conditional_pairs or mark.lower_ == "unless":
        return replace(status.coloured("possible"), only_if=clause)
    if mark.lower_ in words.hypothetical:
        return status.coloured("possible")
    if mark.lower_ in words.conditional and status.modality == "possible":
        return replace(status, only_if=clause)
    return status
