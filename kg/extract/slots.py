"""What fills a frame's slots: the words around a verb, an act noun, an adjective or a fixed phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import control, possession, syntax, transitivity
from kg.extract.coordination import coordinated
from kg.extract.syntax import children, is_infinitive, is_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacy.tokens import Token

    from kg.extract.gazetteer import Names
    from kg.extract.lexicon import FrameKind

_OPEN = frozenset({"whether", "if", "why"})  # what is asked
_GOVERNING = frozenset({"for", "to", "against", "of", "on", "from", "in", "at", "about", "into", "over", "with"})
_MANNER = 3  # how far behind its governor an infinitive may stand that the parser took for a purpose


@dataclass(frozen=True, slots=True)
class Site:
    """Where a frame fired: the word itself, the clause's verb, and the nouns that act under a light verb."""

    kind: FrameKind
    head: Token  # the verb, noun, adjective or phrase's first word
    clause: Token | None  # the verb whose auxiliaries and negation count; None for a noun on its own
    words: tuple[Token, ...]  # all words of the trigger
    names: Names
    light: Token | None = None  # the light verb of an act noun

    @property
    def anchors(self) -> tuple[Token, ...]:
        """Tokens on which prepositions of the frame may hang, the nearest first."""
        found = [self.head, *self.words]
        if self.light is not None:
            found.append(self.light)
        elif self.clause is not None:
            found.append(self.clause)
        return tuple(dict.fromkeys(found))


def fill(site: Site, slot: str) -> list[Token]:
    """The heads of what fills a slot, coordination not yet split; empty where nothing does."""
    finder = _FINDERS.get(slot)
    if finder is not None:
        return finder(site)
    return _behind(site, slot)


def _nsubj(site: Site) -> list[Token]:
    found = _acting(site)
    return [found] if found is not None else []


def _acting(site: Site) -> Token | None:
    if site.light is not None:
        return transitivity.acting(site.light)
    if site.clause is None:
        noun = site.head.head
        return noun if site.head.pos_ not in syntax.NOMINAL and noun.pos_ in syntax.NOMINAL else None
    if site.kind == "verb":
        return transitivity.acting(site.clause)
    return control.surface_subject(site.clause)


def _dobj(site: Site) -> list[Token]:
    verb = site.light or site.clause
    if verb is None:
        return []
    small = [clause for clause in children(verb, "ccomp") if is_infinitive(clause) or clause.pos_ == "ADJ"]
    raised = [subject for clause in small for subject in syntax.own_subjects(clause)]
    found = transitivity.affected(verb)
    if found is None and raised:
        return raised[:1]
    return [found] if found is not None and found not in site.words else []


def _dative(site: Site) -> list[Token]:
    verb = site.light or site.clause
    if verb is None:
        return []
    if site.light is not None and site.head.dep_ == "ccomp":  # "made Cuba an offer" taken for a clause
        return syntax.own_subjects(site.head)[:1]
    direct = [child for child in children(verb, "dative") if child.pos_ in syntax.NOMINAL]
    if direct:
        return [syntax.antecedent(direct[0])]
    if children(verb, *syntax.OBJECTS) and syntax.is_passive(verb):
        subject = control.surface_subject(verb)
        return [subject] if subject is not None else []
    behind = [noun for child in children(verb, "dative") if child.lower_ == "to" for noun in children(child, "pobj")]
    return behind or _run_together(site, verb)


def _run_together(site: Site, verb: Token) -> list[Token]:
    """As in "gave Finland guarantees", where the parser took the one for a part of the other."""
    for noun in children(verb, *syntax.OBJECTS):
        first = noun.left_edge
        name = site.names.at(first)
        if (
            first.dep_ in ("compound", "nmod", "amod")
            and first.i == verb.i + 1
            and name is not None
            and name.ids
            and not (name.demonym and first.dep_ == "amod")
            and name.end <= noun.i
        ):
            return [site.head.doc[name.end - 1]]
    return []


def _xcomp(site: Site) -> list[Token]:
    for anchor in site.anchors:
        for child in anchor.children:
            if child.dep_ in ("xcomp", "ccomp") and is_verb(child) and (is_infinitive(child) or child.tag_ == "VBG"):
                return [child]
            if child.dep_ in ("advcl", "acl", "relcl") and is_infinitive(child) and _follows(site, anchor, child):
                return [child]
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i == max(w.i for w in site.words) + 1:
                return [child]
    return _gerund(site) or _of_object(site)


def _follows(site: Site, anchor: Token, clause: Token) -> bool:
    if clause.i < anchor.i:
        return False
    if clause.dep_ == "acl" or site.head.pos_ != "VERB":
        return True
    first = min(t.i for t in clause.subtree)
    return first - max(w.i for w in site.words) <= _MANNER


def _gerund(site: Site) -> list[Token]:
    for anchor in site.anchors:
        for prep in children(anchor, "prep"):
            for clause in children(prep, "pcomp"):
                if clause.tag_ == "VBG" and prep.i > anchor.i and prep.lower_ in _GOVERNING:
                    return [clause]
    return []


def _of_object(site: Site) -> list[Token]:
    """As in "urged the Council to ban goods", where the parser hung the infinitive on the noun."""
    if site.head.pos_ != "VERB":
        return []
    nouns = [*_dobj(site), *(n for p in children(site.head, "prep") for n in children(p, "pobj"))]
    return [clause for noun in nouns for clause in children(noun, "acl", "relcl") if is_infinitive(clause)][:1]


def _ccomp(site: Site) -> list[Token]:
    for anchor in site.anchors:
        for child in children(anchor, "ccomp", "acl"):
            if anchor.pos_ in syntax.NOMINAL and not any(m.lower_ == "that" for m in children(child, "mark")):
                continue
            if any(m.lower_ in _OPEN for m in children(child, "mark", "advmod")):
                continue
            if is_verb(child) and not is_infinitive(child) and child.i > anchor.i and syntax.own_subjects(child):
                return [child]
    return []


def _csubj(site: Site) -> list[Token]:
    """The subject of the that-clause: who is to do what is demanded."""
    return [subject for clause in _ccomp(site) for subject in syntax.own_subjects(clause)][:1]


def _attr(site: Site) -> list[Token]:
    verb = site.light or site.clause
    found = children(verb, "attr", "oprd", "acomp") if verb is not None else []
    return [one for one in found if one not in site.words][:1]


def _poss(site: Site) -> list[Token]:
    owner = possession.possessor(site.head)
    return [owner] if owner is not None else []


def _amod(site: Site) -> list[Token]:
    for child in children(site.head, "amod", "compound", "nmod"):
        name = site.names.at(child)
        if name is not None and name.demonym:
            return [child]
    return []


def _compound(site: Site) -> list[Token]:
    for child in children(site.head, "compound", "nmod", "npadvmod"):
        if site.names.at(child) is not None:
            return [child]
    return []


def _appos(site: Site) -> list[Token]:
    """What the noun stands for, behind a comma, a colon or a dash: "members of the club: A, B and C"."""
    if site.head.dep_ == "appos":
        return [site.head.head]
    return children(site.head, "appos")[:1] or _listed(site)


def _listed(site: Site) -> list[Token]:
    end = max(word.right_edge.i for word in site.words)
    following = [t for t in site.head.sent if t.i > site.head.i and t.text in (":", "-", "–", "—")]
    names = [t for t in site.head.sent if following and t.i > following[0].i and site.names.at(t) is not None]
    return [site.head.doc[site.names.at(names[0]).end - 1]] if names and following[0].i <= end + 4 else []  # type: ignore[union-attr]


def _self(site: Site) -> list[Token]:
    return [site.head]


def _behind(site: Site, word: str) -> list[Token]:
    """What follows a preposition of the frame, on the trigger, its clause, or the object between them."""
    for anchor in site.anchors:
        found = syntax.preposition_objects(anchor, word)
        if word == "by" and not found and is_verb(anchor):
            found = transitivity.agents(anchor)
        if found:
            return found[:1]
    if word == "for" and (subject := _for_clause(site)):
        return subject
    return _on_object(site, word)


def _for_clause(site: Site) -> list[Token]:
    """The subject of "for X to V"."""
    for anchor in (*site.anchors, *(w.head for w in site.words)):
        for clause in children(anchor, "advcl", "xcomp", "ccomp", "relcl", "acl"):
            if is_infinitive(clause) and any(m.lower_ == "for" for m in children(clause, "mark")):
                return syntax.own_subjects(clause)[:1]
    return []


def _on_object(site: Site, word: str) -> list[Token]:
    """As in "provides support to X": the preposition hangs on the object."""
    verb = site.light or site.clause
    if site.kind == "noun":
        nouns = [n for p in children(site.head, "prep") for first in children(p, "pobj") for n in coordinated(first)]
        return [found for noun in nouns for found in syntax.preposition_objects(noun, word)][:1]
    if verb is None:
        return []
    nouns = [n for first in _dobj(site) for n in reversed(coordinated(first))]
    nouns += [inner for noun in nouns for inner in syntax.preposition_objects(noun, "of")]
    for noun in nouns:
        if noun.i > verb.i and (found := syntax.preposition_objects(noun, word)):
            return found[:1]
    return []


_FINDERS: Mapping[str, Callable[[Site], list[Token]]] = {
    "nsubj": _nsubj, "dobj": _dobj, "dative": _dative, "xcomp": _xcomp, "ccomp": _ccomp, "csubj": _csubj, "attr": _attr,
    "poss": _poss, "amod": _amod, "appos": _appos, "compound": _compound, "self": _self,
}  # fmt: skip
