"""Tells which words of time say when something was said: those that stand with source and cue, outside what is said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.model.statement import Attribution
from onrecord.resolve.timing.expressions import Expression
from onrecord.resolve.timing.nesting import REACH, Fragment, core
from onrecord.resolve.timing.wording import (
    MEDIA,
    SHORT,
    dates_document,
    has_verb,
    is_apposition,
    is_plain,
    is_to_come,
    leads_ahead,
    may_open,
    plain_words,
    tells_when,
)
from onrecord.text import CLOSING, OPENING, STRAIGHT, sentences

_STOP = re.compile(r"[;:]")
_HARD = re.compile(r"[;:—–(]")
_THAT = re.compile(r"\W{0,3}that\b")
_UP_TO_TIME = re.compile(r"[\s,]*(?:on\s+|in\s+|at\s+)?", re.IGNORECASE)
_MARKS = frozenset(OPENING + CLOSING + STRAIGHT)


def times_of_saying(
    text: str, times: Mapping[Expression, Fragment | None], attributions: Mapping[Attribution, Fragment | None]
) -> dict[str, Expression]:
    """For each attribution (by id) that has one, the words that say when it was said.

    Both come in text order, each with the content it stands in.
    """
    ordered = tuple(times)
    starts = [time.span.start for time in ordered]
    cues = sorted(a.cue.start for a in attributions if a.cue is not None)
    found = {}
    for attribution, level in attributions.items():
        middle = core(attribution)
        near = ordered[bisect_left(starts, middle.start - REACH) : bisect_right(starts, middle.end + REACH)]
        if not near:
            continue
        bounds = _bounds(text, middle, level)
        clause = _Clause(text=text, attribution=attribution, level=level, bounds=bounds, cues=cues)
        fitting = (time for time in _nearest_first(near, middle) if _fits(clause, time, times[time]))
        if (time := next(fitting, None)) is not None:
            found[attribution.id] = time
    return found


def _bounds(text: str, middle: Span, level: Fragment | None) -> Span:
    """The sentence around source and cue, inside the content that holds them."""
    start, end = max(0, middle.start - REACH), min(len(text), middle.end + REACH)
    if level is not None:
        start, end = max(start, level.span.start), min(end, level.span.end)
    held = [s for s in sentences(text, Span(start, end)) if s.start < middle.end and middle.start < s.end]
    return Span(held[0].start, held[-1].end) if held else middle


def _nearest_first(times: Sequence[Expression], middle: Span) -> list[Expression]:
    return sorted(times, key=lambda time: max(time.span.start - middle.end, middle.start - time.span.end, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """An attribution in its sentence."""

    text: str
    attribution: Attribution
    level: Fragment | None
    bounds: Span
    cues: Sequence[int]

    def between(self, start: int, end: int) -> str:
        """The text from start to end without the attribution's own content."""
        pieces, at = [], start
        for content in sorted(self.attribution.content):
            if content.end > at and content.start < end:
                pieces.append(self.text[at : max(at, content.start)])
                at = min(end, content.end)
        return " ".join([*pieces, self.text[at:end]])

    def has_content(self, start: int, end: int) -> bool:
        """Whether own content lies between."""
        return any(content.start < end and start < content.end for content in self.attribution.content)

    def quotes(self, start: int) -> bool:
        """Whether own content after the start is a quotation: only then is it sure where it begins and ends."""
        after = [content.of(self.text) for content in self.attribution.content if content.end > start]
        return all(words[:1] in _MARKS or words[-1:] in _MARKS for words in after)

    def has_other_cue(self, start: int, end: int) -> bool:
        """Whether another attribution's cue lies between."""
        return bisect_left(self.cues, end) > bisect_left(self.cues, start)


def _fits(clause: _Clause, time: Expression, home: Fragment | None) -> bool:
    if time.bound is not None or time.has("for") or not clause.bounds.contains(time.span):
        return False
    if leads_ahead(time) and not is_to_come(clause.text, clause.attribution):
        return False
    if home is not None and home.owner == clause.attribution.id:
        return _opens_content(clause.text, time, home)
    return home == clause.level and _stands_with(clause, time)


def _opens_content(text: str, time: Expression, content: Fragment) -> bool:
    """Whether the content only seems to begin with the time: "said [on Monday that …]"."""
    into = _UP_TO_TIME.match(text, content.span.start)
    return into is not None and into.end() == time.span.start and _THAT.match(text, time.span.end) is not None


def _stands_with(clause: _Clause, time: Expression) -> bool:
    source, cue, middle = clause.attribution.source, clause.attribution.cue, core(clause.attribution)
    if cue is not None and cue.contains(time.span):
        return tells_when(clause.text, time)
    if source is not None and source.contains(time.span):
        return dates_document(clause.text, source, time.span)
    if not tells_when(clause.text, time):
        return False
    if time.span.end <= middle.start:
        return _leads(clause, time.span, middle)
    if time.span.start >= middle.end:
        return _follows(clause, time.span, middle)
    return _lies_between(clause, time.span)


def _leads(clause: _Clause, time: Span, middle: Span) -> bool:
    """As in "On Monday, Voss said" or "Speaking in Orlen on Monday, Voss said"."""
    before = _HARD.split(clause.between(clause.bounds.start, time.start))[-1]
    after = clause.between(time.end, middle.start)
    words = plain_words(before)
    if clause.has_other_cue(time.end, middle.start) or _STOP.search(after) or has_verb(after, MEDIA):
        return False
    if clause.has_content(time.end, middle.start) and (len(words) > SHORT or not clause.quotes(time.end)):
        return False
    return is_plain(before) and (not words or may_open(words[0].casefold()))


def _lies_between(clause: _Clause, time: Span) -> bool:
    """As in "Voss on Monday said", "Voss, speaking on Monday, said" or "said on Monday Mara Voss"."""
    parts = [part for part in (clause.attribution.source, clause.attribution.cue) if part is not None]
    link = clause.between(min(part.end for part in parts), time.start)
    return not is_apposition(link) and is_plain(link)


def _follows(clause: _Clause, time: Span, middle: Span) -> bool:
    """As in "Voss said on Monday that" or "Voss told reporters late on Monday"."""
    link = clause.between(middle.end, time.start)
    words = plain_words(link)
    if clause.has_other_cue(middle.end, time.start) or _HARD.search(link) or not is_plain(link):
        return False
    if clause.has_content(middle.end, time.start):
        return clause.quotes(middle.end) and len(words) <= SHORT
    return words[:1] not in (["of"], ["about"])
