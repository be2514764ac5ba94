"""Finds the report's end and the posts under it where the page prints neither names nor dates."""

import math
from collections.abc import Iterator, Sequence
from statistics import median

from onrecord.model.base import Span
from onrecord.segment.border import is_around, report_end
from onrecord.segment.found import FoundPost
from onrecord.segment.layout import Layout
from onrecord.segment.lines import Line
from onrecord.segment.starts import start_weight
from onrecord.segment.weighing import Weights, learned

START = -1.0
"""A post begins at a line that weighs more: where F1 of the first lines is highest on pages that were not learned from
(docs/explanation/method.md), between -1.25 and -0.75 on blogs' pages as well as on others'."""
CROWDED = 3.0
"""Beginnings expected inside each post of a layout. On 145 pages with author lines there are 2.7 at most and mostly
less than 1; in what is taken for such lines among code and quoted addresses, mostly above 5."""
SUREST = 0.9


def unsigned_posts(
    text: str, lines: Sequence[Line], *, all_posts: bool, weights: Weights | None = None
) -> Iterator[FoundPost]:
    """The posts of the lines that read as readers' words after a report, or of the whole page with `all_posts`."""
    weights = weights or learned()
    said = [line.extent.of(text) for line in lines]
    border = 0 if all_posts else report_end(said, weights)
    if border is None:
        return
    kept = [place for place in range(border, len(lines)) if not is_around(said[place])]
    if not kept:
        return
    starts = _starts([said[place] for place in kept], weights)
    sure = 1.0
    first = 0
    for at, weight in enumerate((*starts, math.inf), start=1):
        if weight > START:
            span = Span(lines[kept[first]].extent.start, lines[kept[at - 1]].extent.end)
            yield _post(span, min(sure, _likely(weight)), opens=first == 0 and not all_posts)
            sure, first = _likely(weight), at


def crowded(text: str, lines: Sequence[Line], layout: Layout) -> bool:
    """Whether the posts of a layout hold the beginnings of many others: then its author lines are something else."""
    weights, inside = learned(), 0.0
    for draft in layout.drafts:
        said = [line.extent.of(text) for line in lines[draft.body : draft.body_stop]]
        inside += sum(map(_likely, _starts(said, weights)))
    return inside > CROWDED * len(layout.drafts)


def _starts(said: Sequence[str], weights: Weights) -> list[float]:
    """How likely each line but the first begins a post."""
    typical = median(map(len, said)) if said else 0.0
    return [start_weight(said, place, typical, weights) for place in range(1, len(said))]


def _likely(weight: float) -> float:
    return 1.0 / (1.0 + math.exp(-weight))


def _post(span: Span, sure: float, *, opens: bool) -> FoundPost:
    why = (
        "The report ends where the words turn to a reader's: first or second person, contractions, no one is quoted."
        if opens
        else "No name is printed: the post is told by how its first line answers, greets or changes the voice."
    )
    return FoundPost(extent=span, body=span, confidence=round(min(sure, SUREST), 2), reason=why)
