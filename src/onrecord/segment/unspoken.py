"""Knows which stretches of a text are nobody's words: code, front matter, tags, links' targets, running heads."""

import bisect
from collections.abc import Iterable, Sequence

from onrecord.model.base import Span
from onrecord.model.document import Document
from onrecord.segment.lines import Line

TAGS = frozenset(("code", "link", "running"))
"""The hints that readers give to such stretches."""


class Unspoken:
    """These stretches of a text, in which no quotation, headline or author is looked for."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start <= self._spans[-1].end:
                self._spans[-1] = Span(self._spans[-1].start, max(self._spans[-1].end, span.end))
            else:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]

    def holds(self, place: Span) -> bool:
        """Whether the place lies in one of them as a whole."""
        before = bisect.bisect_right(self._starts, place.start) - 1
        return before >= 0 and self._spans[before].contains(place)


def unspoken(document: Document) -> Unspoken:
    """What in the document is nobody's words."""
    return Unspoken(hint.span for hint in document.hints if hint.tag in TAGS)


def spoken(document: Document, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without those that are nobody's words."""
    stretches = unspoken(document)
    return tuple(line for line in lines if not stretches.holds(line.extent))
