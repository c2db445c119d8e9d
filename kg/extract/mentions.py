"""Tokens -> mentions: the words of an argument, what they name, and of which class that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract import anaphora, control, extent, syntax, transitivity
from kg.extract.classes import UNNAMED, class_of
from kg.extract.discourse import is_definite, pronoun_kind
from kg.extract.frames import is_clause
from kg.extract.grammar import grammar
from kg.extract.syntax import children, lemma
from kg.model import Mention
from kg.ontology import ontology
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Span, Token

    from kg.extract.attribution import Sources
    from kg.extract.discourse import Discourse
    from kg.extract.gazetteer import Name, Names
    from kg.extract.parse import Passage


_LONG = 6  # words of an owner's name, above which a name is clearer without it


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes mentions in one passage."""

    passage: Passage
    names: Names
    discourse: Discourse
    sources: Sources

    def mention(self, head: Token, without: Collection[Token] = (), *, thing: bool = False) -> Mention | None:
        """What an argument's head stands for; None for a pronoun that stands for nothing known.

        `thing` is true where it is acted on: then "it" and "them" are rather what claims were about than who made them.
        """
        if is_clause(head):
            return self.clause(head, without)
        kind = pronoun_kind(head)
        if grammar().pronouns.get(head.lower_) == "one" and (part := anaphora.part(self, head)) is not None:
            return self.again(head, part)
        if kind is not None and (head.pos_ == "PRON" or not list(head.lefts)):
            return self._thing(head, kind) if thing else anaphora.pronoun(self, head, kind)
        return self.noun(head, without)

    def _thing(self, token: Token, kind: str) -> Mention | None:
        """What "it", "them", "this" stand for where they are acted on."""
        matter = (
            self.discourse.last_matter(token, self.passage.offsets(token, token)[0])
            if kind in ("it", "they", "this")
            else None
        )
        return self.again(token, matter) if matter is not None else anaphora.pronoun(self, token, kind)

    def again(self, token: Token, found: Mention) -> Mention:
        """A token's words for something named before."""
        start, end = self.passage.offsets(token, token)
        return replace(found, words=token.text, start=start, end=end, name=found.label)

    def body_in(self, sentence: Span) -> Mention | None:
        """The organization that a sentence names, where it names only one."""
        found = {
            n.certain: n
            for n in self.names.all()
            if n.type == "Organization" and n.certain and sentence.start <= n.start < sentence.end
        }
        return (
            self._named(sentence.doc[next(iter(found.values())).end - 1], next(iter(found.values())))
            if len(found) == 1
            else None
        )

    def noun(self, head: Token, without: Collection[Token] = ()) -> Mention:
        """A noun phrase: a name, a description of something named, or words of its own."""
        name = self.names.whole(head) or self.names.at(head)
        if (person := self._by_last_name(head, name)) is not None:
            return person
        if name is not None and (name is self.names.whole(head) or self._is_whole(head, name)):
            return self._inside(head, name) or self._named(head, name)
        if (holder := self._beside(head)) is not None:
            return holder
        span = extent.nominal(head, without)
        if (described := self._apposed(head, span) or anaphora.described(self, head, span)) is not None:
            return described
        wide = extent.widened(span, head, without)
        words = extent.trimmed(wide if head.dep_ == "pobj" else span)
        return self._make(wide, self.class_of(head), self._label(words, head))

    def _inside(self, head: Token, name: Name) -> Mention | None:
        """The state behind a preposition in a programme's name: "the Comprehensive Assistance Package for Ukraine"."""
        if name.type != "Programme" or head.dep_ != "pobj" or head.head.i not in range(name.start + 1, name.end):
            return None
        known = [one for one in reference().named(head.text) if one.type == "State"]
        start, end = self.passage.offsets(head, head)
        return Mention(head.text, start, end, "State", known[0].name, known[0].id) if len(known) == 1 else None

    def _by_last_name(self, head: Token, name: Name | None) -> Mention | None:
        """A person whom the article named in full before, whatever the model takes the last name for."""
        known = self.discourse.people.get(head.text)
        if known is None or head.pos_ != "PROPN" or (name is not None and (name.ids or name.end - name.start > 1)):
            return None
        alone = not any(c.dep_ == "compound" for c in head.lefts) and head.dep_ != "compound"
        return self.again(head, known) if alone else None

    def _beside(self, head: Token) -> Mention | None:
        """The person named beside an office: "its leader, X"."""
        if self.class_of(head) != "Person" or self.names.at(head) is not None:
            return None
        named = [self.names.at(c) for c in children(head, "appos")]
        found = [name for name in named if name is not None and name.type == "Person"]
        return self._named(head.doc[found[0].end - 1], found[0]) if found else None

    def _apposed(self, head: Token, span: Span) -> Mention | None:
        """What "a forum" is beside a name: "the NATO-Ukraine Council, a forum in which …"."""
        name = self.names.at(head.head) if head.dep_ == "appos" and self.names.at(head) is None else None
        kinds = ("Programme", "Organization", "Declaration", "Summit")
        if name is None or not name.ids or name.type not in kinds or self.class_of(head) not in kinds:
            return None
        return self.again_as(span, self._named(head.doc[name.end - 1], name)) if head.i >= name.end else None

    def plain(self, head: Token) -> Mention | None:
        """What a noun names by itself, for taking note of it: no pronouns, no descriptions."""
        name = self.names.at(head)
        if name is not None and self._is_whole(head, name):
            return self._named(head, name)
        cls = self.class_of(head)
        described = lemma(head) in grammar().descriptions and head.tag_ not in ("NNS", "NNPS")
        if described and is_definite(head) and (anaphora.is_only_counted(head) or not anaphora.is_modified(head)):
            known = anaphora.described(self, head, extent.nominal(head))
            if known is not None or cls != "Person":
                return known
        if cls == UNNAMED or head.pos_ == "PRON":
            return None
        span = extent.nominal(head)
        if cls == "Group" and (known := anaphora.described(self, head, span)) is not None:
            return known
        return self._make(span, cls, self._label(extent.trimmed(span), head))

    def whole_clause(self, verb: Token, without: Collection[Token] = ()) -> Mention:
        """A clause under all its words, whatever its verb means."""
        span = extent.clause(verb, without)
        own = [s for s in syntax.own_subjects(verb) if s not in without]
        first = min([span.start, *(extent.nominal(s).start for s in own)])
        return self._make(verb.doc[first : span.end], UNNAMED, self._label(verb.doc[first : span.end], verb))

    def clause(self, verb: Token, without: Collection[Token] = ()) -> Mention:
        """A clause as an object: its words, and as its name what is given where the verb means little by itself."""
        span = extent.clause(verb, without)
        subject = syntax.own_subjects(verb)
        if (
            subject
            and not syntax.is_finite(verb)
            and self.is_undergone(verb, subject[0])
            and (demanded := self.passive_matter(verb)) is not None
        ):
            return demanded
        if subject and subject[0] not in without and not syntax.is_infinitive(verb) and verb.tag_ != "VBG":
            first = extent.nominal(subject[0]).start
            span = verb.doc[min(first, span.start) : span.end]
        if syntax.is_denied(verb):
            return self._make(span, UNNAMED, f"not {self._label(span, verb)}")
        gap = transitivity.affected(verb)
        matter = children(verb, *syntax.OBJECTS) or ([gap] if gap is not None and gap.i < verb.i else [])
        inner_clause = next(iter(children(verb, "xcomp")), None)
        if (
            lemma(verb) in grammar().bleached
            and not matter
            and inner_clause is not None
            and syntax.is_infinitive(inner_clause)
        ):
            inner = self.clause(inner_clause, without)
            return self._make(span, inner.type, inner.label)
        if lemma(verb) in grammar().bleached and matter and matter[0].pos_ in ("NOUN", "PROPN", "NUM"):
            inner = self.noun(matter[0], without)
            return self._make(span, inner.type, inner.label)
        return self._make(span, UNNAMED, self._label(span, verb))

    def is_undergone(self, verb: Token, subject: Token) -> bool:
        """Whether a clause is about its subject as a thing: in the passive, or where it stops or goes on by itself."""
        if syntax.is_passive(verb):
            return True
        bare = not children(verb, *syntax.OBJECTS, "xcomp", "ccomp", "attr", "acomp")
        return bare and not ontology().is_a(self.class_of(subject), "Actor") and subject.pos_ == "NOUN"

    def passive_matter(self, verb: Token) -> Mention | None:
        """As in "X must be respected" as what is demanded: respect X."""
        subject = control.surface_subject(verb)
        if subject is None or (thing := self.mention(subject)) is None:
            return None
        start, end = self.passage.offsets(verb, verb)
        return Mention(
            thing.words, min(start, thing.start), max(end, thing.end), UNNAMED, f"{lemma(verb)} {thing.label}"
        )

    def again_as(self, span: Span, found: Mention) -> Mention:
        """A span's words for something named before."""
        start, end = self.passage.span_offsets(span)
        return replace(found, words=span.text, start=start, end=end, name=found.label)

    def _is_whole(self, head: Token, name: Name) -> bool:
        """Whether a name is all that the noun phrase says, and not only a modifier in it."""
        if name.demonym and head.pos_ not in ("NOUN", "PROPN") and head.dep_ in ("amod", "compound"):
            return True
        return head.head.i not in range(name.start, name.end) or head.i == name.end - 1 or head.dep_ in ("poss", "pobj")

    def _named(self, head: Token, name: Name) -> Mention:
        span = head.doc[name.start : name.end]
        start, end = self.passage.span_offsets(span)
        found = Mention(span.text, start, end, name.type, name.text, name.certain)
        if name.type == "Person" and not name.ids:
            full = self.discourse.full_name(found)
            return replace(full, words=span.text, start=start, end=end, name=full.label)
        return found

    def class_of(self, head: Token) -> str:
        """The class that a noun's words let one guess."""
        return class_of(head, self.names)

    def _make(self, span: Span, cls: str, label: str) -> Mention:
        start, end = self.passage.span_offsets(span)
        return Mention(span.text, start, end, cls, label)

    def _label(self, span: Span, head: Token) -> str:
        """The name of a noun phrase: its words, possessive pronouns resolved, numbers left to the amount."""
        words = []
        clause = syntax.is_verb(head)
        for token in span:
            kind = pronoun_kind(token) if token.dep_ == "poss" else None
            owner = anaphora.pronoun(self, token, kind) if kind and not anaphora.is_of_several(token) else None
            if kind and kind != "one":
                named = owner is not None and len(owner.label.split()) <= _LONG
                words.append(f"{owner.label}'s " if owner is not None and named else "")
            elif token != head and not clause and _counts(token, head):
                continue
            else:
                words.append(token.text_with_ws)
        while len(words) > 1 and words[-1].strip().lower() in grammar().naming_prepositions:
            words.pop()
        return "".join(words).strip() or span.text


def _counts(token: Token, head: Token) -> bool:
    """Whether a word is how many or how much of a noun there is; not "one" in "a one-time offer"."""
    number = token.dep_ == "nummod" and token.head == head
    part = token.ent_type_ == "CARDINAL" and token.i + 1 < len(token.doc) and token.nbor(1).text == "-"
    return number or (token.ent_type_ in ("MONEY", "CARDINAL", "QUANTITY") and token.i < head.i and not part)
