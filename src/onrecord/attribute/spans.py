"""Finds the sources, cues and contents of a text: the model's tags, corrected by quotation marks."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.attribute.calibration import calibration
from onrecord.attribute.cues import corrected
from onrecord.attribute.forms.blocks import blocks
from onrecord.attribute.forms.form import Page, formed
from onrecord.attribute.forms.headlines import headlines
from onrecord.attribute.forms.labels import labels
from onrecord.attribute.forms.openings import openings
from onrecord.attribute.forms.signatures import signatures
from onrecord.attribute.heads import heads
from onrecord.attribute.inner import inside
from onrecord.attribute.loose import kept_to_sentences
from onrecord.attribute.marks import ended, outer, snapped
from onrecord.attribute.tags import EAGER_INSIDE, TAGS, Chain, Role
from onrecord.encoder import States, Words
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Part, Quotation, Turn
from onrecord.registry import Layer
from onrecord.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

FORMS = (labels, signatures, blocks, headlines, openings)
"""What is found by its form, beside what the model finds; where two meet, the one that begins first."""


HEADINGS = frozenset(["What", "Why", "How"])
""" "What they said" is a heading, and no content."""


def load(settings: Settings) -> Callable[[Record, States], Iterable[Part]]:
    """The layer, with the transitions between tags that were trained with the model."""
    arrays = heads(settings)
    outer_chain = Chain(arrays["transition"], arrays["start"])
    certain = {role: calibration(arrays, role) for role in ("source", "cue", "content")}
    inner_chain = Chain(arrays["inner_transition"], arrays["inner_start"], EAGER_INSIDE)

    def annotate(record: Record, states: States) -> Iterable[Part]:
        """The parts in text order, then those inside contents. A content that nearly ends on a mark ends on it.

        Author lines and interface words say nothing: no part is found in them.
        """
        silent = silent_places(record)
        text, document = record.document.text, record.document.id
        found = (
            _part(document, states.words, role, first, last, certain[role](sure))
            for role, first, last, sure in outer_chain.read(states.scores[:, : len(TAGS)], line_starts(states))
        )
        kept = (part for part in found if not silent(part.extent) and part.extent.of(text) not in HEADINGS)
        quotations = outer(record.of(Quotation))
        read = tuple(corrected(snapped(_outside_labels(kept, record.of(Turn)), quotations, text), text))
        lines = record.of(Block)
        modelled = tuple(kept_to_sentences(read, lines, quotations, text))
        page = Page(text, lines, quotations, modelled)
        parts = formed(modelled, (form for find in FORMS for form in find(page)), document)
        return (*parts, *ended(inside(parts, states, inner_chain, text), record.of(Quotation), text))

    return annotate


def line_starts(states: States) -> "Ints":
    """The first word of each line."""
    import numpy as np

    return np.flatnonzero(states.words.lines[states.words.first])


def silent_places(record: Record) -> Callable[[Span], bool]:
    """Whether a place begins in an author line or in interface words."""
    blocks = [b.extent for b in record.of(Block) if b.role in ("byline", "boilerplate")]
    starts = [b.start for b in blocks]

    def silent(place: Span) -> bool:
        before = bisect.bisect_right(starts, place.start)
        return before > 0 and place.start < blocks[before - 1].end

    return silent


def _outside_labels(parts: Iterable[Part], turns: Sequence[Turn]) -> Iterator[Part]:
    """The parts of a transcript without the labels of its turns, which are sources already, and their colons."""
    starts = [turn.label.start for turn in turns]
    for part in parts:
        place = bisect.bisect_right(starts, part.extent.end - 1) - 1
        body = turns[place].body if place >= 0 else None
        if body is None or part.extent.start >= body.start:
            yield part
        elif part.role == "content" and part.extent.end > body.start:
            yield replace(part, extent=Span(body.start, part.extent.end))


def _part(document: str, words: Words, role: Role, first: int, last: int, sure: float) -> Part:
    extent = Span(int(words.starts[first]), int(words.ends[last]))
    return Part(document=document, role=role, extent=extent, confidence=round(sure, 3))


LAYER = Layer(version="1", requires=(Block, Quotation, Turn), produces=(Part,), load=load, encoded=True)
