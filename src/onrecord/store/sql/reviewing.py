"""What a reviewer works through: the statements in most need of a person, all that is told of one, and who judged
what."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, not_, select
from sqlalchemy.sql.expression import FromClause

from onrecord.errors import DocumentError
from onrecord.model.base import Span, content_id
from onrecord.model.contract import statement_rows
from onrecord.model.evidence import ACCEPT, CONTEXT, REJECT, WITHDRAW, Evidence, Judgement
from onrecord.model.rows import LayerRow, StatementRow
from onrecord.model.ruling import standing
from onrecord.model.statement import Verification
from onrecord.store.annotations import decoded
from onrecord.store.questions import FoundStatement, Readings, StoredJudgement, Told, ToldReading, readings_of
from onrecord.store.sql import changing, judging, overview, reading, stretches
from onrecord.store.sql.overview import decoded as decoded_reading
from onrecord.store.sql.rows import PER_DOCUMENT
from onrecord.store.sql.rulings import AT_ONCE
from onrecord.store.sql.showing import spans_of
from onrecord.store.sql.tables import annotation, document, judgement, layer, statement, statement_row, struck
from onrecord.store.sql.tables import reading as readings
from onrecord.store.words import askable


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
    current document. It takes as long in a large document as in a small one."""
    row, at, number, rejected = _row(connection, of)
    held = connection.execute(select(*reading.DOCUMENT_ROW).where(document.c.number == at)).one()
    about = reading.document_row(held)
    start, end = min(span.start for span in spans_of(row)), max(span.end for span in spans_of(row))
    return Told(
        document=about,
        statement=row,
        machine=_machine(connection, at, row) if row.judged else row,
        rejected=rejected,
        number=number,
        page=stretches.page_of(connection, at, start),
        evidence=_evidence(connection, at, about.id, Span(start, end)),
        passage=stretches.around(connection, at, Span(start, end)),
        verification=_verification(connection, at, about.id, of),
        layer=_layer(connection, at, of),
        readings=_readings(connection, of),
        judgements=judging.judgements(connection, judgement.c.target == of),
    )


def told_reading(connection: Connection, of: str) -> ToldReading | None:
    """All that is told of a reading; None where none of that id stands in the record."""
    at = connection.scalar(select(readings.c.document).where(readings.c.id == askable(of)).limit(1))
    found = next(iter(overview.readings_of(connection, (of,))), None) if at is not None else None
    if at is None or found is None:
        return None
    span = Span(found.reading.span.start, found.reading.span.end)
    return ToldReading(
        found=found,
        page=stretches.page_of(connection, at, span.start),
        evidence=_evidence(connection, at, found.document.id, span),
        layer=_layer(connection, at, of),
        judgements=judging.judgements(connection, judgement.c.target == of),
    )


def _row(connection: Connection, of: str) -> tuple[StatementRow, int, int | None, bool]:
    """The row of a statement, its document's number, its own in the document from 1, and whether people rejected it."""
    kept = select(statement.c.number, statement.c.document, statement_row.c.value)
    kept = kept.join(statement_row, statement_row.c.number == statement.c.number)
    found = connection.execute(kept.where(statement.c.id == askable(of))).first()
    if found is not None:
        row = msgspec.json.decode(found.value, type=StatementRow)
        return row, found.document, found.number % PER_DOCUMENT + 1, False
    gone = connection.execute(select(struck.c.document, struck.c.value).where(struck.c.id == askable(of))).first()
    if gone is None:
        raise DocumentError(f"no statement {of!r} in the record; was its document read again or removed?")
    return msgspec.json.decode(gone.value, type=StatementRow), gone.document, None, True


def _machine(connection: Connection, number: int, row: StatementRow) -> StatementRow:
    """A judged row as the machine read it; one that people added as it stands."""
    record = changing.part(connection, number, row.id)
    return row if record is None else next(iter(statement_rows(record)), row)


def _evidence(connection: Connection, number: int, of: str, span: Span) -> Evidence:
    """The words of a span and what stands around them, cut out by the database."""
    begin = max(0, span.start - CONTEXT)
    words = func.substr(document.c.text, begin + 1, span.end + CONTEXT - begin)
    text = connection.scalar(select(words).where(document.c.number == number)) or ""
    start, end = span.start - begin, span.end - begin
    return Evidence(document=of, span=span, exact=text[start:end], prefix=text[:start], suffix=text[end:])


def _verification(connection: Connection, number: int, document_id: str, of: str) -> Verification | None:
    """The verdict on a statement, whose id tells its own."""
    own = content_id(Verification.__name__, document_id, of)
    asked = select(annotation.c.kind, annotation.c.value)
    found = connection.execute(asked.where(annotation.c.id == own, annotation.c.document == number)).first()
    made = decoded(found.kind, found.value) if found else None
    return made if isinstance(made, Verification) else None


def _layer(connection: Connection, number: int, of: str) -> LayerRow | None:
    """The layer that found the annotation of an id."""
    at = select(annotation.c.layer).where(annotation.c.id == of, annotation.c.document == number).limit(1)
    ran = select(layer.c.layer, layer.c.version).where(layer.c.document == number)
    found = connection.execute(ran.where(layer.c.position == at.scalar_subquery())).first()
    return LayerRow(layer=found.layer, version=found.version) if found else None


def _readings(connection: Connection, by: str) -> Readings:
    """What a statement amounts to."""
    asked = select(readings.c.kind, readings.c.value).where(readings.c.by == by).order_by(readings.c.number)
    return readings_of(decoded_reading(kind, value) for kind, value in connection.execute(asked))


def judged_rows(connection: Connection, *, limit: int, offset: int) -> tuple[StoredJudgement, ...]:
    """A page of all judgements, the newest first."""
    page = select(judgement.c.number).order_by(judgement.c.number.desc()).limit(limit).offset(offset).subquery()
    return judging.judgements(connection, judgement.c.number.in_(select(page.c.number)))[::-1]


def judged_units(connection: Connection) -> Iterator[tuple[StatementRow, tuple[Judgement, ...]]]:
    """Each statement on which a judgement stands, as the machine read it, with the judgements that stand.

    Rows that nobody corrected are the machine's; those that somebody did are read anew from their documents.
    """
    on: dict[str, list[Judgement]] = {}
    for one in standing(stored.judgement for stored in judging.judgements(connection)):
        on.setdefault(one.target, []).append(one)
    corrected = [of for of, given in on.items() if any(one.value not in (ACCEPT, REJECT) for one in given)]
    for row in _as_stored(connection, set(on) - set(corrected)):
        yield msgspec.structs.replace(row, judged=None), tuple(on[row.id])
    held = select(annotation.c.document).join(document, document.c.number == annotation.c.document)
    numbers = connection.scalars(held.where(annotation.c.id.in_(corrected), reading.CURRENT).distinct()).all()
    for number in sorted(numbers):
        for record in reading.records(connection, number):
            rows = (row for row in statement_rows(record) if row.id in on and row.id in corrected)
            yield from ((row, tuple(on[row.id])) for row in rows)


def _as_stored(connection: Connection, ids: Iterable[str]) -> Iterator[StatementRow]:
    """The rows of these ids, also of those that were rejected, in the order of the record."""
    listed = sorted(ids)
    kept = select(statement_row.c.value).join(statement, statement.c.number == statement_row.c.number)
    for at in range(0, len(listed), AT_ONCE):
        some = listed[at : at + AT_ONCE]
        for asked in (
            kept.where(statement.c.id.in_(some)).order_by(statement.c.number),
            select(struck.c.value).where(struck.c.id.in_(some)).order_by(struck.c.number),
        ):
            for value in connection.scalars(asked):
                yield msgspec.json.decode(value, type=StatementRow)


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
