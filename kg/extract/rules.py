"""The extractor that reads by grammar and lexicon: article -> passages -> frames -> readings."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from kg.extract import syntax
from kg.extract.attribution import Sources
from kg.extract.choice import own_claims
from kg.extract.compose import Composer
from kg.extract.confidence import confidence
from kg.extract.discourse import Discourse
from kg.extract.ellipsis import Echo, echoes, repeated
from kg.extract.frames import matches, obligations
from kg.extract.gazetteer import Names, name_matcher
from kg.extract.grammar import grammar
from kg.extract.lexicon import lexicon
from kg.extract.mend import mend
from kg.extract.mentions import Reader
from kg.extract.parse import load_model, passages
from kg.extract.roles import roles
from kg.extract.statement import Sentence
from kg.extract.times import expressions
from kg.model import Mention, Reading
from kg.ontology import ontology
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Token

    from kg.extract.lexicon import Lexicon
    from kg.extract.parse import Passage
    from kg.extract.roles import Role
    from kg.model import Article, Entity

NAME = "rules/1"
OFFICE_PRIOR = 0.9
OFFICE_RULE = "grammar/titles:office"


@dataclass(frozen=True, slots=True)
class RulesExtractor:
    """Reads English articles; what it knows of language is content (ontology/grammar, ontology/lexicon)."""

    nlp: Language
    matcher: PhraseMatcher
    lexicon: Lexicon
    version: str
    name: str = NAME

    @classmethod
    def load(cls, model: str | None = None) -> Self:
        """With the spaCy pipeline that is named, else `KG_MODEL`, else the default."""
        nlp = load_model(model)
        words = lexicon()
        parts = (
            f"{nlp.meta['name']}-{nlp.meta['version']}",
            words.version,
            grammar().version,
            reference().version,
            ontology().version,
        )
        return cls(
            nlp,
            name_matcher(nlp),
            words,
            f"{NAME} {parts[0]} {hashlib.sha256(' '.join(parts).encode()).hexdigest()[:12]}",
        )

    def read(self, article: Article) -> Iterator[Reading]:
        """The readings of the article's body paragraphs, in the order of the text."""
        discourse = Discourse(article.published, issuer=_issuer(article))
        if article.genre == "transcript":
            discourse.speaker = discourse.host = self._host(article)
        for passage in passages(self.nlp, article):
            if passage.speaker is not None and discourse.host is None:
                discourse.host = self._host(article)
            yield from self._passage(passage, discourse)

    def _host(self, article: Article) -> Mention | None:
        """The person whom the article's title names first: whose remarks a transcript may be."""
        doc = self.nlp((article.title or "").title() if (article.title or "").isupper() else article.title or "")
        names = Names(doc, self.matcher)
        found = next((name for name in names.all() if name.type == "Person"), None)
        return Mention(found.text, 0, 0, "Person", found.text, found.certain) if found is not None else None

    def _passage(self, passage: Passage, discourse: Discourse) -> Iterator[Reading]:
        if passage.speaker is not None:
            discourse.speaker = _speaker(passage.speaker) or discourse.host or discourse.issuer
            _note_body(passage.speaker, discourse)
        names = Names(passage.doc, self.matcher)
        mend(passage.doc, self.lexicon.verbs, names)
        sources = Sources.of(passage.doc)
        reader = Reader(passage, names, discourse, sources)
        before: list[Reading] = []
        for span in passage.doc.sents:
            discourse.observe(span, reader.names, reader.plain)
            sentence = Sentence(span, expressions(span), sources)
            found = sorted(_unique(self._sentence(reader, sentence)), key=lambda r: (r.start, r.end, r.predicate))
            back = list(echoes(span))
            again = [r for echo in back for r in repeated(echo, _before(echo, found, reader) or before, reader)]
            found = [r for r in found if not any(_object(r).startswith(echo.text) for echo in back)]
            before = [r for r in (*found, *again) if r.rule != OFFICE_RULE] or before
            yield from sorted((*found, *again), key=lambda r: (r.start, r.end, r.predicate))

    def _sentence(self, reader: Reader, sentence: Sentence) -> Iterator[Reading]:
        for role in roles(sentence.span, reader.names):
            if (reading := _office(reader, sentence, role)) is not None:
                yield reading
        found = matches(sentence.span, reader.names, self.lexicon)
        chosen = own_claims(found)
        silent = {match.clause.i for match in chosen.colouring if match.clause is not None}
        for match in [*chosen.claims, *obligations(sentence.span, reader.names, found)]:
            for reading in Composer.of(reader, sentence, match).readings():
                silent -= {match.verb.i} if match.verb is not None else set()
                yield reading
        for match in chosen.colouring:
            if match.clause is not None and match.clause.i in silent:
                yield from Composer.of(reader, sentence, match).readings()


def _before(echo: Echo, readings: Iterable[Reading], reader: Reader) -> list[Reading]:
    """The readings of the same sentence that a clause can point back to."""
    start = reader.passage.offsets(echo.words[0], echo.words[0])[0]
    return [r for r in readings if r.rule != OFFICE_RULE and r.end <= start and max(r.trigger)[0] < start]


def _unique(found: Iterable[Reading]) -> list[Reading]:
    """Each statement of a sentence once: the surest reading, then the first."""
    best: dict[tuple[str, ...], Reading] = {}
    for reading in found:
        key = (
            reading.predicate,
            reading.subject.label,
            _object(reading),
            reading.addressee.label if reading.addressee else "",
        )
        if key not in best or best[key].confidence < reading.confidence:
            best[key] = reading
    return list(best.values())


def _object(reading: Reading) -> str:
    return (
        reading.object.label if isinstance(reading.object, Mention) else f"{reading.object.value} {reading.object.unit}"
    )


def _office(reader: Reader, sentence: Sentence, role: Role) -> Reading | None:
    """A title as a reading, and noted for what comes after."""
    body = _body(reader, syntax.antecedent(role.body))
    if body is None or not body.words[:1].isalpha() or body.type == "Topic":
        return None
    head = sentence.span.doc[role.person.end - 1]
    person = reader.noun(head)
    reader.discourse.states.setdefault(person.label, body)
    if role.title:
        reader.discourse.offices[role.key.lower(), body.label] = person
    start, end = reader.passage.span_offsets(role.span)
    traits = {"guessed office"} if role.guessed else set()
    return Reading(
        predicate=role.relation,
        subject=person,
        object=body,
        start=start,
        end=end,
        voice="quoted" if sentence.sources.quotation(head) is not None else "own",
        role=role.title or None,
        confidence=confidence(OFFICE_PRIOR, traits),
        rule=OFFICE_RULE,
        trigger=((start, end),),
    )


def _body(reader: Reader, head: Token) -> Mention | None:
    """The body of an office: as it is named, or whom an adjective like "Allied" stands for."""
    entity = reference().entities.get(grammar().body_adjectives.get(head.lower_, ""))
    if entity is None:
        return reader.mention(head)
    start, end = reader.passage.offsets(head, head)
    return Mention(head.text, start, end, entity.type, entity.name, entity.id)


def _issuer(article: Article) -> Mention | None:
    """Who is "we" in an official text, or "I" where it is a person's."""
    if not article.issuer:
        return None
    known = reference().named(article.issuer) or _holder(article.issuer)
    entity = known[0] if len(known) == 1 else None
    if entity is None:
        return Mention(article.issuer, 0, 0, "Group", article.issuer)
    name = entity.name if entity.type == "Person" else article.issuer
    return Mention(article.issuer, 0, 0, entity.type, name, entity.id)


def _holder(issuer: str) -> Sequence[Entity]:
    """The person behind an office: "Prime Minister Ola Nordmann"."""
    words = issuer.split()
    names = (" ".join(words[i:]) for i in range(1, len(words) - 1))
    found = (reference().named(name) for name in names)
    return next((known for known in found if len(known) == 1 and known[0].type == "Person"), ())


def _speaker(label: str) -> Mention | None:
    """The person that a transcript's label names: "PRESIDENT BIDEN" is Biden; None for an office alone."""
    words = label.removeprefix("THE ").split()
    while words and (words[0].lower() in grammar().honorifics or _is_title(words[0])):
        words = words[1:]
    if not words:
        return None
    name = " ".join(word.title() for word in words)
    known = reference().named(name)
    entity = known[0] if len(known) == 1 else None
    return Mention(name, 0, 0, "Person", entity.name if entity else name, entity.id if entity else None)


def _note_body(label: str, discourse: Discourse) -> None:
    """Whom an official without a name speaks for, where their label says it: "SENIOR ADMINISTRATION OFFICIAL"."""
    words = label.lower().split()
    if discourse.speaker is None or words[-1] not in ("official", "officials", "spokesperson"):
        return
    named = [reference().entities.get(grammar().body_adjectives.get(word, "")) for word in words[:-1]]
    named += [known[0] for word in label.split()[:-1] if len(known := reference().named(word)) == 1]
    body = next((one for one in named if one is not None), None)
    if body is not None:
        bodied = Mention(body.name, 0, 0, body.type, body.name, body.id)
        discourse.states.setdefault(discourse.speaker.label, bodied)


def _is_title(word: str) -> bool:
    return any(word.lower() in name for titles in grammar().titles for name in titles.names)
