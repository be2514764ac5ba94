"""A record as rows of the tables, worked out before any lock is taken."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import TableClause

from onrecord.errors import DocumentError
from onrecord.model.base import Annotation, canonical_json
from onrecord.model.document import Document, Record
from onrecord.store.annotations import encoded
from onrecord.store.sql.finding import Part, rows_to_find
from onrecord.store.sql.rulings import Judged
from onrecord.store.sql.tables import annotation, layer

Row = dict[str, Any]

PER_DOCUMENT = 2**24
"""Room for the statements or passages of one document between two documents' numbers; a text of 5 million characters
has fewer. Numbers made this way keep the order of the record when a document is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRows:
    """The rows of a record, but for the document's number, which only the database knows."""

    document: Row
    parts: tuple[Part, ...]
    """Every other table with its rows, holders before what they hold; what is numbered counts from 0."""

    def numbered(self, document: int) -> Iterator[tuple[TableClause, list[Row]]]:
        """The parts of the document with that number."""
        return placed(self.parts, document)


def rows_of(record: Record, judged: Judged) -> RecordRows:
    """The record as rows, to be found as people judged. Raises DocumentError for what no database keeps."""
    uri = record.document.origin.uri
    try:
        found = rows_to_find(judged.applied(record))
        return RecordRows(document=_document(record), parts=(*_rows_to_read(record), *found))
    except UnicodeEncodeError as error:
        half = f"half a character (a lone surrogate, U+{ord(error.object[error.start]):04X})"
        raise DocumentError(f"{uri!r} holds {half}, which cannot be stored") from None
    except DocumentError as error:
        raise DocumentError(f"{uri}: {error}") from None


def placed(parts: Iterable[Part], document: int) -> Iterator[tuple[TableClause, list[Row]]]:
    """The parts with the number of their document."""
    for table, rows in parts:
        yield table, [_placed(table, row, document) for row in rows]


def digest(value: Document | Record) -> str:
    """Equal for equal values only."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


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
        "offsets": None if document.offsets is None else canonical_json(document.offsets).decode(),
        "document_digest": digest(document),
        "record_digest": digest(record),
    }
    for name, value in row.items():
        if value is not None and "\0" in value:
            raise DocumentError(f"its {name} holds U+0000, which cannot be stored")
    return row


def _rows_to_read(record: Record) -> Iterator[Part]:
    """The rows from which the record is given back."""
    ran = (msgspec.to_builtins(by) for by, _ in record.layers)
    yield layer, tuple({"position": at, **row} for at, row in enumerate(ran))
    yield annotation, tuple(_annotations(record))


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


def _placed(table: TableClause, row: Row, document: int) -> Row:
    placed = {"document": document} if "document" in table.c else {}
    if "number" in row:
        placed["number"] = document * PER_DOCUMENT + row["number"]
    return row | placed
