"""Tells whose words a stretch of text is: a statement's, a reader's or the report's own."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Attribution, Post, Speaking
from onrecord.text import sentences

LONGEST = 1500
"""Characters of a sentence that are read: three times the longest of 840 news reports."""

READ = frozenset(("headline", "paragraph", "turn", "post"))
"""The roles of blocks that somebody wrote for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose words they are. `by` is the id of the statement or post, None for the report's author.

    `stretch` is the part of the content in which they stand; None outside of contents.
    """

    kind: Literal["report", "post", "statement"]
    by: str | None
    attribution: Attribution | None = None
    stretch: Span | None = None
    post: Post | None = None


class Voices:
    """Whose words are where in one record. Asking costs the logarithm of the number of statements."""

    def __init__(self, record: Record) -> None:
        self.text = record.document.text
        self.posts = record.of(Post)
        self._post_starts = [post.extent.start for post in self.posts]
        self.speaking = {found.of: found for found in record.of(Speaking)}
        found = [(content, a) for a in record.of(Attribution) for content in a.content]
        self.contents = sorted(found, key=lambda pair: (pair[0].start, -pair[0].end))
        self._starts = [content.start for content, _ in self.contents]
        self._ends = _highest(content.end for content, _ in self.contents)

    def of(self, place: Span) -> Voice:
        """Whose words they are: those of the innermost content that holds them, else of the post, else the report's."""
        post = self.post(place.start)
        for stretch, attribution in self._around(place):
            return Voice(kind="statement", by=attribution.id, attribution=attribution, stretch=stretch, post=post)
        return Voice(kind="post" if post else "report", by=post.id if post else None, post=post)

    def statements_in(self, stretch: Span) -> Iterator[Attribution]:
        """The attributions whose content begins in the stretch, in text order, an outer one before one inside it."""
        for index in range(bisect.bisect_left(self._starts, stretch.start), len(self.contents)):
            content, attribution = self.contents[index]
            if content.start >= stretch.end:
                return
            yield attribution

    def post(self, at: int) -> Post | None:
        """The post whose words stand there."""
        index = bisect.bisect_right(self._post_starts, at) - 1
        return self.posts[index] if index >= 0 and at < self.posts[index].extent.end else None

    def speakers(self, voice: Voice) -> tuple[str, ...]:
        """The names of those whose words they are, as far as they are told."""
        if voice.attribution is not None:
            found = self.speaking.get(voice.attribution.id)
            return tuple(speaker.name for speaker in found.speakers) if found else ()
        return (voice.post.author,) if voice.post and voice.post.author else ()

    def _around(self, place: Span) -> Iterator[tuple[Span, Attribution]]:
        """The contents that hold the place, the innermost first."""
        for index in range(bisect.bisect_right(self._starts, place.start) - 1, -1, -1):
            if self._ends[index] < place.end:
                return
            if self.contents[index][0].contains(place):
                yield self.contents[index]


def sentences_read(record: Record) -> Iterator[tuple[Block, Span]]:
    """Every sentence that somebody wrote for readers, with its block, in text order."""
    for block in record.of(Block):
        if block.role in READ:
            for sentence in sentences(record.document.text, block.extent):
                yield block, Span(sentence.start, min(sentence.end, sentence.start + LONGEST))


def _highest(ends: Iterator[int]) -> Sequence[int]:
    """For each end the highest up to there."""
    highest: list[int] = []
    for end in ends:
        highest.append(max(end, highest[-1]) if highest else end)
    return highest
