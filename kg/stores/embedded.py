"""The embedded home: ArcadeDB, in this process, in a folder. What differs from the shared Cypher, and nothing else."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from threading import RLock, local
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from kg.errors import StatementError, StoreError
from kg.stores import cypher, engine, guard
from kg.stores import folder as files
from kg.stores.engine import ArcadeDBError
from kg.stores.protocol import Rows
from kg.stores.records import Records, names_paths
from kg.stores.store import CypherStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.ontology import Ontology
    from kg.stores.engine import Database
    from kg.stores.graph import Row

T = TypeVar("T")

DIRECT = "Direct"  # the type that all relations extend, so that one index finds a claim's direct relationship
INDEXES = (
    ("Entity", "id", "UNIQUE"),
    ("Article", "id", "UNIQUE"),
    ("Claim", "id", "UNIQUE"),
    ("Decision", "id", "UNIQUE"),
    ("Claim", "article", "NOTUNIQUE"),
    ("Claim", "predicate", "NOTUNIQUE"),
    ("Decision", "article", "NOTUNIQUE"),
    ("Decision", "claim", "NOTUNIQUE"),
    ("Decision", "kind", "NOTUNIQUE"),
    (DIRECT, "claim", "NOTUNIQUE_HASH"),  # only looked up, never in order: a fifth of the space
)


class EmbeddedStore(CypherStore):
    """A graph in a folder. One process holds it at a time; threads of it may read while one writes."""

    def __init__(self, database: Database, location: str, folder: Path, terms: Ontology | None = None) -> None:
        super().__init__(location, terms)
        self._db = database
        self._folder = folder
        self._writing = RLock()
        self._starting = RLock()
        self._limit = engine.time_limit(database)
        self._here = local()
        self._records = Records(database)
        self._changed = False  # since the names were noted

    def run(self, statement: str, **parameters: Any) -> list[Row]:
        """Run one of the statements of `cypher`. StoreError where the engine cannot."""
        if parameters.get("rows", parameters.get("ids")) == []:
            return []
        try:
            return self._start(statement, parameters, write=self._inside).to_list()  # type: ignore[no-any-return]
        except ArcadeDBError as error:
            if self._inside:
                raise  # the transaction decides whether to try again
            self._fail(error)

    def labels(self, lineage: Sequence[str]) -> str:
        """The class alone: its type extends those above it."""
        return lineage[0] if lineage else "Entity"

    def remove_direct(self, claims: Mapping[str, Sequence[str]]) -> None:
        """Remove relationships through their index, which the engine's Cypher does not use."""
        ids = [id_ for group in claims.values() for id_ in group]
        self._db.command("sql", f"DELETE FROM {DIRECT} WHERE claim IN :ids", {"ids": ids}).close()  # noqa: S608 - a constant

    def transaction(self, change: Callable[[], T]) -> T:
        """Make a change as a whole or not at all; tried again where another thread's change came between."""
        try:
            return self._attempt(change)
        except ArcadeDBError as error:
            self._fail(error)

    def query(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> Rows:
        """Run Cypher, read-only unless `write`. StatementError where it is refused, wrong or too slow."""
        guard.refuse(statement)
        if write:
            rows = iter(self._changed_rows(statement, parameters or {}, timeout))
        else:
            rows = self._rows(statement, parameters or {}, timeout)
        head = list(islice(rows, 1))
        columns = tuple(head[0]) if head else guard.columns(statement)
        plain = partial(self._records.plain, paths=names_paths(statement))
        values = (tuple(plain(row.get(name)) for name in columns) for row in chain(head, rows))
        return Rows(columns, values)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While inside, no other thread changes the graph; no other process can."""
        with self._writing:
            yield

    def stream(self, statement: str) -> Iterator[Row]:
        """The rows of a statement as they come; nothing is looked at in what it says."""
        try:
            yield from (row.to_dict() for row in self._start(statement, {}))
        except ArcadeDBError as error:
            self._fail(error)

    def close(self) -> None:
        """Let go of the store; closing twice is fine."""
        if not self._db.is_open():
            return
        try:
            if self._changed:
                with suppress(OSError):  # a full disk: completion knows less, the graph is whole
                    files.write_names(self._folder, self._names())
        finally:
            self._db.close()
        with suppress(OSError):
            files.write_sizes(self._folder)

    def _names(self) -> Iterator[str]:
        return (name for row in self.run(cypher.ENTITY_NAMES) for name in (row["id"], row["name"]) if name)

    @property
    def _inside(self) -> bool:
        """Whether this thread is in a transaction."""
        return getattr(self._here, "inside", False)

    def _attempt(self, change: Callable[[], T]) -> T:
        with self._writing:
            self._here.inside = True
            try:
                made: T = self._db.run_in_transaction(change)
            finally:
                self._here.inside = False
            self._changed = True
            return made

    def _changed_rows(self, statement: str, parameters: Mapping[str, Any], timeout: float | None) -> list[Row]:
        """All rows of a statement that may write."""
        try:
            return self._attempt(
                lambda: [row.to_dict() for row in self._start(statement, parameters, timeout, write=True)],
            )
        except ArcadeDBError as error:
            if engine.is_full(error):
                self._fail(error)
            raise _wrong(error, timeout) from error

    def _rows(self, statement: str, parameters: Mapping[str, Any], timeout: float | None) -> Iterator[Row]:
        """A statement's rows as they come."""
        try:
            yield from (row.to_dict() for row in self._start(statement, parameters, timeout))
        except ArcadeDBError as error:
            raise _wrong(error, timeout) from error

    def _start(
        self,
        statement: str,
        parameters: Mapping[str, Any],
        timeout: float | None = None,
        *,
        write: bool = False,
    ) -> Any:
        """Send a statement; the engine notes the time limit that is set when it starts."""
        limit = max(1, round(timeout * 1000)) if timeout else 0
        with self._starting:
            if limit != self._limit:
                self._db.command("sql", f"ALTER DATABASE `{engine.TIME_LIMIT}` {limit}").close()
                self._limit = limit
            send = self._db.command if write else self._db.query
            return send("opencypher", statement, dict(parameters))

    def _fail(self, error: ArcadeDBError) -> NoReturn:
        if engine.is_full(error):
            msg = f"There is no space left on the disk of {self.location}: nothing of this change was stored."
        else:
            msg = f"{self.location} cannot be read or written: {engine.words(error)}"
        raise StoreError(msg) from error


def _wrong(error: ArcadeDBError, timeout: float | None) -> StatementError:
    """What was wrong with a statement."""
    if engine.is_timeout(error):
        return StatementError(f"The statement took longer than {timeout or 0:g} seconds and was stopped.")
    if "not idempotent" in engine.words(error):
        return StatementError("The statement would change the graph and was not run: `--write` (write=True) allows it.")
    return StatementError(engine.words(error))


def make_schema(database: Database, terms: Ontology) -> None:
    """Make the types and indexes that a graph of these terms needs, as far as they are not there yet."""
    there = {row["name"] for row in database.query("sql", "SELECT name FROM schema:types").to_list()}
    statements = [sql for name, sql in _types(terms) if name not in there]
    if statements or not there:
        for statement in chain(statements, _indexes()):
            database.command("sql", statement).close()


def _types(terms: Ontology) -> Iterator[tuple[str, str]]:
    """Names of types, and the statements that make them, those that others extend first."""
    for label in cypher.OWN_LABELS:
        yield label, f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS"
    for cls in sorted(terms.classes, key=lambda cls: (len(terms.lineage(cls)), cls)):
        if lineage := cypher.lineage(cls, terms):
            parent = lineage[1] if len(lineage) > 1 else "Entity"
            yield lineage[0], f"CREATE VERTEX TYPE `{lineage[0]}` IF NOT EXISTS EXTENDS `{parent}`"
    for type_ in (*cypher.OWN_TYPES, DIRECT):
        yield type_, f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS"
    for relation in terms.relations:
        name = cypher.known_type(relation, terms)
        yield name, f"CREATE EDGE TYPE `{name}` IF NOT EXISTS EXTENDS `{DIRECT}`"


def _indexes() -> Iterator[str]:
    for type_, key, kind in INDEXES:
        yield f"CREATE PROPERTY `{type_}`.`{key}` IF NOT EXISTS STRING"
        yield f"CREATE INDEX IF NOT EXISTS ON `{type_}` (`{key}`) {kind}"
