"""Finds where the first post begins when its author and date stand under its words."""

from collections.abc import Sequence
from statistics import median

from onrecord.segment.furniture import is_furniture, is_heading
from onrecord.segment.lines import Line
from onrecord.segment.starts import start_weight
from onrecord.segment.voice import reader_voice
from onrecord.segment.weighing import learned

FARTHEST = 8
"""Lines of a first post that are looked at. Of 43 pages with this layout, none has a longer one."""
START = 0.9
"""A line that weighs more as a post's first line is taken for one."""
VOICE = 0.0
"""A line that weighs less as a reader's may be the report's: beyond it nothing is taken. With these three the first
line is right on 24 of 43 pages, and on one a line of the report is taken for a reader's."""


def first_line(text: str, lines: Sequence[Line], stop: int) -> int:
    """The line with which the post that ends before `stop` begins: after a heading, at a greeting or an answer, else
    its last paragraph alone."""
    first = max(0, stop - FARTHEST)
    said = [line.extent.of(text) for line in lines[max(0, first - 1) : stop]]
    for back in range(1, len(said)):
        if is_heading(said[-back]):
            return stop - back + 1 if back > 1 else stop - 1
    weights, typical = learned(), median(map(len, said)) if said else 0.0
    for back in range(1, len(said)):
        if reader_voice(said[-back], said[-back - 1], weights) < VOICE and not is_furniture(said[-back]):
            break
        if start_weight(said, len(said) - back, typical, weights) >= START:
            return stop - back
    return max(0, stop - 1)
