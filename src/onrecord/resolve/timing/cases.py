"""An expression of time seen from one day, and what every rule about it answers."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.periods import Period
from onrecord.resolve.timing.table import TimeTable
from onrecord.resolve.timing.tenses import Direction

DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH_NAMES = "January February March April May June July August September October November December".split()


class Undecided(Exception):
    """No days can be given; the message says why, as the rest of a sentence that begins with the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An expression seen from one day, which has a name for readers ("publication, 2022-01-28")."""

    time: Expression
    at: datetime.date | None
    name: str
    direction: Direction | None
    table: TimeTable

    @property
    def day(self) -> datetime.date:
        """The day it is seen from. Raises Undecided where there is none."""
        if self.at is None:
            raise Undecided("has no day to count from: no date of publication is known")
        return self.at


Found = tuple[Period, str]
"""What an expression means, and why, as the rest of a sentence."""

Rule = Callable[[Case], Found | None]
"""None: the words are no time here."""
