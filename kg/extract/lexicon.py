"""The lexicon: frames that say by which words a passage states a relation, from ontology/lexicon/*.yaml."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg import content
from kg.extract.examples import Example, read_example
from kg.extract.grammar import grammar
from kg.extract.located import Located
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model import Modality, Polarity

FrameKind = Literal["verb", "noun", "adjective", "phrase"]
Pattern = tuple[str, ...]
ROLES = ("subject", "object", "addressee", "stated_by")
KINDS: tuple[FrameKind, ...] = ("verb", "noun", "adjective", "phrase")
DEFAULT_PRIOR = 0.75
_OPTIONS = (
    "name", "light", "light_only", "clause_subject", "symmetric", "subject_type", "object_type", "addressee_type",
    "not_subject", "not_object", "object_name", "requires", "forbids", "polarity",
    "modality", "negated", "prior", "examples",
)  # fmt: skip
_SUBJECT = {"noun": ("poss", "compound", "amod", "by", "of")}
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Heads:
    """A test on a slot: the lemmas its head may have; `*` is any."""

    lemmas: frozenset[str]

    def hold(self, lemmas: Iterable[str]) -> bool:
        """Whether one of the slot's heads is among them."""
        return any(_ANYTHING in self.lemmas or lemma in self.lemmas for lemma in lemmas)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of stating a relation: what fires it, which slots fill its roles, and what limits it."""

    id: str  # FILE:NAME, as in a claim's `rule`
    relation: str
    kind: FrameKind
    patterns: tuple[Pattern, ...]
    slots: Mapping[str, tuple[str, ...]]
    light: tuple[Pattern, ...] = ()
    light_only: bool = False  # does not fire without one of its light verbs
    clause_subject: bool = False
    object_name: str | None = None  # what an object of the slot `self` is called
    symmetric: str | None = None
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # role -> classes
    excluded: Mapping[str, Heads] = field(default_factory=dict)  # role -> heads that it must not have
    requires: Mapping[str, Heads] = field(default_factory=dict)  # slot -> heads, one of which it must have
    forbids: Mapping[str, Heads] = field(default_factory=dict)  # slot -> heads that it must not have
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    negated: str | None = None  # the relation that a negated plan turns it into
    negated_always: bool = False
    prior: float = DEFAULT_PRIOR
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, found by the lemma of the word that fires them."""

    frames: tuple[Frame, ...]
    version: str
    _index: Mapping[tuple[str, str], tuple[tuple[Pattern, Frame], ...]]
    verbs: frozenset[str] = frozenset()  # lemmas that fire a frame by themselves

    @classmethod
    def of(cls, frames: Iterable[Frame], version: str = "") -> Lexicon:
        """Index frames by kind and first word; longer patterns come first."""
        index: defaultdict[tuple[str, str], list[tuple[Pattern, Frame]]] = defaultdict(list)
        kept = tuple(frames)
        for frame in kept:
            for pattern in frame.patterns:
                index[frame.kind, pattern[head_of(pattern) if frame.kind == "noun" else 0]].append((pattern, frame))
        ordered = {key: tuple(sorted(found, key=_specific)) for key, found in index.items()}
        alone = {p[0] for frame in kept if frame.kind == "verb" for p in frame.patterns if len(p) == 1}
        return cls(kept, version, ordered, frozenset(alone))

    def firing(self, kind: FrameKind, lemma: str) -> tuple[tuple[Pattern, Frame], ...]:
        """The frames of a kind that a lemma may fire, the most specific first."""
        return self._index.get((kind, lemma), ())


def head_of(pattern: Pattern) -> int:
    """Which word of an act noun's pattern is the noun itself: the last, or the one before "of"."""
    return pattern.index("of") - 1 if "of" in pattern[1:] else len(pattern) - 1


def _specific(entry: tuple[Pattern, Frame]) -> tuple[int, int, str]:
    pattern, frame = entry
    return -len(pattern), -len(frame.requires), frame.id


@cache
def lexicon() -> Lexicon:
    """The lexicon of the content folders; ContentError names the file and line of a mistake."""
    paths = list(content.files("ontology", "lexicon/*.yaml"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]
    return Lexicon.of((frame for path in paths for frame in read_frames(path)), digest)


def read_frames(path: Path) -> Iterator[Frame]:
    """The frames of one file, checked against the ontology."""
    top = Located.read(path).fields()
    for key, value in top.items():
        if key not in ("relation", "frames"):
            value.refuse(f"{key!r} is no key of a lexicon file: relation, frames.")
    relation = top["relation"].text() if "relation" in top else ""
    if relation not in ontology().relations:
        Located.read(path).refuse(f"relation {relation!r} is not in the ontology.")
    names: set[str] = set()
    for node in top["frames"].items() if "frames" in top else ():
        frame = _frame(node, path.stem, relation)
        if frame.id in names:
            node.refuse(f"there are two frames {frame.id!r}.")
        names.add(frame.id)
        yield frame


def _frame(node: Located, stem: str, relation: str) -> Frame:
    keys = node.fields()
    kinds = [kind for kind in KINDS if kind in keys]
    if len(kinds) != 1:
        node.refuse("a frame has exactly one of verb, noun, adjective, phrase.")
    for key, value in keys.items():
        if key not in (*KINDS, *ROLES, *_OPTIONS):
            value.refuse(f"{key!r} is no key of a frame.")
    kind = kinds[0]
    if "name" not in keys:
        node.refuse("a frame has a name.")
    negated = _negated(keys.get("negated"), relation)
    return Frame(
        id=f"{stem}:{keys['name'].text()}",
        relation=relation,
        kind=kind,
        patterns=tuple(_pattern(words, kind) for words in keys[kind].words()),
        slots=_slots(node, keys, kind),
        light=tuple(tuple(words.split()) for words in keys["light"].words()) if "light" in keys else (),
        light_only=_flag(keys.get("light_only")),
        clause_subject=_flag(keys.get("clause_subject")),
        object_name=keys["object_name"].text() if "object_name" in keys else None,
        symmetric=_choice(keys.get("symmetric"), ("object", "addressee")),
        types=_types(keys),
        excluded={
            role: Heads(frozenset(keys[f"not_{role}"].words()))
            for role in ("subject", "object")
            if f"not_{role}" in keys
        },
        requires=_heads(keys.get("requires")),
        forbids=_heads(keys.get("forbids")),
        polarity="denied" if _choice(keys.get("polarity"), ("denied", "affirmed")) == "denied" else "affirmed",
        modality=_modality(keys.get("modality")),
        negated=negated[0],
        negated_always=negated[1],
        prior=_prior(keys.get("prior")),
        examples=tuple(_examples(keys.get("examples"))),
    )


def _pattern(words: str, kind: FrameKind) -> Pattern:
    """The words of a pattern; a verb in the spelling that the parser's lemmas are mended to."""
    first, *others = words.split()
    return (grammar().lemmas.get(first, first) if kind == "verb" else first, *others)


def _slots(node: Located, keys: Mapping[str, Located], kind: FrameKind) -> dict[str, tuple[str, ...]]:
    slots = {role: keys[role].words() for role in ROLES if role in keys}
    slots.setdefault("subject", _SUBJECT.get(kind, ("nsubj",)))
    if "light" in keys and "poss" in slots["subject"] and "nsubj" not in slots["subject"]:
        slots["subject"] += ("nsubj",)
    if "object" not in slots:
        if kind != "verb":
            node.refuse(f"a frame of a {kind} says what its object is.")
        slots["object"] = ("dobj",)
    return slots


def _types(keys: Mapping[str, Located]) -> dict[str, tuple[str, ...]]:
    found = {}
    for role in ("subject", "object", "addressee"):
        if (node := keys.get(f"{role}_type")) is not None:
            found[role] = node.words()
            for name in found[role]:
                if name not in ontology().classes:
                    node.refuse(f"{name!r} is no class of the ontology.")
    return found


def _heads(node: Located | None) -> dict[str, Heads]:
    return {slot: Heads(frozenset(words.words())) for slot, words in node.fields().items()} if node else {}


def _negated(node: Located | None, relation: str) -> tuple[str | None, bool]:
    if node is None:
        words = grammar()
        always = relation in words.refused_always
        return (words.refusal if always or relation in words.refused else None), always
    if node.plain == "none":
        return None, False
    keys = node.fields()
    name = keys["relation"].text() if "relation" in keys else ""
    if name not in ontology().relations:
        node.refuse(f"negated names no relation of the ontology: {name!r}.")
    return name, _flag(keys.get("always"))


def _flag(node: Located | None) -> bool:
    return _choice(node, ("true", "false")) == "true"


def _choice(node: Located | None, options: tuple[str, ...]) -> str | None:
    if node is None:
        return None
    if node.plain not in options:
        node.refuse(f"{node.plain!r} is none of {', '.join(options)}.")
    return node.text()


def _modality(node: Located | None) -> Modality:
    chosen = _choice(node, ("actual", "planned", "possible"))
    return "planned" if chosen == "planned" else "possible" if chosen == "possible" else "actual"


def _prior(node: Located | None) -> float:
    if node is None:
        return DEFAULT_PRIOR
    try:
        value = float(node.text())
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        node.refuse(f"prior is a number from 0 to 1, not {node.plain!r}.")
    return value


def _examples(node: Located | None) -> Iterator[Example]:
    for item in node.items() if node else ():
        yield read_example(item)


if __name__ == "__main__":
    import sys

    from kg.extract.examples import main

    sys.exit(main(sys.argv[1:]))
