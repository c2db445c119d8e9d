"""The way of the data in one screen: source -> Article -> Reading -> Claim -> store. Read this first."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import KgError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from kg.extract import Extractor
    from kg.link import Linker
    from kg.model import Article, Claim, Entity
    from kg.presets import Result
    from kg.stores import Change, Rows, Said, Store
    from kg.view import Drawn

log = logging.getLogger(__name__)
DEFAULT_STORE = "summits.kg"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one article: its change, how many claims it makes, and why it makes none where that is so."""

    article: Article
    change: Change
    claims: int | None = None  # None where it was there already and was not read again
    note: str = ""


class Pipeline:
    """Article -> claims: an extractor reads, a linker names, a check drops what its words do not prove.

    Claims of less than `min_confidence` are left out.
    """

    def __init__(self, model: str | None = None, min_confidence: float = 0.0) -> None:
        self._model, self._least = model, min_confidence

    @cached_property
    def extractor(self) -> Extractor:
        """Reads articles; loads a language pipeline when first used."""
        from kg.extract import rules_extractor  # noqa: PLC0415 - a second of loading, only where something is read

        return rules_extractor(self._model)

    @cached_property
    def linker(self) -> Linker:
        """Maps mentions to entities."""
        from kg.link import Linker  # noqa: PLC0415

        return Linker.default()

    def version(self, article: Article) -> str:
        """What reads this article, content included: where it changes, the article is read again."""
        if article.genre == "reference":
            from kg.reference import version  # noqa: PLC0415

            return version()
        least = f" from confidence {self._least:g}" if self._least else ""
        return f"{self.extractor.version} {self.linker.version}{least}"

    def placed(self, article: Article) -> tuple[Article, list[Entity]]:
        """The article with the declaration that it is the text of, where that is certain, and that declaration."""
        declared = self.linker.declared(article) if article.genre != "reference" else None
        return (replace(article, text_of=declared.ref(article.title)), [declared]) if declared else (article, [])

    def claims(self, article: Article) -> tuple[list[Claim], list[Entity]]:
        """All that an article says, in the order of the text, each claim with the words that prove it."""
        from kg.check import sound  # noqa: PLC0415

        if article.genre == "reference":
            from kg.reference import facts  # noqa: PLC0415

            claims, entities = facts(article)
        elif article.language != "en":
            return [], []
        else:
            claims, entities = self.linker.link(article, self.extractor.read(article), extractor=self.extractor.name)
        return [claim for claim in sound(article, claims) if claim.confidence >= self._least], entities


class Graph:
    """A graph of claims: load into it, query it, draw it, export it. A context manager."""

    def __init__(self, store: Store, pipeline: Pipeline | None = None) -> None:
        self.store = store
        self.pipeline = pipeline or Pipeline()

    @classmethod
    def open(
        cls, location: str | None = None, *, create: bool = True, model: str | None = None, min_confidence: float = 0.0
    ) -> Self:
        """Open the graph at a path or URI (default `KG_STORE`, else ./summits.kg)."""
        from kg.stores.opening import open_store  # noqa: PLC0415 - an engine loads only where a graph is opened

        return cls(open_store(store_location(location), create=create), Pipeline(model, min_confidence))

    def load(self, *locations: str, published: str | None = None) -> list[Loaded | SourceError]:
        """Read files, folders or "reference" into the graph, each article whole or not at all; safe to run again.

        What cannot be read is logged as a warning and is an outcome too. KgError where nothing at all could be read.
        """
        outcomes = list(self.loading(*locations, published=published))
        problems = [outcome for outcome in outcomes if isinstance(outcome, SourceError)]
        if problems and len(problems) == len(outcomes):
            raise _nothing_read(problems)
        for problem in problems:
            log.warning("%s", problem)
        return outcomes

    def loading(self, *locations: str, published: str | None = None) -> Iterator[Loaded | SourceError]:
        """As `load`, yielding each outcome as it is stored; a source that cannot be read is an outcome too."""
        from kg.sources import read  # noqa: PLC0415
        from kg.waiting import Waiting  # noqa: PLC0415

        waiting: Waiting[Loaded | SourceError] = Waiting(self.store)
        for found in read(locations, published=published, base=base_folder(self.store.location)):
            done = waiting.take(found if isinstance(found, SourceError) else self._read(found))
            yield from map(_outcome, done)
        yield from map(_outcome, waiting.flush())

    def _read(self, article: Article) -> Said | Loaded | SourceError:
        """What an article says; an outcome where it is there already, or where our own reading stumbles over it."""
        try:
            return self.said(article)
        except KgError:
            raise
        except Exception as error:
            log.debug("reading %s", article.location, exc_info=True)
            name = type(error).__name__
            return SourceError(article.location, f"reading it failed ({name}: {error}): not stored, please report it")

    def said(self, article: Article) -> Said | Loaded:
        """Read an article; one that is there already, read by the same rules, is left alone."""
        from kg.stores import Change, Said  # noqa: PLC0415

        reading = self.pipeline.version(article)
        article, declared = self.pipeline.placed(article)
        if self.store.has(article, reading):
            return Loaded(article, Change.UNCHANGED)
        claims, entities = self.pipeline.claims(article)
        return Said(article, claims, [*entities, *declared], reading)

    def add(self, article: Article) -> Loaded:
        """Read one article and store what it says; one that is there already, read by the same rules, is left alone."""
        found = self.said(article)
        return found if isinstance(found, Loaded) else _loaded(found, self.store.add_all([found])[0])

    def query(self, name: str, /, *, strict: bool = False, min_confidence: float = 0.0, **parameters: Any) -> Result:
        """Answer a preset: `graph.query("promises", to="Ukraine")`."""
        from kg.presets import ask  # noqa: PLC0415

        return ask(self.store, name, parameters, strict=strict, min_confidence=min_confidence)

    def cypher(
        self,
        statement: str,
        *,
        write: bool = False,
        timeout: float | None = None,
        **parameters: Any,
    ) -> Rows:
        """Run a statement, read-only unless `write`."""
        return self.store.query(statement, parameters, write=write, timeout=timeout)

    def view(self, path: str | Path = "graph.html", *, most: int = 300, **choice: Any) -> Drawn:
        """Draw the graph, or what `choice` (see `kg.view.choose`) names of it, as one page."""
        from kg.view import choose, write_page  # noqa: PLC0415

        return write_page(self.store, Path(path), choose(self.store, **choice), most=most)

    def export(self, path: str | Path, format: str | None = None) -> Path:  # noqa: A002 - as --format
        """Write the graph as a file; the format by its name unless given."""
        from kg.export import write  # noqa: PLC0415

        return write(self.store, Path(path), format)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _nothing_read(problems: list[SourceError]) -> KgError:
    """The one problem, or a sentence that names the first few."""
    if len(problems) == 1:
        return problems[0]
    named = "; ".join(map(str, problems[:3])) + ("; …" if len(problems) > 3 else "")  # noqa: PLR2004 - enough to see why
    return KgError(f"None of {len(problems)} sources could be read: {named}")


def _loaded(said: Said, change: Change) -> Loaded:
    """What became of an article that was read."""
    return Loaded(said.article, change, len(said.claims), "" if said.claims else why_none(said.article))


def _outcome(done: tuple[Said, Change] | Loaded | SourceError) -> Loaded | SourceError:
    return _loaded(*done) if isinstance(done, tuple) else done


def store_location(location: str | None = None) -> str:
    """The store that is meant: as given, else `KG_STORE`, else ./summits.kg."""
    return location or os.environ.get("KG_STORE") or DEFAULT_STORE


def base_folder(location: str) -> Path:
    """What file locations are relative to: the folder that holds an embedded store, else the current one."""
    return Path.cwd() if "://" in location else Path(location).resolve().parent


def why_none(article: Article) -> str:
    """Why an article makes no claim, as far as that can be told without reading it again."""
    if article.language != "en":
        return f"its language is {article.language}, and only English is read: stored, nothing extracted"
    if not any(p.kind == "body" for p in article.paragraphs):
        return "it has no body text: stored, nothing extracted"
    return "no claim was found in it"
