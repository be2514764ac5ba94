"""A database by its address: its connections for reading and writing, and its faults in plain words."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, TableClause
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from onrecord.errors import DocumentError, SetupError
from onrecord.store.words import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The numbers of the rows that search finds, read in their order, and on what condition."""

    number: ColumnElement[int]
    condition: ColumnElement[bool]


class Dialect(Protocol):
    """What only one kind of database does."""

    @property
    def engine(self) -> Engine: ...

    @property
    def reading(self) -> dict[str, Any]:
        """The execution options under which several queries see one state."""
        ...

    @property
    def writing(self) -> dict[str, Any]: ...

    def prepare(self) -> None:
        """A new, empty database is ready to take tables."""
        ...

    def lock(self, connection: Connection) -> None:
        """The transaction is the only one that writes, until it ends."""
        ...

    def matching(self, rows: TableClause, asked: Mapping[str, tuple[Term, ...]]) -> Match:
        """Where the rows are whose columns hold all their terms."""
        ...

    def fault(self, error: DBAPIError) -> str | None:
        """What happened, in plain words; None where only one document is at fault."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """An open database. `name` is its address without a password."""

    name: str
    dialect: Dialect

    def prepare(self) -> None:
        with self._faults():
            self.dialect.prepare()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the record."""
        return self._transaction(self.dialect.reading)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes all it does, or, when anything interrupts it, nothing."""
        with self._transaction(self.dialect.writing) as connection:
            self.dialect.lock(connection)
            yield connection

    def close(self) -> None:
        self.dialect.engine.dispose()

    @contextmanager
    def _transaction(self, options: dict[str, Any]) -> Iterator[Connection]:
        with self._faults(), self.dialect.engine.execution_options(**options).begin() as connection:
            yield connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            reason = self.dialect.fault(error)
            if reason is None:
                raise DocumentError(f"{self.name} does not take it: {_first_line(error)}") from error
            raise SetupError(f"{self.name} {reason}") from error
        except UnicodeEncodeError as error:
            raise DocumentError(f"{self.name} does not take it: half a character (a lone surrogate)") from error
        except PoolTimeout as error:
            raise SetupError(f"{self.name} is too busy: no connection came free") from error


def connected(address: str, *, create: bool, wait: float) -> Database:
    """The database at a path or URL. Raises SetupError for an address that is none or leads nowhere."""
    if "://" not in address:
        return _sqlite(address, create=create, wait=wait)
    try:
        url = make_url(address)
    except ArgumentError:
        raise SetupError(
            "the database's address cannot be read; expected a path, sqlite:///… or postgresql://…"
        ) from None
    if url.get_backend_name() == "sqlite" and url.database:
        return _sqlite(url.database, create=create, wait=wait)
    if url.get_backend_name() == "postgresql":
        from onrecord.store.sql.postgresql import PostgreSQL

        return Database(name=url.render_as_string(hide_password=True), dialect=PostgreSQL.at(url, wait=wait))
    raise SetupError(f"no record can be kept in {url.drivername!r}; allowed: a path, sqlite:///… or postgresql://…")


def _sqlite(path: str, *, create: bool, wait: float) -> Database:
    from onrecord.store.sql.sqlite import SQLite

    return Database(name=path, dialect=SQLite.at(path, create=create, wait=wait))


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).partition("\n")[0]
