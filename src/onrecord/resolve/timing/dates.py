"""Dates an expression of time: as inclusive days, with a sentence that says how."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from onrecord.model.statement import Granularity
from onrecord.resolve.timing import periods
from onrecord.resolve.timing.calendars import CALENDAR_RULES
from onrecord.resolve.timing.cases import DAY_NAMES, Case, Found, Rule, Undecided
from onrecord.resolve.timing.distances import DISTANCE_RULES
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.periods import Period, days
from onrecord.resolve.timing.table import TimeTable
from onrecord.resolve.timing.tenses import Direction
from onrecord.resolve.timing.weekdays import WEEKDAY_RULES

RULES: Mapping[str, Rule] = {**CALENDAR_RULES, **WEEKDAY_RULES, **DISTANCE_RULES}
"""A rule for every form of `expressions.FORMS`."""

_ANCHORED = frozenset({"day_beside", "beside", "same"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The day or days that other days are counted from, and how to call them."""

    first: datetime.date
    last: datetime.date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where an expression is looked at: the day it counts from, and whether it looks back or ahead."""

    table: TimeTable
    base: Reference | None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Inclusive days, None on a side that is open or undecided; `why` ends a sentence that begins with the words."""

    first: datetime.date | None
    last: datetime.date | None
    granularity: Granularity
    why: str


def is_anchored(time: Expression) -> bool:
    """Whether the expression counts from a day told before it ("the next day"), and never from publication."""
    return time.form in _ANCHORED or time.has("previous") or time.has("following")


def dated(time: Expression, view: View) -> Dated | None:
    """The days of an expression; None where the words are no time after all ("in two weeks" of a thing that was)."""
    try:
        found = [found for case in _cases(time, view) if (found := _limited(case)) is not None]
    except Undecided as reason:
        return Dated(first=None, last=None, granularity="day", why=str(reason))
    except (OverflowError, ValueError):
        return Dated(first=None, last=None, granularity="day", why="lies beyond the calendar")
    return _hull(found) if found else None


def _cases(time: Expression, view: View) -> tuple[Case, ...]:
    """The expression seen from the first and from the last day that it may count from."""
    if view.base is None and is_anchored(time):
        raise Undecided("counts from a day that the text before it does not give")
    direction = "past" if time.bound == "since" else view.direction
    if view.base is None:
        return (Case(time=time, at=None, name="", direction=direction, table=view.table),)
    ends = sorted({view.base.first, view.base.last})
    return tuple(Case(time=time, at=at, name=view.base.name, direction=direction, table=view.table) for at in ends)


def _hull(found: list[Dated]) -> Dated:
    """From the first day that it may mean to the last."""
    first, last = found[0], found[-1]
    if (first.first, first.last) == (last.first, last.last):
        return first
    return replace(first, last=last.last, granularity="window")


def _limited(case: Case) -> Dated | None:
    """What the expression means with its "since", "by" or "until"."""
    found = _ranged(case)
    if found is None:
        return None
    period, why = found
    if case.time.bound is not None:
        first, last = _LIMITS[case.time.bound](case, period)
        why = f"is a limit: what follows “{case.time.bound}” {why}"
        return Dated(first=first, last=last, granularity="window", why=why)
    period = _cut(case, period)
    kind = period.kind
    granularity: Granularity = kind if kind in ("day", "week", "month", "season", "year") else "window"
    return Dated(first=period.first, last=period.last, granularity=granularity, why=why)


def _ranged(case: Case) -> Found | None:
    """What the expression means, to the last day of its range if it has one."""
    found = RULES[case.time.form](case)
    if found is None:
        return None
    start, why = _part(case, *found)
    if case.time.to is None:
        return start, why
    end = _end(case, start.first, case.time.to)
    if case.direction == "past" and case.at is not None and end > case.at and case.time.has("weekday"):
        name = DAY_NAMES[case.time.number("weekday")]
        return periods.window(days(start.first, -7), days(end, -7)), f"begins on the last {name} that fits {case.name}"
    return periods.window(start.first, end), f"begins with what {why}, and ends on {end}"


def _end(case: Case, start: datetime.date, last: Expression) -> datetime.date:
    """The last day of a range that starts on that day."""
    after = replace(case, time=last, at=start, direction="future")
    found = RULES[last.form](after)
    end = None if found is None else _part(after, *found)[0].last
    if end is None or end < start:
        raise Undecided("ends before it begins")
    return end


def _part(case: Case, whole: Period, why: str) -> Found:
    """The early, late, earlier or later part of a period; a day has none."""
    part = case.time.part
    if part is None or whole.kind == "day":
        return whole, why
    if part == "earlier":
        end = max(whole.first, min(whole.last, days(case.day, -1)))
        return Period(whole.first, end, "window"), f"{why}, before that day"
    if part == "later":
        start = min(whole.last, max(whole.first, days(case.day, 1)))
        return Period(start, whole.last, "window"), f"{why}, after that day"
    return periods.part_of(whole, part, case.table), f"{why}: its {_PARTS.get(part, part)}"


_PARTS = {"early": "early part", "late": "late part", "mid": "middle"}


def _cut(case: Case, period: Period) -> Period:
    """A week, month … that holds the day it is seen from, cut there: what was said this week was not said tomorrow."""
    if case.at is None:
        return period
    if case.direction == "past" and period.first <= case.at < period.last:
        return replace(period, last=case.at)
    if case.direction == "future" and period.first < case.at <= period.last:
        return replace(period, first=case.at)
    return period


Ends = tuple[datetime.date | None, datetime.date | None]


def _since(case: Case, period: Period) -> Ends:
    if case.at is not None and period.first > case.at:
        raise Undecided("begins after the day it should reach to")
    return period.first, case.at


def _until(case: Case, period: Period) -> Ends:
    return _up_to(case, period.last)


def _before(case: Case, period: Period) -> Ends:
    """Before the end of a period is up to its last day, before a period is up to the day before it."""
    to_end = case.time.part == "end" or case.time.form == "end_of"
    return _up_to(case, period.last if to_end else days(period.first, -1))


def _up_to(case: Case, last: datetime.date) -> Ends:
    is_open = case.direction == "past" or case.at is None or last < case.at
    return None if is_open else case.at, last


def _after(case: Case, period: Period) -> Ends:
    start = days(period.last, 1)
    looks_back = case.direction == "past" and case.at is not None and start <= case.at
    return start, case.at if looks_back else None


_LIMITS: Mapping[str, Callable[[Case, Period], Ends]] = {
    "since": _since,
    "by": _until,
    "until": _until,
    "before": _before,
    "after": _after,
}
