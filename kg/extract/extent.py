"""How far an argument reaches in the text: a noun with what names it, a clause up to the end of its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.coordination import coordinated
from kg.extract.grammar import grammar
from kg.extract.syntax import children, is_infinitive, lemma

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Span, Token

MOST = 16  # words of an argument; behind them only what already began is finished
_BEFORE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "npadvmod",
        "advmod",
        "neg",
        "case",
        "punct",
        "preconj",
    }
)
_WIDENING = frozenset(
    {
        "of",
        "on",
        "for",
        "against",
        "between",
        "with",
        "to",
        "from",
        "into",
        "over",
        "beyond",
        "towards",
        "toward",
        "without",
    }
)
_WIDENING_BEHIND = frozenset({"without"})  # behind the object of a preposition
_TIMES = frozenset({"DATE", "TIME"})


def nominal(head: Token, without: Collection[Token] = ()) -> Span:
    """A noun with its modifiers before it, and the prepositions and infinitives behind it that belong to its name.

    It ends before relative clauses, appositions, times, coordinated nouns, and any token of `without`.
    """
    first = _left(head, without)
    last = head.i
    for child in head.rights:
        if child in without or not _names(child) or child.i - first > MOST or child.i > last + 3:
            break
        end = _end(child, without)
        if end is None:
            break
        last = max(last, end)
    return head.doc[first : last + 1]


def widened(span: Span, head: Token, without: Collection[Token] = ()) -> Span:
    """An object with what stands right behind it, hung on the verb by the parser: "backs the ruling on the dams"."""
    verb = head.head if head.dep_ in ("dobj", "conj") else head.head.head if head.dep_ == "pobj" else head
    if not syntax.is_verb(verb):
        return span
    prepositions = _WIDENING if verb == head.head else _WIDENING_BEHIND
    last = span.end - 1
    for child in verb.rights:
        if child.i != last + 1:
            continue
        if (
            child.dep_ != "prep"
            or child.lower_ not in prepositions
            or child in without
            or (end := _end(child, without)) is None
        ):
            break
        last = max(last, end)
    return span.doc[span.start : last + 1]


def clause(verb: Token, without: Collection[Token] = ()) -> Span:
    """A clause from its verb to the end of its object, without "to", subject and coordinated clauses."""
    last = verb.i
    for child in verb.rights:
        if child.dep_ in ("conj", "cc", "advcl", "parataxis", "punct") or child in without:
            if child.dep_ == "punct" and child.text in ('"', "-", "'"):
                continue
            if child.dep_ == "cc" and (other := _sharing(verb)) is not None:
                last = max(last, clause(other, without).end - 1)
            break
        end = _clause_end(child, without)
        if end is None or end - verb.i > MOST + 4:
            break
        last = max(last, end)
    return verb.doc[verb.i : last + 1]


def _sharing(verb: Token) -> Token | None:
    """The verb right behind "and" whose object is that of both: "to maintain and deepen the ties"."""
    if children(verb, *syntax.OBJECTS, "xcomp", "ccomp", "attr", "prep") or lemma(verb) in grammar().intransitive:
        return None
    others = [c for c in children(verb, "conj") if syntax.is_verb(c) and c.tag_ == verb.tag_]
    bare = [c for c in others if children(c, *syntax.OBJECTS) and not is_infinitive(c)]
    return bare[0] if bare and bare[0].i - verb.i <= 3 else None  # noqa: PLR2004 - "and further deepen"


def _clause_end(child: Token, without: Collection[Token]) -> int | None:
    if _is_time(child):
        return None
    if child.dep_ in ("dobj", "attr", "dative", "oprd", "acomp", "nsubj") and child.pos_ in (*syntax.NOMINAL, "ADJ"):
        return _series_end(child, without)
    if child.dep_ in ("prep", "dative", "agent"):
        return _end(child, without)
    if child.dep_ in ("xcomp", "ccomp"):
        return clause(child, without).end - 1
    if child.dep_ in ("prt", "advmod", "aux", "neg"):
        return child.i
    return None


def _left(head: Token, without: Collection[Token]) -> int:
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _BEFORE or child in without or (child.dep_ == "punct" and child.text != "-"):
            break
        if child.dep_ == "advmod" and child.lower_ in ("also", "now", "only", "even", "just"):
            break
        first = min(first, child.left_edge.i)
    return first


def _names(child: Token) -> bool:
    """Whether what stands behind a noun belongs to its name."""
    if _is_time(child):
        return False
    if child.dep_ == "prep":
        return child.lower_ in grammar().naming_prepositions
    if child.dep_ == "acl":
        return is_infinitive(child)
    return child.dep_ in ("compound", "nmod", "nummod", "case") or (
        child.dep_ == "punct" and child.text in ("-", '"', "'")
    )


def _end(child: Token, without: Collection[Token]) -> int | None:
    """The last token of a modifier, or None where it does not belong."""
    if child.dep_ == "acl":
        return clause(child, without).end - 1
    if child.dep_ not in ("prep", "dative", "agent"):
        return child.right_edge.i if child.dep_ != "punct" else child.i
    inner = children(child, "pobj", "pcomp", "prep")
    if not inner or inner[0] in without or _is_time(inner[0]):
        return None
    if inner[0].pos_ == "ADV":
        return None
    if inner[0].dep_ == "prep":
        return _end(inner[0], without)
    return _series_end(inner[0], without) if inner[0].dep_ == "pobj" else clause(inner[0], without).end - 1


def _series_end(noun: Token, without: Collection[Token]) -> int:
    """The end of a noun, or of the last that is coordinated with it."""
    return max(nominal(one, without).end - 1 for one in coordinated(noun))


def _is_time(token: Token) -> bool:
    if token.dep_ == "npadvmod" and token.ent_type_ in _TIMES:
        return True
    objects = children(token, "pobj") if token.dep_ == "prep" else [token]
    return any(
        t.ent_type_ in _TIMES and t.pos_ in ("PROPN", "NUM", "NOUN") and t.right_edge.ent_type_ in _TIMES
        for t in objects
    )


def trimmed(span: Span) -> Span:
    """Without articles, quotes and punctuation at its edges."""
    start, end = span.start, span.end
    while end - start > 1 and (
        span.doc[start].dep_ in ("det", "predet", "preconj", "punct", "cc")
        or span.doc[start].tag_ in ("DT", "PDT", "``")
    ):
        if span.doc[start].lower_ in ("all", "both", "some", "each", "every", "any", "no"):
            break
        start += 1
    while end - start > 1 and (span.doc[end - 1].is_punct or span.doc[end - 1].tag_ == "POS"):
        end -= 1
    return span.doc[start:end]
