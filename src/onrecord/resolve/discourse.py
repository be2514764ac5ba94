"""Where things stand in a text: its sentences and paragraphs, its quotations, and who is named where, in order."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from onrecord.model.base import Span
from onrecord.resolve.identities import Cast, Figure
from onrecord.text import sentences

_OPENING = 60
"""Characters of an opening before the subject."""
_LINE_END = re.compile("\n")
_PREPOSITION = re.compile(r"\b(?:against|with|to|for|by|of|from|on|about|than|like|over)\s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place where a figure is named or pointed at."""

    start: int
    figure: int
    sentence: int
    paragraph: int
    leads: bool
    """Whether it stands at the head of its sentence, where the subject stands."""
    possessive: bool
    oblique: bool
    """Whether a preposition stands before it: "against Smith"."""
    quoted: bool
    spoken: int
    """The number of the attributed content it stands in; -1 for none."""


class Discourse:
    """The order of a document's sentences and of the figures in it; what has been resolved is added as it is read."""

    def __init__(
        self, text: str, cast: Cast, quotations: Iterable[Span], spoken: Iterable[Span], posts: Iterable[Span]
    ) -> None:
        self.text = text
        self.cast = cast
        self.figures: list[Figure] = list(cast.figures)
        """The cast and those who have been introduced without a name: "a senior official" who goes on as "he"."""
        spans = list(sentences(text)) or [Span(0, 0)]
        self._sentences = [span.start for span in spans]
        self._paragraphs = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._quotations = _disjoint(quotations)
        told = (not (self.is_quoted(span.start) and self.is_quoted(span.end - 1)) for span in spans)
        self._told = list(accumulate(told))
        self._spoken = _disjoint(spoken)
        self._posts = _disjoint(posts)
        self._namings: list[Naming] = []
        self._starts: list[int] = []
        self._counts: Counter[int] = Counter()
        for n, name in enumerate(cast.names):
            figure = cast.of[n]
            if figure is not None:
                naming = self.naming(name.opening, figure, possessive=name.possessive)
                beside = n > 0 and text[cast.names[n - 1].span.end : name.opening] == " and " and self._namings[-1:]
                self._append(replace(naming, leads=beside[0].leads) if beside else naming)

    def naming(self, start: int, figure: int, *, possessive: bool = False) -> Naming:
        """What is to be kept of a figure that is named there."""
        return Naming(
            start=start,
            figure=figure,
            sentence=self.sentence(start),
            paragraph=self.paragraph(start),
            leads=self._leads(start),
            possessive=possessive,
            oblique=bool(_PREPOSITION.search(self.text, max(0, start - 9), start)),
            quoted=self.is_quoted(start),
            spoken=self.content(start),
        )

    def _leads(self, start: int) -> bool:
        """Whether a place begins its sentence, or follows a short opening with a comma: "In defeat, the president"."""
        before = self.text[max(self.sentence_start(start), start - _OPENING) : start]
        opened = before.endswith(", ") and len(before) < _OPENING and before[0].isupper()
        return opened or not before.strip(" \"'“‘(")

    def add(self, start: int, figure: int) -> None:
        """Keeps that a figure is pointed at there."""
        at = bisect.bisect_left(self._starts, start)
        self._counts[figure] += 1
        self._starts.insert(at, start)
        self._namings.insert(at, self.naming(start, figure))

    def share(self, figure: int) -> float:
        """The share of a figure in all namings: the one whom a report is about has most."""
        return self._counts[figure] / len(self._starts) if self._starts else 0.0

    def introduce(self, figure: Figure, start: int) -> int:
        """The number of a figure without a name that the text introduces there."""
        self.figures.append(figure)
        self.add(start, len(self.figures) - 1)
        return len(self.figures) - 1

    def before(self, place: int, most: int) -> Sequence[Naming]:
        """The last namings before a place, nearest first; in a reader's post, those of the same post."""
        at = bisect.bisect_left(self._starts, place)
        post = _holder(self._posts, place)
        first = bisect.bisect_left(self._starts, self._posts[post].start) if post >= 0 else 0
        return self._namings[max(first, at - most) : at][::-1]

    def after(self, place: int, most: int) -> Sequence[Naming]:
        """The next namings after a place, nearest first."""
        at = bisect.bisect_right(self._starts, place)
        return self._namings[at : at + most]

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds a place, where sentences inside quotations are not counted: after a
        long quotation "he said" is as near to who spoke before as after a short one."""
        return self._told[max(0, bisect.bisect_right(self._sentences, place) - 1)]

    def sentence_start(self, place: int) -> int:
        """Where the sentence that holds a place begins."""
        at = max(0, bisect.bisect_right(self._sentences, place) - 1)
        return min(self._sentences[at], place)

    def paragraph(self, place: int) -> int:
        """The number of the line that holds a place."""
        return bisect.bisect_right(self._paragraphs, place) - 1

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies between quotation marks."""
        return _holder(self._quotations, place) >= 0

    def content(self, place: int) -> int:
        """The number of the outermost attributed content that holds a place; -1 for none."""
        return _holder(self._spoken, place)

    def _append(self, naming: Naming) -> None:
        self._counts[naming.figure] += 1
        self._starts.append(naming.start)
        self._namings.append(naming)


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """The outermost of nested spans, in order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _holder(spans: Sequence[Span], place: int) -> int:
    at = bisect.bisect_right(spans, place, key=lambda span: span.start) - 1
    return at if at >= 0 and place < spans[at].end else -1
