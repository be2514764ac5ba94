"""Keeps contents to their sentence where people write or speak loosely: in readers' posts and transcripts' turns."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.document import Block
from onrecord.model.statement import Part
from onrecord.text import sentences

LOOSE = ("post", "turn")


def kept_to_sentences(parts: Sequence[Part], lines: Sequence[Block], quotations: Outer, text: str) -> Iterator[Part]:
    """The parts; a content without marks in a post or turn ends with its sentence, which must have a cue.

    Reporters go on in another's voice for sentences ("The road was shut, he said. It would reopen in May."). Readers
    and speakers speak for themselves again.
    """
    loose = [line.extent for line in lines if line.role in LOOSE]
    starts = [line.start for line in loose]
    cues = sorted(part.extent.start for part in parts if part.role == "cue")
    for part in parts:
        place = bisect.bisect_right(starts, part.extent.start) - 1
        inside = place >= 0 and part.extent.start < loose[place].end
        if part.role != "content" or not inside or quotations.near(part.extent):
            yield part
            continue
        for sentence in _touched(text, loose[place], part.extent):
            if bisect.bisect_left(cues, sentence.end) > bisect.bisect_left(cues, sentence.start):
                yield replace(part, extent=_common(sentence, part.extent, text))
                break


def _touched(text: str, line: Span, content: Span) -> Iterator[Span]:
    return (sentence for sentence in sentences(text, line) if sentence.overlaps(content))


def _common(sentence: Span, content: Span, text: str) -> Span:
    """What both hold; a full stop that the cut leaves at the end is left out."""
    end = min(sentence.end, content.end)
    cut = end < content.end and text[end - 1] in ".!?"
    return Span(max(sentence.start, content.start), end - cut)
