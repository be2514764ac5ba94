"""Lists under whose names statements stand: roles, other names, how many statements, and from when to when."""

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, bindparam, case, func, or_, select

from onrecord.model.rows import DocumentRow
from onrecord.model.statement import SpeakerType
from onrecord.store.questions import PersonLine
from onrecord.store.sql import reading
from onrecord.store.sql.sames import UNLISTED
from onrecord.store.sql.tables import alias, document, speaker
from onrecord.store.words import askable
from onrecord.text import folded

_SPEAKER = speaker.c

_AT_ONCE = 10_000
"""Speakers asked for at once: SQLite takes 32,766 values in one question."""

_FORM = (_SPEAKER.who, _SPEAKER.name, _SPEAKER.type, _SPEAKER.person, _SPEAKER.role)
_FORMS = (
    select(*_FORM)
    .where(_SPEAKER.who.in_(bindparam("whos", expanding=True)))
    .group_by(*_FORM)
    .order_by(case((_SPEAKER.type == "unnamed_person", 1), else_=0), func.sum(_SPEAKER.statements).desc(), *_FORM)
)
"""The forms in which speakers stand in the record: those with a name, then the most frequent first."""

_ALIASES = (
    select(alias.c.who, alias.c.alias)
    .where(alias.c.who.in_(bindparam("whos", expanding=True)))
    .distinct()
    .order_by(alias.c.who, alias.c.alias)
)


def people(
    connection: Connection,
    *,
    types: tuple[SpeakerType, ...] | None,
    limit: int | None,
    offset: int,
    whos: Select[str] | None = None,
) -> tuple[PersonLine, ...]:
    """A page of the speakers, or of those of them, those with most statements first."""
    conditions: list[ColumnElement[bool]] = [_SPEAKER.type.in_(types)] if types is not None else []
    conditions += [_SPEAKER.who.in_(whos)] if whos is not None else []
    totals = _totals(connection, conditions, limit, offset)
    listed = [row["who"] for row in totals]
    forms = _of_each(connection, _FORMS, listed)
    others = _of_each(connection, _ALIASES, listed)
    return tuple(_line(row, forms[row["who"]], others.get(row["who"], [])) for row in totals)


def count(connection: Connection, *, types: tuple[SpeakerType, ...] | None) -> int:
    """How many speakers there are on all pages."""
    asked = select(func.count(_SPEAKER.who.distinct()))
    return connection.scalar(asked if types is None else asked.where(_SPEAKER.type.in_(types))) or 0


def find(connection: Connection, words: str) -> tuple[PersonLine, ...]:
    """Whoever is meant by an id or a name: those of just that name, else those who hold the words in theirs."""
    for condition in _meant(askable(words)):
        found = people(connection, types=None, limit=None, offset=0, whos=select(_SPEAKER.who).where(condition))
        if found:
            return found
    return ()


def one(connection: Connection, who: str) -> PersonLine | None:
    """The speaker whom that tells apart from others."""
    named = select(_SPEAKER.who).where(_SPEAKER.who == askable(who))
    return next(iter(people(connection, types=None, limit=1, offset=0, whos=named)), None)


def documents(connection: Connection, person: PersonLine) -> tuple[tuple[DocumentRow, int], ...]:
    """The documents in which somebody speaks, with the number of statements, in the order added."""
    many = func.sum(_SPEAKER.statements)
    asked = (
        select(*reading.DOCUMENT_ROW, many)
        .join(speaker, _SPEAKER.document == document.c.number)
        .where(_SPEAKER.who == person.who)
        .group_by(document.c.number, *reading.DOCUMENT_ROW)
        .order_by(document.c.number)
    )
    return tuple((reading.document_row(row[:-1]), int(row[-1])) for row in connection.execute(asked))


def _meant(words: str) -> Iterator[ColumnElement[bool]]:
    """Who has just that id or name; who holds the words in theirs."""
    name = folded(words)
    yield or_(_SPEAKER.who.in_((words, name, f"{UNLISTED}{name}")), _SPEAKER.name == words)
    if name:
        columns = (_SPEAKER.who, func.lower(_SPEAKER.name))
        yield or_(*(and_(*(column.contains(part, autoescape=True) for part in name.split())) for column in columns))


def _totals(
    connection: Connection, conditions: list[ColumnElement[bool]], limit: int | None, offset: int
) -> list[RowMapping]:
    many = func.sum(_SPEAKER.statements).label("statements")
    first, last = func.min(_SPEAKER.first_day).label("first"), func.max(_SPEAKER.last_day).label("last")
    asked = select(_SPEAKER.who, many, first, last).where(*conditions).group_by(_SPEAKER.who)
    return list(connection.execute(asked.order_by(many.desc(), _SPEAKER.who).limit(limit).offset(offset)).mappings())


def _of_each(connection: Connection, asked: Select[Any], whos: list[str]) -> dict[str, list[RowMapping]]:
    """The rows of each speaker, in the order asked for."""
    groups: dict[str, list[RowMapping]] = {}
    for at in range(0, len(whos), _AT_ONCE):
        for row in connection.execute(asked, {"whos": whos[at : at + _AT_ONCE]}).mappings():
            groups.setdefault(row["who"], []).append(row)
    return groups


def _line(total: RowMapping, forms: list[RowMapping], others: list[RowMapping]) -> PersonLine:
    chief = forms[0]
    names = dict.fromkeys([*(form["name"] for form in forms), *(row["alias"] for row in others)])
    return PersonLine(
        who=total["who"],
        name=chief["name"],
        person=chief["person"],
        type=chief["type"],
        roles=tuple(dict.fromkeys(form["role"] for form in forms if form["role"])),
        aliases=tuple(name for name in names if name != chief["name"]),
        statements=int(total["statements"]),
        first=_day(total["first"]),
        last=_day(total["last"]),
    )


def _day(text: Any) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
