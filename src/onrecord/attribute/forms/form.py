"""Attributions that their form alone shows, without a verb of saying, and how they join what the model found."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.document import Block
from onrecord.model.statement import Part

ENDS = {"source", "content"}
SURE = 1.0
"""The form leaves no doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A source, a cue and a content that belong together by their form."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]

    @property
    def extent(self) -> Span:
        """All from the first sign to the last."""
        spans = [self.cue, *self.content, *((self.source,) if self.source else ())]
        return Span(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True)
class Page:
    """What forms are looked for in: the text, its lines, its outermost quotations, and the parts of the model."""

    text: str
    lines: Sequence[Block]
    quotations: Outer
    parts: Sequence[Part]

    def within(self, place: Span, role: str) -> list[Part]:
        """The parts of a role that touch a place."""
        first = bisect.bisect_left(self._ends, place.start + 1)
        found = []
        for part in self._ordered[first:]:
            if part.extent.start >= place.end:
                break
            if part.role == role and part.extent.overlaps(place):
                found.append(part)
        return found

    @cached_property
    def _ordered(self) -> list[Part]:
        return sorted(self.parts, key=lambda p: (p.extent.start, p.extent.end))

    @cached_property
    def _ends(self) -> list[int]:
        """The farthest end up to each part, so that bisecting finds the first that may touch a place."""
        ends: list[int] = []
        for part in self._ordered:
            ends.append(max(part.extent.end, ends[-1] if ends else 0))
        return ends


def formed(parts: Sequence[Part], forms: Iterable[Form], document: str) -> tuple[Part, ...]:
    """The parts and the forms' own, in text order. Where a form stands nothing else does; of two the first stays."""
    kept: list[Form] = []
    for form in sorted(forms, key=lambda f: f.extent):
        if not kept or form.extent.start >= kept[-1].extent.end:
            kept.append(form)
    taken = Outer(tuple(form.extent for form in kept))
    left = [p for p in parts if not any(p.extent.overlaps(form) for form in taken.near(p.extent))]
    made = [part for form in kept for part in _parts(form, document)]
    return tuple(sorted((*left, *made), key=lambda p: (p.extent.start, p.extent.end)))


def tied(parts: Sequence[Part], text: str) -> dict[str, str]:
    """What hangs on what by the form alone: as a form says, and of three parts around a sign that is a cue."""
    found = {part.id: part.head for part in parts if part.head is not None}
    in_order = sorted((part for part in parts if part.id not in found), key=lambda part: part.extent)
    for first, cue, last in zip(in_order, in_order[1:], in_order[2:], strict=False):
        if cue.role != "cue" or any(c.isalnum() for c in cue.extent.of(text)) or {first.role, last.role} != ENDS:
            continue
        if text[first.extent.end : cue.extent.start].strip() or text[cue.extent.end : last.extent.start].strip():
            continue
        source, content = (first, last) if first.role == "source" else (last, first)
        found[content.id], found[cue.id] = cue.id, source.id
    return found


def _parts(form: Form, document: str) -> Iterator[Part]:
    source = None
    if form.source is not None:
        source = Part(document=document, role="source", extent=form.source, confidence=SURE)
        yield source
    cue = Part(document=document, role="cue", extent=form.cue, confidence=SURE, head=source.id if source else None)
    yield cue
    for extent in form.content:
        yield Part(document=document, role="content", extent=extent, confidence=SURE, head=cue.id)
