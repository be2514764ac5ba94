"""Finds the places of words that a reviewer chose in a passage: nothing is taken that does not stand there just so."""

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model.base import Span
from onrecord.model.rows import SpanRow
from onrecord.model.ruling import spans
from onrecord.web.failures import Failed

GAP = "…"
"""What stands between the parts of words that do not follow one another, as pages show them."""


def chosen(passage: SpanRow, words: str, at: str = "") -> tuple[Span, ...]:
    """The places of the words, in the text that the passage is of: those of `at` ("12-40") where the words stand there;
    else the only ones in the passage. Blanks and line breaks are equal. Raises Failed, in a sentence, for others."""
    if not words.strip():
        raise Failed(400, "no words are chosen; select some in the passage, or copy them from it")
    told = spans(at.strip())
    if told and _flat(f" {GAP} ".join(_of(passage, span) for span in told)) == _flat(words):
        return told
    whole = tuple(_found(passage, words))
    parts = words.split(GAP)
    if whole or len(parts) == 1:
        return (_only(whole, words),)
    found = tuple(_only(tuple(_found(passage, part)), part) for part in parts if part.strip())
    if not found or any(after.start < before.end for before, after in pairwise(found)):
        raise Failed(400, "the parts of the words must stand one after the other in the passage")
    return found


def _only(found: tuple[Span, ...], words: str) -> Span:
    told = " ".join(words.split())[:80]
    if not found:
        raise Failed(400, f"“{told}” does not stand in the passage; select the words there, or copy them as they are")
    if len(found) > 1:
        raise Failed(400, f"“{told}” stands {len(found)} times in the passage; select the words there, or more of them")
    return found[0]


def _found(passage: SpanRow, words: str) -> Iterator[Span]:
    """Where the words stand in the passage: as whole words where they do so anywhere."""
    form = r"\s+".join(map(re.escape, words.split()))
    for whole in (rf"(?<!\w)(?=({form})(?!\w))", f"(?=({form}))") if form else ():
        places = [match.span(1) for match in re.finditer(whole, passage.text)]
        if places:
            yield from (Span(passage.start + start, passage.start + end) for start, end in places)
            return


def _of(passage: SpanRow, span: Span) -> str:
    """The words of a place; none where it is not within the passage."""
    if not passage.start <= span.start <= span.end <= passage.end:
        return ""
    return passage.text[span.start - passage.start : span.end - passage.start]


def _flat(words: str) -> str:
    return " ".join(words.split())
