"""Finds the days by which something is to come: words of time that look ahead, in the clause that speaks of it."""

import bisect
import datetime
from collections.abc import Iterator

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.reading import Window
from onrecord.model.statement import TimeReference


class Windows:
    """The words of time of one record, in text order."""

    def __init__(self, record: Record) -> None:
        self.published = record.document.published_on
        self.times = record.of(TimeReference)
        self._starts = [time.words.start for time in self.times]

    def within(self, stretch: Span, without: Span | None = None) -> Window | None:
        """The window that the stretch names outside of `without`; None where it names none, or two that differ."""
        found = [
            time
            for time in self._in(stretch)
            if not (without and without.contains(time.words)) and self._is_ahead(time)
        ]
        found = [time for time in found if self._is_later(time)] or found
        if not found or not (len(found) == 1 or _narrows(found)):
            return None
        last = found[-1]
        return Window(earliest=self._not_past(last.earliest), latest=last.latest, words=last.words)

    def _not_past(self, day: datetime.date | None) -> datetime.date | None:
        """The day, or that of publication where it lies before: what is to come does not come earlier."""
        return day if day is None or self.published is None else max(day, self.published)

    def scheduled(self, stretch: Span) -> bool:
        """Whether the stretch names days that are all still to come."""
        return any(time.earliest is not None and self._is_later(time) for time in self._in(stretch))

    def _in(self, stretch: Span) -> Iterator[TimeReference]:
        for time in self.times[bisect.bisect_left(self._starts, stretch.start) :]:
            if time.words.start >= stretch.end:
                return
            if time.words.end <= stretch.end:
                yield time

    def _is_ahead(self, time: TimeReference) -> bool:
        """Whether the days reach to publication or past it; days that cannot be told are taken at their word."""
        return self.published is None or time.latest is None or time.latest >= self.published

    def _is_later(self, time: TimeReference) -> bool:
        return self.published is not None and (time.latest or datetime.date.max) > self.published


def _narrows(found: list[TimeReference]) -> bool:
    """Whether the last window lies within the others ("in 2032 … by March 2032")."""
    last = found[-1]
    return all(_from(time) <= _from(last) and _to(last) <= _to(time) for time in found[:-1])


def _from(time: TimeReference) -> datetime.date:
    return time.earliest or datetime.date.min


def _to(time: TimeReference) -> datetime.date:
    return time.latest or datetime.date.max
