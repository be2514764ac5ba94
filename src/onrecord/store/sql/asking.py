"""Answers questions about statements and words, page by page, in the order of the record."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.model.contract import SpanRow, StatementRow
from onrecord.store.questions import FoundPassage, FoundStatement, StatementFilter
from onrecord.store.sql import reading
from onrecord.store.sql.database import Database
from onrecord.store.sql.tables import document, passage, statement, statement_speaker
from onrecord.store.words import askable, folded, terms


def statements(database: Database, connection: Connection, asked: StatementFilter) -> tuple[FoundStatement, ...]:
    """A page of the statements asked for."""
    page = _numbers(database, connection, asked).order_by(statement.c.number).limit(asked.limit).offset(asked.offset)
    rows = (
        select(statement.c.value, *reading.DOCUMENT_ROW)
        .join(document, document.c.number == statement.c.document)
        .where(statement.c.number.in_(page.subquery().select()))
        .order_by(statement.c.number)
    )
    return tuple(
        FoundStatement(
            document=reading.document_row(row),
            statement=msgspec.json.decode(row[statement.c.value], type=StatementRow),
        )
        for row in connection.execute(rows).mappings()
    )


def count(database: Database, connection: Connection, asked: StatementFilter) -> int:
    """How many statements the question has on all pages."""
    found = _numbers(database, connection, asked).subquery()
    return connection.scalar(select(func.count()).select_from(found)) or 0


def passages(
    database: Database, connection: Connection, words: str, *, limit: int | None, offset: int
) -> tuple[FoundPassage, ...]:
    """A page of the passages that hold all the words."""
    page = database.dialect.matching(select(passage.c.number), passage, terms(words))
    page = page.order_by(passage.c.number).limit(limit).offset(offset)
    rows = (
        select(passage.c.start, passage.c.end, _words(), *reading.DOCUMENT_ROW)
        .join(document, document.c.number == passage.c.document)
        .where(passage.c.number.in_(page.subquery().select()))
        .order_by(passage.c.number)
    )
    return tuple(
        FoundPassage(
            document=reading.document_row(row),
            passage=SpanRow(start=row["start"], end=row["end"], text=row["text"]),
        )
        for row in connection.execute(rows).mappings()
    )


def _words() -> ColumnElement[str]:
    """The passage's stretch of the text, cut out by the database."""
    length = passage.c.end - passage.c.start
    return func.substr(document.c.text, passage.c.start + 1, length).label("text")


def _numbers(database: Database, connection: Connection, asked: StatementFilter) -> Select[Any]:
    """The numbers of all statements asked for."""
    found = select(statement.c.number)
    if asked.words and asked.words.strip():
        found = database.dialect.matching(found, statement, terms(asked.words))
    if asked.document is not None:
        found = found.where(statement.c.document == reading.number(connection, asked.document))
    if asked.mode is not None:
        found = found.where(statement.c.mode == asked.mode)
    if asked.said_from is not None:
        found = found.where(statement.c.last_day >= asked.said_from.isoformat())
    if asked.said_to is not None:
        found = found.where(statement.c.first_day <= asked.said_to.isoformat())
    if asked.speaker and asked.speaker.strip():
        found = found.where(statement.c.number.in_(_spoken_by(asked.speaker)))
    return found


def _spoken_by(speaker: str) -> Select[Any]:
    name = statement_speaker.c.folded.like(f"% {folded(speaker)} %")
    return select(statement_speaker.c.statement).where(or_(statement_speaker.c.person == askable(speaker), name))
