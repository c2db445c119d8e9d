"""Who does a verb and what it is done to: in passives, in relative clauses, where verbs share an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.control import surface_subject
from kg.extract.grammar import grammar
from kg.extract.syntax import (
    OBJECTS,
    SUBJECTS,
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


def agents(verb: Token) -> list[Token]:
    """Who did it in a passive, after "by"."""
    found = _own_agents(verb)
    if not found and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
        found = _own_agents(verb.head)
    found = found or [
        n for c in children(verb, "conj") if is_passive(c) and not own_subjects(c) for n in _own_agents(c)
    ]
    return [
        n for n in found or _misplaced_agents(verb) if n.pos_ in ("PROPN", "PRON") or n.tag_ == "NNS" or list(n.lefts)
    ]


def _own_agents(verb: Token) -> list[Token]:
    found = [antecedent(noun) for agent in children(verb, "agent") for noun in children(agent, "pobj")]
    return found or [antecedent(n) for p in children(verb, "prep") if p.lower_ == "by" for n in children(p, "pobj")]


def _misplaced_agents(verb: Token) -> list[Token]:
    """As in "was accused of arming rebels by Kenya", where "by" hangs on the gerund."""
    gerunds = [c for p in children(verb, "prep") for c in children(p, "pcomp")]
    return [
        n
        for g in gerunds
        for p in children(g, "prep")
        if p.lower_ == "by"
        for n in children(p, "pobj")
        if n.pos_ == "PROPN"
    ]


def acting(verb: Token) -> Token | None:
    """Who does the verb: its subject, or in a passive its agent."""
    if is_passive(verb):
        found = agents(verb)
        return found[0] if found else None
    return surface_subject(verb)


def affected(verb: Token) -> Token | None:
    """What the verb is done to: its object, in a passive its subject, in an object relative the noun before it."""
    own = [antecedent(child) for child in children(verb, *OBJECTS)]
    if own:
        return own[0]
    if is_echo(verb):
        return _done(_outermost(verb.head))
    if is_passive(verb):
        return surface_subject(verb)
    return _gap(verb) or _shared_object(verb)


def is_echo(verb: Token) -> bool:
    """Whether a clause says of another who wanted it: "…, as requested by X", "as X had demanded"."""
    bare = not children(verb, *OBJECTS, "xcomp", "ccomp", "attr", "acomp", "nsubjpass", "prep")
    marked = any(child.lower_ == "as" for child in children(verb, "mark", "advmod"))
    wanted = lemma(verb) in grammar().echoing
    return wanted and verb.dep_ == "advcl" and bare and marked and is_verb(verb.head) and verb.i > verb.head.i


def _done(verb: Token) -> Token:
    """The act itself in "decided to V", "will V": the infinitive where the verb has one and no object."""
    inner = [c for c in children(verb, "xcomp") if is_infinitive(c)]
    return inner[0] if inner and not children(verb, *OBJECTS) else verb


def _outermost(verb: Token) -> Token:
    """The infinitive that one inside it belongs to: "invite X to join", up to a verb that only agrees to it."""
    while verb.dep_ == "xcomp" and is_infinitive(verb) and is_infinitive(verb.head):
        if lemma(verb.head) in grammar().bleached or ("verbs", lemma(verb.head)) in grammar().carriers:
            break
        verb = verb.head
    return verb


def _gap(verb: Token) -> Token | None:
    """The noun before an object relative clause without a pronoun: "the guarantees Kyiv demands"."""
    clause: Token | None = verb if verb.dep_ == "relcl" else None
    if clause is None and verb.dep_ in ("xcomp", "ccomp", "conj") and verb.head.dep_ == "relcl":
        clause = verb.head
    if clause is None or not any(c.dep_ in SUBJECTS for c in clause.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return None  # "the complaint that X does too little"
    pronouns = [t for t in clause.subtree if t.tag_ in ("WDT", "WP") and t.dep_ in (*OBJECTS, *SUBJECTS, "pobj")]
    stranded = [p for p in children(clause, "prep") if not children(p, "pobj", "pcomp")]
    if stranded or (pronouns and pronouns[0].dep_ not in OBJECTS):
        return None
    return clause.head


def _shared_object(verb: Token) -> Token | None:
    """As in "X backs, and Y rejects, the deal": the object behind the last of several verbs."""
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    if following.dep_ not in ("cc", "punct") or lemma(verb) in grammar().intransitive:
        return None
    for other in children(verb, "conj"):
        if is_verb(other) and (found := affected(other)) is not None and found.i > other.i:
            return found
    return None
