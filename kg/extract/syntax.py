"""Who does what in a parse: subjects under control, passives, relative clauses, coordination. Tokens in, tokens out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp", "parataxis", "csubj", "dep"})
_DEPTH = 12  # of chains that are followed; a parse may hold longer ones only where it is broken


def lemma(token: Token) -> str:
    """The lemma in lower case, mended where the parser gets a verb's wrong; the word itself where it has none."""
    found = str((token.lemma_ or token.text).lower())
    return grammar().lemmas.get(found, found) if token.pos_ == "VERB" else found


def children(token: Token, *deps: str) -> list[Token]:
    """Children with one of these dependencies, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def is_verb(token: Token) -> bool:
    """Whether a token is a verb or a copula."""
    return bool(token.pos_ in VERBAL)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb has "to" before it."""
    return any(child.tag_ == "TO" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether a verb is finite itself or by its auxiliaries."""
    if verb.tag_ in ("VBD", "VBP", "VBZ", "MD"):
        return True
    return any(child.tag_ in ("VBD", "VBP", "VBZ", "MD") for child in children(verb, "aux", "auxpass"))


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: by its auxiliary, as a participle after a noun, or by its agent."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux"):
        return _shares_passive(verb)
    return verb.dep_ in ("acl", "advcl", "amod", "acomp", "oprd", "xcomp") or bool(children(verb, "agent"))


def is_perfect(verb: Token) -> bool:
    """Whether a verb tells what is past by then: "should have signed"."""
    return any(lemma(aux) == "have" for aux in children(verb, "aux"))


def is_negated(noun: Token) -> bool:
    """Whether a noun is nobody: "no state", "none of them"."""
    words = grammar()
    determiners = (child.lower_ for child in children(noun, "det"))
    return noun.lower_ in words.negating_subjects or any(word in words.negating_determiners for word in determiners)


def _shares_passive(verb: Token) -> bool:
    """A second participle under the auxiliary of the first: "was adopted and signed"."""
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "conj"
        and not children(verb, "aux", "nsubj")
        and is_verb(verb.head)
        and is_passive(verb.head)
    )


def relative_clause(token: Token) -> Token | None:
    """The verb of the innermost relative clause that a token stands in; None where there is none."""
    for ancestor in (token, *token.ancestors):
        if ancestor.dep_ == "relcl":
            return ancestor
        if ancestor.dep_ in ("ccomp", "ROOT") and ancestor != token:
            return None
    return None


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.tag_ in ("WDT", "WP", "WP$", "WRB") or (
        token.lower_ == "that" and token.dep_ in (*SUBJECTS, *OBJECTS, "pobj")
    ):
        clause = relative_clause(token)
        if clause is not None and clause.head.i < token.i:
            return clause.head
    return token


def own_subjects(verb: Token) -> list[Token]:
    """The subject that stands at the verb itself, relative pronouns replaced; empty where there is none."""
    return [antecedent(child) for child in verb.children if child.dep_ in SUBJECTS and child.dep_ != "expl"]


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
        return _of_noun(verb, head, depth)
    return None


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


def possessor(noun: Token) -> Token | None:
    """Whose a noun is, relative "whose" replaced."""
    found = children(noun, "poss")
    if not found and noun.dep_ == "conj" and not any(c.dep_ == "det" for c in noun.lefts):
        return possessor(noun.head)
    return antecedent(found[0]) if found else None


def whole(part: Token) -> Token | None:
    """Those of whom one or some are: "one of the tools", "several of them"."""
    return next((noun for p in children(part, "prep") if p.lower_ == "of" for noun in children(p, "pobj")), None)


def owner(noun: Token) -> Token | None:
    """Whose an aim or a view is: "X's aim", "the aim of X", "the Kenyan aim"."""
    if (found := possessor(noun)) is not None:
        return found
    of = [n for p in children(noun, "prep") if p.lower_ == "of" for n in children(p, "pobj")]
    named = [c for c in children(noun, "amod", "compound") if c.ent_type_ in ("NORP", "GPE", "ORG")]
    return next(iter((*of, *named)), None)


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
    if following.dep_ not in ("cc", "punct"):
        return None
    for other in children(verb, "conj"):
        if is_verb(other) and (found := affected(other)) is not None and found.i > other.i:
            return found
    return None


def clauses_above(token: Token) -> Iterator[Token]:
    """The verbs that govern a token, from the nearest outwards."""
    for ancestor in token.ancestors:
        if is_verb(ancestor):
            yield ancestor


def preposition_objects(head: Token, word: str) -> list[Token]:
    """Nouns and gerunds behind a preposition that hangs on head, fronted and stranded ones too."""
    found = []
    for child in head.children:
        if (
            child.dep_ in ("prep", "dative", "agent", "prt", "advmod")
            and child.lower_ == word
            and child.pos_ in ("ADP", "SCONJ", "PART", "ADV")
        ):
            inner = children(child, "pobj", "pcomp")
            found += [antecedent(one) for one in inner]
            if not inner and (clause := relative_clause(head)) is not None and not _has_gap(clause):
                found.append(clause.head)
    return found


def _has_gap(clause: Token) -> bool:
    """Whether a relative clause's pronoun has an office already."""
    return any(t.tag_ in ("WDT", "WP") and t.dep_ in (*OBJECTS, *SUBJECTS, "pobj") for t in clause.subtree) and not any(
        p for p in children(clause, "prep") if not children(p, "pobj", "pcomp")
    )
