"""When a claim holds: the time that hangs on its words, and what its verb's tense makes of a day to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.frames import is_clause
from kg.extract.slots import fill
from kg.extract.syntax import children
from kg.extract.times import is_future, time_for
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from kg.extract.arguments import Arguments
    from kg.extract.statement import Said, Triple
    from kg.extract.times import Expression
    from kg.model import Modality, Time


def modality_of(arguments: Arguments, said: Said, time: Time) -> Modality:
    """A deed or fact of a day to come is planned, unless its verb is in the past."""
    later = is_future(time, arguments.reader.discourse.published) and not _is_past(arguments.match.verb)
    if said.modality == "actual" and later and ontology().relations[said.relation].kind != "act":
        return "planned"
    return said.modality


def time_of(arguments: Arguments, times: Sequence[Expression], triple: Triple, said: Said) -> Time:
    """The time that hangs on the claim's verbs, its act noun, its object or the clauses of its object."""
    heads: list[Token] = [*said.status.chain, arguments.match.site.head, *_clause_chain(arguments.match.clause)]
    if triple.object.head == arguments.match.site.head:
        heads += _clause_chain(next(iter(fill(arguments.match.site, "xcomp")), None))
    heads += [arguments.match.verb] if arguments.match.verb is not None else []
    if not is_clause(triple.object.head) and arguments.reader.names.at(triple.object.head) is None:
        heads.append(triple.object.head)
    heads += [
        verb.head for verb in heads if verb.dep_ == "conj" and syntax.is_verb(verb.head) and _fronted_time(verb.head)
    ]
    future = said.modality != "actual" or _is_present(arguments.match.verb)
    return time_for(times, heads, arguments.reader.discourse.published, future=future)


def _clause_chain(clause: Token | None) -> list[Token]:
    """A clause's verb and those of its own clauses, with their objects: where a deadline may hang."""
    found: list[Token] = []
    while clause is not None and len(found) < 6:  # noqa: PLR2004 - deeper ones are other claims
        found += [clause, *children(clause, *syntax.OBJECTS)]
        clause = next(iter(children(clause, "xcomp", "ccomp")), None)
    return found


def _fronted_time(verb: Token) -> bool:
    return any(c.i < verb.i and c.dep_ in ("prep", "npadvmod") for c in verb.children)


def _is_present(verb: Token | None) -> bool:
    """Whether a verb is in the plain present, which with a day speaks of one to come: "meets on Tuesday"."""
    return verb is not None and verb.tag_ in ("VBZ", "VBP") and not children(verb, "aux")


def _is_past(verb: Token | None) -> bool:
    return verb is not None and (verb.tag_ == "VBD" or any(a.tag_ == "VBD" for a in children(verb, "aux", "auxpass")))
