"""The catalogue of a library: its tables in a SQLite file, and a connection whose every failure is told."""

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from onrecord.errors import SetupError

CATALOGUE = "library.db"

VERSION = 1

_SCHEMA = """
CREATE TABLE about (version INTEGER NOT NULL);
CREATE TABLE document (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL, part TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    changed INTEGER NOT NULL, event TEXT, date TEXT, version TEXT, words INTEGER NOT NULL, UNIQUE (path, part, sha256));
CREATE TABLE turn (number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    speaker TEXT);
CREATE TABLE block (number INTEGER PRIMARY KEY AUTOINCREMENT, turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
    document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, start INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX turn_by_document ON turn (document);
CREATE INDEX block_by_document ON block (document, start);
CREATE INDEX block_by_turn ON block (turn);
"""


def connected(path: Path | str, *, new: bool = False) -> sqlite3.Connection:
    """A connection to the catalogue of that path, which is made if it is new. The connection, and what it finds, raise
    SetupError wherever the file turns out to be damaged, locked or unable to grow, and so does this."""
    try:
        connection = sqlite3.connect(path, check_same_thread=False, factory=_Connection)
    except sqlite3.Error as error:
        raise _unusable(path, error) from None
    connection.path = str(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if new:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO about VALUES (?)", (VERSION,))
            connection.commit()
        _check(connection)
    except SetupError:
        connection.close()
        raise
    return connection


def _told(method: Callable[..., Any]) -> Any:
    """The method, raising SetupError where SQLite fails: a file may be damaged where nobody has looked yet."""

    @wraps(method)
    def guarded(self: "_Cursor | _Connection", *args: Any) -> Any:
        try:
            return method(self, *args)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter in SQLite's own message
            raise _unusable(self.path, error) from None

    return guarded


class _Cursor(sqlite3.Cursor):
    """What is asked of a catalogue, and the rows as they come."""

    @property
    def path(self) -> str:
        return getattr(self.connection, "path", "")

    execute = _told(sqlite3.Cursor.execute)
    executemany = _told(sqlite3.Cursor.executemany)
    fetchone = _told(sqlite3.Cursor.fetchone)
    fetchall = _told(sqlite3.Cursor.fetchall)
    __next__ = _told(sqlite3.Cursor.__next__)


class _Connection(sqlite3.Connection):
    """A connection that asks by cursors of ours."""

    path = ""

    def execute(self, *asked: Any) -> _Cursor:
        cursor: _Cursor = self.cursor(_Cursor).execute(*asked)
        return cursor

    def executemany(self, *asked: Any) -> _Cursor:
        cursor: _Cursor = self.cursor(_Cursor).executemany(*asked)
        return cursor

    executescript = _told(sqlite3.Connection.executescript)
    commit = _told(sqlite3.Connection.commit)
    __exit__ = _told(sqlite3.Connection.__exit__)


def _check(connection: _Connection) -> None:
    (version,) = connection.execute("SELECT version FROM about").fetchone() or (VERSION + 1,)
    if version > VERSION:
        told = f"its version is {version}, this one knows {VERSION}"
        raise SetupError(f"{connection.path} was made by a newer onrecord: {told}")


def _unusable(path: Path | str, error: Exception) -> SetupError:
    return SetupError(f"the library's catalogue {path} cannot be used: {error}")
