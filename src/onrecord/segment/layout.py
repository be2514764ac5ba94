"""Learns from the repeated author and date lines of a flattened page how its posts are laid out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from onrecord.model.base import Span
from onrecord.segment.furniture import is_footer, is_furniture, is_heading, is_trackback
from onrecord.segment.lines import Line
from onrecord.segment.names import name_lines, reads_as_name, without_link
from onrecord.segment.stamps import Stamp, stamp

TOP = 4
"""Lines at the head of a page in which an author and a date are the report's own."""
SHARE = 0.25
"""A second kind of stamp belongs to the layout when it is at least this frequent beside the first."""
NAMED = 0.8
"""Dates stand next to lines with names when this share of them does."""
BYLINE_LONGER = 3
"""A first "post" this many times longer than the middle one, at the head of the page, is the report."""
LONE_REPORT = 400
"""Characters of report before a single post, without which one author and date line is no evidence."""

_CLOCK = re.compile(r"@?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4})\)?)?(?:\s*[+-]\d+\)?)?", re.I)
_POSTED_BY = frozenset(["posted", "by"])
_LEADING = frozenset(["posted", "by", "written", "submitted"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The lines that frame one post, from `first` up to and without `stop`."""

    first: int
    stop: int
    author: Span | None
    date: Span | None
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post as lines: `first` up to `stop`, of which `body` up to `body_stop` are the reader's words."""

    first: int
    stop: int
    body: int
    body_stop: int
    author: Span | None = None
    date: Span | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What was learned: the posts, whether the author and date lines come after the words, and how often they do."""

    drafts: tuple[Draft, ...]
    headers_last: bool
    repeated: int


def learn(text: str, lines: Sequence[Line], *, all_posts: bool) -> Layout | None:
    """The layout of the page's posts, or None where no author and date lines tell one.

    With `all_posts`, the page holds no report: its first author and date line is a post's.
    """
    return _by_stamps(text, lines, all_posts=all_posts) or _by_names(text, lines)


def _by_stamps(text: str, lines: Sequence[Line], *, all_posts: bool) -> Layout | None:
    trailing, headers = _joined([s for place, line in enumerate(lines) if (s := stamp(text, line, place))])
    headers = _with_names(text, lines, _of_main_kind(_with_clocks(text, lines, headers)))
    last = _headers_last(text, lines, headers)
    if not all_posts:
        headers = _without_bylines(lines, headers, headers_last=last)
    if not _enough(lines, headers, all_posts=all_posts):
        return None
    make = _drafts_ending if last else _drafts_beginning
    drafts = [_with_trailing(d, trailing) for d in make(text, lines, headers)]
    return Layout(drafts=tuple(d for d in drafts if d.body < d.body_stop), headers_last=last, repeated=len(headers))


def _by_names(text: str, lines: Sequence[Line]) -> Layout | None:
    headers = [_named(without_link(text, lines[place]), place) for place in name_lines(text, lines)]
    if not headers:
        return None
    return Layout(drafts=tuple(_drafts_beginning(text, lines, headers)), headers_last=False, repeated=len(headers))


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
    return 2 * len(names) >= count and any(line < first_date for line in names)


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
    before = [h.first > 0 and reads_as_name(text, lines[h.first - 1]) for h in bare]
    after = [h.stop < len(lines) and reads_as_name(text, lines[h.stop]) for h in bare]
    if sum(before) >= NAMED * len(bare) and sum(before) >= sum(after):
        return [_named_before(lines, h) if h.author is None and yes else h for h, yes in _paired(headers, before)]
    if sum(after) >= NAMED * len(bare):
        return [_named_after(lines, h) if h.author is None and yes else h for h, yes in _paired(headers, after)]
    return headers


def _paired(headers: list[Header], found: list[bool]) -> list[tuple[Header, bool]]:
    answers = iter(found)
    return [(h, h.author is None and next(answers)) for h in headers]


def _named_before(lines: Sequence[Line], h: Header) -> Header:
    return replace(h, first=h.first - 1, author=lines[h.first - 1].extent)


def _named_after(lines: Sequence[Line], h: Header) -> Header:
    return replace(h, stop=h.stop + 1, author=lines[h.stop].extent)


def _headers_last(text: str, lines: Sequence[Line], headers: list[Header]) -> bool:
    """True where author and date stand under a post's words: nothing a reader wrote follows the last of them."""
    if not headers:
        return False
    ends = _last_words(text, lines, headers[-1].stop) < headers[-1].stop
    blank_before = sum(lines[h.first].apart for h in headers[1:])
    blank_after = sum(lines[h.stop].apart for h in headers[:-1] if h.stop < len(lines))
    deeper = sum(lines[h.stop].indent > lines[h.first].indent for h in headers if h.stop < len(lines))
    colon = sum(h.stamp.verb for h in headers)
    posted = sum(h.stamp.frames >= _POSTED_BY for h in headers)
    half = len(headers) / 2
    votes = (2 if ends else -2) - 2 * (deeper > half) - 2 * (colon > half) + (posted > half)
    votes += (blank_after > blank_before) - (blank_before > blank_after)
    return votes > 0


def _last_words(text: str, lines: Sequence[Line], first: int) -> int:
    """The last line, from `first` on, that a reader may have written; the line before `first` where there is none."""
    for place in range(first, len(lines)):
        words = lines[place].extent.of(text)
        if is_footer(words):
            break
        if not is_furniture(words) and not is_heading(words):
            return place
    return first - 1


def _without_bylines(lines: Sequence[Line], headers: list[Header], *, headers_last: bool) -> list[Header]:
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


def _enough(lines: Sequence[Line], headers: list[Header], *, all_posts: bool) -> bool:
    """Three headers with authors, two of one wording, or a single one that says "X says" or "posted by" with a time."""
    named = [h for h in headers if h.author is not None]
    if len(named) < NAMED * len(headers) or not named:
        return False
    if len(named) >= 3 or all_posts:
        return True
    if len(named) == 2:
        return named[0].stamp.shape == named[1].stamp.shape or all(h.stamp.clock for h in named)
    only = named[0]
    report = lines[only.first].extent.start
    framed = only.stamp.verb or bool(only.stamp.frames & _POSTED_BY) or only.stamp.author is None
    return report >= LONE_REPORT and only.stamp.clock and only.date is not None and framed


def _drafts_beginning(text: str, lines: Sequence[Line], headers: list[Header]) -> Iterable[Draft]:
    """Posts whose author and date come first: each runs to the next header, the last one to the page's footer."""
    stops = [*(h.first for h in headers[1:]), _footer(text, lines, headers[-1].stop)]
    for h, stop in zip(headers, stops, strict=True):
        body, body_stop = _worded(text, lines, h.stop, stop)
        if body < body_stop:
            yield Draft(
                first=h.first, stop=stop, body=body, body_stop=body_stop, author=h.author, date=h.date,
                indent=lines[h.first].indent,
            )  # fmt: skip


def _drafts_ending(text: str, lines: Sequence[Line], headers: list[Header]) -> Iterable[Draft]:
    """Posts whose author and date come last: each begins where the one before ended, the first with its paragraph."""
    starts = [max(headers[0].first - 1, 0), *(h.stop for h in headers[:-1])]
    for start, h in zip(starts, headers, strict=True):
        opening = _repeats_author(text, lines, start, h)
        body, body_stop = _worded(text, lines, start + opening, h.first)
        if body < body_stop:
            yield Draft(
                first=start, stop=h.stop, body=body, body_stop=body_stop, author=h.author, date=h.date,
                indent=lines[body].indent,
            )  # fmt: skip


def _repeats_author(text: str, lines: Sequence[Line], start: int, h: Header) -> int:
    """1 where the author's name stands alone above the words as well as under them, else 0."""
    if h.author is None or h.first - start < 2:
        return 0
    return int(lines[start].extent.of(text).casefold() == h.author.of(text).casefold())


def _worded(text: str, lines: Sequence[Line], start: int, stop: int) -> tuple[int, int]:
    """The lines between without the furniture at both ends."""
    while start < stop and _around(text, lines[start]):
        start += 1
    while stop > start and _around(text, lines[stop - 1]):
        stop -= 1
    return start, stop


def _around(text: str, line: Line) -> bool:
    words = line.extent.of(text)
    return is_furniture(words) or is_trackback(words)


def _footer(text: str, lines: Sequence[Line], start: int) -> int:
    return next((p for p in range(start, len(lines)) if is_footer(lines[p].extent.of(text))), len(lines))


def _with_trailing(draft: Draft, trailing: list[Stamp]) -> Draft:
    """The draft with the date that closes it, where posts begin with a name and end with a date."""
    for s in trailing:
        if draft.body <= s.line < draft.body_stop:
            return replace(draft, date=s.date, body_stop=s.line)
    return draft
