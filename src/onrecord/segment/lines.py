"""Cuts a text into its lines and paragraphs, without blanks around them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.base import Span

WRAPPED_AT_MOST = 120
"""Characters: a text with a longer line is not wrapped by hand (mail and wire copy break at 60 to 100)."""
WRAPPED_LINES = 10
"""A text with fewer lines that go on is too short to tell."""
FULL = 0.75
"""A line that goes on in the next one is at least this full, and in a wrapped text this share of them is."""

_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line or paragraph. `indent` counts the blanks before it, `apart` tells of an empty line before it."""

    extent: Span
    indent: int
    apart: bool


def lines(text: str) -> tuple[Line, ...]:
    """Every line that is not blank, in text order; lines broken by hand to one width are joined to paragraphs."""
    single = _single_lines(text)
    width = _wrap_width(single)
    return single if width is None else _joined(single, width)


def _single_lines(text: str) -> tuple[Line, ...]:
    found: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        indent = len(match[0]) - len(match[0].lstrip())
        start = match.start() + indent
        apart = not found or len(_BREAK.findall(text, end, start)) > 1
        found.append(Line(extent=Span(start, start + len(words)), indent=indent, apart=apart))
        end = start + len(words)
    return tuple(found)


def _wrap_width(single: tuple[Line, ...]) -> int | None:
    """The width at which the text was broken by hand, or None where each line is a paragraph."""
    width = max((len(line.extent) for line in single), default=0)
    going_on = [len(line.extent) for line, after in pairwise(single) if not after.apart]
    if width > WRAPPED_AT_MOST or len(going_on) < WRAPPED_LINES:
        return None
    full = sum(length >= FULL * width for length in going_on)
    return width if full >= FULL * len(going_on) else None


def _joined(single: tuple[Line, ...], width: int) -> tuple[Line, ...]:
    joined: list[Line] = []
    last = 0
    for line in single:
        if joined and not line.apart and last >= FULL * width and line.indent == joined[-1].indent:
            before = joined[-1]
            joined[-1] = Line(
                extent=Span(before.extent.start, line.extent.end), indent=before.indent, apart=before.apart
            )
        else:
            joined.append(line)
        last = len(line.extent)
    return tuple(joined)
