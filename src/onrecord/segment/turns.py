"""Finds the turns of a transcript: who speaks, as printed, and the words."""

import re
from collections.abc import Callable, Iterable, Iterator

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Hint, Record
from onrecord.model.statement import Turn
from onrecord.registry import Layer
from onrecord.settings import Settings

_AROUND_NAME = " \t\r\n:–—-[]"
_LETTER = re.compile(r"[A-Za-z]\.")


def _turns(record: Record) -> Iterator[Annotation]:
    document = record.document
    labels = sorted((h.span for h in document.hints if h.tag == "turn-label"), key=lambda s: s.start)
    turns = sorted((h for h in document.hints if h.tag == "turn"), key=lambda h: h.span.start)
    at = end = 0
    for place, hint in enumerate(turns):
        while at < len(labels) and labels[at].start < hint.span.start:
            at += 1
        stop = turns[place + 1].span.start if place + 1 < len(turns) else hint.span.end
        label = (
            labels[at]
            if at < len(labels) and hint.span.contains(labels[at])
            else Span(hint.span.start, hint.span.start)
        )
        body = _trimmed(document.text, max(label.end, end), max(label.end, min(hint.span.end, stop)))
        speaker = _speaker(hint, label.of(document.text))
        if speaker and label.start >= end:
            yield Turn(document=document.id, label=label, body=body, speaker=speaker)
            end = max(label.end, body.end)


def _speaker(hint: Hint, label: str) -> str:
    """The name as printed, without what sets it off: "MR. TARN:" keeps its title, "Q." is the letter."""
    name = label.strip(_AROUND_NAME) or (hint.get("speaker") or "").strip(_AROUND_NAME)
    return name[0] if _LETTER.fullmatch(name) else name


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    return _turns


LAYER = Layer(version="1", requires=(Block,), produces=(Turn,), load=_load, languages=None)
