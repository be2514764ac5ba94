"""What only SQLite does: a file, one writer beside many readers, and the FTS5 index."""

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    QueuePool,
    TableClause,
    Text,
    column,
    create_engine,
    event,
    false,
    table,
)
from sqlalchemy.exc import DBAPIError

from onrecord.errors import SetupError
from onrecord.store.sql.database import Match
from onrecord.store.words import Term

_FAULTS = {
    "SQLITE_BUSY": "is locked by another process; try again when that is done",
    "SQLITE_LOCKED": "is locked by another process; try again when that is done",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: the disk fails or is full",
    "SQLITE_NOTADB": "is no record: the file is not a database",
    "SQLITE_CORRUPT": "is damaged: the file is not a whole database",
    "SQLITE_READONLY": "cannot be written: the file or its folder is read-only",
    "SQLITE_CANTOPEN": "cannot be opened: the file or its folder does not allow it",
    "SQLITE_PERM": "cannot be opened: the file does not allow it",
    "SQLITE_TOOBIG": None,
    "SQLITE_MISMATCH": None,
}
"""SQLite's primary result codes in plain words; None where one document is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SQLite:
    """A record in a file."""

    engine: Engine
    reading: ClassVar[dict[str, Any]] = {"opening": "BEGIN"}
    writing: ClassVar[dict[str, Any]] = {"opening": "BEGIN IMMEDIATE"}
    """Takes the write lock at once: a transaction that reads first and writes later fails when another came between."""

    @classmethod
    def at(cls, address: str, *, create: bool, wait: float) -> "SQLite":
        """The file at a path, which is made on first use. Raises SetupError where there can be none."""
        path = Path(address)
        _check(path, create=create)
        uri = f"file:{quote(os.fsencode(path.absolute()))}?{_mode(path)}"
        engine = create_engine("sqlite://", creator=lambda: _opened(uri, wait), poolclass=QueuePool)
        event.listen(engine, "begin", _begin)
        return cls(engine=engine)

    def prepare(self) -> None:
        """Readers do not wait for the writer any more, nor it for them (write-ahead log; the file remembers it)."""
        with self.engine.execution_options(opening=None).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def lock(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE took the lock."""

    def matching(self, rows: TableClause, asked: Mapping[str, tuple[Term, ...]]) -> Match:
        """The index is asked alone: joined with its table, SQLite would sort what the index gives in order."""
        index = table(f"{rows.name}_search", column("rowid", Integer), column(f"{rows.name}_search", Text))
        question = " AND ".join(f"{{{name}}} : ({_question(terms)})" for name, terms in asked.items())
        found = index.c[index.name].op("MATCH", is_comparison=True)(question)
        return Match(number=index.c.rowid, condition=found if all(asked.values()) else false())

    def fault(self, error: DBAPIError) -> str | None:
        """The result code in plain words, else SQLite's own."""
        code = getattr(error.orig, "sqlite_errorname", "")
        primary = "_".join(code.split("_")[:2])
        return _FAULTS.get(primary, f"fails: {error.orig}")


def _check(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise SetupError(f"{path} is a folder; a record is a file")
    if path.exists():
        return
    if not create:
        raise SetupError(f"no such record: {path}")
    if not path.parent.is_dir():
        raise SetupError(f"no record can be made at {path}: there is no folder {path.parent}")


def _mode(path: Path) -> str:
    """How the file is opened. What may not be written, and has no log beside it, is read without any lock."""
    if _writable(path.parent) and (_writable(path) or not path.exists()):
        return "mode=rwc"
    return "mode=ro" if path.with_name(path.name + "-wal").exists() else "mode=ro&immutable=1"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _opened(uri: str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _begin(connection: Connection) -> None:
    opening = connection.get_execution_options()["opening"]
    if opening is not None:
        connection.exec_driver_sql(opening)


def _question(terms: tuple[Term, ...]) -> str:
    """The terms in FTS5's language. Folded words hold no mark, so nothing in them can steer the question."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in terms)
