"""A record as rows of the tables, worked out before any lock is taken."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import TableClause

from onrecord.errors import DocumentError
from onrecord.model.base import Annotation, Span, canonical_json
from onrecord.model.contract import StatementRow, TimeRow, statement_rows
from onrecord.model.document import Block, Document, Record
from onrecord.model.statement import Identity
from onrecord.store.annotations import encoded
from onrecord.store.sql.tables import alias, annotation, layer, passage, speaker, statement, statement_row
from onrecord.store.words import folded

Row = dict[str, Any]

PASSAGE = 20_000
"""Characters of the longest passage: a page full. Longer blocks are cut, so that a text of one line can be searched."""

WHO = 200
"""Characters that tell speakers and their other names apart. PostgreSQL indexes no value above 2,700 bytes."""

INDEXED = 300_000
"""Bytes of a statement's words that are indexed: six hours of one speaker. PostgreSQL's tsvector holds 1 MB, and no
text of this size, however written, comes near it."""

PER_DOCUMENT = 2**24
"""Room for the statements or passages of one document between two documents' numbers; a text of 20 million characters
has fewer. Numbers made this way keep the order of the record when a document is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRows:
    """The rows of a record, but for the document's number, which only the database knows."""

    document: Row
    layers: tuple[Row, ...]
    annotations: tuple[Row, ...]
    statements: tuple[Row, ...]
    statement_rows: tuple[Row, ...]
    speakers: tuple[Row, ...]
    aliases: tuple[Row, ...]
    passages: tuple[Row, ...]

    def parts(self, number: int) -> Iterator[tuple[TableClause, list[Row]]]:
        """Every table but the document's with its rows, holders before what they hold."""
        of = {"document": number}
        yield layer, [row | of for row in self.layers]
        yield annotation, [row | of for row in self.annotations]
        yield statement, [row | of | {"number": _number(number, row["number"])} for row in self.statements]
        yield statement_row, [row | {"number": _number(number, row["number"])} for row in self.statement_rows]
        yield speaker, [row | of for row in self.speakers]
        yield alias, [row | of for row in self.aliases]
        yield passage, [row | of | {"number": _number(number, row["number"])} for row in self.passages]


def rows_of(record: Record) -> RecordRows:
    """The record as rows. Raises DocumentError for text that no database keeps."""
    document = record.document
    try:
        return _rows(record)
    except UnicodeEncodeError as error:
        where = f"half a character (a lone surrogate, U+{ord(error.object[error.start]):04X})"
        raise DocumentError(f"{document.origin.uri!r} holds {where}, which cannot be stored") from None
    except DocumentError as error:
        raise DocumentError(f"{document.origin.uri}: {error}") from None


def digest(value: Document | Record) -> str:
    """Equal for equal values only."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _rows(record: Record) -> RecordRows:
    found = statement_rows(record)
    day = record.document.published_on
    return RecordRows(
        document=_document(record),
        layers=tuple(
            {"position": at, "layer": by.layer, "version": by.version} for at, (by, _) in enumerate(record.layers)
        ),
        annotations=tuple(_annotations(record)),
        statements=tuple({"number": at, **_statement(row, day)} for at, row in enumerate(found)),
        statement_rows=tuple({"number": at, **_searched(row)} for at, row in enumerate(found)),
        speakers=tuple({"position": at, **row} for at, row in enumerate(_speakers(found, day))),
        aliases=tuple(_aliases(record)),
        passages=tuple(_passages(record)),
    )


def _document(record: Record) -> Row:
    document = record.document
    row: Row = {
        **msgspec.to_builtins(document.origin),
        "id": document.id,
        "kind": document.kind,
        "language": document.language,
        "sha256": document.sha256,
        "text": document.text,
        "hints": canonical_json(document.hints).decode(),
        "offsets": canonical_json(document.offsets).decode() if document.offsets else None,
        "document_digest": digest(document),
        "record_digest": digest(record),
    }
    for name, value in row.items():
        if value is not None and "\0" in value:
            raise DocumentError(f"its {name} holds U+0000, which cannot be stored")
    return row


def _annotations(record: Record) -> Iterator[Row]:
    for at, (_, annotations) in enumerate(record.layers):
        for position, found in enumerate(annotations):
            yield {"layer": at, "position": position, **_annotation(found)}


def _annotation(found: Annotation) -> Row:
    return {
        "id": found.id,
        "kind": type(found).__name__,
        "start": found.span.start,
        "end": found.span.end,
        "value": encoded(found),
    }


def _statement(row: StatementRow, published: datetime.date | None) -> Row:
    return {
        "id": row.id,
        "mode": row.mode,
        "post": row.post,
        "nested_in": row.nested_in,
        **_days(row.said, published),
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


def _days(said: TimeRow | None, published: datetime.date | None) -> Row:
    """The days on which it was said; without words of time, the day of publication."""
    first = last = published
    if said is not None and (said.from_ or said.to):
        first, last = said.from_ or said.to, said.to or said.from_
    return {"first_day": first and first.isoformat(), "last_day": last and last.isoformat()}


def _speakers(found: Iterable[StatementRow], published: datetime.date | None) -> Iterator[Row]:
    """Each form in which a speaker stands in the document, with the number of statements and their days."""
    forms: dict[tuple[str | None, ...], list[Row]] = {}
    for row in found:
        for said_by in row.speakers:
            form = (said_by.name, said_by.person, said_by.type, said_by.role)
            forms.setdefault(form, []).append(_days(row.said, published))
    for (name, person, kind, role), days in forms.items():
        yield {
            "who": _who(person, name or ""),
            "name": name,
            "person": person,
            "type": kind,
            "role": role,
            "statements": len(days),
            "first_day": min((day["first_day"] for day in days if day["first_day"]), default=None),
            "last_day": max((day["last_day"] for day in days if day["last_day"]), default=None),
        }


def _who(person: str | None, name: str) -> str:
    return (person or folded(name))[:WHO]


def _aliases(record: Record) -> Iterator[Row]:
    known = {
        (_who(identity.person, identity.name), other[:WHO])
        for identity in record.of(Identity)
        for other in identity.aliases
        if other != identity.name
    }
    for who, other in sorted(known):
        yield {"who": who, "alias": other}


def _passages(record: Record) -> Iterator[Row]:
    text = record.document.text
    kept = ((span, folded(span.of(text))) for span in _stretches(record))
    for at, (span, words) in enumerate((span, words) for span, words in kept if words):
        yield {"number": at, "start": span.start, "end": span.end, "words": words}


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


def _number(document: int, at: int) -> int:
    if at >= PER_DOCUMENT:
        raise DocumentError(f"more than {PER_DOCUMENT:,} statements or passages in one document")
    return document * PER_DOCUMENT + at
