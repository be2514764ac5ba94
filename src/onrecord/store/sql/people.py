"""Lists under whose names statements stand: roles, other names, how many statements, and from when to when."""

import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, select

from onrecord.model.statement import SpeakerType
from onrecord.store.questions import PersonLine
from onrecord.store.sql.tables import alias, speaker

_SPEAKER = speaker.c

_AT_ONCE = 10_000
"""Speakers asked for at once: SQLite takes 32,766 values in one question."""

_FORM = (_SPEAKER.who, _SPEAKER.name, _SPEAKER.type, _SPEAKER.person, _SPEAKER.role)
_FORMS = (
    select(*_FORM)
    .where(_SPEAKER.who.in_(bindparam("whos", expanding=True)))
    .group_by(*_FORM)
    .order_by(func.sum(_SPEAKER.statements).desc(), *_FORM)
)
"""The forms in which speakers stand in the record, the most frequent first."""

_ALIASES = (
    select(alias.c.who, alias.c.alias)
    .where(alias.c.who.in_(bindparam("whos", expanding=True)))
    .distinct()
    .order_by(alias.c.who, alias.c.alias)
)


def people(
    connection: Connection, *, types: tuple[SpeakerType, ...] | None, limit: int | None, offset: int
) -> tuple[PersonLine, ...]:
    """A page of the speakers, those with most statements first."""
    totals = _totals(connection, types, limit, offset)
    whos = [row["who"] for row in totals]
    forms = _of_each(connection, _FORMS, whos)
    others = _of_each(connection, _ALIASES, whos)
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
