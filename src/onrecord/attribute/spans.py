"""Finds the sources, cues and contents of a text: the model's tags, corrected by quotation marks."""

import bisect
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, cast

from onrecord.attribute.heads import heads
from onrecord.attribute.marks import outer, snapped
from onrecord.attribute.verbless import labelled, signed
from onrecord.attribute.viterbi import decode
from onrecord.encoder import States
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Part, Quotation
from onrecord.registry import Layer
from onrecord.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""What the model says of each word, in the order of its scores."""


def load(settings: Settings) -> Callable[[Record, States], Iterable[Part]]:
    """The layer, with the transitions between tags that were trained with the model."""
    arrays = heads(settings)
    transition, start = arrays["transition"], arrays["start"]

    def annotate(record: Record, states: States) -> Iterable[Part]:
        """The parts in text order. A content that misses a quotation mark by a word or two ends on the mark.

        Author lines and interface words say nothing: no part is found in them.
        """
        tags = decode(states.scores, line_starts(states), transition, start)
        sure = certainty(states.scores, tags)
        silent = _silent(record)
        found = (_part(record, states, run, sure) for run in runs(tags))
        text = record.document.text
        kept = (part for part in found if not silent(part.extent))
        quotations = outer(record.of(Quotation))
        return signed(labelled(snapped(kept, quotations, text), text), quotations, text, record.document.id)

    return annotate


def line_starts(states: States) -> "Ints":
    """The first word of each line."""
    import numpy as np

    return np.flatnonzero(states.words.lines[states.words.first])


def certainty(scores: "Floats", tags: "Ints") -> "Floats":
    """The share of each word's chosen tag in its scores (softmax)."""
    import numpy as np

    powers = np.exp(scores - scores.max(1, keepdims=True))
    chosen: Floats = powers[np.arange(len(tags)), tags] / powers.sum(1)
    return chosen


def runs(tags: "Ints") -> Iterator[tuple[str, int, int]]:
    """(role, first word, last word) of each stretch that the tags mark."""
    marked = tags.tolist()
    for begin in (i for i, tag in enumerate(marked) if tag % 2):
        last = begin
        while last + 1 < len(marked) and marked[last + 1] == marked[begin] + 1:
            last += 1
        yield TAGS[marked[begin]][2:], begin, last


def _silent(record: Record) -> Callable[[Span], bool]:
    """Whether a place begins in an author line or in interface words."""
    blocks = [b.extent for b in record.of(Block) if b.role in ("byline", "boilerplate")]
    starts = [b.start for b in blocks]

    def silent(place: Span) -> bool:
        before = bisect.bisect_right(starts, place.start)
        return before > 0 and place.start < blocks[before - 1].end

    return silent


def _part(record: Record, states: States, run: tuple[str, int, int], sure: "Floats") -> Part:
    role, first, last = run
    return Part(
        document=record.document.id,
        role=cast(Literal["source", "cue", "content"], role),
        extent=Span(int(states.words.starts[first]), int(states.words.ends[last])),
        confidence=round(float(sure[first : last + 1].mean()), 3),
    )


LAYER = Layer(version="1", requires=(Block, Quotation), produces=(Part,), load=load, encoded=True)
