"""Finds the line at which the report ends and its readers begin, where the page prints neither names nor dates."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from onrecord.segment.furniture import is_footer, is_furniture, is_heading, is_trackback
from onrecord.segment.starts import start_weight
from onrecord.segment.voice import CAP, reader_voice
from onrecord.segment.weighing import ALWAYS, Weights

NEAR = 3
"""Lines on either side of a border that are looked at by themselves."""
LEAST = 3
"""Fewer lines after the border are hardly a discussion."""
MARGIN = 0.5
"""By how much a border must outweigh that there is none. With it 4 of 840 news reports without a discussion are torn
(8 without it, and the figures of boundaries are the same); under one of the four stand readers' posts."""
CENTRE = 1.0
"""What is added to a start's weight, which is −1 at the threshold, before shares of starts are compared."""


@dataclass(frozen=True, slots=True)
class Said:
    """The lines of a page; for each whether it is furniture, how much it reads as a reader's, how much as a start."""

    lines: Sequence[str]
    around: Sequence[bool]
    voices: Sequence[float]
    starts: Sequence[float]


def report_end(lines: Sequence[str], weights: Weights) -> int | None:
    """The first line of the discussion; None for a report without one. Cost is linear in the text."""
    said = weigh(lines, weights)
    best, border = weights.border.get(ALWAYS, 0.0) + MARGIN, None
    for place, signs in borders(said):
        weight = sum(weights.border.get(name, 0.0) * value for name, value in signs.items())
        if weight > best:
            best, border = weight, place
    return border


def weigh(lines: Sequence[str], weights: Weights) -> Said:
    """The lines, weighed one by one."""
    around = [is_around(line) for line in lines]
    typical = median(map(len, lines)) if lines else 0.0
    pairs = list(zip(("", *lines), lines, strict=False))
    voices = [
        0.0 if a else reader_voice(line, before, weights) for a, (before, line) in zip(around, pairs, strict=True)
    ]
    starts = [start_weight(lines, place, typical, weights) for place in range(len(lines))]
    return Said(lines, around, voices, [max(-CAP, min(CAP, weight)) for weight in starts])


def borders(said: Said) -> Iterator[tuple[int, Mapping[str, float]]]:
    """Each line at which the discussion may begin, and what tells for or against it."""
    count = len(said.lines)
    voices = list(accumulate(said.voices, initial=0.0))
    starts = list(accumulate((1 / (1 + math.exp(-weight - CENTRE)) for weight in said.starts), initial=0.0))
    for at in range(1, count):
        if said.around[at]:
            continue
        after, near = count - at, min(count, at + NEAR)
        report, discussion = voices[at], voices[count] - voices[at]
        yield (
            at,
            {
                "voice after": discussion / after,
                "voice before": report / at,
                "voices after": discussion / math.sqrt(after),
                "voices apart": (discussion - report) / math.sqrt(count),
                "voice near": (voices[near] - voices[at]) / (near - at)
                - (voices[at] - voices[max(0, at - NEAR)]) / min(at, NEAR),
                "start": said.starts[at],
                "starts apart": (starts[count] - starts[at]) / after - starts[at] / at,
                "lines after": math.log(after),
                "place": at / count,
                "place squared": (at / count) ** 2,
                "hardly any after": float(after < LEAST),
                "stop before": float(said.lines[at - 1].endswith((".", "!", "?"))),
            },
        )


def is_around(words: str) -> bool:
    """Whether the line is a button, a heading, a footer or a trackback: nobody's words."""
    return is_furniture(words) or is_heading(words) or is_footer(words) or is_trackback(words)
