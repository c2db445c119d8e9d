"""Names that the reference data knows, found in a doc: which tokens name which entity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.ontology import ontology
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc, Span, Token

ENTITY_CLASSES: Mapping[str, str] = {
    "PERSON": "Person", "GPE": "State", "ORG": "Organization", "NORP": "Group", "LOC": "Place", "FAC": "Place",
    "EVENT": "Event", "LAW": "Declaration",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A span of a doc that names something: by the reference data, or as the model's entities guess."""

    start: int  # first token
    end: int  # one after the last
    type: str
    text: str
    ids: tuple[str, ...] = ()  # none where only the model sees a name
    demonym: bool = False

    @property
    def certain(self) -> str | None:
        """The entity, where it can be only one."""
        return self.ids[0] if len(self.ids) == 1 else None


class Names:
    """The names in one doc, by token."""

    def __init__(self, doc: Doc, matcher: PhraseMatcher) -> None:
        self._by_token: dict[int, Name] = {}
        self._whole: dict[int, Name] = {}
        spans = matcher(doc, as_spans=True)
        spans = [span for span in spans if not _has_owner(span, spans)]
        found = [(span, _known(doc, span)) for span in _longest(spans)]
        sentences = [span for span, name in found if _is_phrase(name)]
        self._whole = {span.root.i: name for span, name in found if span in sentences}
        inner = [span for span in spans if not _is_phrase(_known(doc, span))]
        known = [_known(doc, span) for span in _longest(inner)] if sentences else [name for _, name in found]
        guessed = [_guessed(span) for span in doc.ents if span.label_ in ENTITY_CLASSES]
        known = [name for name in known if not any(_goes_on(doc, name, other) for other in guessed)]
        for name in (*known, *guessed):
            if not any(i in self._by_token for i in range(name.start, name.end)):
                self._by_token.update(dict.fromkeys(range(name.start, name.end), name))

    def at(self, token: Token) -> Name | None:
        """The name that a token belongs to."""
        return self._by_token.get(token.i)

    def whole(self, head: Token) -> Name | None:
        """The phrase that a token is the head of, where all of it names an event: "Russia's war against Ukraine"."""
        return self._whole.get(head.i)

    def all(self) -> tuple[Name, ...]:
        """All names, in the order of the text."""
        return tuple(dict.fromkeys(self._by_token[i] for i in sorted(self._by_token)))


@cache
def demonym_ids(word: str) -> str | None:
    """The entity id that an adjective or noun of nationality speaks of."""
    entity = reference().demonym(word)
    return entity.id if entity else None


def name_matcher(nlp: Language) -> PhraseMatcher:
    """A matcher of all spellings in the reference data."""
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415 - a second of loading

    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    spellings = sorted({*reference().surface_names(), *reference().demonyms()})
    for spelling in spellings:
        matcher.add(spelling, [nlp.make_doc(spelling.replace("’", "'"))])
    return matcher


def _longest(spans: list[Span]) -> list[Span]:
    """Spans that do not overlap, the longest first, at their place in the text."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if not taken.intersection(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def _has_owner(span: Span, spans: list[Span]) -> bool:
    """Whether a name is another with an owner before it: "NATO's Partnership for Peace"."""
    marks = [t.i for t in span if t.tag_ == "POS"]
    return bool(marks) and any(s.start == marks[0] + 1 and s.end == span.end for s in spans)


def _goes_on(doc: Doc, known: Name, other: Name) -> bool:
    """Whether the model sees a longer name of a body: not "the Alliance", but "the Alliance of Small Island States"."""
    longer = other.start <= known.start and other.end > known.end + 1 and other.type == "Organization"
    return longer and doc[known.end].lower_ == "of"


def _is_phrase(name: Name) -> bool:
    """Whether a name is a phrase that itself says something, so that the names in it count as well."""
    least = 2 if ontology().is_a(name.type, "Conflict") else 3
    return name.end - name.start > least and ontology().is_a(name.type, "Event")


def _known(doc: Doc, span: Span) -> Name:
    spelling = doc.vocab.strings[span.label]
    ids = reference().surface_names().get(spelling, ())
    demonym = not ids
    ids = ids or reference().demonyms().get(spelling, ())
    entity = reference().entities[ids[0]]
    return Name(span.start, span.end, entity.type, entity.name if len(ids) == 1 else span.text, ids, demonym)


def _guessed(span: Span) -> Name:
    start, end = span.start, span.end
    while end - start > 1 and span.doc[start].lower_ in ("the", "a", "an"):
        start += 1
    while end - start > 1 and span.doc[end - 1].text in ("'s", "'"):
        end -= 1
    return Name(start, end, _class(span.doc[end - 1], ENTITY_CLASSES[span.label_]), span.doc[start:end].text)


def _class(last: Token, guessed: str) -> str:
    """A name that ends in "Programme", "Initiative" is one, whatever the model takes it for."""
    return "Programme" if grammar().descriptions.get(last.lower_) == "Programme" else guessed
