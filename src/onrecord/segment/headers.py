"""Finds the headers of posts: the lines, one or several together, that name a writer or a date."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from onrecord.model.base import Span
from onrecord.segment.furniture import is_profile
from onrecord.segment.lines import Line
from onrecord.segment.names import name_lines, reads_as_name, without_link
from onrecord.segment.stamps import Stamp, stamp

TOP = 4
"""Lines at the head of a page in which an author and a date are the report's own."""
SHARE = 0.25
"""A second kind of stamp belongs to the layout when it is at least this frequent beside the first."""
NAMED = 0.8
"""Dates stand next to lines with names when this share of them does."""
LONGEST_BOX = 4
"""Lines between an empty line and a date that may hold a name, a badge, a motto and a count."""
SHORT = 60
"""Characters of such a line."""
BYLINE_LONGER = 3
"""A first "post" this many times longer than the middle one, at the head of the page, is the report."""

_CLOCK = re.compile(r"@?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4})\)?)?(?:\s*[+-]\d+\)?)?", re.I)
_LEADING = frozenset(["posted", "by", "written", "submitted"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The lines that frame one post, from `first` up to and without `stop`."""

    first: int
    stop: int
    author: Span | None
    date: Span | None
    stamp: Stamp


def stamped_headers(text: str, lines: Sequence[Line]) -> tuple[list[Header], list[Stamp]]:
    """The headers that stamps make, in one layout, and the dates that close posts whose headers hold a name only."""
    trailing, headers = _joined([s for place, line in enumerate(lines) if (s := stamp(text, line, place))])
    return _with_names(text, lines, _of_main_kind(_with_clocks(text, lines, headers))), trailing


def named_headers(text: str, lines: Sequence[Line]) -> list[Header]:
    """The headers that hold a name and nothing else, where that is the page's layout."""
    return [_named(without_link(text, lines[place]), place) for place in name_lines(text, lines)]


def without_bylines(lines: Sequence[Line], headers: list[Header], *, headers_last: bool) -> list[Header]:
    """Headers without the report's own author and date: those at the head of the page or unlike all the others."""
    while headers and _of_report(lines, headers, headers_last=headers_last):
        headers = headers[1:]
    return headers


def _of_report(lines: Sequence[Line], headers: list[Header], *, headers_last: bool) -> bool:
    first, others = headers[0], headers[1:]
    top = first.first < TOP
    if len(others) < 2:
        return top and (headers_last or not others or _longer(lines, headers))
    alike = any(h.stamp.kind == first.stamp.kind for h in others)
    same_frames = first.stamp.frames & _LEADING <= frozenset(f for h in others for f in h.stamp.frames)
    return not alike or not same_frames or (top and (headers_last or _longer(lines, headers)))


def _longer(lines: Sequence[Line], headers: list[Header]) -> bool:
    starts = [lines[h.first].extent.start for h in headers]
    lengths = [b - a for a, b in pairwise(starts)]
    return len(lengths) == 1 or lengths[0] > BYLINE_LONGER * median(lengths[1:])


def _joined(stamps: list[Stamp]) -> tuple[list[Stamp], list[Header]]:
    """The dates that close a post begun with a name, and the headers: name and date on following lines are one."""
    name_first = _adjacent(stamps, name_first=True)
    date_first = _adjacent(stamps, name_first=False)
    if name_first <= SHARE * date_first and _begins_with_name(stamps):
        return [s for s in stamps if s.author is None], [_header(s) for s in stamps if s.author is not None]
    joined: list[Header] = []
    for s in stamps:
        before = joined[-1] if joined else None
        if before and _complete(before.stamp, s, name_first=name_first >= date_first) and before.stop == s.line:
            joined[-1] = _both(before, s)
        else:
            joined.append(_header(s))
    return [], joined


def _adjacent(stamps: list[Stamp], *, name_first: bool) -> int:
    return sum(a.line + 1 == b.line and _complete(a, b, name_first=name_first) for a, b in pairwise(stamps))


def _begins_with_name(stamps: list[Stamp]) -> bool:
    """True where names are half as many as dates of the commonest wording, and the first comes before all of these."""
    dates = Counter(s.shape for s in stamps if s.author is None)
    if not dates:
        return False
    common, count = dates.most_common(1)[0]
    first_date = next(s.line for s in stamps if s.shape == common)
    names = [s.line for s in stamps if s.date is None]
    return len(names) > 1 and 2 * len(names) >= count and any(line < first_date for line in names)


def _complete(first: Stamp, second: Stamp, *, name_first: bool) -> bool:
    """True where one stamp holds only the author and the other only the date, in that order."""
    name, date = (first, second) if name_first else (second, first)
    return name.date is None and name.author is not None and date.author is None and date.date is not None


def _header(s: Stamp) -> Header:
    return Header(first=s.line, stop=s.line + 1, author=s.author, date=s.date, stamp=s)


def _named(line: Line, place: int) -> Header:
    shape = Stamp(line=place, shape="name", author=line.extent, date=None, verb=False, clock=False, frames=frozenset())
    return _header(shape)


def _both(header: Header, s: Stamp) -> Header:
    whole = replace(
        header.stamp,
        shape=f"{s.shape if header.date is None else header.stamp.shape} + name",
        author=header.author or s.author,
        date=header.date or s.date,
        verb=header.stamp.verb or s.verb,
        clock=header.stamp.clock or s.clock,
        frames=header.stamp.frames | s.frames,
    )
    return Header(first=header.first, stop=s.line + 1, author=whole.author, date=whole.date, stamp=whole)


def _with_clocks(text: str, lines: Sequence[Line], headers: list[Header]) -> list[Header]:
    """A line that holds only a time, under a date without one, belongs to the header."""
    return [
        replace(h, stop=h.stop + 1)
        if h.date and h.stop < len(lines) and not h.stamp.clock and _CLOCK.fullmatch(lines[h.stop].extent.of(text))
        else h
        for h in headers
    ]


def _of_main_kind(headers: list[Header]) -> list[Header]:
    counts = Counter(h.stamp.kind for h in headers)
    if not counts:
        return []
    main, most = counts.most_common(1)[0]
    return [h for h in headers if counts[h.stamp.kind] >= SHARE * most or h.stamp.kind[::2] == main[::2]]


def _with_names(text: str, lines: Sequence[Line], headers: list[Header]) -> list[Header]:
    """Where the headers hold no author, it is the line before or after, if nearly all have a name there."""
    bare = [h for h in headers if h.author is None]
    if len(bare) <= len(headers) / 2:
        return headers
    headers = [_with_profile(text, lines, h) for h in headers]
    bare = [h for h in headers if h.author is None]
    before = [h.first > 0 and reads_as_name(text, lines[h.first - 1]) for h in bare]
    after = [h.stop < len(lines) and reads_as_name(text, lines[h.stop]) for h in bare]
    boxed = [_box(lines, h.first) < h.first for h in bare]
    if sum(boxed) >= NAMED * len(bare) and sum(before) >= sum(after) and 2 * sum(before) > len(bare):
        return [_named_above(text, lines, h) if h.author is None else h for h in headers]
    if sum(before) >= NAMED * len(bare) and sum(before) >= sum(after):
        return [_named_before(lines, h) if h.author is None and yes else h for h, yes in _paired(headers, before)]
    if sum(after) >= NAMED * len(bare):
        return [_named_after(lines, h) if h.author is None and yes else h for h, yes in _paired(headers, after)]
    return headers


def _with_profile(text: str, lines: Sequence[Line], h: Header) -> Header:
    """The header with what is printed of the writer between the name and the date."""
    first = h.first
    while h.author is None and first > 0 and h.first - first < LONGEST_BOX and _of_profile(text, lines[first - 1]):
        first -= 1
    return replace(h, first=first)


def _of_profile(text: str, line: Line) -> bool:
    return is_profile(line.extent.of(text))


def _box(lines: Sequence[Line], stop: int) -> int:
    """The first of the short lines above `stop` that stand together after an empty line, or `stop` without such."""
    for first in range(stop - 1, max(-1, stop - 1 - LONGEST_BOX), -1):
        if len(lines[first].extent) > SHORT:
            return stop
        if lines[first].apart:
            return first
    return stop


def _named_above(text: str, lines: Sequence[Line], h: Header) -> Header:
    """The header with the box of lines above it, of which the first that is no badge is the name."""
    first = _box(lines, h.first)
    name = next((p for p in range(first, h.first) if not _of_profile(text, lines[p])), None)
    if name is not None:
        return replace(h, first=first, author=lines[name].extent)
    return _named_before(lines, h) if h.first > 0 and reads_as_name(text, lines[h.first - 1]) else h


def _paired(headers: list[Header], found: list[bool]) -> list[tuple[Header, bool]]:
    answers = iter(found)
    return [(h, h.author is None and next(answers)) for h in headers]


def _named_before(lines: Sequence[Line], h: Header) -> Header:
    return replace(h, first=h.first - 1, author=lines[h.first - 1].extent)


def _named_after(lines: Sequence[Line], h: Header) -> Header:
    return replace(h, stop=h.stop + 1, author=lines[h.stop].extent)
