"""Finds sources, cues and contents inside contents: what the words that somebody reports report of others."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.attribute.cues import corrected
from onrecord.attribute.forms.form import Form, formed
from onrecord.attribute.reporting import reports
from onrecord.attribute.tags import TAGS, Chain
from onrecord.encoder import States, Words
from onrecord.model.base import Span
from onrecord.model.statement import Part
from onrecord.text import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SHORTEST = 4
"""Words of a content below which it holds no other, as in training."""

GAP = 3
"""Characters between a source and its cue."""
_TOLD = re.compile(
    r"\s*(?:(?:the |his |her |their )?\w+s|me|us|him|her|them)\s(?=(?:that|the|an?|it|he|she|they|his|her|there|no)\b)"
)
_ACCORDING = re.compile(r"\b(?P<cue>according to) (?P<source>[^\n,:;“”\"]{2,90}),\s+", re.I)

LEAD = frozenset("that whether if “ \" ‘ '".split())
"""What opens a content and no sentence."""


def inside(parts: Sequence[Part], states: States, chain: Chain, text: str) -> Iterator[Part]:
    """The parts of depth 1: each content is read as if it were a text of its own, by the second half of the scores.

    The model learned them from what another model says of contents that are cut out (training/inner.py).
    """
    places = [place for part in parts if part.role == "content" and (place := _bare(part.extent, states.words, text))]
    if not places:
        return
    found = [*corrected(sorted(_read(parts, places, states, chain), key=lambda part: part.extent), text)]
    found = sorted([*found, *_completed(found, parts, text)], key=lambda part: part.extent)
    told = [form for part in parts if part.role == "content" for form in _according(part.extent, text, found)]
    yield from (replace(part, depth=1, head=None) for part in formed(found, told, parts[0].document))


def _completed(found: Sequence[Part], parts: Sequence[Part], text: str) -> Iterator[Part]:
    """What the sentence goes on with, for each cue of reporting with a source before it and no content behind."""
    holders = sorted((part.extent for part in parts if part.role == "content"), key=lambda extent: extent.start)
    starts = [holder.start for holder in holders]
    for place, cue in enumerate(found):
        before = found[place - 1] if place else None
        if cue.role != "cue" or before is None or before.role != "source" or not reports(cue.extent.of(text)):
            continue
        holder = holders[bisect.bisect_right(starts, cue.extent.start) - 1]
        if not holder.contains(cue.extent):
            continue
        following = found[place + 1].extent.start if place + 1 < len(found) else holder.end
        if following < holder.end or cue.extent.start - before.extent.end > GAP:
            continue
        rest = next(sentences(text, Span(_behind(cue.extent.end, holder.end, text), holder.end)), None)
        if rest is not None and len(rest.of(text).split()) >= SHORTEST:
            yield replace(cue, role="content", extent=Span(rest.start, _bare_end(rest, text)))


def _behind(start: int, end: int, text: str) -> int:
    """Behind the cue and whom it names as told."""
    match = _TOLD.match(text, start, end)
    return match.end() if match else start


def _bare_end(rest: Span, text: str) -> int:
    end = rest.end
    while end > rest.start and text[end - 1] in ".,!?”\"’'":
        end -= 1
    return end


def _according(content: Span, text: str, found: Sequence[Part]) -> Iterator[Form]:
    """The form of "according to", where the content goes on around it and nothing of that was found."""
    for match in _ACCORDING.finditer(text, content.start, content.end):
        cue, behind = Span(*match.span("cue")), Span(match.end(), content.end)
        if any(part.role == "content" and part.extent.overlaps(behind) for part in found) or not len(behind):
            continue
        yield Form(source=Span(*match.span("source")), cue=cue, content=(behind,))


def _read(parts: Sequence[Part], places: Sequence[tuple[int, int]], states: States, chain: Chain) -> Iterator[Part]:
    import numpy as np

    words = np.concatenate([np.arange(first, last + 1) for first, last in places])
    sizes = np.array([last - first + 1 for first, last in places])
    firsts = np.cumsum(sizes) - sizes
    for role, first, last, sure in chain.read(states.scores[words, len(TAGS) :], firsts):
        extent = Span(int(states.words.starts[words[first]]), int(states.words.ends[words[last]]))
        yield Part(document=parts[0].document, role=role, extent=extent, confidence=round(sure, 3), depth=1)


def _bare(content: Span, words: Words, text: str) -> tuple[int, int] | None:
    """The first and last word of a content without its marks and its "that"; None where too little is left."""
    import numpy as np

    first = int(np.searchsorted(words.ends, content.start, side="right"))
    last = int(np.searchsorted(words.starts, content.end)) - 1
    while first <= last and text[words.starts[first] : words.ends[first]].casefold() in LEAD:
        first += 1
    while last >= first and not text[words.starts[last]].isalnum():
        last -= 1
    return (first, last) if last - first >= SHORTEST else None
