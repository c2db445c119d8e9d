"""Words with a grammatical office, from ontology/grammar/*.yaml: carriers, modals, negators, titles, the calendar."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import content
from kg.errors import ContentError
from kg.extract.located import Located
from kg.ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = "ontology/grammar"
FILES = ("carriers", "nouns", "time", "titles", "verbs", "words")
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Titles:
    """Offices of one kind, and the relation that a person with such an office has to the body."""

    relation: str
    names: tuple[tuple[str, ...], ...]  # words of each title, longer ones first


@dataclass(frozen=True)
class Grammar:
    """The word lists, each as its file describes it."""

    copulas: Words
    reporting: Words
    disowning: Words
    raising: Words
    wishing: Words
    ensuring: Words
    wanting: Words
    entertaining: Words
    preventing: Words
    stative: Words
    intransitive: Words
    rejecting: Words
    open_reporting: Words
    bleached: Words
    subject_control: Words
    modals: Mapping[str, str]  # lemma or form -> planned, possible, obligation
    obligation: str
    condition: str
    refusal: str
    refused: Words
    refused_always: Words
    carriers: Mapping[tuple[str, str], str]  # (verbs | adjectives | nouns, lemma) -> effect
    echoing: Words
    giving: Words
    benefiting: Words
    lemmas: Mapping[str, str]  # a verb's lemma as the parser gets it wrong -> as it is
    prefixes: Words
    negators: Words
    negating_determiners: Words
    negating_subjects: Words
    negating_conjunctions: Words
    negating_prepositions: Words
    negating_pairs: Words
    not_negating: Words
    hypothetical: Words
    conditional: Words
    conditional_pairs: Words
    open_conjunctions: Words
    awaited: Words
    hedges: Words
    source_phrases: Words
    source_nouns: Words
    stances: Mapping[str, str]  # noun -> said, wished: what "X's N is that Y" makes of Y
    pronouns: Mapping[str, str]  # form -> he, she, it, they, we, i, you, this, one
    relative: Words
    naming_prepositions: Words
    titles: tuple[Titles, ...]
    honorifics: Words
    title_modifiers: Words
    ended: Words
    body_adjectives: Mapping[str, str]  # adjective before a title -> id of the body
    classes: Mapping[str, str]  # head noun -> class; groups under "plural …"
    descriptions: Mapping[str, str]  # head noun of a definite description -> class
    acting: Words
    owned: Words
    prospective: Words
    becoming: Words
    remote: Words
    ahead: Mapping[str, str]  # adjective -> possible, planned
    alleged: Words
    reports: Words
    denials: Words
    wishes: Words
    untrue: Words
    true: Words
    likely: Words
    unsettled: Words
    same_nouns: Mapping[str, str]  # noun -> the noun that a name may have instead
    bodies: Words
    currencies: Words
    measures: Words
    number_words: Mapping[str, int]
    calendar: Mapping[str, Any]
    version: str


@cache
def grammar() -> Grammar:
    """The grammar of the content folders; a user's file replaces the lists that it names."""
    data: dict[str, dict[str, Any]] = {}
    digest = hashlib.sha256()
    for name in FILES:
        data[name] = {}
        for path in content.files("ontology", f"grammar/{name}.yaml"):
            digest.update(path.read_bytes())
            data[name] |= Located.read(path).plain or {}
    try:
        return _grammar(data, digest.hexdigest()[:12])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        reason = f"the lists {', '.join(FILES)} are incomplete or malformed at {error}."
        raise ContentError(FOLDER, None, reason) from error


def _grammar(data: Mapping[str, Mapping[str, Any]], version: str) -> Grammar:
    verbs, words, nouns, titles = data["verbs"], data["words"], data["nouns"], data["titles"]
    for name in (
        verbs["obligation"],
        verbs["condition"],
        verbs["refusal"],
        *verbs["refused"],
        *verbs["refused_always"],
        titles["heads"]["relation"],
        titles["acts"]["relation"],
    ):
        if name not in ontology().relations:
            raise ContentError(FOLDER, None, f"{name!r} is no relation of the ontology.")
    plain = ("prefixes", "negators", "negating_determiners", "negating_subjects", "negating_conjunctions",
             "negating_prepositions", "negating_pairs", "not_negating", "hypothetical", "conditional",
             "conditional_pairs", "awaited", "open_conjunctions", "hedges", "source_phrases", "source_nouns",
             "relative", "naming_prepositions", "untrue", "true", "likely", "unsettled")  # fmt: skip
    return Grammar(
        **{
            name: frozenset(verbs[name])
            for name in (
                "copulas",
                "echoing",
                "giving",
                "benefiting",
                "reporting",
                "disowning",
                "raising",
                "wishing",
                "ensuring",
                "wanting",
                "entertaining",
                "preventing",
                "stative",
                "intransitive",
                "rejecting",
                "bleached",
                "subject_control",
            )
        },
        open_reporting=frozenset(verbs["open"]),
        modals=_turned(verbs["modals"]),
        obligation=verbs["obligation"],
        condition=verbs["condition"],
        refusal=verbs["refusal"],
        refused=frozenset(verbs["refused"]),
        refused_always=frozenset(verbs["refused_always"]),
        carriers={
            (kind, lemma): effect
            for kind, effects in data["carriers"].items()
            for lemma, effect in _turned(effects).items()
        },
        **{name: frozenset(words[name]) for name in plain},
        lemmas=dict(words["lemmas"]),
        stances=_turned(words["stances"]),
        pronouns=_turned(words["pronouns"]),
        titles=tuple(_titles(titles[kind]) for kind in ("heads", "acts")),
        honorifics=frozenset(titles["honorifics"]),
        title_modifiers=frozenset(titles["modifiers"]),
        ended=frozenset(titles["ended"]),
        body_adjectives=dict(titles["body_adjectives"]),
        classes=_classes(nouns["classes"]),
        descriptions=_turned(nouns["descriptions"]),
        acting=frozenset(nouns["acting"]),
        owned=frozenset(nouns["owned"]),
        **{
            name: frozenset(nouns[name])
            for name in ("prospective", "becoming", "remote", "alleged", "reports", "denials", "wishes")
        },
        ahead=_turned(nouns["ahead"]),
        same_nouns=_turned(nouns["same_nouns"]),
        bodies=frozenset(nouns["bodies"]),
        currencies=frozenset(nouns["currencies"]),
        measures=frozenset(nouns["measures"]),
        number_words={word: int(value) for word, value in nouns["number_words"].items()},
        calendar=data["time"],
        version=version,
    )


def _turned(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Word -> the list it stands in; the first list that has it wins."""
    turned: dict[str, str] = {}
    for key, words in lists.items():
        for word in words:
            turned.setdefault(word, key)
    return turned


def _classes(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Head lemma -> class; a plural noun that can be a group is found as "plural NOUN"."""
    groups = {f"plural {word}": "Group" for word in lists.get("Group", ())}
    return {**_turned(lists), **groups}


def _titles(entry: Mapping[str, Any]) -> Titles:
    names = sorted(
        (tuple(name.replace("-", " - ").split()) for name in entry["titles"]), key=lambda words: (-len(words), words)
    )
    return Titles(entry["relation"], tuple(names))
