"""Strings only: the words of a text, its sentences, and the signs that open and close a quotation."""

import re
from collections.abc import Iterator

from onrecord.model.base import Span

OPENING = "“„«‹‘‚「『"
CLOSING = "”»›’」』"
STRAIGHT = "\"'"
"""Marks that may open or close; "“" closes too, after "„"."""

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
_SENTENCE_END = re.compile(r"(?<![.!?…])(?P<mark>[.!?…]++[\"'”’»)\]]*+)(?=\s++[\"'“‘«(\[]*+[A-Z0-9À-Þ])|\n+")
"""Possessive, and only from the first sign of a run: a million dots cost no more than a million letters."""
LONGEST = 12
"""Characters before a full stop that are looked at: more than any abbreviation has."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt capt st jr sr vs etc inc ltd co corp no "
    "u.s u.k u.n e.u e.g i.e a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def words(text: str) -> Iterator[Span]:
    """Each word of the text; inner apostrophes, hyphens and full stops belong to it."""
    for match in _WORD.finditer(text):
        yield Span(match.start(), match.end())


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """The sentences of a text, split at line breaks too; abbreviations, initials and decimals do not end one."""
    start, stop = (within.start, within.end) if within else (0, len(text))
    for match in _SENTENCE_END.finditer(text, start, stop):
        if match["mark"] == "." and _is_abbreviation(text, start, match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, stop)


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    before = text[max(start, dot - LONGEST) : dot].split()
    plain = before[-1].lstrip("\"'“‘(").casefold() if before else ""
    return plain in _ABBREVIATIONS or (len(plain) == 1 and plain.isalpha() and plain != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
