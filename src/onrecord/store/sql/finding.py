"""The rows by which a record is found: its statements, who speaks in them, and the words of its text."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import TableClause

from onrecord.model.base import Span
from onrecord.model.contract import attributions, post_rows, statement_rows, struck_rows
from onrecord.model.document import Block, Record
from onrecord.model.rows import SpeakerRow, StatementRow
from onrecord.model.ruling import Ruling
from onrecord.model.statement import Identity, Linking
from onrecord.store.sql.sames import WHO, who
from onrecord.store.sql.showing import (
    Numbered,
    days,
    doubt,
    rows_of_readings,
    rows_of_ties,
    rows_spoken,
    rows_struck,
    spans_of,
)
from onrecord.store.sql.tables import (
    alias,
    passage,
    post,
    reading,
    speaker,
    spoken,
    statement,
    statement_row,
    struck,
    tie,
)
from onrecord.text import folded

Row = dict[str, Any]
Part = tuple[TableClause, tuple[Row, ...]]

PASSAGE = 20_000
"""Characters of the longest passage: a page full. Longer blocks are cut, so that a text of one line can be searched."""

INDEXED = 300_000
"""Bytes of a statement's words that are indexed: six hours of one speaker. PostgreSQL's tsvector holds 1 MB, and no
text of this size, however written, comes near it."""


def rows_to_find(record: Record) -> Iterator[Part]:
    """The rows of the tables for questions, each numbered in text order."""
    yield from rows_by_judgement(record)
    yield passage, tuple({"number": at, **row} for at, row in enumerate(_passages(record)))
    yield post, tuple({"number": at, **row} for at, row in enumerate(_posts(record)))


def rows_by_judgement(record: Record) -> Iterator[Part]:
    """The rows that change with people's judgements: all but those of the text and of what readers wrote.

    A statement that people rejected keeps its number, so that a judgement changes no other statement's.
    """
    rejected = {ruling.of for ruling in record.of(Ruling) if ruling.rejected}
    order = [one.id in rejected for one in attributions(record)]
    kept = _numbered((at for at, gone in enumerate(order) if not gone), statement_rows(record))
    yield from rows_of_statements(kept, record.document.published_on)
    yield from rows_of_document(record, [row for _, row in kept])
    yield alias, tuple(_aliases(record))
    yield struck, rows_struck(_numbered((at for at, gone in enumerate(order) if gone), struck_rows(record)))
    yield reading, rows_of_readings(record)


def rows_of_statements(found: Sequence[Numbered], published: datetime.date | None) -> Iterator[Part]:
    """The rows that each statement has for itself, by its number."""
    yield statement, tuple({"number": at, **_statement(row, published)} for at, row in found)
    yield statement_row, tuple({"number": at, **_searched(row)} for at, row in found)
    yield spoken, tuple(rows_spoken(found, published))


def rows_of_document(record: Record, found: Sequence[StatementRow]) -> Iterator[Part]:
    """The rows that all statements of a document have together: who speaks in it how often, and of whom."""
    speakers = _speakers(found, record.document.published_on)
    yield speaker, tuple({"position": at, **row} for at, row in enumerate(speakers))
    yield tie, tuple(rows_of_ties(record, found))


def _numbered(numbers: Iterable[int], rows: Iterable[StatementRow]) -> tuple[Numbered, ...]:
    return tuple(zip(numbers, rows, strict=True))


def _statement(row: StatementRow, published: datetime.date | None) -> Row:
    return {
        "id": row.id,
        "mode": row.mode,
        "post": row.post,
        "nested_in": row.nested_in,
        "start": min(span.start for span in spans_of(row)),
        "end": max(span.end for span in spans_of(row)),
        "verdict": row.verdict.label if row.verdict else None,
        "doubt": doubt(row),
        **days(row.said, published),
    }


def _searched(row: StatementRow) -> Row:
    names = (name for speaker in row.speakers for name in (speaker.name, speaker.person) if name)
    return {
        "words": _indexed(" ".join(span.text for span in row.content)),
        "speakers": " and ".join(folded(name)[:WHO] for name in names),
        "value": msgspec.json.encode(row).decode(),
    }


def _indexed(text: str) -> str:
    return folded(text).encode()[:INDEXED].decode(errors="ignore")


def _speakers(found: Iterable[StatementRow], published: datetime.date | None) -> Iterator[Row]:
    """Each form in which a speaker stands in the document, with the number of statements and their days."""
    forms: dict[SpeakerRow, list[Row]] = {}
    for row in found:
        for said_by in row.speakers:
            form = msgspec.structs.replace(said_by, affiliation=None, reason="")
            forms.setdefault(form, []).append(days(row.said, published))
    for form, spoken_on in forms.items():
        yield {
            "who": who(form.person, form.name),
            "name": form.name[:WHO],
            "person": form.person,
            "type": form.type,
            "role": form.role and form.role[:WHO],
            "statements": len(spoken_on),
            "first_day": min((day["first_day"] for day in spoken_on if day["first_day"]), default=None),
            "last_day": max((day["last_day"] for day in spoken_on if day["last_day"]), default=None),
        }


def _aliases(record: Record) -> Iterator[Row]:
    links = {link.of: link.person for link in record.of(Linking)}
    known = {
        (who(links.get(identity.id), identity.name), other[:WHO])
        for identity in record.of(Identity)
        for other in identity.aliases
        if other != identity.name
    }
    for whose, other in sorted(known):
        yield {"who": whose, "alias": other}


def _posts(record: Record) -> Iterator[Row]:
    for row in post_rows(record):
        value = msgspec.json.encode(row).decode()
        yield {"id": row.id, "start": row.start, "end": row.end, "parent": row.parent, "value": value}


def _passages(record: Record) -> Iterator[Row]:
    text = record.document.text
    kept = ((span, folded(span.of(text))) for span in _stretches(record))
    for span, words in kept:
        if words:
            yield {"start": span.start, "end": span.end, "words": words}


def _stretches(record: Record) -> Iterator[Span]:
    """The blocks and what lies between them, each cut where it is too long: together the whole text."""
    text, at = record.document.text, 0
    for block in record.of(Block):
        yield from _cut(text, at, block.extent.start)
        at = max(at, block.extent.start)
        yield from _cut(text, at, block.extent.end)
        at = max(at, block.extent.end)
    yield from _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > PASSAGE:
        blank = text.rfind(" ", start + 1, start + PASSAGE)
        stop = blank if blank > 0 else start + PASSAGE
        yield Span(start, stop)
        start = stop
    if start < end:
        yield Span(start, end)
