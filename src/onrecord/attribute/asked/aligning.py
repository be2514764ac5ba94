"""Finds the words that an endpoint gives in the text, character for character, those of an attribution together."""

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from msgspec import Meta

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span

MAX_CONTENTS = 20
"""Contents of one attribution; an answer with more is refused, since nobody is interrupted so often."""

FIRSTS = 20
"""Places of a first content that are tried. Only a word or two stands in more, and then one of these will do."""

SHORT = 50
"""Characters up to which a string that was found inside a word is looked for again one character on. A longer one is
looked for behind that place, so that a text of one letter takes no longer than any other."""

EDGE = 5
"""Signs between a content and the quotation mark that belongs to it, as in “… ‘No’.”"""

Places = Callable[[str | None], tuple[Span, ...]]
"""Where a string stands, in text order; nowhere for None and for blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An attribution as an endpoint answers it: strings, which may be in the text or not."""

    source: str | None = None
    cue: str | None = None
    content: Annotated[tuple[str, ...], Meta(max_length=MAX_CONTENTS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Where the strings of an answered attribution stand, and how many stand nowhere. Without content it is none."""

    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    lost_contents: int = 0
    lost_others: int = 0


def places(text: str, within: Span) -> Places:
    """Finds strings in that part of the text, exactly and as whole words. Blanks around a string are not its place."""

    @cache
    def found(string: str | None) -> tuple[Span, ...]:
        return tuple(_found(string, text, within)) if string and string.strip() else ()

    return found


def align(answered: Answered, contents: Places, others: Places) -> Aligned:
    """The places of an answered attribution that lie closest together, the earliest where several do.

    Contents are placed in their order, then cue and source as near to them as they come, but never inside them: so
    that no two attributions can hold each other.
    """
    given = [string for string in answered.content if string.strip()]
    standing = [found for string in given if (found := contents(string))]
    lost = len(given) - len(standing)
    if not standing:
        return Aligned(lost_contents=lost)
    first, *rest = standing
    tries = (_placed(place, rest, others(answered.source), others(answered.cue)) for place in first[:FIRSTS])
    best = min(tries, key=_width)
    asked = [string is not None and bool(string.strip()) for string in (answered.source, answered.cue)]
    missing = sum(asked) - (best.source is not None) - (best.cue is not None)
    return Aligned(source=best.source, cue=best.cue, content=best.content, lost_contents=lost, lost_others=missing)


def on_marks(content: Span, quotations: Outer, text: str) -> Span:
    """The content with the quotation mark that it begins or ends just inside of, no letter between."""
    start, end = content.start, content.end
    for quotation in quotations.near(content):
        if quotation.start < start <= quotation.start + EDGE and not _letters(text, quotation.start, start):
            start = quotation.start
        if quotation.end - EDGE <= end < quotation.end and not _letters(text, end, quotation.end):
            end = quotation.end
    return Span(start, end)


def _found(string: str, text: str, within: Span) -> Iterator[Span]:
    before, length = len(string) - len(string.lstrip()), len(string.strip())
    at = text.find(string, within.start, within.end)
    while at >= 0:
        place = Span(at + before, at + before + length)
        whole = not (_cuts_word(text, place.start) or _cuts_word(text, place.end))
        if whole:
            yield place
        at = text.find(string, at + (len(string) if whole or len(string) > SHORT else 1), within.end)


def _cuts_word(text: str, position: int) -> bool:
    return text[max(0, position - 1) : position].isalnum() and text[position : position + 1].isalnum()


def _placed(
    first: Span, rest: Sequence[tuple[Span, ...]], sources: tuple[Span, ...], cues: tuple[Span, ...]
) -> Aligned:
    """The attribution whose first content stands there."""
    content = [first]
    for found in rest:
        following = _following(found, content)
        if following is not None:
            content.append(following)
    content.sort()
    cue = _nearest(cues, content, content)
    source = _nearest(sources, [*content, cue] if cue else content, content)
    return Aligned(source=source, cue=cue, content=tuple(content))


def _following(found: tuple[Span, ...], content: Sequence[Span]) -> Span | None:
    """The first place behind all contents or, where there is none, the nearest beside them."""
    behind = bisect.bisect_left(found, max(content).end, key=lambda place: place.start)
    return found[behind] if behind < len(found) else _nearest(found, content, content)


def _nearest(found: tuple[Span, ...], around: Sequence[Span], content: Sequence[Span]) -> Span | None:
    """The place that is nearest to one of those around, and in no content."""
    near = [place for neighbour in around for place in _neighbours(found, neighbour)]
    free = [place for place in near if not any(place.overlaps(span) for span in content)]
    return min(free, key=lambda place: (_gap(place, around), place), default=None)


def _neighbours(found: tuple[Span, ...], place: Span) -> Iterator[Span]:
    """The last of those found before a place, the first in it, and the first behind it."""
    before = bisect.bisect_right(found, place.start, key=lambda one: one.end)
    inside = bisect.bisect_left(found, place.start, key=lambda one: one.start)
    behind = bisect.bisect_left(found, place.end, key=lambda one: one.start)
    yield from found[max(0, before - 1) : before]
    yield from found[inside : inside + 1]
    yield from found[behind : behind + 1]


def _width(tried: Aligned) -> tuple[int, int]:
    """How much is missing, then how many characters it takes from the first part to the last."""
    parts = [*tried.content, *(place for place in (tried.source, tried.cue) if place is not None)]
    return -len(parts), max(place.end for place in parts) - min(parts).start


def _gap(place: Span, around: Sequence[Span]) -> int:
    return min(max(0, place.start - one.end, one.start - place.end) for one in around)


def _letters(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))
