"""What a reviewer works through: the statements in most need of a person, all that is told of one, and who judged
what."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, not_, select
from sqlalchemy.sql.expression import FromClause

from onrecord.errors import DocumentError
from onrecord.model.base import Span
from onrecord.model.contract import reading_rows, statement_rows, struck_rows
from onrecord.model.document import Record
from onrecord.model.evidence import RESOLVED, WITHDRAW, Judgement, evidence
from onrecord.model.rows import LayerRow, StatementRow
from onrecord.model.ruling import Outcome, ruling, standing
from onrecord.model.statement import Attribution, Verification
from onrecord.store.questions import FoundStatement, StoredJudgement, Told, readings_of
from onrecord.store.sql import judging, reading, stretches
from onrecord.store.sql.rulings import given_on, judged_of
from onrecord.store.sql.tables import annotation, document, judgement, statement, statement_row


def queue(connection: Connection, judge: str, *, limit: int, offset: int) -> tuple[FoundStatement, ...]:
    """A page of the statements that a judge has not judged, those in most need of it first."""
    order = (statement.c.doubt.desc(), statement.c.number.desc())
    chosen = select(statement.c.number).where(not_(_judged_by(judge))).order_by(*order).limit(limit).offset(offset)
    page = chosen.subquery()
    rows = (
        select(statement_row.c.value, *reading.DOCUMENT_ROW)
        .join(statement, statement.c.number == statement_row.c.number)
        .join(document, document.c.number == statement.c.document)
        .where(statement.c.number.in_(select(page.c.number)))
        .order_by(*order)
    )
    return tuple(
        FoundStatement(document=reading.document_row(row[1:]), statement=msgspec.json.decode(row[0], type=StatementRow))
        for row in connection.execute(rows)
    )


def left(connection: Connection, judge: str) -> int:
    """How many statements a judge has not judged."""
    whole = connection.scalar(select(func.count(statement.c.number))) or 0
    done = select(func.count(statement.c.id.distinct())).where(_judged_by(judge), statement.c.id.in_(_targets()))
    return whole - (connection.scalar(done) or 0)


def told(connection: Connection, of: str) -> Told:
    """All that is told of a statement, also of one that people rejected. Raises DocumentError where it stands in no
    current document."""
    held = select(annotation.c.document).join(document, document.c.number == annotation.c.document)
    number = connection.scalar(held.where(annotation.c.id == of, reading.CURRENT).limit(1))
    for machine in reading.records(connection, number) if number is not None else ():
        record = judged_of(connection, machine).applied(machine)
        rows = {row.id: row for row in (*struck_rows(record), *statement_rows(record))}
        if of in rows:
            return _told(connection, int(number or 0), machine, record, rows[of])
    raise DocumentError(f"no statement {of!r} in the record; was its document read again or removed?")


def judged_rows(connection: Connection, *, limit: int, offset: int) -> tuple[StoredJudgement, ...]:
    """A page of all judgements, the newest first."""
    page = select(judgement.c.number).order_by(judgement.c.number.desc()).limit(limit).offset(offset).subquery()
    return judging.judgements(connection, judgement.c.number.in_(select(page.c.number)))[::-1]


def outcomes(connection: Connection) -> dict[str, Outcome]:
    """What became of each forecast and commitment on which people agree, by its id."""
    told = judgement.c.value.startswith(RESOLVED, autoescape=True)
    targets = set(connection.scalars(select(judgement.c.target).where(told)))
    given = given_on(connection, targets)
    rulings = (ruling("", of, Span(0, 0), on) for of, on in given.items())
    return {found.of: found.outcome for found in rulings if found and found.outcome}


def judged_units(connection: Connection) -> Iterator[tuple[StatementRow, tuple[Judgement, ...]]]:
    """Each statement on which a judgement stands, as the machine read it, with the judgements that stand."""
    stored = judging.judgements(connection)
    on: dict[str, list[Judgement]] = {}
    for one in standing(each.judgement for each in stored if not each.orphaned):
        on.setdefault(one.target, []).append(one)
    held = select(annotation.c.document).join(document, document.c.number == annotation.c.document)
    numbers = connection.scalars(held.where(annotation.c.id.in_(list(on)), reading.CURRENT).distinct()).all()
    for number in sorted(numbers):
        for record in reading.records(connection, number):
            yield from ((row, tuple(on[row.id])) for row in statement_rows(record) if row.id in on)


def _told(connection: Connection, number: int, machine: Record, record: Record, row: StatementRow) -> Told:
    text = record.document.text
    (found,) = (a for a in record.of(Attribution) if a.id == row.id)
    bare = {one.id: (at, one) for at, one in enumerate(statement_rows(machine), 1)}[row.id]
    return Told(
        document=reading.document_row(
            connection.execute(select(*reading.DOCUMENT_ROW).where(document.c.number == number)).one()
        ),
        statement=row,
        machine=bare[1],
        rejected=row.id in {one.id for one in struck_rows(record)},
        number=bare[0],
        page=stretches.page_of(connection, number, found.span.start),
        evidence=evidence(record.document.id, text, found.span),
        verification=next((v for v in record.of(Verification) if v.of == row.id), None),
        layer=_layer(record, row.id),
        readings=readings_of(one for _, one in reading_rows(record) if getattr(one, "by", None) == row.id),
        judgements=judging.judgements(connection, judgement.c.target == row.id),
    )


def _layer(record: Record, of: str) -> LayerRow | None:
    """The layer that found the annotation of an id."""
    ran = (by for by, found in record.layers if any(a.id == of for a in found))
    return next((LayerRow(layer=by.layer, version=by.version) for by in ran), None)


def _targets() -> Select[Any]:
    return select(judgement.c.target)


def _judged_by(judge: str) -> ColumnElement[bool]:
    """Whether a judgement of that judge on the statement stands: one that was not taken back."""
    back: FromClause = judgement.alias("back")
    taken = exists(select(literal(1))).where(
        back.c.target == judgement.c.target,
        back.c.judge == judgement.c.judge,
        back.c.value == literal(WITHDRAW).concat(judgement.c.id),
    )
    return exists(select(literal(1))).where(
        judgement.c.target == statement.c.id,
        judgement.c.judge == judge,
        not_(judgement.c.value.startswith(WITHDRAW, autoescape=True)),
        not_(taken),
    )
