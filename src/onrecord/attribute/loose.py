"""Keeps contents to their sentence where people write or speak loosely: in readers' posts and transcripts' turns."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.document import Block
from onrecord.model.statement import Part
from onrecord.text import sentences

LOOSE = ("post", "turn")
_TURN = re.compile(r", (?:but|so) (?:the|it|he|she|they|we|I|that)\b")
OWN = 60
"""Characters before a content in which its own cue stands."""
_NEXT = re.compile(r",? (?:and |but )?(?:then|later|before|after which)\b")
_AGAIN = re.compile(r"[,;]? (?:and|but|which|so|yet)\b")
_CLAUSE = re.compile(r"(?:that|whether)\s")


def kept_to_sentences(parts: Sequence[Part], lines: Sequence[Block], quotations: Outer, text: str) -> Iterator[Part]:
    """The parts; a content without marks in a post or turn ends with its sentence, which must have a cue.

    Reporters go on in another's voice for sentences ("The road was shut, he said. It would reopen in May."). Readers
    and speakers speak for themselves again.
    """
    loose = [line.extent for line in lines if line.role in LOOSE]
    starts = [line.start for line in loose]
    cues = sorted(part.extent.start for part in parts if part.role == "cue")
    clauses = sorted(p.extent.start for p in parts if p.role == "content" and _CLAUSE.match(text, p.extent.start))
    for part in parts:
        place = bisect.bisect_right(starts, part.extent.start) - 1
        inside = place >= 0 and part.extent.start < loose[place].end
        if part.role != "content":
            yield part
            continue
        if quoted := quotations.near(part.extent):
            yield _without_tail(part, quoted, text, loosely=inside)
            continue
        if not inside:
            yield _clause(part, text)
            continue
        if _other(part, clauses, cues, loose[place]):
            continue
        for sentence in _touched(text, loose[place], part.extent):
            if bisect.bisect_left(cues, sentence.end) > bisect.bisect_left(cues, sentence.start):
                yield replace(part, extent=_common(sentence, part.extent, text))
                break


def _other(part: Part, clauses: Sequence[int], cues: Sequence[int], line: Span) -> bool:
    """Whether a cue with a clause of its own follows the part in its line: then the part is the writer's own words."""
    start, end = part.extent.start, part.extent.end
    place = bisect.bisect_right(clauses, end)
    if bisect.bisect_left(cues, start) > bisect.bisect_left(cues, start - OWN):
        return False
    if place == len(clauses) or clauses[place] >= line.end:
        return False
    return bisect.bisect_left(cues, clauses[place]) > bisect.bisect_left(cues, end)


def _without_tail(part: Part, quoted: Sequence[Span], text: str, *, loosely: bool) -> Part:
    """The part without what follows its quotation: ", then left" and, from a reader or speaker, ", but it was shut"."""
    last = quoted[-1]
    tail = text[last.end : part.extent.end] if last.end < part.extent.end else ""
    opens = part.extent.start == quoted[0].start
    cut = _NEXT.match(tail) or (loosely and opens and len(quoted) == 1 and _AGAIN.match(tail))
    return replace(part, extent=Span(part.extent.start, last.end)) if cut else part


def _clause(part: Part, text: str) -> Part:
    """The part; a clause that begins with "that" or "whether" ends with its sentence."""
    if not _CLAUSE.match(text, part.extent.start):
        return part
    first = next(sentences(text, part.extent), part.extent)
    if first.end >= part.extent.end:
        return part
    return replace(part, extent=Span(part.extent.start, first.end - (text[first.end - 1] in ".!?")))


def _touched(text: str, line: Span, content: Span) -> Iterator[Span]:
    return (sentence for sentence in sentences(text, line) if sentence.overlaps(content))


def _common(sentence: Span, content: Span, text: str) -> Span:
    """What both hold; a full stop that the cut leaves at the end is left out."""
    end = min(sentence.end, content.end)
    if turn := _TURN.search(text, content.start, end):
        return Span(max(sentence.start, content.start), turn.start())
    cut = end < content.end and text[end - 1] in ".!?"
    return Span(max(sentence.start, content.start), end - cut)
