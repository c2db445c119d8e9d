"""What a parse says of a token: its children, the form of a verb, relative clauses. Tokens in, tokens out."""

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


def is_denied(verb: Token) -> bool:
    """Whether an infinitive or gerund is of what is not done: "not to join", "never joining"; not "not only to"."""
    words = grammar()
    before = [c for c in children(verb, "neg", "advmod") if c.i < verb.i and c.lower_ in words.negators]
    return any(c.nbor(1).lower_ not in words.not_negating for c in before) and not is_finite(verb)


def is_comparative(word: Token) -> bool:
    """Whether a word only measures against what is told elsewhere: not to spend "more" is not to spend nothing."""
    return word.tag_ in ("JJR", "RBR") or word.lower_ in ("more", "less", "enough", "fewer")


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
