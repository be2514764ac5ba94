"""Finds the lines that hold nothing but a reader's name, where a page prints no date beside it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.model.base import Span
from onrecord.segment.furniture import is_furniture, is_heading
from onrecord.segment.lines import Line

LONGEST = 60
"""Characters of a name, a title or place included."""
MOST_WORDS = 7
LEAST = 4
"""Posts: fewer lines that look like names may be subheadings."""

_LINK = re.compile(r"^(?:https?://\S+\s+)(?=\S)")
_NO_NAME = re.compile(r"[!?…:;,]$|(?<!\b[A-Z])[.]$|[!?]\s|[.]\s+[a-z]|^[\"“‘'(\[*•>-]|https?://|[{}<>=;]|\w\(|^```")


def reads_as_name(text: str, line: Line) -> bool:
    """True for a short line without the signs of a sentence."""
    if len(line.extent) > LONGEST:
        return False
    words = line.extent.of(text)
    return (
        len(words.split()) <= MOST_WORDS
        and any(c.isalpha() for c in words)
        and not _NO_NAME.search(words)
        and not is_furniture(words)
        and not is_heading(words)
    )


def name_lines(text: str, lines: Sequence[Line]) -> list[int]:
    """The lines with a reader's name over words that stand further in, or none where that is not the layout."""
    places = [
        place
        for place, (line, after) in enumerate(pairwise(lines))
        if after.indent > line.indent and reads_as_name(text, without_link(text, line))
    ]
    return places if len(places) >= LEAST else []


def without_link(text: str, line: Line) -> Line:
    """The line without the address of the reader's own page before the name."""
    match = _LINK.match(line.extent.of(text))
    if match is None:
        return line
    return Line(extent=Span(line.extent.start + match.end(), line.extent.end), indent=line.indent, apart=line.apart)
