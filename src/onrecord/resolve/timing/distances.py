"""What "yesterday", "two weeks ago", "the next day", "last month" and "in the coming days" mean, seen from one day."""

from collections.abc import Mapping

from onrecord.resolve.timing import periods
from onrecord.resolve.timing.calendars import named_month, named_season
from onrecord.resolve.timing.cases import Case, Found, Rule
from onrecord.resolve.timing.periods import Period, days
from onrecord.resolve.timing.table import Reach
from onrecord.resolve.timing.weekdays import named_weekend


def _deictic(case: Case) -> Found:
    return _stepped(case, case.time.number("deictic"), "day")


def _day_beyond(case: Case) -> Found:
    return _stepped(case, 2 * case.time.number("deictic"), "day")


def _near_daypart(case: Case) -> Found:
    return _stepped(case, case.time.step, "day")


def _day_beside(case: Case) -> Found:
    return _stepped(case, -1 if case.time.has("before") else 1, case.time.unit)


def _same(case: Case) -> Found:
    if case.time.has("weekend"):
        return periods.weekend(days(case.day, 7 * case.time.step)), f"is the weekend counted from {case.name}"
    return _stepped(case, case.time.step, case.time.unit)


def _period(case: Case) -> Found:
    """The last, this, the next, the past or the coming week, weekend, October, summer, year …"""
    for name, rule in (("month", named_month), ("season", named_season), ("weekend", named_weekend)):
        if case.time.has(name):
            return rule(case)
    if case.time.has("past") or case.time.has("coming"):
        return _stretch(case)
    return _stepped(case, case.time.step, case.time.unit)


def _unit(case: Case) -> Found:
    return _stepped(case, 0, case.time.unit)


def _end_of(case: Case) -> Found:
    found, why = _unit(case)
    return periods.part_of(found, "end", case.table), f"{why}, its end"


def _stepped(case: Case, step: int, unit: str) -> Found:
    """The calendar's day, week, month … that lies so many before or after that of the day."""
    unit = "day" if unit == "hour" else unit
    return periods.containing(unit, periods.shifted(case.day, step, unit)), _which(case, step, unit)


def _which(case: Case, step: int, unit: str) -> str:
    if step == 0:
        return f"is the {unit} of {case.name}"
    if abs(step) > 1:
        return f"is {_many(abs(step), unit)} {_side(step)} {case.name}"
    return (
        f"is the {unit} {_side(step)} {case.name}"
        if unit == "day"
        else f"is the {unit} {_side(step)} that of {case.name}"
    )


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _side(sign: int) -> str:
    return "before" if sign < 0 else "after"


def _overnight(case: Case) -> Found | None:
    """The night that ended on the day. A change "overnight" that is to come is only a sudden one."""
    if case.direction != "past":
        return None
    return periods.window(days(case.day, -1), case.day), f"is the night before {case.name}"


def _other_day(case: Case) -> Found | None:
    return _reach(case, case.table.few["day"], -1) if case.time.unit == "day" else None


def _ago(case: Case) -> Found:
    return _distant(case, -1)


def _beside(case: Case) -> Found:
    back = case.time.has("before") or (case.time.has("shift") and case.time.word("shift") == "earlier")
    return _distant(case, -1 if back else 1)


def _ahead(case: Case) -> Found | None:
    """So long after the day. "In two weeks" of what has been is how long it took, and no time."""
    sure = any(case.time.has(name) for name in ("within", "now", "hence", "time"))
    if case.direction == "past" and not sure:
        return None
    return _stretch(case) if case.time.has("within") else _distant(case, 1)


def _distant(case: Case, sign: int) -> Found:
    """So many units before or after the day, or what the table says where no number is given."""
    count, unit = case.time.count, case.time.unit
    if not isinstance(count, int):
        table = {"few": case.table.few, "several": case.table.several}.get(count or "", case.table.plural)
        return _reach(case, table[_table_unit(unit)], sign)
    steps, unit = _in_days(count, unit)
    slack = f", give or take {case.table.week_slack} days" if unit in ("week", "fortnight") else ""
    why = f"is {_many(steps, unit)} {_side(sign)} {case.name}{slack}"
    return periods.around(case.day, sign * steps, unit, case.table), why


def _stretch(case: Case) -> Found:
    """From the day on, or up to it: the past two weeks, the next few years, recent months, within ten days."""
    count, unit = case.time.count, case.time.unit
    sign = case.time.step or (1 if case.time.has("within") else -1)
    if count is None and case.time.has("units"):
        return _reach(case, (case.table.coming if sign > 0 else case.table.recent)[_table_unit(unit)], sign)
    if isinstance(count, str):
        longest = (case.table.few if count == "few" else case.table.several)[_table_unit(unit)][1]
        return _reach(case, (1, longest), sign)
    steps, unit = _in_days(count or 1, unit)
    end = periods.shifted(case.day, sign * steps, unit)
    return periods.window(
        case.day, end
    ), f"is the time up to {steps} {unit}{'s' * (steps > 1)} {_side(sign)} {case.name}"


def _in_days(count: int, unit: str) -> tuple[int, str]:
    """Hours as days, rounded up."""
    return (-(-count // 24), "day") if unit == "hour" else (count, unit)


def _table_unit(unit: str) -> str:
    """The unit under which the table tells what is vague."""
    return {"fortnight": "week", "quarter": "month"}.get(unit, unit)


def _reach(case: Case, reach: Reach, sign: int) -> Found:
    first, last = reach
    period: Period = periods.window(days(case.day, sign * first), days(case.day, sign * last))
    return period, f"is taken for {first} to {last} days {_side(sign)} {case.name}"


DISTANCE_RULES: Mapping[str, Rule] = {
    "deictic": _deictic,
    "day_beyond": _day_beyond,
    "near_daypart": _near_daypart,
    "day_beside": _day_beside,
    "same": _same,
    "period": _period,
    "unit": _unit,
    "end_of": _end_of,
    "overnight": _overnight,
    "other_day": _other_day,
    "ago": _ago,
    "beside": _beside,
    "ahead": _ahead,
    "stretch": _stretch,
}
