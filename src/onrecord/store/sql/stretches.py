"""Gives a document's text page by page, each with the rows that stand in it, whatever its length."""

import bisect
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, TableClause, func, select

from onrecord.errors import DocumentError
from onrecord.model.base import Span
from onrecord.model.document import Block
from onrecord.model.rows import BlockRow, LayerRow, PostRow, SpanRow, StatementRow
from onrecord.store.annotations import decoded
from onrecord.store.questions import Readings, Stretch, readings_of
from onrecord.store.sql import reading as documents
from onrecord.store.sql.overview import decoded as decoded_reading
from onrecord.store.sql.rows import PER_DOCUMENT
from onrecord.store.sql.tables import (
    annotation,
    document,
    layer,
    passage,
    post,
    reading,
    statement,
    statement_row,
    struck,
)

CHARACTERS = 16_000
"""A page is full with the passage that brings it to so many characters: some six sheets of paper."""

STATEMENTS = 150
"""Statements with which a page is full, however few its characters."""

NEAR = 3_000
"""Characters before and after a statement in which its correction is chosen: a turn may be hours long."""


def stretch(connection: Connection, number: int, page: int) -> Stretch:
    """That page of a document, counted from 1. Raises DocumentError where it has fewer."""
    edges = tuple(_edges(connection, number))
    if not 1 <= page < len(edges):
        raise DocumentError(f"the document has {len(edges) - 1} pages; there is no page {page}")
    start, end = edges[page - 1], edges[page]
    words = func.substr(document.c.text, start + 1, end - start)
    row = connection.execute(select(words, *documents.DOCUMENT_ROW).where(document.c.number == number)).one()
    return Stretch(
        document=documents.document_row(row[1:]),
        page=page,
        pages=len(edges) - 1,
        span=SpanRow(start=start, end=end, text=row[0]),
        blocks=tuple(_blocks(connection, number, start, end)),
        statements=_statements(connection, number, start, end),
        struck=tuple(_decoded(connection, struck, StatementRow, number, start, end)),
        posts=tuple(_decoded(connection, post, PostRow, number, start, end)),
        readings=_readings(connection, number, start, end),
        layers=_layers(connection, number),
    )


def page_of(connection: Connection, number: int, position: int) -> int:
    """The page of a document on which a position of its text stands."""
    edges = tuple(_edges(connection, number))
    return next((at for at in range(1, len(edges)) if position < edges[at]), max(1, len(edges) - 1))


def around(connection: Connection, number: int, span: Span) -> SpanRow:
    """The paragraphs in which a span stands, with the one before and the one after, as far as they are near."""
    held = select(passage).where(passage.c.document == number)
    before = held.where(passage.c.start <= span.start).order_by(passage.c.start.desc()).limit(2)
    after = held.where(passage.c.end >= span.end).order_by(passage.c.end).limit(2)
    start = min((row.start for row in connection.execute(before)), default=span.start)
    end = max((row.end for row in connection.execute(after)), default=span.end)
    start, end = max(start, span.start - NEAR), min(end, span.end + NEAR)
    words = func.substr(document.c.text, start + 1, end - start)
    text = connection.scalar(select(words).where(document.c.number == number)) or ""
    return SpanRow(start=start, end=start + len(text), text=text)


def posts_of(connection: Connection, number: int) -> tuple[PostRow, ...]:
    """All posts of a document, in text order."""
    asked = select(post.c.value).where(post.c.document == number).order_by(post.c.number)
    return tuple(msgspec.json.decode(value, type=PostRow) for value in connection.scalars(asked))


def _edges(connection: Connection, number: int) -> Iterator[int]:
    """Where the pages begin, and where the last ends. They are cut between passages, which follow one another."""
    starts = select(statement.c.start).where(statement.c.document == number, statement.c.start.is_not(None))
    begins = list(connection.scalars(starts.order_by(statement.c.start)))
    asked = select(passage.c.start).where(passage.c.document == number).order_by(passage.c.start)
    length = connection.scalar(select(func.length(document.c.text)).where(document.c.number == number)) or 0
    yield 0
    last = before = 0
    for start in connection.scalars(asked):
        now = bisect.bisect_left(begins, start)
        if start > last and (start - last >= CHARACTERS or now - before >= STATEMENTS):
            yield start
            last, before = start, now
    yield length


def _blocks(connection: Connection, number: int, start: int, end: int) -> Iterator[BlockRow]:
    asked = _within(annotation, number, start, end).where(annotation.c.kind == Block.__name__)
    for kind, value in connection.execute(asked.with_only_columns(annotation.c.kind, annotation.c.value)):
        block = decoded(kind, value)
        assert isinstance(block, Block)
        yield BlockRow(id=block.id, start=block.extent.start, end=block.extent.end, role=block.role)


def _statements(connection: Connection, number: int, start: int, end: int) -> tuple[tuple[int, StatementRow], ...]:
    asked = (
        _within(statement, number, start, end)
        .join(statement_row, statement_row.c.number == statement.c.number)
        .with_only_columns(statement.c.number, statement_row.c.value)
    )
    return tuple(
        (at % PER_DOCUMENT + 1, msgspec.json.decode(value, type=StatementRow))
        for at, value in connection.execute(asked)
    )


def _readings(connection: Connection, number: int, start: int, end: int) -> Readings:
    asked = _within(reading, number, start, end).with_only_columns(reading.c.kind, reading.c.value)
    return readings_of(decoded_reading(kind, value) for kind, value in connection.execute(asked))


def _decoded(connection: Connection, table: TableClause, row: Any, number: int, start: int, end: int) -> Iterator[Any]:
    for value in connection.scalars(_within(table, number, start, end).with_only_columns(table.c.value)):
        yield msgspec.json.decode(value, type=row)


def _layers(connection: Connection, number: int) -> tuple[LayerRow, ...]:
    ran = select(layer.c.layer, layer.c.version).where(layer.c.document == number).order_by(layer.c.position)
    return tuple(LayerRow(layer=row.layer, version=row.version) for row in connection.execute(ran))


def _within(table: TableClause, number: int, start: int, end: int) -> Any:
    """The rows of a document that stand between two places, in text order."""
    held = select(table).where(table.c.document == number, table.c.start < end, table.c.end > start)
    return held.order_by(table.c.start, table.c.end)
