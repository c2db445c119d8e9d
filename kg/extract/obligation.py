"""What is to be done, or done only if: "X should V" as a demand of who says so, "X only if Y" as what X requires."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import control, syntax
from kg.extract.arguments import Argument
from kg.extract.classes import UNNAMED
from kg.extract.discourse import pronoun_kind
from kg.extract.grammar import grammar
from kg.extract.statement import Said, Triple
from kg.extract.status import Status
from kg.extract.syntax import children, lemma
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from kg.extract.arguments import Arguments
    from kg.model import Mention


def obligation(arguments: Arguments, status: Status, by: Sequence[Mention]) -> Iterator[tuple[Triple, Said]]:
    """As in "X should V", said by Y: Y demands V of X. Without a source it is the issuer's demand, or nobody's."""
    verb = status.chain[0] if status.chain else status.top
    demander = by[0] if by else arguments.reader.discourse.issuer
    matter = _demanded(arguments, verb) if demander is not None and not syntax.is_perfect(status.top) else None
    if demander is None or matter is None:
        return
    subject = control.surface_subject(status.top)
    if subject is not None and pronoun_kind(subject) in ("we", "i"):
        return  # what one must do oneself is asked of nobody
    if status.denied and not any(syntax.is_negated(thing) for thing in children(verb, "attr")):
        matter = replace(matter, mention=_denied(matter.mention, verb))
    if subject is not None and (arguments.reader.is_undergone(verb, subject) or syntax.is_negated(subject)):
        subject = None
    role = next((name for name, head in arguments.match.roles.items() if head == subject), "subject")
    addressees = arguments.expanded(subject, role) if subject is not None else []
    if status.denied and subject is not None and not addressees:
        return  # "they must not win" of nobody known is a vow
    arguments.traits.add("clause object")
    said = Said(grammar().obligation, "affirmed", "actual", status, by[1:])
    for addressee in addressees or (None,):
        if addressee is None or addressee.mention.label != demander.label:
            yield Triple(Argument(verb, demander), matter, addressee), said


def condition(arguments: Arguments, status: Status, clause: Token, by: Sequence[Mention]) -> tuple[Triple, Said]:
    """As in "X only if Y": what is done on this condition requires it."""
    verb = status.chain[0]
    what = arguments.reader.whole_clause(verb, syntax.own_subjects(verb))
    needed = arguments.reader.whole_clause(clause)
    arguments.traits.add("condition")
    plain = Status(verb, chain=(clause,))
    said = Said(grammar().condition, "affirmed", "actual", plain, by)
    return Triple(Argument(verb, what), Argument(clause, needed), None), said


def _demanded(arguments: Arguments, verb: Token) -> Argument | None:
    """What is to be done; for "there must be X" that is X."""
    if any(c.dep_ == "expl" for c in verb.children):
        things = children(verb, "attr")
        return arguments.argument(things[0], [], "object") if things else None
    if lemma(verb) in grammar().copulas | grammar().stative:
        return None
    own = [
        s
        for s in syntax.own_subjects(verb)
        if ontology().is_a(arguments.reader.class_of(s), "Actor") or s.pos_ != "NOUN"
    ]
    undergone = any(arguments.reader.is_undergone(verb, subject) for subject in syntax.own_subjects(verb))
    mention = arguments.reader.passive_matter(verb) if undergone else arguments.reader.clause(verb, own)
    return Argument(verb, mention) if mention is not None else None


def _denied(act: Mention, verb: Token) -> Mention:
    """What is not to be done, under its verb: "not send weapons"."""
    words = act.words if act.words.startswith(verb.text) else act.label
    return replace(act, type=UNNAMED, name=f"not {words}", entity=None)
