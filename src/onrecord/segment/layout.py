"""Learns from the repeated author and date lines of a flattened page how its posts are laid out."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model.base import Span
from onrecord.segment.furniture import is_footer, is_furniture, is_heading, is_trackback
from onrecord.segment.headers import NAMED, Header, named_headers, stamped_headers, without_bylines
from onrecord.segment.lines import Line
from onrecord.segment.opening import first_line
from onrecord.segment.stamps import Stamp

LONE_REPORT = 400
"""Characters of report before a single post, without which one author and date line is no evidence."""

_POSTED_BY = frozenset(["posted", "by"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post as lines: `first` up to `stop`, of which `body` up to `body_stop` are the reader's words.

    From `repeated` up to `body` the page prints an earlier post again.
    """

    first: int
    stop: int
    body: int
    body_stop: int
    author: Span | None = None
    date: Span | None = None
    indent: int = 0
    repeated: int | None = None


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
    headers, trailing = stamped_headers(text, lines)
    last = _headers_last(text, lines, headers)
    if not all_posts and not _announced(text, lines, headers):
        headers = without_bylines(lines, headers, headers_last=last)
    if not _enough(lines, headers, all_posts=all_posts):
        return None
    if not last:
        drafts = _with_trailing(text, lines, _drafts_beginning(text, lines, headers), trailing)
        return Layout(drafts=tuple(drafts), headers_last=False, repeated=len(headers))
    opening = 0 if all_posts else first_line(text, lines, headers[0].first)
    drafts = _drafts_ending(text, lines, headers, opening)
    return Layout(drafts=tuple(drafts), headers_last=True, repeated=len(headers))


def _announced(text: str, lines: Sequence[Line], headers: list[Header]) -> bool:
    """Whether a line like "3 Comments" stands above the first header: then none of them is the report's own."""
    return bool(headers) and any(is_heading(line.extent.of(text)) for line in lines[: headers[0].first])


def _by_names(text: str, lines: Sequence[Line]) -> Layout | None:
    headers = named_headers(text, lines)
    if not headers:
        return None
    return Layout(drafts=tuple(_drafts_beginning(text, lines, headers)), headers_last=False, repeated=len(headers))


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


def _drafts_ending(text: str, lines: Sequence[Line], headers: list[Header], opening: int) -> Iterable[Draft]:
    """Posts whose author and date come last: each begins where the one before ended, the first at `opening`."""
    starts = [opening, *(h.stop for h in headers[:-1])]
    for start, h in zip(starts, headers, strict=True):
        title = _repeats_author(text, lines, start, h)
        body, body_stop = _worded(text, lines, start + title, h.first)
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


def _with_trailing(text: str, lines: Sequence[Line], drafts: Iterable[Draft], trailing: list[Stamp]) -> Iterable[Draft]:
    """The drafts with the dates that close them, where posts begin with a name and end with a date."""
    closing = [s.line for s in trailing]
    for draft in drafts:
        at = bisect.bisect_left(closing, draft.body)
        if at == len(closing) or closing[at] >= draft.body_stop:
            yield draft
            continue
        body, body_stop = _worded(text, lines, draft.body, closing[at])
        if body < body_stop:
            yield replace(draft, date=trailing[at].date, body=body, body_stop=body_stop)
