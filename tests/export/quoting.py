"""Findings for tests: a printed quotation and the primary words, with the edits between them worked out by word."""

import datetime
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import msgspec

from onrecord.model.base import Span
from onrecord.model.evidence import CONTEXT, EditKind, Effect, Label
from onrecord.model.rows import EditRow, FindingRow, PassageRow, RuledRow, Severity, SpanRow
from onrecord.text import words

SPEECH = (
    "I thank the House. I think we could maybe run a reduced service in three weeks, if the second survey is clean. "
    "The corridor is open to everybody who pays, and nobody is asked for more than the treaty says."
)
"""What a primary text says where a test brings none of its own."""

KINDS: dict[str, EditKind] = {"insert": "insert", "delete": "delete", "replace": "replace"}
"""difflib's names, seen from the primary words, are those of the contract."""


def finding(
    printed: str,
    primary: str = "",
    *,
    label: Label = "altered",
    severity: Severity = "warn",
    start: int = 100,
    effect: Effect = "wording",
    reason: str = "A word differs.",
    speech: str = SPEECH,
    **changed: Any,
) -> FindingRow:
    """A finding whose quotation begins at that offset; `primary` is the passage, found in the speech."""
    row = FindingRow(
        file="drafts/corridor.txt",
        start=start,
        end=start + len(printed),
        line=3,
        column=7,
        text=printed,
        speaker="Jory Penvale",
        verdict=RuledRow(label=label, reason=reason, severity=severity),
        edits=tuple(edits(printed, start, primary, speech.index(primary), effect)) if primary else (),
        evidence=passage(primary, speech=speech) if primary else None,
    )
    return msgspec.structs.replace(row, **changed)


def passage(exact: str, /, *, speech: str = SPEECH, **changed: Any) -> PassageRow:
    """The passage of the speech that has these words."""
    span = Span(at := speech.index(exact), at + len(exact))
    row = PassageRow(
        document="transcripts/2031-03-10-interview.txt",
        span=SpanRow(start=span.start, end=span.end, text=exact),
        exact=exact,
        prefix=speech[max(0, span.start - CONTEXT) : span.start],
        suffix=speech[span.end : span.end + CONTEXT],
        speaker="Ismay Marrane",
        event="Interview on Radio Aldermouth",
        date=datetime.date(2031, 3, 10),
        score=0.9,
    )
    return msgspec.structs.replace(row, **changed)


def edits(printed: str, start: int, primary: str, offset: int, effect: Effect) -> Iterator[EditRow]:
    """The differences between two texts, word by word; signs that are no words do not count."""
    sides = [(side, list(words(side))) for side in (primary, printed)]
    was, now = ([span.of(side).casefold() for span in spans] for side, spans in sides)
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield EditRow(
                kind=KINDS[tag],
                printed=_row(printed, sides[1][1][c:d], start),
                primary=_row(primary, sides[0][1][a:b], offset),
                effect=effect,
                reason="This word differs.",
            )


def _row(side: str, spans: list[Span], offset: int) -> SpanRow | None:
    if not spans:
        return None
    start, end = spans[0].start, spans[-1].end
    return SpanRow(start=offset + start, end=offset + end, text=side[start:end])
