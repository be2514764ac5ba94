"""Days, weeks, weekends, months, seasons, years and decades as inclusive days, and steps from one to another."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Literal

from onrecord.resolve.timing.table import TimeTable

Kind = Literal["day", "week", "weekend", "month", "quarter", "season", "year", "decade", "window"]

DAYS_OF = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
"""Each unit of time in days, or in months."""


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive days and what they make up."""

    first: datetime.date
    last: datetime.date
    kind: Kind


def days(start: datetime.date, count: int) -> datetime.date:
    """The day that many days after the start, or before it. Raises OverflowError beyond the calendar."""
    return start + datetime.timedelta(days=count)


def day(at: datetime.date) -> Period:
    """That day."""
    return Period(at, at, "day")


def window(first: datetime.date, last: datetime.date) -> Period:
    """These days, whichever comes first."""
    return Period(min(first, last), max(first, last), "window")


def week(at: datetime.date) -> Period:
    """The week of that day, Monday to Sunday."""
    monday = days(at, -at.weekday())
    return Period(monday, days(monday, 6), "week")


def weekend(at: datetime.date) -> Period:
    """Saturday and Sunday of that day's week."""
    saturday = days(at, 5 - at.weekday())
    return Period(saturday, days(saturday, 1), "weekend")


def months(at: datetime.date, count: int) -> datetime.date:
    """The first day of the month that lies that many months after the day's, or before it."""
    index = at.year * 12 + at.month - 1 + count
    return datetime.date(index // 12, index % 12 + 1, 1)


def month(year: int, number: int) -> Period:
    """That month."""
    return _to_month_end(datetime.date(year, number, 1), "month")


def year(number: int) -> Period:
    """That calendar year."""
    return Period(datetime.date(number, 1, 1), datetime.date(number, 12, 31), "year")


def years(first: int, last: int) -> Period:
    """From the first day of one year to the last day of another."""
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), "window")


def season(start_month: int, year_number: int) -> Period:
    """The three months that begin with that one."""
    first = datetime.date(year_number, start_month, 1)
    return Period(first, days(months(first, 3), -1), "season")


def containing(unit: str, at: datetime.date) -> Period:
    """The calendar's week, month, quarter, year or decade of a day."""
    if unit in ("week", "fortnight"):
        return week(at)
    if unit == "month":
        return month(at.year, at.month)
    if unit == "quarter":
        first = datetime.date(at.year, at.month - (at.month - 1) % 3, 1)
        return Period(first, days(months(first, 3), -1), "quarter")
    if unit == "year":
        return year(at.year)
    if unit == "decade":
        return Period(datetime.date(at.year // 10 * 10, 1, 1), datetime.date(at.year // 10 * 10 + 9, 12, 31), "decade")
    return day(at)


def shifted(at: datetime.date, count: int, unit: str) -> datetime.date:
    """The day that many units later, or earlier; a day that the month lacks becomes its last."""
    if unit in DAYS_OF:
        return days(at, count * DAYS_OF[unit])
    first = months(at, count * MONTHS_OF[unit])
    return first.replace(day=min(at.day, calendar.monthrange(first.year, first.month)[1]))


def around(at: datetime.date, count: int, unit: str, table: TimeTable) -> Period:
    """What is meant by that many units before or after a day: as exact as the unit is."""
    middle = shifted(at, count, unit)
    if unit in ("week", "fortnight"):
        return Period(days(middle, -table.week_slack), days(middle, table.week_slack), "week")
    if unit == "decade":
        return years(middle.year - 2, middle.year + 2)
    return containing(unit, middle)


def part_of(whole: Period, part: str, table: TimeTable) -> Period:
    """The early, middle or late part of a period, its start or its end; a day or a weekend has none."""
    steps = table.parts.get(whole.kind, {}).get(part)
    if steps is None:
        return whole
    start, stop = (_step(whole.first, whole.kind, n) for n in (steps[0] - 1, steps[1]))
    return Period(start, min(days(stop, -1), whole.last), "window")


def _step(first: datetime.date, kind: str, count: int) -> datetime.date:
    if kind in ("week", "month"):
        return days(first, count)
    if kind == "decade":
        return first.replace(year=first.year + count)
    return months(first, count)


def _to_month_end(first: datetime.date, kind: Kind) -> Period:
    return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), kind)
