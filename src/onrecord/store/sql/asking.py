"""Answers questions about statements and words, page by page, in the order of the record."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.model.rows import SpanRow, StatementRow
from onrecord.store.questions import FoundPassage, FoundStatement, StatementFilter
from onrecord.store.sql import reading
from onrecord.store.sql.database import Database
from onrecord.store.sql.tables import document, passage, spoken, statement, statement_row
from onrecord.store.words import Term, phrase, terms


def statements(database: Database, connection: Connection, asked: StatementFilter) -> tuple[FoundStatement, ...]:
    """A page of the statements asked for."""
    return found_statements(connection, _page(_numbers(database, connection, asked), asked.limit, asked.offset))


def found_statements(connection: Connection, page: Select[int]) -> tuple[FoundStatement, ...]:
    """The statements of these numbers, in the order of the record."""
    rows = (
        select(statement_row.c.value, *reading.DOCUMENT_ROW)
        .join(statement, statement.c.number == statement_row.c.number)
        .join(document, document.c.number == statement.c.document)
        .where(statement_row.c.number.in_(page))
        .order_by(statement_row.c.number)
    )
    return tuple(
        FoundStatement(document=reading.document_row(row[1:]), statement=msgspec.json.decode(row[0], type=StatementRow))
        for row in connection.execute(rows)
    )


def statements_of(connection: Connection, who: str, *, limit: int | None, offset: int) -> tuple[FoundStatement, ...]:
    """A page of the statements of just that speaker, in the order of the record."""
    return found_statements(connection, _page(select(spoken.c.number).where(spoken.c.who == who), limit, offset))


def count(database: Database, connection: Connection, asked: StatementFilter) -> int:
    """How many statements the question has on all pages."""
    found = _numbers(database, connection, asked)
    return connection.scalar(found.with_only_columns(func.count(*found.selected_columns))) or 0


def passages(
    database: Database, connection: Connection, words: str, *, limit: int | None, offset: int
) -> tuple[FoundPassage, ...]:
    """A page of the passages that hold all the words."""
    found = database.dialect.matching(passage, {"words": terms(words)})
    page = _page(select(found.number).where(found.condition), limit, offset)
    rows = (
        select(passage.c.start, passage.c.end, _words(), *reading.DOCUMENT_ROW)
        .join(document, document.c.number == passage.c.document)
        .where(passage.c.number.in_(page))
        .order_by(passage.c.number)
    )
    return tuple(
        FoundPassage(document=reading.document_row(row[3:]), passage=SpanRow(start=row[0], end=row[1], text=row[2]))
        for row in connection.execute(rows)
    )


def count_passages(database: Database, connection: Connection, words: str) -> int:
    """How many passages hold all the words."""
    found = database.dialect.matching(passage, {"words": terms(words)})
    return connection.scalar(select(func.count(found.number)).where(found.condition)) or 0


def _words() -> ColumnElement[str]:
    """The passage's stretch of the text, cut out by the database."""
    return func.substr(document.c.text, passage.c.start + 1, passage.c.end - passage.c.start)


def _page(numbers: Select[int], limit: int | None, offset: int) -> Select[int]:
    """One page of numbers, in their order."""
    return numbers.order_by(*numbers.selected_columns).limit(limit).offset(offset).subquery().select()


def _numbers(database: Database, connection: Connection, asked: StatementFilter) -> Select[int]:
    """The numbers of all statements asked for. Where search finds them, the rest is looked up one by one."""
    chosen = list(_conditions(connection, asked))
    searched = _searched(asked)
    if not searched:
        return select(statement.c.number).where(*chosen)
    match = database.dialect.matching(statement_row, searched)
    found = select(match.number).where(match.condition)
    return found.join(statement, statement.c.number == match.number + 0).where(*chosen) if chosen else found


def _searched(asked: StatementFilter) -> dict[str, tuple[Term, ...]]:
    words = {"words": terms(asked.words)} if asked.words and asked.words.strip() else {}
    speakers = {"speakers": phrase(asked.speaker)} if asked.speaker and asked.speaker.strip() else {}
    return words | speakers


def _conditions(connection: Connection, asked: StatementFilter) -> Iterator[ColumnElement[bool]]:
    if asked.document is not None:
        yield statement.c.document == reading.number(connection, asked.document)
    if asked.mode is not None:
        yield statement.c.mode == asked.mode
    if asked.verdict is not None:
        yield statement.c.verdict == asked.verdict
    if asked.said_from is not None:
        yield statement.c.last_day >= asked.said_from.isoformat()
    if asked.said_to is not None:
        yield statement.c.first_day <= asked.said_to.isoformat()
