"""What weekdays and weekends mean, seen from one day."""

import datetime
from collections.abc import Mapping

from onrecord.resolve.timing import periods
from onrecord.resolve.timing.cases import DAY_NAMES, Case, Found, Rule
from onrecord.resolve.timing.periods import DAYS_OF, days


def named_weekend(case: Case) -> Found:
    """The weekend of "this weekend", "last weekend" or "next weekend"."""
    if case.time.step == 0:
        return _weekend(case)
    if case.time.step < 0:
        return periods.weekend(days(case.day, -7)), f"is the weekend of the week before {case.name}"
    after = periods.weekend(days(case.day, 7))
    if case.day.weekday() >= SATURDAY:
        return after, f"is the weekend of the week after {case.name}"
    both = periods.window(periods.weekend(case.day).first, after.last)
    return both, f"may be the weekend of the same week as {case.name}, or of the next"


SATURDAY = 5


def _weekend(case: Case) -> Found:
    if case.direction == "past":
        back = 7 if case.day.weekday() < SATURDAY else 0
        return periods.weekend(days(case.day, -back)), f"is the last weekend on or before {case.name}"
    return periods.weekend(case.day), f"is the first weekend on or after {case.name}"


def _weekday(case: Case) -> Found:
    wanted = case.time.number("weekday")
    if case.direction == "past":
        return periods.day(_latest(case.day, wanted)), f"is the last {DAY_NAMES[wanted]} on or before {case.name}"
    if case.direction is None and case.time.possessive:
        near = min(_latest(case.day, wanted), _next(case.day, wanted), key=lambda day: abs((day - case.day).days))
        return periods.day(near), f"is the {DAY_NAMES[wanted]} nearest to {case.name}"
    return periods.day(_next(case.day, wanted)), f"is the first {DAY_NAMES[wanted]} on or after {case.name}"


def _latest(day: datetime.date, weekday: int) -> datetime.date:
    return days(day, -((day.weekday() - weekday) % 7))


def _next(day: datetime.date, weekday: int) -> datetime.date:
    return days(day, (weekday - day.weekday()) % 7)


def _near_weekday(case: Case) -> Found:
    """The last, next, past, coming or following Monday, or this one."""
    time, wanted = case.time, case.time.number("weekday")
    if time.has("past") or time.has("previous"):
        return periods.day(_before(case, wanted)), f"is the last {DAY_NAMES[wanted]} before {case.name}"
    if time.has("coming") or time.has("following"):
        return periods.day(_after(case, wanted)), f"is the first {DAY_NAMES[wanted]} after {case.name}"
    return _weekday(case) if time.step == 0 else _weekday_of_other_week(case, wanted)


def _before(case: Case, weekday: int) -> datetime.date:
    return _latest(days(case.day, -1), weekday)


def _after(case: Case, weekday: int) -> datetime.date:
    return _next(days(case.day, 1), weekday)


def _weekday_of_other_week(case: Case, wanted: int) -> Found:
    """Of the week before or after. Said of "last Monday" on a Tuesday, it may be yesterday too: both are held open."""
    near, step, name = _before(case, wanted), -7, DAY_NAMES[wanted]
    if case.time.step > 0:
        near, step = _after(case, wanted), 7
    if periods.week(near) != periods.week(case.day):
        return periods.day(near), f"is the {name} of the week {'before' if step < 0 else 'after'} {case.name}"
    other = "one before" if step < 0 else "next"
    return periods.window(near, days(near, step)), (
        f"may be the {name} of the same week as {case.name}, or of the {other}"
    )


def _weekday_of_week(case: Case) -> Found:
    """The day of "Monday last week" or "next week on Tuesday"."""
    wanted, step = case.time.number("weekday"), case.time.step
    which = {-1: "the week before that of", 0: "the week of", 1: "the week after that of"}[step]
    found = days(periods.week(case.day).first, 7 * step + wanted)
    return periods.day(found), f"is the {DAY_NAMES[wanted]} of {which} {case.name}"


def _week_from_weekday(case: Case) -> Found | None:
    """The day of "a week ago Monday", "a week on Friday" or "two days from Sunday"."""
    wanted, count, unit = case.time.number("weekday"), case.time.count, case.time.unit
    if not isinstance(count, int) or unit not in DAYS_OF:
        return None
    steps, name = count * DAYS_OF[unit], DAY_NAMES[wanted]
    if case.time.has("ago") or case.time.has("last"):
        found = days(_latest(case.day, wanted), -steps)
        return periods.day(found), f"is {steps} days before the last {name} on or before {case.name}"
    return periods.day(days(_after(case, wanted), steps)), f"is {steps} days after the first {name} after {case.name}"


def _weekday_week(case: Case) -> Found:
    """A week after the coming one: "Friday week"."""
    wanted = case.time.number("weekday")
    found = days(_after(case, wanted), 7)
    return periods.day(found), f"is a week after the first {DAY_NAMES[wanted]} after {case.name}"


WEEKDAY_RULES: Mapping[str, Rule] = {
    "weekend": _weekend,
    "weekday": _weekday,
    "near_weekday": _near_weekday,
    "weekday_of_week": _weekday_of_week,
    "week_from_weekday": _week_from_weekday,
    "weekday_week": _weekday_week,
}
