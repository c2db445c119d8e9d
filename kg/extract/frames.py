"""Frames that fire in a sentence: their words are there, their slots are filled, nothing more special says the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract import syntax
from kg.extract.grammar import grammar
from kg.extract.lexicon import Frame, head_of
from kg.extract.slots import Site, fill
from kg.extract.syntax import children, is_infinitive, is_verb, lemma
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

    from kg.extract.gazetteer import Names
    from kg.extract.lexicon import Lexicon, Pattern

_REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself", "yourself", "oneself"})
_OBLIGATION = Frame("grammar/verbs:obligation", grammar().obligation, "verb", (), {}, prior=0.65)
_REACH = 7  # how many words may stand between two words of a pattern


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
    return is_verb(token) and token.dep_ not in ("pobj", "dobj", "nsubj", "nsubjpass", "attr", "compound", "poss", "appos")


def matches(sentence: Span, names: Names, lexicon: Lexicon) -> list[Match]:
    """All that fires in a sentence, in the order of the text; of frames at one word only the most special."""
    found: defaultdict[int, list[Match]] = defaultdict(list)
    for token in sentence:
        for frame, site in _sites(token, names, lexicon):
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
    """ "gave support to X" is the noun's claim, not the verb's."""
    taken = {match.site.light.i for match in found if match.site.light is not None}
    return [match for match in found if match.frame.kind != "verb" or match.site.head.i not in taken]


def _sites(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
        yield from _verbs(token, names, lexicon)
    if token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("VBG", "NN", "NNS"):
        yield from _nouns(token, names, lexicon)
    if token.pos_ in ("ADJ", "VERB", "ADV") and token.tag_ != "VB":
        yield from _adjectives(token, names, lexicon)
    yield from _phrases(token, names, lexicon)


def _verbs(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for pattern, frame in lexicon.firing("verb", lemma(token)):
        words = _pattern_words(token, pattern[1:])
        if words is not None and all(particle in words for particle in children(token, "prt")) and not _is_expected(token):
            yield frame, Site("verb", token, token, (token, *words), names)


def _is_expected(verb: Token) -> bool:
    """ "is expected to V", "is set to V": only the infinitive says something."""
    passive = bool(children(verb, "auxpass")) and not children(verb, "agent")
    return passive and ("adjectives", verb.lower_) in grammar().carriers and any(map(is_infinitive, children(verb, "xcomp")))


def _pattern_words(verb: Token, wanted: Pattern) -> list[Token] | None:
    """The tokens of a verb's particles, prepositions and fixed objects; None where one is missing."""
    found: list[Token] = []
    last = verb
    for position, word in enumerate(wanted):
        token = _next_word(verb, last, word) or (_before(verb, word) if position == len(wanted) - 1 else None)
        if token is None:
            return None
        found.append(token)
        last = token if token.i > verb.i else last
    return found


def _next_word(verb: Token, last: Token, word: str) -> Token | None:
    reach = _REACH if last == verb else _REACH + 5
    for token in verb.doc[last.i + 1 : min(last.i + 1 + reach, verb.sent.end)]:
        if _is_word(token, word) and _hangs_on(token, verb):
            return token
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("relcl", "acl"):
            return None
    return None


def _is_word(token: Token, word: str) -> bool:
    return word in (token.lower_, lemma(token)) or (word == "itself" and token.lower_ in _REFLEXIVES)


def _hangs_on(token: Token, verb: Token) -> bool:
    """Whether a token belongs to the verb, with no other verb between."""
    if token.tag_ == "TO":
        return verb in (token.head.head, token.head.head.head)
    if token.dep_ == "mark":  # "calls for X to V"
        return bool(token.head.head == verb)
    for ancestor in token.ancestors:
        if ancestor == verb:
            return True
        if ancestor.pos_ == "VERB" and ancestor.dep_ != "pcomp":
            return False
    return False


def _before(verb: Token, word: str) -> Token | None:
    """A fronted or stranded preposition: "the cuts on which it insists"."""
    return next((child for child in children(verb, "prep") if child.lower_ == word and child.i < verb.i), None)


def _nouns(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    entries = lexicon.firing("noun", lemma(token)) or lexicon.firing("noun", token.lower_)
    name = names.at(token)
    if not entries or (name is not None and (name.ids or name.type == "Person")):
        return
    for pattern, frame in entries:
        words = _noun_words(token, pattern)
        if words is None:
            continue
        light = _light_verb(token, frame)
        if light is None and frame.light_only:
            continue
        yield frame, Site("noun", token, light or _copula(token), tuple(words), names, light)


def _noun_words(noun: Token, pattern: Pattern) -> list[Token] | None:
    """The tokens of an act noun's pattern: words right before it, and what follows its "of"; None where one is missing."""
    middle = head_of(pattern)
    before = list(noun.doc[max(noun.i - middle, 0) : noun.i])
    if len(before) < middle or not all(map(_is_word, before, pattern[:middle])):
        return None
    found = [*before, noun]
    for word in pattern[middle + 1 :]:
        near = [t for head in found[-2:] for t in head.children if _is_word(t, word) and t.i > noun.i]
        if not near:
            return None
        found.append(near[0])
    return found


def _light_verb(noun: Token, frame: Frame) -> Token | None:
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in syntax.NOMINAL:
        first = first.head
    candidates = [c for c in children(first, "relcl", "acl") if not syntax.is_infinitive(c) and not children(c, *syntax.OBJECTS)]
    if first.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "ccomp") and is_verb(first.head):
        candidates.append(first.head)
    if first.dep_ == "pobj" and is_verb(first.head.head):
        candidates.append(first.head.head)
    for verb in candidates:
        for pattern in frame.light:
            if lemma(verb) == pattern[0] and _pattern_words(verb, pattern[1:]) is not None and _takes(verb, first, pattern):
                return verb
    return None


def _takes(verb: Token, noun: Token, pattern: Pattern) -> bool:
    """Whether the noun hangs on the light verb as the pattern says: as its object, or behind its preposition."""
    return noun.dep_ != "pobj" or noun.head.lower_ in pattern[1:]


def _copula(token: Token) -> Token | None:
    first = token
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ in ("attr", "acomp", "oprd") and is_verb(first.head):
        return first.head
    return None


def _adjectives(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for pattern, frame in lexicon.firing("adjective", token.lower_):
        copula = _copula(token)
        words = _behind(token, copula, pattern[1:])
        if words is None:
            continue
        if copula is None and is_verb(token) and not _is_participle(token):
            continue
        clause = copula or (token if is_verb(token) or token.dep_ == "advcl" else None)
        if copula is None and token.dep_ == "amod" and token.i < token.head.i:
            continue
        yield frame, Site("adjective", token, clause, (token, *words), names)


def _is_participle(verb: Token) -> bool:
    """Whether a verb's form describes its subject: "is opposed", "opposed to", not "has opposed"."""
    return syntax.is_passive(verb) or (verb.dep_ in ("acl", "amod", "advcl", "acomp") and not syntax.is_infinitive(verb))


def _behind(token: Token, copula: Token | None, wanted: Pattern) -> list[Token] | None:
    """The preposition, or the `to` of the infinitive, behind an adjective."""
    found: list[Token] = []
    for word in wanted:
        heads = [token, *found, *([copula] if copula is not None else [])]
        near = [c for head in heads for c in head.children if c.i > token.i and c.lower_ == word]
        near += [c for head in heads for clause in children(head, "xcomp", "advcl", "ccomp") for c in children(clause, "aux") if c.lower_ == word]
        near = [c for c in near if c.i > token.i]
        if not near:
            return None
        found.append(min(near, key=lambda c: c.i))
    return found


def _phrases(token: Token, names: Names, lexicon: Lexicon) -> Iterator[tuple[Frame, Site]]:
    for key in dict.fromkeys((token.lower_, lemma(token))):
        for pattern, frame in lexicon.firing("phrase", key):
            words = _fixed_words(token, pattern)
            if not words:
                continue
            top = next((w for w in words if w.head not in words or w.head == w), token)
            clause = top.head if is_verb(top.head) and top.head != top else None
            if clause is None or len(words) > 1 or lemma(clause) in grammar().copulas:
                yield frame, Site("phrase", top, clause, tuple(words), names)


def _fixed_words(first: Token, pattern: Pattern) -> list[Token]:
    """The words of a phrase from its first on, articles between them passed over; empty where one is missing."""
    found: list[Token] = []
    for token in first.doc[first.i : min(first.i + 2 * len(pattern), first.sent.end)]:
        if _is_word(token, pattern[len(found)]):
            found.append(token)
            if len(found) == len(pattern):
                return found
        elif token.pos_ != "DET":
            return []
    return []


def _roles(frame: Frame, site: Site) -> dict[str, Token] | None:
    """The heads of a frame's roles; None where it misses its object, or a condition of the frame does not hold."""
    for slot, heads in frame.requires.items():
        if not heads.hold(map(lemma, _all(fill(site, slot)))):
            return None
    for slot, heads in frame.forbids.items():
        if heads.hold(map(lemma, _all(fill(site, slot)))):
            return None
    roles: dict[str, Token] = {}
    for role in ("object", "subject", "addressee", "stated_by"):
        filled = next((f for slot in frame.slots.get(role, ()) for f in _usable(fill(site, slot), roles, site)), None)
        if filled is not None and role in frame.excluded and frame.excluded[role].hold([lemma(filled)]):
            return None
        if filled is not None:
            roles[role] = filled
    _raise_clause(roles, site)
    if "addressee" not in roles and "object" in roles and (inner := _inside(roles["object"], frame, site)) is not None:
        roles["addressee"] = inner
    return roles if "object" in roles or frame.symmetric == "object" else None


def _raise_clause(roles: dict[str, Token], site: Site) -> None:
    """ "requests the council to act", where the parser made the council the clause's subject: the clause is the object."""
    thing = roles.get("object")
    verb = thing.head if thing is not None else None
    if thing is None or verb is None or site.kind != "verb":
        return
    if verb.dep_ in ("ccomp", "advcl", "xcomp") and verb.head == site.head and is_infinitive(verb) and thing.dep_ in ("nsubj", "nsubjpass"):
        roles["object"] = verb
        roles.setdefault("addressee", thing)


def _inside(thing: Token, frame: Frame, site: Site) -> Token | None:
    """An addressee that the parser hung on the object: "a demand for reparations from Berlin"."""
    for word in frame.slots.get("addressee", ()):
        for noun in syntax.preposition_objects(thing, word) if not is_clause(thing) else ():
            name = site.names.at(noun)
            if name is not None and ontology().is_a(name.type, "Actor"):
                return noun
    return None


def _all(heads: Sequence[Token]) -> list[Token]:
    return [token for head in heads for token in syntax.coordinated(head)]


def _usable(found: Sequence[Token], roles: Mapping[str, Token], site: Site) -> list[Token]:
    """What may fill a role: words of no other role and not the trigger itself, unless the slot is `self`."""
    found = [t for t in found if t.ent_type_ not in ("DATE", "TIME") or t.pos_ == "NUM"]
    return [t for t in found if t not in roles.values() and (t not in site.words or (t == site.head and site.kind in ("noun", "verb")))]


def obligations(sentence: Span, names: Names, found: Sequence[Match]) -> Iterator[Match]:
    """ "X must V", where no frame fires at V: what is demanded is V, whatever it is."""
    taken = {match.verb.i for match in found if match.verb is not None}
    for verb in sentence:
        if not is_verb(verb) or verb.dep_ in ("aux", "auxpass") or verb.i in taken:
            continue
        words = [aux for aux in children(verb, "aux") if grammar().modals.get(lemma(aux)) == "obligation"]
        if words:
            yield Match(_OBLIGATION, Site("verb", verb, verb, (words[0], verb), names), {})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The matches that are claims of their own, and those that are only where the clause they colour turns out to say nothing."""

    claims: list[Match]
    colouring: list[Match]


def own_claims(found: Sequence[Match]) -> Chosen:
    """Without what is only the matter of another claim: the clause that is demanded, promised, refused is its object.

    A verb that only colours its clause ("wants to join") gives way to the clause's own claim.
    """
    colouring = [match for match in found if _colours(match) and _speaks(match.clause, found)]
    kept = [match for match in found if match not in colouring]
    matters = {verb.i for match in kept if not _reports(match) for verb in _clause_verbs(match)}
    things = [m for m in kept if "object" in m.roles and m.roles["object"] != m.site.head]
    named = {m.roles["object"].i for m in things}
    asked = {m.roles["object"].i for m in things if ontology().relations[m.frame.relation].kind == "act"}
    claims = [m for m in kept if not _is_matter(m, named) and (m.verb is None or not _within(m.verb, matters, asked))]
    return Chosen(claims, colouring)


def _outermost(noun: Token) -> Token:
    """The noun that a noun behind prepositions belongs to: "commitments" in "arrangements on commitments"."""
    while (noun.dep_ == "pobj" and noun.head.head.pos_ in syntax.NOMINAL) or (noun.dep_ == "conj" and noun.head.pos_ in syntax.NOMINAL):
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun


def _is_matter(match: Match, named: set[int]) -> bool:
    """Whether an act noun is no more than the object of another claim, its possessor a pronoun: "reiterates its support"."""
    own = match.roles.get("subject")
    bare = match.frame.kind == "noun" and match.site.light is None and match.site.head.i in named
    return bare and own is not None and own.tag_ == "PRP$"


def _colours(match: Match) -> bool:
    return match.frame.kind in ("verb", "adjective", "noun") and (_carrier_kind(match.site), lemma(match.site.head)) in grammar().carriers


def _carrier_kind(site: Site) -> str:
    return {"verb": "verbs", "noun": "nouns"}.get(site.kind, "adjectives")


def _speaks(clause: Token | None, found: Sequence[Match]) -> bool:
    return clause is not None and not syntax.own_subjects(clause) and any(match.verb == clause for match in found)


def _reports(match: Match) -> bool:
    """Whether the object is a that-clause that the subject only reports."""
    clause = match.clause
    if match.frame.clause_subject:
        return False
    return clause is not None and not is_infinitive(clause) and clause.dep_ == "ccomp" and lemma(match.site.head) in grammar().reporting


def _clause_verbs(match: Match) -> list[Token]:
    """The verbs of what a claim is about; what someone is invited or asked to do is its matter too."""
    if match.clause is not None:
        return syntax.coordinated(match.clause)
    act = match.frame.kind == "verb" and ontology().relations[match.frame.relation].kind == "act" and not _colours(match)
    return [v for c in children(match.site.head, "xcomp", "ccomp") if act and is_infinitive(c) for v in syntax.coordinated(c)]


def _within(verb: Token, matters: set[int], asked: set[int]) -> bool:
    """Whether a verb belongs to one of the clauses that are only the matter of a claim, or to an infinitive at its object."""
    current = verb
    for _ in range(10):
        if current.i in matters:
            return True
        if current.dep_ == "pcomp":
            current = current.head.head
        elif current.dep_ == "acl" and is_infinitive(current) and syntax.possessor(current.head) is None:
            return _outermost(current.head).i in asked
        elif current.dep_ in ("xcomp", "advcl", "ccomp") or (current.dep_ == "conj" and not syntax.own_subjects(current)):
            current = current.head
        else:
            return False
    return False
