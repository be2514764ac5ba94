"""Who the register knows: persons, organisations and groups, with their names and the offices they held."""

import calendar
import datetime
import re
from dataclasses import dataclass

from onrecord.model.statement import SpeakerType

_DAY = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An office that somebody held: the role, the state or body it is an office of, and from when to when.

    Days are ISO 8601 and as exact as they are known: a day, a month or a year. None: open, or not known.
    Raises ValueError for what is no day and for a term that ends before it begins.
    """

    role: str
    of: str | None = None
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        first = None if self.since is None else days_of(self.since)
        last = None if self.until is None else days_of(self.until)
        if first and last and last[1] < first[0]:
            raise ValueError(f"the term as {self.role} ends ({self.until}) before it begins ({self.since})")

    def covers(self, day: datetime.date, known_to: datetime.date | None) -> bool:
        """Whether the office was surely held on a day. An open term is known to go on until `known_to` at most."""
        if self.since is None or day < days_of(self.since)[1]:
            return False
        if self.until is not None:
            return day <= days_of(self.until)[0]
        return known_to is not None and day <= known_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone in the register. `origin` says where it is known from."""

    id: str
    name: str
    type: SpeakerType
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    belongs: tuple[str, ...] = ()
    """States and bodies it belongs to without an office: a citizen's state, a ministry's."""
    known_to: datetime.date | None = None
    origin: str


def days_of(when: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a day, month or year in ISO 8601. Raises ValueError for anything else."""
    match = _DAY.fullmatch(when)
    if not match:
        raise ValueError(f"{when!r} is no day, month or year; YYYY-MM-DD, YYYY-MM or YYYY is allowed")
    try:
        year, month = int(match["year"]), int(match["month"] or 1)
        first = datetime.date(year, month, int(match["day"] or 1))
    except ValueError:
        raise ValueError(f"{when!r}: there is no such day") from None
    if match["day"]:
        return first, first
    ends = month if match["month"] else 12
    return first, datetime.date(year, ends, calendar.monthrange(year, ends)[1])
