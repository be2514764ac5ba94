"""Counts what a record holds, and tells what became of what was said: readings, days, and who speaks of whom."""

import datetime
from collections.abc import Sequence
from typing import Any, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select, union_all

from onrecord.errors import DocumentError
from onrecord.model.rows import (
    CommitmentRow,
    DisputeRow,
    ForecastRow,
    PostRow,
    ReadingKind,
    ReadingRow,
    ReferenceRow,
    StatementRow,
)
from onrecord.store.questions import FoundReading, Overview, Tie
from onrecord.store.sql import reading as documents
from onrecord.store.sql.reading import CURRENT
from onrecord.store.sql.tables import (
    document,
    judgement,
    post,
    reading,
    speaker,
    spoken,
    statement,
    statement_row,
    tie_total,
)

ROWS: dict[str, type[ReadingRow]] = {
    "commitment": CommitmentRow,
    "forecast": ForecastRow,
    "dispute": DisputeRow,
    "reference": ReferenceRow,
}

assert set(ROWS) == set(get_args(ReadingKind))


def overview(connection: Connection) -> Overview:
    """How much the record holds."""
    # One by one: each is then the end of an index, and not a walk through all of it.
    first, last = (connection.scalar(select(end(statement.c.first_day))) for end in (func.min, func.max))
    return Overview(
        documents=documents_by_kind(connection),
        statements=connection.scalar(select(func.count(statement.c.number))) or 0,
        verdicts=_counted(connection, statement.c.verdict, statement.c.verdict.is_not(None)),
        readings=_counted(connection, reading.c.kind),
        people=connection.scalar(select(func.count(speaker.c.who.distinct()))) or 0,
        posts=connection.scalar(select(func.count(post.c.number))) or 0,
        judgements=connection.scalar(select(func.count(judgement.c.number))) or 0,
        first=day(first),
        last=day(last),
    )


def readings(
    connection: Connection,
    *,
    kinds: tuple[ReadingKind, ...],
    whose: str | None,
    days: tuple[datetime.date | None, datetime.date | None],
    limit: int | None,
    offset: int,
) -> tuple[FoundReading, ...]:
    """A page of the readings of these kinds, by the day they are about; those of somebody's statements, if one is
    named."""
    chosen = _chosen(kinds, whose, days).with_only_columns(reading.c.number)
    dated = chosen.where(reading.c.first_day.is_not(None))
    found = _page(connection, dated, (reading.c.first_day, reading.c.number), limit, offset)
    if limit is not None and len(found) >= limit:
        return found
    # Those without a day come last, on every database; asked for apart, both come by an index.
    before = connection.scalar(dated.with_only_columns(func.count(reading.c.number))) or 0
    left = None if limit is None else limit - len(found)
    undated = chosen.where(reading.c.first_day.is_(None))
    return found + _page(connection, undated, (reading.c.number,), left, max(0, offset - before))


def _page(
    connection: Connection, chosen: Select[Any], order: tuple[Any, ...], limit: int | None, offset: int
) -> tuple[FoundReading, ...]:
    page = chosen.order_by(*order).limit(limit).offset(offset).subquery()
    return _found(connection, _rows().where(reading.c.number.in_(select(page.c.number))).order_by(*order))


def readings_of(connection: Connection, ids: Sequence[str]) -> tuple[FoundReading, ...]:
    """The readings of these ids that stand in the record, in its order."""
    return _found(connection, _rows().where(reading.c.id.in_(ids)).order_by(reading.c.number))


def reading_of(connection: Connection, start: str) -> FoundReading:
    """The only reading whose id begins so. Raises DocumentError where there is none, or several."""
    begins = reading.c.id.startswith(start, autoescape=True)
    ids = tuple(connection.scalars(select(reading.c.id).where(begins).limit(2)))
    if len(ids) != 1 or not start:
        many = "several readings have an id" if ids else "no reading has an id"
        raise DocumentError(f"{many} that begins with {start!r}; `onrecord forecasts` and `commitments` list them")
    return readings_of(connection, ids)[0]


def _rows() -> Select[Any]:
    columns = (reading.c.kind, reading.c.value, reading.c.first_day, reading.c.last_day, reading.c.by)
    return select(*columns, *documents.DOCUMENT_ROW).join(document, document.c.number == reading.c.document)


def _found(connection: Connection, rows: Select[Any]) -> tuple[FoundReading, ...]:
    """The readings with the statements or posts that they belong to."""
    found = connection.execute(rows).all()
    holders = [row[4] for row in found if row[4]]
    said, posts = _said(connection, holders), _posts(connection, holders)
    return tuple(
        FoundReading(
            document=documents.document_row(row[5:]),
            kind=row[0],
            **_of_kind(row[0], row[1]),
            statement=said.get(row[4]),
            post=posts.get(row[4]),
            first=day(row[2]),
            last=day(row[3]),
        )
        for row in found
    )


def count_readings(
    connection: Connection,
    *,
    kinds: tuple[ReadingKind, ...],
    whose: str | None,
    days: tuple[datetime.date | None, datetime.date | None],
) -> int:
    """How many there are on all pages."""
    return connection.scalar(_chosen(kinds, whose, days).with_only_columns(func.count(reading.c.number))) or 0


def by_day(
    connection: Connection, whose: str | None, days: tuple[datetime.date | None, datetime.date | None]
) -> tuple[tuple[datetime.date, int], ...]:
    """How many statements were said on each of these days, all or somebody's, in order."""
    column = statement.c.first_day if whose is None else spoken.c.first_day
    asked = select(column, func.count()).where(column.is_not(None)).group_by(column).order_by(column)
    if whose is not None:
        asked = asked.where(spoken.c.who == whose)
    if days[0] is not None:
        asked = asked.where(column >= days[0].isoformat())
    if days[1] is not None:
        asked = asked.where(column <= days[1].isoformat())
    return tuple((datetime.date.fromisoformat(text), many) for text, many in connection.execute(asked))


def verdicts_of(connection: Connection, whose: str) -> dict[str, int]:
    """How many of somebody's statements have each verdict."""
    asked = select(statement.c.verdict, func.count()).join(spoken, spoken.c.number == statement.c.number)
    mine = asked.where(spoken.c.who == whose, statement.c.verdict.is_not(None)).group_by(statement.c.verdict)
    return dict(connection.execute(mine).all())


def ties(connection: Connection, *, whose: str | None, limit: int) -> tuple[Tie, ...]:
    """The strongest ties of each kind, of all or of somebody."""
    found: list[Tie] = []
    for kind in ("of", "via", "in"):
        total: Any = tie_total.c
        asked = select(total.one, total.other, total.many).where(total.kind == kind)
        if whose is not None:
            ends = (asked.where(total.one == whose), asked.where(total.other == whose, total.one != whose))
            both = union_all(*ends).subquery()
            asked, total = select(both.c.one, both.c.other, both.c.many), both.c
        strongest = asked.order_by(total.many.desc(), total.one, total.other).limit(limit)
        found += (Tie(kind=kind, one=r.one, other=r.other, many=int(r.many)) for r in connection.execute(strongest))
    return tuple(found)


def named(connection: Connection, whos: list[str]) -> dict[str, str]:
    """The name under which each of these stands most often; of who only is spoken of, or carries, the one there."""
    known = select(speaker.c.who, speaker.c.name, func.sum(speaker.c.statements).label("many"))
    asked = known.where(speaker.c.who.in_(whos)).group_by(speaker.c.who, speaker.c.name).order_by("many")
    found = {row.who: row.name for row in connection.execute(asked)}
    for who in set(whos) - set(found):
        total = tie_total.c
        spoken_of = select(total.name).where(total.kind == "of", total.other == who)
        carrying = select(total.name).where(total.kind.in_(("via", "in")), total.one == who)
        names = (connection.scalar(asked.limit(1)) for asked in (spoken_of, carrying))
        found[who] = next(filter(None, names), who)
    return found


def decoded(kind: str, value: str) -> ReadingRow:
    """The row of a reading of that kind."""
    return msgspec.json.decode(value, type=ROWS[kind])


def day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _of_kind(kind: str, value: str) -> dict[str, Any]:
    return {kind: decoded(kind, value)}


def documents_by_kind(connection: Connection) -> dict[str, int]:
    """How many current documents there are of each kind."""
    return _counted(connection, document.c.kind, CURRENT)


def _counted(connection: Connection, column: Any, *conditions: ColumnElement[bool]) -> dict[str, int]:
    asked = select(column, func.count()).where(*conditions).group_by(column).order_by(func.count().desc(), column)
    return dict(connection.execute(asked).all())


def _chosen(
    kinds: tuple[ReadingKind, ...], whose: str | None, days: tuple[datetime.date | None, datetime.date | None]
) -> Select[Any]:
    first, last = days
    asked = select(reading).where(reading.c.kind.in_(kinds))
    if first is not None:
        asked = asked.where(reading.c.last_day >= first.isoformat())
    if last is not None:
        asked = asked.where(reading.c.first_day <= last.isoformat())
    if whose is not None:
        mine = select(statement.c.id).join(spoken, spoken.c.number == statement.c.number).where(spoken.c.who == whose)
        asked = asked.where(reading.c.by.in_(mine))
    return asked


def _said(connection: Connection, ids: list[str]) -> dict[str, StatementRow]:
    asked = select(statement.c.id, statement_row.c.value).join(
        statement_row, statement_row.c.number == statement.c.number
    )
    rows = connection.execute(asked.where(statement.c.id.in_(ids))) if ids else ()
    return {of: msgspec.json.decode(value, type=StatementRow) for of, value in rows}


def _posts(connection: Connection, ids: list[str]) -> dict[str, PostRow]:
    asked = select(post.c.id, post.c.value).where(post.c.id.in_(ids))
    return {of: msgspec.json.decode(value, type=PostRow) for of, value in (connection.execute(asked) if ids else ())}
