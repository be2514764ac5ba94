"""Whether words are quoted, partly quoted or reported: read from the quotation marks in a content."""

from collections.abc import Iterable

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.statement import Mode

WHOLE = 0.9
"""Share of a content's letters and digits in marks from which it is direct; the rest may be a stray "that"."""


def mode(content: Iterable[Span], quotations: Outer, text: str) -> Mode:
    """direct: all in quotation marks; mixed: some; indirect: none."""
    share = quoted(content, quotations, text)
    if not share:
        return "indirect"
    return "direct" if share >= WHOLE else "mixed"


def quoted(content: Iterable[Span], quotations: Outer, text: str) -> float:
    """The share of a content's letters and digits that stand in quotation marks."""
    letters = inside = 0
    for span in content:
        letters += _letters(text, span)
        inside += sum(_letters(text, _common(span, quotation)) for quotation in quotations.near(span))
    return inside / letters if letters else 0.0


def _common(a: Span, b: Span) -> Span:
    start = max(a.start, b.start)
    return Span(start, max(start, min(a.end, b.end)))


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, span.of(text)))
