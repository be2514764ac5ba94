"""Reads statements without a verb of saying: an interview's label before the words, a signature behind them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.attribute.marks import Outer
from onrecord.model.base import Span
from onrecord.model.statement import Part

_LABEL = re.compile(r"[\"“]?(?P<name>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3})(?P<colon>:)\s+(?=\S)")
"""Names in capitals only: "Note: …" and "Smith: …" open too many lines that nobody speaks."""

_SIGNATURE = re.compile(
    r"[^\S\n]{0,4}(?P<dash>[—–―]|--?)[^\S\n]{0,4}(?P<name>[A-Z][^\n,(]{0,60}[^\s,(])[^\S\n]*(?=[,(\n]|\Z)"
)

ENDS = {"source", "content"}
SURE = 1.0
"""The form leaves no doubt."""


def labelled(parts: Iterable[Part], text: str) -> Iterator[Part]:
    """The parts; of a content that begins its line with a label, the name is the source and the colon the cue."""
    for part in parts:
        label = _LABEL.match(text, part.extent.start) if part.role == "content" else None
        if label is None or label.end() >= part.extent.end or not _begins_line(text, part.extent.start):
            yield part
            continue
        yield replace(part, role="source", extent=Span(*label.span("name")))
        yield replace(part, role="cue", extent=Span(*label.span("colon")))
        yield replace(part, extent=Span(label.end(), part.extent.end))


def signed(parts: Iterable[Part], quotations: Outer, text: str, document: str) -> Iterator[Part]:
    """The parts; of a line that is a quotation with a dash and a name behind it, nothing but these three."""
    lines = [
        (quotation, signature)
        for quotation in quotations.spans
        if _begins_line(text, quotation.start) and (signature := _SIGNATURE.match(text, quotation.end))
    ]
    whole = Outer(tuple(Span(quotation.start, signature.end()) for quotation, signature in lines))
    yield from (part for part in parts if not whole.near(part.extent))
    for quotation, signature in lines:
        yield Part(document=document, role="content", extent=quotation, confidence=SURE)
        yield Part(document=document, role="cue", extent=Span(*signature.span("dash")), confidence=SURE)
        yield Part(document=document, role="source", extent=Span(*signature.span("name")), confidence=SURE)


def tied(parts: Iterable[Part], text: str) -> dict[str, str]:
    """What hangs on what by the form alone: of three parts around a sign for a cue, content on cue on source."""
    found: dict[str, str] = {}
    in_order = sorted(parts, key=lambda part: part.extent)
    for first, cue, last in zip(in_order, in_order[1:], in_order[2:], strict=False):
        if cue.role != "cue" or any(c.isalnum() for c in cue.extent.of(text)) or {first.role, last.role} != ENDS:
            continue
        if text[first.extent.end : cue.extent.start].strip() or text[cue.extent.end : last.extent.start].strip():
            continue
        source, content = (first, last) if first.role == "source" else (last, first)
        found[content.id], found[cue.id] = cue.id, source.id
    return found


def _begins_line(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"
