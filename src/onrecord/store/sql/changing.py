"""Changes what a judgement on one statement changes, and leaves all else of its document: a long transcript has
thousands of statements, and to make all of their rows anew takes seconds."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, TableClause, bindparam, delete, insert, select

from onrecord.model.base import Annotation, Provenance, content_id
from onrecord.model.contract import statement_rows, struck_rows
from onrecord.model.document import Block, Record
from onrecord.model.rows import StatementRow
from onrecord.model.statement import (
    Attribution,
    Chain,
    Identity,
    Linking,
    Post,
    Speaking,
    TimeReference,
    Verification,
)
from onrecord.store.annotations import decoded
from onrecord.store.sql import reading
from onrecord.store.sql.finding import rows_of_document, rows_of_statements
from onrecord.store.sql.rows import PER_DOCUMENT, placed
from onrecord.store.sql.rulings import judged_of
from onrecord.store.sql.showing import Numbered, rows_struck
from onrecord.store.sql.tables import annotation, document, spoken, statement, statement_row, struck
from onrecord.store.sql.writing import insert_all

_FOUND = Provenance(layer="a part of what layers found", version="1")

_OF_ONE = (Speaking, Chain, Verification)
"""What is told apart by the attribution that it is of."""

_TOLD_APART_BY = {"speaker": ("document", "position"), "tie": ("document", "kind", "one", "other")}
"""What tells the rows of a table apart."""


def change(connection: Connection, number: int, of: str) -> bool:
    """A statement that a layer found is found as people judge it now. False, and nothing is done, where it must be made
    anew with its whole document: it is not one that stands there once, or rows of an earlier version number those
    that people rejected apart."""
    at = _number(connection, number, of)
    record = part(connection, number, of)
    if at is None or record is None or _are_apart(connection, number):
        return False
    known = judged_of(connection, record)
    ruled = known.applied(record)
    kept, gone = statement_rows(ruled), struck_rows(ruled)
    if len(kept) + len(gone) != 1:
        return False
    _take(connection, number * PER_DOCUMENT + at)
    mine: Sequence[Numbered] = tuple((at, row) for row in kept)
    own = rows_of_statements(mine, record.document.published_on)
    insert_all(connection, placed((*own, (struck, rows_struck((at, row) for row in gone))), number))
    people = known.sames.applied(_people(connection, number, record))
    for table, together in rows_of_document(people, _statements(connection, number)):
        _replace(connection, table, number, together)
    return True


def part(connection: Connection, number: int, of: str) -> Record | None:
    """Of a document's record what the row of one attribution is made from; None where the document has no such one."""
    held = select(document.c.id).where(document.c.number == number)
    own = annotation.c.id.in_((of, *_ids(connection.scalar(held) or "", _OF_ONE, (of,))))
    times = (annotation.c.kind == TimeReference.__name__) & annotation.c.value.contains(of, autoescape=True)
    found = [*_found(connection, number, own), *_found(connection, number, times)]
    begins = [a.content[0].start for a in found if isinstance(a, Attribution) and a.id == of]
    if not begins:
        return None
    speakers = (speaker.identity for a in found if isinstance(a, Speaking) for speaker in a.speakers)
    people = tuple(one for one in speakers if one is not None)
    found += _found(connection, number, annotation.c.id.in_((*people, *_ids(found[0].document, (Linking,), people))))
    for kind in (Block, Post):
        found += _before(connection, number, kind.__name__, begins[0])
    return Record(reading.document_of(connection, number)).extended(_FOUND, tuple(found))


def _people(connection: Connection, number: int, record: Record) -> Record:
    """Who is named in the record's document, and who they are."""
    kinds = annotation.c.kind.in_((Identity.__name__, Linking.__name__))
    return Record(record.document).extended(_FOUND, tuple(_found(connection, number, kinds)))


def _ids(document: str, kinds: Iterable[type[Annotation]], of: Iterable[str]) -> tuple[str, ...]:
    """The ids of annotations that are told apart by what they are of."""
    return tuple(content_id(kind.__name__, document, one) for kind in kinds for one in of)


def _found(connection: Connection, number: int, condition: ColumnElement[bool]) -> list[Annotation]:
    """What of a document layers found, in their order."""
    asked = select(annotation.c.kind, annotation.c.value).where(annotation.c.document == number, condition)
    asked = asked.order_by(annotation.c.layer, annotation.c.position)
    return [decoded(kind, value) for kind, value in connection.execute(asked)]


def _before(connection: Connection, number: int, kind: str, at: int) -> list[Annotation]:
    """The last of a kind that begins no later than a place: the only one in which the place can stand."""
    asked = select(annotation.c.kind, annotation.c.value).where(
        annotation.c.document == number, annotation.c.kind == kind, annotation.c.start <= at
    )
    last = asked.order_by(annotation.c.start.desc(), annotation.c.end.desc()).limit(1)
    return [decoded(kind, value) for kind, value in connection.execute(last)]


def _number(connection: Connection, number: int, of: str) -> int | None:
    """The statement's number in its document; None where it does not stand there just once."""
    asked = (
        select(table.c.number).where(table.c.document == number, table.c.id == of) for table in (statement, struck)
    )
    found = [at for one in asked for at in connection.scalars(one)]
    return found[0] - number * PER_DOCUMENT if len(found) == 1 else None


def _are_apart(connection: Connection, number: int) -> bool:
    """Whether a statement and one that people rejected have the same number, as rows of earlier versions do."""
    both = select(struck.c.number).join(statement, statement.c.number == struck.c.number)
    return connection.scalar(both.where(struck.c.document == number).limit(1)) is not None


def _take(connection: Connection, at: int) -> None:
    """Nothing of the statement of that number is left; its row goes with it."""
    for table in (spoken, statement, struck):
        connection.execute(delete(table).where(table.c.number == at))


def _statements(connection: Connection, number: int) -> list[StatementRow]:
    """All statements of a document as they stand, in text order."""
    held = select(statement_row.c.value).join(statement, statement.c.number == statement_row.c.number)
    asked = held.where(statement.c.document == number).order_by(statement.c.number)
    return [msgspec.json.decode(value, type=StatementRow) for value in connection.scalars(asked)]


def _replace(connection: Connection, table: TableClause, number: int, rows: Sequence[dict[str, Any]]) -> None:
    """The document's rows of a table are these; those that stay are not touched."""
    keys = _TOLD_APART_BY[table.name]
    names = list(table.c.keys())
    held = {tuple(row): row for row in connection.execute(select(table).where(table.c.document == number))}
    wanted = {tuple(row[name] for name in names): row for row in ({**row, "document": number} for row in rows)}
    gone = [{f"old_{name}": getattr(held[one], name) for name in keys} for one in held.keys() - wanted.keys()]
    if gone:
        same = (table.c[name] == bindparam(f"old_{name}") for name in keys)
        connection.execute(delete(table).where(*same), gone)
    fresh = [row for one, row in wanted.items() if one not in held]
    if fresh:
        connection.execute(insert(table), fresh)
