"""Knows whose voice a place of the document is in: a speaker's, a turn's, a reader's, the author's."""

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Post, Quotation, Speaker
from onrecord.resolve.names import Name

_BACK = 40
"""Contents looked back at for the one that holds a place; deeper nesting than this is no news."""


class Voices:
    """Who speaks around a place. `decided` grows as attributions are resolved, outer ones first."""

    def __init__(self, record: Record, names: Sequence[Name]) -> None:
        self._names = names
        self._starts = [name.span.start for name in names]
        self._by_id: Mapping[str, Attribution] = {a.id: a for a in record.of(Attribution)}
        self._contents = sorted(
            ((span.start, span.end, a.id) for a in self._by_id.values() for span in a.content), key=lambda c: c[:2]
        )
        self._same: dict[int, list[str]] = defaultdict(list)
        for attribution in self._by_id.values():
            self._same[attribution.content[0].start].append(attribution.id)
        self._outer = [quotation for quotation in record.of(Quotation) if quotation.depth == 0]
        self._quotations = {quotation.id: quotation for quotation in self._outer}
        self.openings = frozenset(a.source.start for a in self._by_id.values() if a.source)
        """Where sources begin."""
        self._posts = record.of(Post)
        self._author = record.document.origin.author
        self.decided: dict[str, tuple[Speaker, ...]] = {}

    def names_in(self, span: Span) -> list[tuple[int, Name]]:
        """The names that stand inside a span, with their places in the document's list."""
        first = bisect.bisect_left(self._starts, span.start)
        last = bisect.bisect_left(self._starts, span.end)
        return [(n, self._names[n]) for n in range(first, last)]

    def enclosing(self, attribution: Attribution, place: int) -> Attribution | None:
        """The attribution in whose content a place stands: the one with the smallest content."""
        if attribution.parent is not None and attribution.parent in self._by_id:
            return self._by_id[attribution.parent]
        at = bisect.bisect_right(self._contents, place, key=lambda content: content[0])
        holding = [
            (end - start, number)
            for start, end, number in self._contents[max(0, at - _BACK) : at]
            if place < end and number != attribution.id
        ]
        return self._by_id[min(holding)[1]] if holding else None

    def first_person(self, attribution: Attribution, place: int) -> tuple[tuple[Speaker, ...], str]:
        """Who says "I" at a place, and how that is known."""
        outer = self.enclosing(attribution, place)
        if outer is not None:
            speakers = self.decided.get(outer.id, ())
            names = " and ".join(speaker.name for speaker in speakers)
            return speakers, f"in the words of {names}" if names else "by an unknown speaker"
        post = self.post(place)
        if post is not None:
            reader = self.reader(post)
            return (Speaker(name=reader, type="author", reason=""),), f"by {reader}, who wrote this post"
        author = self._author or "the author"
        return (Speaker(name=author, type="author", reason=""),), "outside every quotation, by the author of the text"

    def continued(self, attribution: Attribution) -> tuple[Speaker, ...]:
        """Whoever spoke the quotation that this one, without a source, goes on with in the next paragraph."""
        number = self._quotation_of(attribution.content[0].start)
        seen: set[str] = set()
        while number is not None and number.continues and number.id not in seen:
            seen.add(number.id)
            number = self._quotations.get(number.continues)
            found = number and self._speaker_of(number)
            if found:
                names = " and ".join(speaker.name for speaker in found)
                return tuple(
                    replace(s, reason=f"the quotation goes on from the words of {names} before") for s in found
                )
        return ()

    def pass_on(self, attribution: Attribution) -> None:
        """Gives the words of an attribution to whoever the text says spoke them, where its source passed them on:
        "…," Smith said, according to Tass."""
        same = self._same[attribution.content[0].start]
        first = next((other for other in same if other != attribution.id and self.decided.get(other)), None)
        if first is not None:
            reason = "the source only passed on these words of {}"
            speakers = self.decided[first]
            self.decided[attribution.id] = tuple(replace(s, reason=reason.format(s.name)) for s in speakers)

    def _quotation_of(self, place: int) -> Quotation | None:
        at = bisect.bisect_right(self._outer, place, key=lambda quotation: quotation.extent.start) - 1
        return self._outer[at] if at >= 0 and place < self._outer[at].extent.end else None

    def _speaker_of(self, quotation: Quotation) -> tuple[Speaker, ...]:
        at = bisect.bisect_right(self._contents, quotation.inner.start, key=lambda content: content[0])
        near = self._contents[max(0, at - 2) : at + 1]
        spoken = (number for start, end, number in near if Span(start, end).overlaps(quotation.extent))
        return next((self.decided[number] for number in spoken if self.decided.get(number)), ())

    def post(self, place: int) -> int | None:
        """The number of the post that holds a place, from 1."""
        at = bisect.bisect_right(self._posts, place, key=lambda post: post.extent.start)
        return at if at and place < self._posts[at - 1].extent.end else None

    def reader(self, number: int) -> str:
        """The author of a post, or "unnamed reader" with the post's number."""
        return self._posts[number - 1].author or f"unnamed reader {number}"
