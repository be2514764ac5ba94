"""What only PostgreSQL does: a server, one writer by an advisory lock, and the tsvector index."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, TableClause, and_, create_engine, false, func, literal_column, select
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.sql.expression import ColumnClause

from onrecord.errors import SetupError
from onrecord.store.sql.database import Match
from onrecord.store.words import Term

LOCK = 0x6F6E7265636F7264
"""Writers take this advisory lock in turn ("onrecord" in ASCII)."""

_SIMPLE: ColumnClause[str] = literal_column("'simple'")
"""Written out, not bound: the index is found by its expression."""

_FAULTS = {
    "55P03": "is locked by another process; try again when that is done",
    "53100": "cannot grow: the server's disk is full",
    "53300": "is too busy: the server takes no more connections",
    "25006": "cannot be written: the database is read-only",
    "42501": "cannot be used: the user lacks the right",
    "28P01": "cannot be opened: wrong password",
    "3D000": "cannot be opened: no such database",
}
"""Conditions by their SQLSTATE, in plain words."""

_DOCUMENT = "54"
"""The class of conditions in which one document is too much: a limit of the program, such as that of an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgreSQL:
    """A record on a server."""

    engine: Engine
    reading: ClassVar[dict[str, Any]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    writing: ClassVar[dict[str, Any]] = {"isolation_level": "READ COMMITTED"}
    """Under a stricter level the state seen would be that from before the lock was given."""

    @classmethod
    def at(cls, url: URL, *, wait: float) -> "PostgreSQL":
        """The database of a URL, which is reached on first use. Raises SetupError where its driver is not installed."""
        options = {"connect_timeout": max(2, round(wait)), "options": f"-c lock_timeout={round(wait * 1000)}"}
        try:
            return cls(engine=create_engine(url, connect_args=options, pool_pre_ping=True))
        except ModuleNotFoundError as error:
            raise SetupError(f"PostgreSQL needs the package {error.name}: pip install 'onrecord[postgresql]'") from None

    def prepare(self) -> None:
        """An empty database is ready as it is."""

    def lock(self, connection: Connection) -> None:
        """Waits until no other transaction writes to the record."""
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))

    def matching(self, rows: TableClause, asked: Mapping[str, tuple[Term, ...]]) -> Match:
        """Each column is asked by the index over its words."""
        found = (
            func.to_tsvector(_SIMPLE, rows.c[name]).bool_op("@@")(func.to_tsquery(_SIMPLE, _question(terms)))
            for name, terms in asked.items()
        )
        return Match(number=rows.c.number, condition=and_(*found) if all(asked.values()) else false())

    def fault(self, error: DBAPIError) -> str | None:
        """The condition in plain words, else the server's own."""
        state = getattr(error.orig, "sqlstate", None) or ""
        if isinstance(error, DataError) or state.startswith(_DOCUMENT):
            return None
        return _FAULTS.get(state, f"fails: {str(error.orig).partition(chr(10))[0]}")


def _question(terms: tuple[Term, ...]) -> str:
    """The terms in the language of to_tsquery. Folded words hold no mark, so nothing in them can steer the question."""
    return " & ".join(f"({' <-> '.join(term.words)}{':*' if term.begins else ''})" for term in terms)
