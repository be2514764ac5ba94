"""Lists under whose names statements stand: roles, other names, how many statements, and from when to when."""

import datetime
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from onrecord.model.statement import SpeakerType
from onrecord.store.questions import PersonLine
from onrecord.store.sql.tables import alias, speaker

_SPEAKER = speaker.c


def people(
    connection: Connection, *, types: tuple[SpeakerType, ...] | None, limit: int | None, offset: int
) -> tuple[PersonLine, ...]:
    """A page of the speakers, those with most statements first."""
    totals = _totals(connection, types, limit, offset)
    forms = _forms(connection, [row["who"] for row in totals])
    others = _aliases(connection, [row["who"] for row in totals])
    return tuple(_line(row, forms[row["who"]], others.get(row["who"], [])) for row in totals)


def _totals(
    connection: Connection, types: tuple[SpeakerType, ...] | None, limit: int | None, offset: int
) -> list[RowMapping]:
    many = func.sum(_SPEAKER.statements).label("statements")
    first, last = func.min(_SPEAKER.first_day).label("first"), func.max(_SPEAKER.last_day).label("last")
    asked = select(_SPEAKER.who, many, first, last).group_by(_SPEAKER.who)
    if types is not None:
        asked = asked.where(_SPEAKER.type.in_(types))
    return list(connection.execute(asked.order_by(many.desc(), _SPEAKER.who).limit(limit).offset(offset)).mappings())


def _forms(connection: Connection, whos: list[str]) -> dict[str, list[RowMapping]]:
    """The forms in which each speaker stands in the record, the most frequent first."""
    form = (_SPEAKER.who, _SPEAKER.name, _SPEAKER.type, _SPEAKER.person, _SPEAKER.role)
    asked = select(*form).where(_SPEAKER.who.in_(whos)).group_by(*form)
    return _grouped(connection.execute(asked.order_by(func.sum(_SPEAKER.statements).desc(), *form)).mappings())


def _aliases(connection: Connection, whos: list[str]) -> dict[str, list[RowMapping]]:
    asked = select(alias.c.who, alias.c.alias).where(alias.c.who.in_(whos)).distinct()
    return _grouped(connection.execute(asked.order_by(alias.c.who, alias.c.alias)).mappings())


def _grouped(rows: Iterable[RowMapping]) -> dict[str, list[RowMapping]]:
    groups: dict[str, list[RowMapping]] = {}
    for row in rows:
        groups.setdefault(row["who"], []).append(row)
    return groups


def _line(total: RowMapping, forms: list[RowMapping], others: list[RowMapping]) -> PersonLine:
    chief = forms[0]
    names = dict.fromkeys([*(form["name"] for form in forms), *(row["alias"] for row in others)])
    return PersonLine(
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
