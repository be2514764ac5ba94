"""Puts a record's rows into the tables, and takes documents out, inside one transaction of the caller."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, TableClause, delete, func, insert, select, update

from onrecord.store.questions import Outcome
from onrecord.store.sql.finding import Part
from onrecord.store.sql.rows import RecordRows, placed
from onrecord.store.sql.tables import (
    alias,
    document,
    layer,
    passage,
    post,
    reading,
    speaker,
    spoken,
    statement,
    struck,
    tie,
)

ASKED = (statement, speaker, alias, passage, struck, post, reading, spoken, tie)
"""The tables for questions, which hold rows of current documents only. A statement takes its row along."""


def write(connection: Connection, rows: RecordRows) -> Outcome:
    """The record is current; an older text of the same uri is superseded by it."""
    known = _known(connection, rows.document["id"])
    if known is None:
        _insert(connection, rows, _next_number(connection))
        return "superseded" if _supersede(connection, rows.document) else "added"
    if known["superseded_by"] is None and known["record_digest"] == rows.document["record_digest"]:
        return "unchanged"
    _replace(connection, rows, known["number"])
    return "superseded" if _supersede(connection, rows.document) else "updated"


def find_anew(connection: Connection, number: int, parts: Iterable[Part]) -> None:
    """A document is found by these rows from now on, in the tables that they are of."""
    found = tuple(parts)
    tables = {table for table, _ in found}
    _clear(connection, tuple(table for table in ASKED if table in tables), [number])
    insert_all(connection, placed(found, number))


def insert_all(connection: Connection, parts: Iterable[tuple[TableClause, list[dict[str, Any]]]]) -> None:
    """The rows are in their tables."""
    for table, values in parts:
        if values:
            connection.execute(insert(table), values)


def remove(connection: Connection, number: int) -> None:
    """Nothing is left of the document and of what it superseded but people's judgements."""
    connection.execute(delete(document).where(document.c.number == number))


def _known(connection: Connection, document_id: str) -> RowMapping | None:
    asked = select(document.c.number, document.c.superseded_by, document.c.record_digest)
    return connection.execute(asked.where(document.c.id == document_id)).mappings().first()


def _next_number(connection: Connection) -> int:
    return (connection.scalar(select(func.max(document.c.number))) or 0) + 1


def _insert(connection: Connection, rows: RecordRows, number: int) -> None:
    connection.execute(insert(document).values(rows.document | {"number": number}))
    _insert_parts(connection, rows, number)


def _replace(connection: Connection, rows: RecordRows, number: int) -> None:
    _clear(connection, (layer, *ASKED), [number])
    current: dict[str, Any] = rows.document | {"superseded_by": None}
    connection.execute(update(document).where(document.c.number == number).values(current))
    _insert_parts(connection, rows, number)


def _insert_parts(connection: Connection, rows: RecordRows, number: int) -> None:
    insert_all(connection, rows.numbered(number))


def _supersede(connection: Connection, by: dict[str, Any]) -> bool:
    """Older texts of the uri are marked and no longer asked for. True where there were any."""
    older = document.c.uri == by["uri"], document.c.id != by["id"], document.c.superseded_by.is_(None)
    numbers = connection.scalars(select(document.c.number).where(*older)).all()
    _clear(connection, ASKED, numbers)
    connection.execute(update(document).where(document.c.number.in_(numbers)).values(superseded_by=by["id"]))
    return bool(numbers)


def _clear(connection: Connection, tables: tuple[TableClause, ...], numbers: Iterable[int]) -> None:
    for table in tables:
        connection.execute(delete(table).where(table.c.document.in_(tuple(numbers))))
