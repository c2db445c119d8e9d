"""Which of a sentence's matches are claims of their own, and which are only the matter of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import possession, syntax, transitivity
from kg.extract.coordination import coordinated
from kg.extract.grammar import grammar
from kg.extract.syntax import children, is_infinitive, lemma
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.extract.frames import Match
    from kg.extract.slots import Site


_NAMING = frozenset({"to", "of", "on", "about", "against"})  # what "a reference to V-ing" is about


@dataclass(frozen=True, slots=True)
class Chosen:
    """The matches that are claims of their own, and those that are only where the clause they colour says nothing."""

    claims: list[Match]
    colouring: list[Match]


def own_claims(found: Sequence[Match]) -> Chosen:
    """Without what is only the matter of another claim: the clause that is demanded, promised, refused is its object.

    A verb that only colours its clause ("wants to join") gives way to the clause's own claim.
    """
    colouring = [match for match in found if _colours(match) and _speaks(match.clause, found)]
    kept = [match for match in found if match not in colouring]
    matters = {verb.i for m in kept if not _reports(m) and not _echoes(m) for verb in _clause_verbs(m)}
    things = [m for m in kept if "object" in m.roles and m.roles["object"] != m.site.head]
    named = {m.roles["object"].i for m in things}
    asked = {m.roles["object"].i for m in things if ontology().relations[m.frame.relation].kind == "act"}
    claims = [
        m
        for m in kept
        if not _is_matter(m, named) and (m.verb is None or _echoes(m) or not _within(m.verb, matters, asked))
    ]
    return Chosen(claims, colouring)


def _outermost(noun: Token) -> Token:
    """The noun that a noun behind prepositions belongs to: "commitments" in "arrangements on commitments"."""
    while (noun.dep_ == "pobj" and noun.head.head.pos_ in syntax.NOMINAL) or (
        noun.dep_ == "conj" and noun.head.pos_ in syntax.NOMINAL
    ):
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun


def _governor(token: Token) -> Token:
    """The verb that a noun behind prepositions is the object of; any other token itself."""
    noun = _outermost(token)
    return noun.head if noun.dep_ == "dobj" else token


def _is_matter(match: Match, named: set[int]) -> bool:
    """Whether an act noun is no more than the object of another claim: "reiterates its support"."""
    own = match.roles.get("subject")
    bare = match.frame.kind == "noun" and match.site.light is None and match.site.head.i in named
    return bare and own is not None and own.tag_ == "PRP$"


def _colours(match: Match) -> bool:
    return (
        match.frame.kind in ("verb", "adjective", "noun")
        and (_carrier_kind(match.site), lemma(match.site.head)) in grammar().carriers
    )


def _carrier_kind(site: Site) -> str:
    return {"verb": "verbs", "noun": "nouns"}.get(site.kind, "adjectives")


def _speaks(clause: Token | None, found: Sequence[Match]) -> bool:
    return clause is not None and not syntax.own_subjects(clause) and any(match.verb == clause for match in found)


def _echoes(match: Match) -> bool:
    """Whether the object is the clause above, which says something itself: "…, as requested by X"."""
    return (
        match.clause is not None
        and match.clause == transitivity.affected(match.site.head)
        and transitivity.is_echo(match.site.head)
    )


def _reports(match: Match) -> bool:
    """Whether the object is a that-clause that the subject only reports."""
    clause = match.clause
    if match.frame.clause_subject:
        return False
    return (
        clause is not None
        and not is_infinitive(clause)
        and clause.dep_ == "ccomp"
        and lemma(match.site.head) in grammar().reporting
    )


def _clause_verbs(match: Match) -> list[Token]:
    """The verbs of what a claim is about; what someone is invited or asked to do is its matter too."""
    if match.clause is not None:
        return coordinated(match.clause)
    act = (
        match.frame.kind == "verb" and ontology().relations[match.frame.relation].kind == "act" and not _colours(match)
    )
    return [v for c in children(match.site.head, "xcomp", "ccomp") if act and is_infinitive(c) for v in coordinated(c)]


def _within(verb: Token, matters: set[int], asked: set[int]) -> bool:
    """Whether a verb belongs to a clause that is only the matter of a claim, or to an infinitive at its object."""
    current = verb
    for _ in range(10):
        if current.i in matters:
            return True
        if current.dep_ == "pcomp":
            if current.head.lower_ in _NAMING and _outermost(current.head.head).i in asked:
                return True
            current = _governor(current.head.head)
        elif current.dep_ == "acl" and is_infinitive(current) and possession.possessor(current.head) is None:
            return _outermost(current.head).i in asked
        elif current.dep_ in ("xcomp", "advcl", "ccomp") or (
            current.dep_ == "conj" and not syntax.own_subjects(current)
        ):
            current = current.head
        else:
            return False
    return False
