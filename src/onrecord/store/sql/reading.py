"""Gives documents and whole records back from the tables."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, or_, select

from onrecord.errors import DocumentError
from onrecord.model.base import Annotation, Provenance
from onrecord.model.document import Document, Hint, OffsetMap, Origin, Record
from onrecord.model.rows import DocumentRow
from onrecord.store.annotations import decoded
from onrecord.store.sql.tables import annotation, document, layer
from onrecord.store.words import askable

CURRENT = document.c.superseded_by.is_(None)
"""What no newer text of the same uri supersedes."""

_ORIGIN = ("uri", "url", "title", "published", "publisher", "author")
_SHOWN = tuple(name for name in DocumentRow.__struct_fields__ if name not in ("text", "offsets"))
DOCUMENT_ROW = tuple(document.c[name] for name in _SHOWN)
"""The columns of a contract's document row without its text."""

_TOLD = 5


def document_row(row: Sequence[Any]) -> DocumentRow:
    """The contract's row from the columns of DOCUMENT_ROW."""
    return DocumentRow(**dict(zip(_SHOWN, row, strict=True)))


def documents(connection: Connection, *, limit: int | None, offset: int) -> tuple[DocumentRow, ...]:
    """A page of the current documents in the order added."""
    asked = select(*DOCUMENT_ROW).where(CURRENT).order_by(document.c.number).limit(limit).offset(offset)
    return tuple(map(document_row, connection.execute(asked)))


def numbers(connection: Connection) -> tuple[int, ...]:
    """The numbers of the current documents in the order added."""
    return tuple(connection.scalars(select(document.c.number).where(CURRENT).order_by(document.c.number)))


def number(connection: Connection, reference: str) -> int:
    """The document meant by an id, a uri or the beginning of an id. Raises DocumentError for none and for several."""
    asked = askable(reference)
    exact = or_(document.c.id == asked, (document.c.uri == asked) & CURRENT)
    begins = document.c.id.startswith(asked, autoescape=True)
    for condition in (exact, begins) if reference else ():
        found = connection.execute(_named(condition)).all()
        if len(found) == 1:
            return int(found[0].number)
        if found:
            told = ", ".join(f"{row.id} ({row.uri})" for row in found)
            raise DocumentError(f"{reference!r} may mean several documents of the record: {told}")
    raise DocumentError(f"no document {reference!r} in the record; expected an id, the beginning of one, or a uri")


def records(connection: Connection, number: int) -> Iterator[Record]:
    """The record of the document with that number, equal to the one that was added; none when it is gone."""
    for row in connection.execute(select(document).where(document.c.number == number)).mappings():
        yield Record(_document(row), _layers(connection, number))


def document_of(connection: Connection, number: int) -> Document:
    """The document with that number."""
    return _document(connection.execute(select(document).where(document.c.number == number)).mappings().one())


def holds(connection: Connection, document_id: str, document_digest: str, layers: tuple[Provenance, ...]) -> bool:
    """Whether the current record of a document was made from the same document by the same layers; what was found
    afterwards (verdicts) does not count."""
    number = same(connection, document_id, document_digest)
    return number is not None and _provenances(connection, number)[: len(layers)] == layers


def same(connection: Connection, document_id: str, document_digest: str) -> int | None:
    """The number of the current document that is just the same."""
    found = select(document.c.number).where(document.c.id == document_id, CURRENT)
    return connection.scalar(found.where(document.c.document_digest == document_digest))


def _named(condition: Any) -> Select[Any]:
    return select(document.c.number, document.c.id, document.c.uri).where(condition).limit(_TOLD)


def _document(row: RowMapping) -> Document:
    return Document(
        origin=Origin(**{name: row[name] for name in _ORIGIN}),
        text=row["text"],
        kind=row["kind"],
        language=row["language"],
        hints=msgspec.json.decode(row["hints"], type=tuple[Hint, ...]),
        offsets=None if row["offsets"] is None else msgspec.json.decode(row["offsets"], type=OffsetMap),
    )


def _layers(connection: Connection, number: int) -> tuple[tuple[Provenance, tuple[Annotation, ...]], ...]:
    found: dict[int, list[Annotation]] = {}
    asked = select(annotation.c.layer, annotation.c.kind, annotation.c.value).where(annotation.c.document == number)
    for row in connection.execute(asked.order_by(annotation.c.layer, annotation.c.position)):
        found.setdefault(row.layer, []).append(decoded(row.kind, row.value))
    ran = enumerate(_provenances(connection, number))
    return tuple((provenance, tuple(found.get(position, ()))) for position, provenance in ran)


def _provenances(connection: Connection, number: int) -> tuple[Provenance, ...]:
    ran = select(layer.c.layer, layer.c.version).where(layer.c.document == number).order_by(layer.c.position)
    return tuple(Provenance(layer=row.layer, version=row.version) for row in connection.execute(ran))
