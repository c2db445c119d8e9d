"""The home on a server: Neo4j. What differs from the shared Cypher, and nothing else."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, islice
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, unit_of_work
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from kg.errors import StatementError, StoreError
from kg.stores import cypher, guard
from kg.stores.complaints import at_once, is_statement, is_timeout, plainly, words
from kg.stores.protocol import Rows
from kg.stores.store import CypherStore
from kg.stores.values import SIMPLE, plain, properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from neo4j import Driver, ManagedTransaction, Session, Transaction

    from kg.ontology import Ontology
    from kg.stores.graph import Row
    from kg.stores.server import Address

T = TypeVar("T")

# Whoever changes the graph holds this node until the change is whole: what an entity is called is read and written
# back, and without a lock two who do so at once would lose one's words.
LOCK = "MATCH (m:Meta {id: 'store'}) SET m.format = m.format RETURN m.format AS format"
REMOVE_DIRECT = """UNWIND $ids AS id MATCH (c:Claim {id: id})-[:SUBJECT]->(s:Entity) MATCH (c)-[:OBJECT]->(o:Entity)
 MATCH (s)-[r:{type} {claim: id}]->(o) DELETE r"""


class Neo4jStore(CypherStore):
    """A graph on a server, shared by all who may connect. Threads and processes may read and write at once."""

    def __init__(self, driver: Driver, address: Address, location: str, terms: Ontology | None = None) -> None:
        super().__init__(location, terms)
        self._driver = driver
        self._database = address.database
        self._here = local()
        self._known_reads: set[str] = set()
        self._closed = False

    def run(self, statement: str, **parameters: Any) -> list[Row]:
        """Run one of the statements of `cypher`, in this thread's transaction if there is one."""
        if parameters.get("rows", parameters.get("ids")) == []:
            return []

        def send(tx: ManagedTransaction) -> list[Row]:
            return [properties(record) for record in tx.run(statement, parameters)]

        if tx := getattr(self._here, "tx", None):
            return send(tx)
        with plainly(self.location), self._session(READ_ACCESS) as session:
            return session.execute_read(send)

    def labels(self, lineage: Sequence[str]) -> str:
        """All labels of an entity of a class."""
        return ":".join(("Entity", *lineage))

    def remove_direct(self, claims: Mapping[str, Sequence[str]]) -> None:
        """Remove relationships by their ends, which are found through the claim."""
        for relation, ids in claims.items():
            type_ = cypher.known_type(relation, self._ontology)
            self.run(REMOVE_DIRECT.replace("{type}", type_), ids=list(ids))

    def transaction(self, change: Callable[[], T]) -> T:
        """Make a change as a whole or not at all; tried again where the server or the connection asks for it."""
        made: list[T] = []

        def noted() -> T:
            made.append(change())
            return made[-1]

        with plainly(self.location):
            try:
                return self._attempt(noted)
            except IncompleteCommit:  # nobody knows whether it is stored: the same change twice is one
                told = made[-1]
                self._attempt(change)
                return told

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
        known = dict(parameters or {})
        if write:
            columns, rows = self._changed_rows(statement, known, timeout)
            return Rows(columns, iter(rows))
        stream = self._stream(statement, known, timeout)
        columns = next(stream)
        head = list(islice(stream, 1))  # so that what is wrong is known now, and who lets go of the rows ends the query
        return Rows(columns, chain(head, stream))

    @contextmanager
    def held(self) -> Iterator[None]:
        """While inside, whoever would change the graph waits; StoreError at the end if the server let go meanwhile."""
        with ExitStack() as stack:
            with plainly(self.location):
                session = stack.enter_context(self._session(WRITE_ACCESS))
                tx = session.begin_transaction()
                stack.callback(_let_go, tx)
                self._locked(tx.run(LOCK).data())
            yield
            with plainly(self.location):
                self._locked(tx.run(LOCK).data())

    def stream(self, statement: str) -> Iterator[Row]:
        """The rows of a statement as they come; nothing is looked at in what it says."""
        with plainly(self.location), self._session(READ_ACCESS) as session:
            yield from map(properties, session.run(statement))

    def close(self) -> None:
        """Let go of the server; closing twice is fine."""
        self._closed = True
        self._driver.close()

    def _session(self, access: str) -> Session:
        if self._closed:
            msg = f"{self.location} is closed."
            raise StoreError(msg)
        return self._driver.session(database=self._database, default_access_mode=access)

    def _locked(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """StoreError where what is locked is no graph, or another than this program knows."""
        formats = [row["format"] for row in rows]
        if formats != [cypher.FORMAT]:
            why = f"its format is {formats[0]} now" if formats else "what describes it is gone"
            msg = f"{self.location} was changed by something else meanwhile ({why}): nothing was stored."
            raise StoreError(msg)

    def _attempt(self, change: Callable[[], T]) -> T:
        def work(tx: ManagedTransaction) -> T:
            self._here.tx = tx
            try:
                with at_once(self.location):
                    self._locked(self.run(LOCK))
                return change()
            finally:
                self._here.tx = None

        with self._session(WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _changed_rows(
        self, statement: str, parameters: Row, timeout: float | None
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Columns and all rows of a statement that may write."""

        @unit_of_work(timeout=timeout)
        def work(tx: ManagedTransaction) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
            with at_once(self.location):
                if "w" in self._does(tx, statement, parameters):  # else it is of the schema, which no transaction mixes
                    self._locked(tx.run(LOCK).data())
                result = tx.run(statement, parameters)
                return tuple(result.keys()), [_row(record) for record in result]

        with self._stating(timeout), self._session(WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _stream(self, statement: str, parameters: Row, timeout: float | None) -> Iterator[tuple[Any, ...]]:
        """The columns of a statement that reads, then its rows as they come."""
        with (
            self._stating(timeout),
            self._session(READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as tx,
        ):
            self._check_reads(tx, statement, parameters)
            result = tx.run(statement, parameters)
            yield tuple(result.keys())
            for record in result:
                yield _row(record)

    def _check_reads(self, tx: Transaction, statement: str, parameters: Row) -> None:
        """StatementError where the server says that a statement does more than read."""
        if statement in self._known_reads:
            return
        if self._does(tx, statement, parameters) != "r":
            msg = "The statement would change the graph and was not run: `--write` (write=True) allows it."
            raise StatementError(msg)
        self._known_reads.add(statement)

    @staticmethod
    def _does(tx: Transaction | ManagedTransaction, statement: str, parameters: Row) -> str:
        """What a statement does, without running it: r for reading, w or rw for writing, s for the schema."""
        plan = f"EXPLAIN {_unexplained(statement)}"
        return str(tx.run(plan, parameters).consume().query_type)

    @contextmanager
    def _stating(self, timeout: float | None) -> Iterator[None]:
        """Turn what the server says of a user's statement into a StatementError, and of itself into a StoreError."""
        with plainly(self.location):
            try:
                yield
            except (Neo4jError, DriverError) as error:
                if is_timeout(error):
                    allowed = f"{timeout:g} seconds" if timeout else "the server allows"
                    msg = f"The statement took longer than {allowed} and was stopped."
                    raise StatementError(msg) from error
                if isinstance(error, IncompleteCommit):
                    msg = (
                        f"{self.location} was lost while it stored a change: look whether it did before you try again."
                    )
                    raise StoreError(msg) from error
                if is_statement(error):
                    raise StatementError(words(error)) from error
                raise
            except UnicodeEncodeError:
                raise
            except (OverflowError, TypeError, ValueError) as error:  # the driver's words on a value
                msg = f"A parameter cannot be sent: {error}."
                raise StatementError(msg) from error


def _let_go(tx: Transaction) -> None:
    with suppress(Neo4jError, DriverError, OSError):  # what is lost with the connection is let go of
        tx.close()


def _unexplained(statement: str) -> str:
    """A statement without the EXPLAIN or PROFILE that it may begin with."""
    first = next(iter(guard.tokens(statement)), None)
    return statement[first.at + len(first.text) :] if first and first.says("explain", "profile") else statement


def _row(record: Any) -> tuple[Any, ...]:
    return tuple(value if type(value) in SIMPLE else plain(value) for value in record.values())
