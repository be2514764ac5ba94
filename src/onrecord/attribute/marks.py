"""Corrects the edges of contents by quotation marks: a direct content begins and ends with its marks."""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model.base import Span
from onrecord.model.statement import Part, Quotation

SLACK = 25
"""Characters by which an edge may miss a mark and still be meant to lie on it: about four words. Chosen on PolNeAR dev
among 0, 12 and 25: content F1 65.2, 65.5, 65.8 (2026-11-23)."""


@dataclass(frozen=True, slots=True)
class Outer:
    """The outermost quotations of a text, in order; they do not overlap."""

    spans: tuple[Span, ...]

    def near(self, place: Span, *, within: int = 0) -> tuple[Span, ...]:
        """Those that touch a place, or come as near as `within` characters."""
        first = bisect.bisect_left(self.spans, place.start - within, key=lambda s: s.end)
        last = bisect.bisect_right(self.spans, place.end + within, key=lambda s: s.start)
        return self.spans[first:last]


def outer(quotations: Iterable[Quotation]) -> Outer:
    """The outermost of a text's quotations."""
    return Outer(tuple(q.extent for q in quotations if q.depth == 0))


def snapped(parts: Iterable[Part], quotations: Outer, text: str) -> Iterator[Part]:
    """The parts in their order; a content that holds one end of a quotation, or nearly, holds all of it.

    Where the last quotation of a content ends a sentence, the content ends.
    What a quotation's words report of others stands inside it then. Of a quotation found in pieces one content remains.
    """
    taken: Span | None = None
    for part in parts:
        if part.role != "content":
            yield part
            continue
        extent = _cut(_filled(_on_marks(part.extent, quotations, text), quotations), quotations, text)
        if taken is not None and taken.contains(extent):
            continue
        taken = extent
        yield replace(part, extent=extent)


def ended(parts: Iterable[Part], quotations: Iterable[Quotation], text: str) -> Iterator[Part]:
    """The parts inside contents; one that begins with a quotation inside a quotation ends with it where its last words
    end a clause, as whoever quotes goes on in words of his own: "she said, ‘It is fine,’ and then it wasn’t"."""
    nested = [q.extent for q in quotations if q.depth == 1 and q.closed]
    starting = {extent.start: extent for extent in nested}
    for part in parts:
        first = starting.get(part.extent.start, part.extent) if part.role == "content" else part.extent
        more = any(first.end <= other.start < part.extent.end for other in nested)
        ends = first.end < part.extent.end and not more and text[first.end - 2] in ",.!?"
        yield replace(part, extent=first) if ends else part


def _on_marks(content: Span, quotations: Outer, text: str) -> Span:
    start, end = content.start, content.end
    for quotation in quotations.near(content, within=SLACK):
        if quotation.overlaps(content):
            start, end = _start_on(start, quotation), _end_on(end, quotation, text)
    return Span(start, max(start, end))


def _start_on(start: int, quotation: Span) -> int:
    """The mark, where the content begins just inside it."""
    return quotation.start if quotation.start < start <= quotation.start + SLACK else start


def _end_on(end: int, quotation: Span, text: str) -> int:
    """The closing mark, where the content ends just inside it, or just behind it with no word between."""
    if quotation.end - SLACK <= end < quotation.end:
        return quotation.end
    if quotation.end < end <= quotation.end + SLACK and not any(c.isalnum() for c in text[quotation.end : end]):
        return quotation.end
    return end


def _filled(content: Span, quotations: Outer) -> Span:
    """The content with all of each quotation of which it holds one end."""
    start, end = content.start, content.end
    for quotation in quotations.near(content):
        if start <= quotation.start and quotation.start < end < quotation.end:
            end = quotation.end
        elif end >= quotation.end and quotation.start < start < quotation.end:
            start = quotation.start
    return Span(start, end)


def _cut(content: Span, quotations: Outer, text: str) -> Span:
    """The content without the sentences that follow its last quotation."""
    inside = [quotation for quotation in quotations.near(content) if quotation.end < content.end]
    if not inside or not content.contains(inside[-1]):
        return content
    last = inside[-1]
    behind = text[last.end : content.end].lstrip()
    ends = text[last.end - 2] in ".!?" and behind[:1].isupper()
    return Span(content.start, last.end) if ends else content
