"""Windows over time: from when to when something is due or foretold, each on a line of its own."""

import datetime
from collections.abc import Sequence

from markupsafe import Markup

from onrecord.store.questions import FoundReading
from onrecord.web.charts.drawing import drawing, number, part, title, words

WIDTH, LINE, TOP = 1120.0, 21.0, 26.0
ROOM = 430.0
"""Where the words stand; time has the rest."""


def windows(entries: Sequence[FoundReading]) -> Markup:
    """The entries for which days are named, one below the other, in the order given."""
    dated = [(e.first or e.last, e.last or e.first, e) for e in entries if _names_days(e)]
    known = [(first, last, e) for first, last, e in dated if first and last and first <= last]
    if not known:
        return Markup("")
    first, last = min(f for f, _, _ in known), max(end for _, end, _ in known)
    days = max(1, (last - first).days)

    def place(day: datetime.date) -> float:
        return ROOM + 8 + (WIDTH - ROOM - 20) * (day - first).days / days

    height = TOP + LINE * len(known) + 6
    lines = [_line(at, place(begin), place(end), e) for at, (begin, end, e) in enumerate(known)]
    ends = [words(str(day), x, 14, class_="label", text_anchor=anchor) for day, x, anchor in _ends(first, last)]
    axis = part("path", class_="axis", d=f"M{number(ROOM)} {number(TOP - 6)}H{number(WIDTH)}")
    told = f"{len(known)} entries from {first} to {last}, each with its days"
    return drawing(WIDTH, height, told, (axis, *ends, *(part for line in lines for part in line)), kind="windows")


def _names_days(entry: FoundReading) -> bool:
    """Whether its own words say by when; the rest stands on the day of publication, which is no window."""
    window = (entry.commitment and entry.commitment.due) or (entry.forecast and entry.forecast.horizon)
    return bool(window and (window.from_ or window.to))


def _ends(first: datetime.date, last: datetime.date) -> list[tuple[datetime.date, float, str]]:
    ends = [(first, ROOM, "start")]
    return ends if first == last else [*ends, (last, WIDTH, "end")]


def _line(at: int, begin: float, end: float, entry: FoundReading) -> tuple[Markup, ...]:
    y = TOP + at * LINE
    told = f"{entry.kind}, {entry.first} to {entry.last}: {entry.reading.span.text}"
    return (
        words(f"{entry.kind[0].upper()} · {entry.reading.span.text}", 0, y + 13, longest=62, class_="entry"),
        part(
            "rect",
            title(told),
            class_=f"window {entry.kind}",
            x=begin,
            y=y + 3,
            width=max(6.0, end - begin),
            height=12.0,
            rx="3",
        ),
    )
