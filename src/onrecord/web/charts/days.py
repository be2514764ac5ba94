"""Bars over time: how many statements were said, day by day or, over a long time, by week, month or year."""

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.web.charts.drawing import drawing, number, part, title, words
from onrecord.web.views import Day

WIDTH, HEIGHT, BELOW, ABOVE = 960.0, 150.0, 22.0, 14.0

BARS = 120
"""Bars that can be told apart on a screen."""

LABELS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A length of time for a bar: its name, where it begins, and where the next one does."""

    name: str
    begin: Callable[[datetime.date], datetime.date]
    next: Callable[[datetime.date], datetime.date]


def _month(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def _next_month(day: datetime.date) -> datetime.date:
    if (day.year, day.month) == (datetime.MAXYEAR, 12):
        return datetime.date.max
    return datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _plus(days: int) -> Callable[[datetime.date], datetime.date]:
    return lambda day: day + datetime.timedelta(min(days, (datetime.date.max - day).days))


def _year(years: int) -> Step:
    def begin(day: datetime.date) -> datetime.date:
        return datetime.date(max(1, day.year - day.year % years), 1, 1)

    def after(day: datetime.date) -> datetime.date:
        return datetime.date(min(datetime.MAXYEAR, begin(day).year // years * years + years), 1, 1)

    return Step("year" if years == 1 else f"{years} years", begin, after)


STEPS = (
    Step("day", lambda day: day, _plus(1)),
    Step("week", lambda day: day - datetime.timedelta(min(day.weekday(), (day - datetime.date.min).days)), _plus(7)),
    Step("month", _month, _next_month),
    *map(_year, (1, 10, 100)),
)


def bars(days: Sequence[Day], *, whose: str) -> Markup:
    """How many statements were said in each stretch of time, from the first to the last."""
    if not days:
        return Markup("")
    step, counts = _stepped(days)
    most = max(counts.values())
    wide = WIDTH / len(counts)
    told = (
        f"{whose}: {sum(counts.values()):,} statements by {step.name}, {days[0].day} to {days[-1].day}; most {most:,}"
    )
    return drawing(WIDTH, HEIGHT, told, (*_bars(counts, wide, most), *_axis(list(counts), wide, most)), kind="days")


def _stepped(days: Sequence[Day]) -> tuple[Step, dict[datetime.date, int]]:
    """The shortest step with few enough bars, and how many statements each bar has."""
    for step in STEPS:
        counts = _counts(days, step)
        if counts is not None:
            return step, counts
    return STEPS[-1], _counts(days, STEPS[-1]) or {}


def _counts(days: Sequence[Day], step: Step) -> dict[datetime.date, int] | None:
    held = Counter[datetime.date]()
    for one in days:
        held[step.begin(one.day)] += one.statements
    counts: dict[datetime.date, int] = {}
    at, last = step.begin(days[0].day), step.begin(days[-1].day)
    while at <= last:
        counts[at] = held[at]
        if len(counts) > BARS:
            return None
        if (after := step.next(at)) <= at:
            break
        at = after
    return counts


def _bars(counts: dict[datetime.date, int], wide: float, most: int) -> list[Markup]:
    room = HEIGHT - BELOW - ABOVE
    found = []
    for at, (day, many) in enumerate(counts.items()):
        if many:
            high = max(2.0, room * many / most)
            place = {
                "x": at * wide + 0.5,
                "y": HEIGHT - BELOW - high,
                "width": max(1.0, min(wide - 1, 40)),
                "height": high,
            }
            found.append(part("rect", title(f"{day}: {many:,}"), class_="bar", rx="1", **place))
    return found


def _axis(days: list[datetime.date], wide: float, most: int) -> list[Markup]:
    base = HEIGHT - BELOW
    line = part("path", class_="axis", d=f"M0 {number(base)}H{number(WIDTH)}")
    step = max(1, -(-len(days) // LABELS))
    labels = [
        words(str(day), min(at * wide, WIDTH - 70), HEIGHT - 6, class_="label")
        for at, day in list(enumerate(days))[::step]
    ]
    return [line, words(f"{most:,}", 0, ABOVE - 4, class_="label"), *labels]
