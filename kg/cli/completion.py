"""What the shell completes: names of entities, relations, topics and presets, without opening the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - Typer reads the annotations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST = 100
_PLAIN = re.compile(r"[\w.-]+")
Completed = list[str]


def entity_names(ctx: typer.Context, incomplete: str) -> Completed:
    """Entities of the reference data and of the store."""
    known = [*_quietly(lambda: list(_reference())), *_quietly(lambda: list(_stored(ctx)))]
    return matching(incomplete, known)


def summit_names(ctx: typer.Context, incomplete: str) -> Completed:
    """Summits of the reference data, or whatever the store names."""
    return _quietly(lambda: matching(incomplete, _summits())) or entity_names(ctx, incomplete)


def topic_names(ctx: typer.Context, incomplete: str) -> Completed:
    """Topics of the ontology, then other names."""

    def found() -> Completed:
        from kg.ontology import ontology

        return matching(incomplete, (topic.label for topic in ontology().topics.values()))

    return list(dict.fromkeys((*_quietly(found), *entity_names(ctx, incomplete))))[:MOST]


def relation_names(incomplete: str) -> Completed:
    """Relations of the ontology."""

    def found() -> Completed:
        from kg.ontology import ontology

        return matching(incomplete, ontology().relations)

    return _quietly(found)


def class_names(incomplete: str) -> Completed:
    """Classes of the ontology."""

    def found() -> Completed:
        from kg.ontology import ontology

        return matching(incomplete, ontology().classes)

    return _quietly(found)


def preset_names(incomplete: str) -> Completed:
    """Presets, the user's own among them."""

    def found() -> Completed:
        from kg import presets

        return [name for name in presets.preset_names() if name.startswith(incomplete)]

    return _quietly(found)


def matching(incomplete: str, names: Iterable[str]) -> Completed:
    """Names that begin with what is typed, spelled so: a shell takes nothing else for its completion."""
    spelled = (next((s for s in _spellings(name, incomplete) if s.startswith(incomplete)), None) for name in names)
    return sorted({name for name in spelled if name})[:MOST]


def _spellings(name: str, incomplete: str) -> Iterator[str]:
    """A name as it can be typed: whole after a quotation mark, else with dashes where it stays the same name."""
    from kg.text import fold

    if " " in incomplete:
        yield name
    folded, dashed = fold(name), name.replace(" ", "-")
    plain = (dashed, dashed.casefold()) if _PLAIN.fullmatch(dashed) else ()
    yield from (spelling for spelling in (*plain, folded.replace(" ", "-")) if fold(spelling) == folded)


def _reference() -> Iterator[str]:
    from kg.reference import reference

    yield from reference().surface_names()


def _summits() -> Iterator[str]:
    from kg.reference import reference

    yield from (entity.name for entity in reference().entities.values() if entity.type == "Summit")


def _stored(ctx: typer.Context) -> Iterable[str]:
    """Names that the store left beside itself when it was last written."""
    from kg.build import store_location
    from kg.stores.opening import known_names

    names: Iterable[str] = known_names(store_location(ctx.find_root().params.get("store")))
    return names


def _quietly(found: Callable[[], Completed]) -> Completed:
    try:
        return found()
    except Exception:  # noqa: BLE001 - a shell that completes a word has no use for an error
        return []
