"""Titles: "President X of Y", "Y's president, X", "X, the president of Y" say that X heads or represents Y."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.grammar import grammar
from kg.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from kg.extract.gazetteer import Name, Names
    from kg.extract.grammar import Titles

    _Title = tuple[tuple[str, ...], Titles]

_POSSESSIVE = ("'s", "'")
_OF = ("of", "for", "at")
_FAR = 8  # words between a title and its body: "director of global politics at the institute"


@dataclass(frozen=True, slots=True)
class Role:
    """That a person has an office: tokens of the person, the body and the title, and the passage that says so."""

    person: Name
    body: Token
    relation: str
    title: str
    span: Span
    guessed: bool = False  # by the country alone

    @property
    def key(self) -> str:
        """The title's last word: what "the president" comes back to."""
        return self.title.split()[-1]


def roles(sentence: Span, names: Names) -> Iterator[Role]:
    """The offices that a sentence's titles and appositions tell of."""
    people = [
        n for n in names.all() if n.type == "Person" and sentence.start <= n.start < sentence.end and not n.demonym
    ]
    for person in people:
        found = (
            _before(sentence.doc, person, names)
            or _after(sentence.doc, person, names)
            or _country_alone(sentence.doc, person, names)
        )
        if found is not None:
            yield found


def _before(doc: Doc, person: Name, names: Names) -> Role | None:
    """As in "Ukrainian President X", "Ukraine's president, X", "the president of Ukraine, X", "President X of Y"."""
    i = _skip_back(doc, person.start, (",", '"', "("))
    if _title_ending(doc, i) is None:
        i = _skip_back(doc, _skip_back(doc, i, grammar().honorifics), (",",))
    if _title_ending(doc, i) is None and (of_body := _body_of(doc, i, names)) is not None:
        body, end = of_body
        title = _title_ending(doc, end)
        if title is not None and not _over(doc, title[0]):
            return _role(doc, person, body, title, min(title[0], body.i))
    title = _title_ending(doc, i)
    if title is None or _over(doc, title[0]):
        return None
    follows = _of(doc, person.end, names) if doc[person.end : person.end + 1].text.lower() == "of" else None
    body_before = _body_before(doc, title[0], names) if follows is None else None
    if body_before is not None:
        return _role(
            doc,
            person,
            body_before,
            title,
            min(body_before.left_edge.i, body_before.i),
        )
    return _role(doc, person, follows, title, title[0]) if follows is not None else None


def _after(doc: Doc, person: Name, names: Names) -> Role | None:
    """As in "X, the Ukrainian president", "X, president of Ukraine"."""
    i = person.end
    if i + 1 >= len(doc) or doc[i].text not in (",", "(", "-"):
        return None
    i += 1
    for j in range(i, min(i + 8, len(doc))):
        title = _title_starting(doc, j)
        if title is None:
            continue
        if any(t.text in (",", ".", ";") or t.pos_ == "VERB" or t.lower_ in ("and", "who") for t in doc[i:j]):
            return None
        body = _of(doc, title[1], names) or _body_before(doc, j, names)
        if body is None or any(t.lower_ in grammar().ended for t in doc[i:j]):
            return None
        end = max(body.i + 1, title[1])
        leading = body.i - title[1] <= 4 or body.i < j  # noqa: PLR2004 - "director of X", not "director of politics at X"
        return Role(
            person,
            body,
            title[2].relation if leading else grammar().titles[1].relation,
            doc[j : title[1]].text,
            doc[person.start : end],
        )
    return None


def _country_alone(doc: Doc, person: Name, names: Names) -> Role | None:
    """As in "Turkey's Erdogan": where the reference data does not know better, the leader."""
    i = person.start
    if i < 2 or doc[i - 1].text not in _POSSESSIVE:  # noqa: PLR2004 - name and possessive
        return None
    name = names.at(doc[i - 2])
    if name is None or name.type != "State" or name.demonym:
        return None
    heads, acts = grammar().titles
    held = reference().offices(person.ids[0]) if person.ids else ()
    known = [office for office in held if office.of in name.ids]
    if held and not known:
        return None  # "Britain's Trump" is another
    leading = not known or any(o.role in reference().heads for o in known)
    titles = heads if leading else acts
    return Role(person, doc[i - 2], titles.relation, "", doc[name.start : person.end], guessed=not known)


def _role(doc: Doc, person: Name, body: Token, title: tuple[int, int, Titles], start: int) -> Role:
    first = min(start, title[0])
    while first > 0 and doc[first - 1].lower_ == "the":
        first -= 1
    end = max(person.end, body.i + 1)
    return Role(person, body, title[2].relation, doc[title[0] : title[1]].text, doc[first:end])


def _skip_back(doc: Doc, i: int, words: object) -> int:
    while i > 0 and doc[i - 1].lower_ in words:  # type: ignore[operator]
        i -= 1
    return i


def _title_ending(doc: Doc, end: int) -> tuple[int, int, Titles] | None:
    """The longest title that ends at a token: first token, end, kind."""
    found = [
        (end - len(name), end, titles)
        for name, titles in (_titles_by_word()[1].get(doc[end - 1].lower_, ()) if end > 0 else ())
        if end >= len(name) and all(doc[end - len(name) + n].lower_ == word for n, word in enumerate(name))
    ]
    return min(found, key=lambda f: f[0], default=None)


def _title_starting(doc: Doc, start: int) -> tuple[int, int, Titles] | None:
    found = [
        (start, start + len(name), titles)
        for name, titles in _titles_by_word()[0].get(doc[start].lower_, ())
        if start + len(name) <= len(doc) and all(doc[start + n].lower_ == word for n, word in enumerate(name))
    ]
    return max(found, key=lambda f: f[1], default=None)


@cache
def _titles_by_word() -> tuple[dict[str, list[_Title]], dict[str, list[_Title]]]:
    """The titles by their first word, and by their last."""
    first: defaultdict[str, list[_Title]] = defaultdict(list)
    last: defaultdict[str, list[_Title]] = defaultdict(list)
    for titles in grammar().titles:
        for name in titles.names:
            first[name[0]].append((name, titles))
            last[name[-1]].append((name, titles))
    return dict(first), dict(last)


def _over(doc: Doc, start: int) -> bool:
    return any(t.lower_ in grammar().ended for t in doc[max(start - 2, 0) : start])


def _body_before(doc: Doc, start: int, names: Names) -> Token | None:
    """The body named before a title: "Ukrainian", "NATO", "Ukraine's", "its"."""
    i = start
    while i > 0 and (doc[i - 1].lower_ in grammar().title_modifiers or doc[i - 1].lower_ in ("own", *_POSSESSIVE)):
        i -= 1
    if i == 0:
        return None
    before = doc[i - 1]
    name = names.at(before)
    if before.tag_ in ("PRP$", "WP$"):
        return before
    if name is not None and (name.ids or name.type != "Group") and (name.type != "Person" or before.i == start - 1):
        return doc[name.end - 1]
    return before if i < start and doc[i].text in _POSSESSIVE and before.pos_ in ("NOUN", "PROPN") else None


def _of(doc: Doc, start: int, names: Names) -> Token | None:
    """The body named behind: "of Ukraine", "of the World Bank"."""
    for i in range(start, min(start + _FAR, len(doc) - 1)):
        if doc[i].is_punct or doc[i].pos_ == "VERB" or (i == start and doc[i].lower_ not in _OF):
            return None
        if doc[i].lower_ not in _OF:
            continue
        following = doc[i + 2] if doc[i + 1].pos_ == "DET" and i + 2 < len(doc) else doc[i + 1]
        name = names.at(following)
        if name is not None and name.type != "Person":
            return doc[name.end - 1]
    return None


def _body_of(doc: Doc, end: int, names: Names) -> tuple[Token, int] | None:
    """The body before a person in "the president of Ukraine, X", and where the title ends."""
    if end < 3:  # noqa: PLR2004 - title, of, body
        return None
    name = names.at(doc[end - 1])
    if name is None or name.type == "Person":
        return None
    i = _skip_back(doc, name.start, ("the",))
    if i == 0 or doc[i - 1].lower_ not in ("of", "for", "at"):
        return None
    return doc[name.end - 1], i - 1
