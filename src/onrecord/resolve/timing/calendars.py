"""What dates, months, seasons, years and decades mean, seen from one day."""

import datetime
from collections.abc import Iterable, Mapping

from onrecord.resolve.timing import periods
from onrecord.resolve.timing.cases import DAY_NAMES, MONTH_NAMES, Case, Found, Rule, Undecided
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.periods import Period

FIRST_SHORT_YEAR = 70
"""A year of two digits from here on is of the twentieth century."""

YEARS_SEARCHED = 8
"""How far a date without a year is looked for: around 1900 and 2100, February 29 can be eight years away."""


def named_month(case: Case) -> Found:
    """The month of "this May", "last October" or "next January"."""
    month, step = case.time.number("month"), case.time.step
    name = MONTH_NAMES[month - 1]
    if step == 0:
        return periods.month(case.day.year, month), f"is {name} of the year of {case.name}"
    year = case.day.year + (step if (month - case.day.month) * step <= 0 else 0)
    side = "before" if step < 0 else "after"
    return periods.month(year, month), f"is the {name} {side} the month of {case.name}"


def named_season(case: Case) -> Found:
    """The season of "this spring", "last summer" or "next winter"."""
    name, step, day = case.time.word("season"), case.time.step, case.day
    known = [periods.season(case.table.seasons[name], day.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if step == 0:
        return min(known, key=lambda season: _distance(season, day)), f"is the {name} nearest to {case.name}"
    if step < 0:
        ended = [season for season in known if season.last < day]
        return max(ended, key=_start), f"is the last {name} that had ended before {case.name}"
    to_come = [season for season in known if season.first > day]
    return min(to_come, key=_start), f"is the first {name} that begins after {case.name}"


def _iso(case: Case) -> Found:
    month, number = map(int, case.time.values["day"])
    return _day_of_year(case, case.time.number("year"), month, number)


def _slashed(case: Case) -> Found:
    first, second = (case.time.number("day", at) for at in (0, 1))
    if first <= 12 and second <= 12 and first != second:
        raise Undecided("may be day and month or month and day, and nothing tells which")
    month, number = (second, first) if first > 12 else (first, second)
    return _day_of_year(case, _long_year(case.time), month, number)


def _long_year(time: Expression) -> int:
    if time.has("year"):
        return time.number("year")
    short = time.number("figure") if time.has("figure") else time.number("day", 2)
    return short + (1900 if short >= FIRST_SHORT_YEAR else 2000)


def _dotted(case: Case) -> Found:
    number, month, year = map(int, case.time.word("dotted").split("."))
    return _day_of_year(case, year, month, number)


def _month_and_day(case: Case) -> Found:
    month, number = case.time.number("month"), case.time.number("day")
    year = _told_year(case)
    if year is None:
        start, why = _day_without_year(case, month, number)
    else:
        start, why = _day_of_year(case, year, month, number)
    return (start, why) if len(case.time.values["day"]) == 1 else (_to_second_day(case.time, start), why)


def _told_year(case: Case) -> int | None:
    """The year that the words tell: by its number, or as "last year"."""
    if case.time.has("year"):
        return case.time.number("year")
    return case.day.year + case.time.step if case.time.has("unit") else None


def _day_of_year(case: Case, year: int, month: int, number: int) -> Found:
    day = _real_day(year, month, number)
    if day is None:
        raise Undecided(f"is no day of the calendar: {year}-{month:02}-{number:02}")
    if case.time.has("weekday") and day.weekday() != case.time.number("weekday"):
        raise Undecided(f"contradicts itself: {day} is a {DAY_NAMES[day.weekday()]}")
    return periods.day(day), f"is the day {day}"


def _real_day(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def _to_second_day(time: Expression, start: Period) -> Period:
    """From the start to the second day of the words ("March 4-6", "Dec. 30 to Jan. 2")."""
    month = time.number("month", -1)
    last = _real_day(start.first.year + (month < start.first.month), month, time.number("day", 1))
    if last is None:
        raise Undecided("ends on no day of the calendar")
    if last < start.first:
        raise Undecided("ends before it begins")
    return periods.window(start.first, last)


def _day_without_year(case: Case, month: int, number: int) -> Found:
    weekday = case.time.number("weekday") if case.time.has("weekday") else None
    years = range(case.day.year - YEARS_SEARCHED, case.day.year + YEARS_SEARCHED + 1)
    days = [day for year in years if (day := _real_day(year, month, number)) is not None]
    fitting = [day for day in days if weekday in (None, day.weekday())]
    name = f"{MONTH_NAMES[month - 1]} {number}"
    if not fitting:
        raise Undecided(f"is no day of the calendar: {name}")
    if weekday is not None:
        name = f"{DAY_NAMES[weekday]}, {name}"
    return _chosen(case, map(periods.day, fitting), name)


def _chosen(case: Case, known: Iterable[Period], name: str) -> Found:
    """The last of the periods that had begun by the day, the first that had not ended, or the nearest."""
    if case.direction == "past":
        begun = [period for period in known if period.first <= case.day]
        return max(begun, key=_start), f"is the last {name} on or before {case.name}"
    if case.direction == "future":
        to_come = [period for period in known if period.last >= case.day]
        return min(to_come, key=_start), f"is the first {name} on or after {case.name}"
    return min(known, key=lambda period: _distance(period, case.day)), f"is the {name} nearest to {case.name}"


def _start(period: Period) -> datetime.date:
    return period.first


def _distance(period: Period, day: datetime.date) -> int:
    return max((period.first - day).days, (day - period.last).days, 0)


def _nth(case: Case) -> Found:
    number = case.time.number("day")
    starts = (periods.months(case.day, step) for step in range(-3, 4))
    found = [day for first in starts if (day := _real_day(first.year, first.month, number)) is not None]
    return _chosen(case, map(periods.day, found), f"day {number} of a month")


def _month_of_year(case: Case) -> Found:
    month, year = case.time.number("month"), _told_year(case) or case.day.year
    return periods.month(year, month), f"is {MONTH_NAMES[month - 1]} {year}"


def _quarter(case: Case) -> Found | None:
    """The months of "the first quarter of 2025" or "the second half of this year"."""
    year, which = _told_year(case) or case.day.year, case.time.number("day")
    length = 6 if case.time.has("half") else 3
    if which * length > 12:
        return None
    first = datetime.date(year, (which - 1) * length + 1, 1)
    last = periods.days(periods.months(first, length), -1)
    return periods.window(first, last), f"is months {first.month} to {last.month} of {year}"


def _month(case: Case) -> Found:
    month = case.time.number("month")
    known = [periods.month(case.day.year + shift, month) for shift in (-1, 0, 1)]
    return _chosen(case, known, MONTH_NAMES[month - 1])


def _season(case: Case) -> Found:
    name = case.time.word("season")
    known = [periods.season(case.table.seasons[name], case.day.year + shift) for shift in (-2, -1, 0, 1)]
    return _chosen(case, known, name)


def _season_of_year(case: Case) -> Found:
    name, year = case.time.word("season"), case.time.number("year")
    return periods.season(case.table.seasons[name], year), f"is the {name} of {year}"


def _decade(case: Case) -> Found:
    year = case.time.number("year")
    return periods.containing("decade", datetime.date(year, 1, 1)), f"is the decade from {year}"


def _years(case: Case) -> Found | None:
    """From "2014-2016" or "1939-45"; "2016-2" is no time."""
    first, last = case.time.number("year"), _second_year(case.time)
    return (periods.years(first, last), f"is the time from {first} to {last}") if last > first else None


def _second_year(time: Expression) -> int:
    if time.has("day") or time.has("figure"):
        return time.number("year") // 100 * 100 + time.number("day" if time.has("day") else "figure")
    return time.number("year", 1)


def _year(case: Case) -> Found:
    year = case.time.number("year")
    return periods.year(year), f"is the year {year}"


CALENDAR_RULES: Mapping[str, Rule] = {
    "iso": _iso,
    "slashed": _slashed,
    "dotted": _dotted,
    "month_day": _month_and_day,
    "day_month": _month_and_day,
    "nth": _nth,
    "month_year": _month_of_year,
    "quarter": _quarter,
    "month": _month,
    "season_year": _season_of_year,
    "season": _season,
    "decade": _decade,
    "years": _years,
    "year": _year,
}
