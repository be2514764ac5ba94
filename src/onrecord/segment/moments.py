"""Reads the dates that a page prints of its posts as points in time that can be compared with one another."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]{{0,6}}\b", re.I)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)(?::(\d\d))?(?!\d)\s?([ap])?", re.I)
_AGO = re.compile(r"\b(\d{1,3}|an?|one|two|three)\s?(mi|mo|s|m|h|d|w|y)[a-z]{0,6}\sago\b", re.I)
_SECONDS = {"s": 1, "m": 60, "mi": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2629800, "y": 31557600}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_LEAP_YEAR = 2000
"""Stands for a year that is not printed: 29 February is a day in it."""
_NOON = 12
_MINUTES_A_DAY = 1440

_Kind = Literal["day and time", "day of no year", "day", "ago"]


@dataclass(frozen=True, slots=True)
class _Moment:
    kind: _Kind
    value: int


def moments(printed: Sequence[str | None]) -> tuple[int | None, ...]:
    """Numbers on one scale, later is larger, for the dates printed in the way most of them are; None for the others."""
    day_first = any(_is_day_first(date) for date in printed if date)
    read = [_moment(date, day_first) if date else None for date in printed]
    kinds = Counter(moment.kind for moment in read if moment)
    usual = kinds.most_common(1)[0][0] if kinds else None
    return tuple(m.value if m and m.kind == usual else None for m in read)


def _is_day_first(date: str) -> bool:
    numeric = _NUMERIC.search(date)
    return numeric is not None and _NOON < int(numeric[1]) <= 31


def _moment(date: str, day_first: bool) -> _Moment | None:
    ago = _AGO.search(date)
    day = _day(date, day_first)
    if day is None:
        return _before_now(ago, date) if ago else None
    year, month, number, rest = day
    hour, minute, second = _clock(rest)
    try:
        at = datetime(year or _LEAP_YEAR, month, number, max(hour, 0), minute, second)
    except ValueError:
        return None
    kind: _Kind = "day of no year" if year is None else "day" if hour < 0 else "day and time"
    return _Moment(kind, int((at - datetime(1, 1, 1)).total_seconds()))


def _before_now(ago: "re.Match[str]", date: str) -> _Moment:
    """With the time of day, where it is printed too, telling apart what is equally long ago."""
    count = _COUNTS.get(ago[1].casefold()) or int(ago[1])
    hour, minute, _ = _clock(date)
    return _Moment("ago", -count * _SECONDS[ago[2].casefold()] * _MINUTES_A_DAY + max(hour, 0) * 60 + minute)


def _day(date: str, day_first: bool) -> tuple[int | None, int, int, str] | None:
    """Year, month, day and what is printed beside them."""
    numeric = _NUMERIC.search(date)
    if numeric:
        rest = date[: numeric.start()] + " " + date[numeric.end() :]
        first, second, third = int(numeric[1]), int(numeric[3]), int(numeric[4])
        if len(numeric[1]) == 4:
            return first, second, third, rest
        year = third if len(numeric[4]) == 4 else 2000 + third
        return (year, second, first, rest) if day_first else (year, first, second, rest)
    month = _MONTH.search(date)
    if month is None:
        return None
    year_found = _YEAR.search(date)
    bare = _CLOCK.sub(" ", _YEAR.sub(" ", date))
    number = _DAY.search(bare)
    if number is None:
        return None
    place = _MONTHS.index(month[1].casefold()) + 1
    return (int(year_found[0]) if year_found else None), place, int(number[1]), _YEAR.sub(" ", date)


def _clock(rest: str) -> tuple[int, int, int]:
    """Hour, minute and second; hour -1 where no time is printed."""
    clock = _CLOCK.search(rest)
    if clock is None:
        return -1, 0, 0
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % _NOON + (_NOON if clock[4].casefold() == "p" else 0)
    return hour, minute, second
