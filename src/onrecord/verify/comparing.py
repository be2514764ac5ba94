"""Lays the verdict of a record beside its passage once more, so that the difference can be shown word by word."""

from onrecord.model.base import Span
from onrecord.model.contract import span_row
from onrecord.model.rows import EditRow, FindingRow, PassageRow, RuledRow, SpanRow
from onrecord.model.statement import Verification
from onrecord.verify.alignment import align, gaps_of, words_of
from onrecord.verify.findings import lines
from onrecord.verify.houserules import HouseRules
from onrecord.verify.matches import Match
from onrecord.verify.primaries import stretch_of
from onrecord.verify.tokens import tokens
from onrecord.verify.verdicts import case_of, printed_of


def finding(found: Verification, text: str, at: int, *, speaker: str | None, rules: HouseRules) -> FindingRow:
    """The finding of a verdict. `text` is a stretch of the document, from the position `at`, that holds the words.

    The edits are those between the printed words and the one passage that the record keeps: of a quotation joined from
    several places, the words of the others are told as put in.
    """
    span = Span(found.at.start - at, found.at.end - at)
    line, column = lines(text)(span.start)
    return FindingRow(
        file=found.document,
        start=found.at.start,
        end=found.at.end,
        line=line,
        column=column,
        text=span.of(text),
        speaker=speaker,
        verdict=RuledRow(label=found.label, reason=found.reason, severity=rules.severities[found.label]),
        edits=_edits(found, text, span, at),
        evidence=_passage(found),
    )


def _passage(found: Verification) -> PassageRow | None:
    if found.passage is None or found.where is None or found.primary is None:
        return None
    return PassageRow(
        document=found.primary,
        span=span_row(Span(0, len(found.passage)), found.passage),
        exact=found.passage,
        prefix="",
        suffix="",
        speaker=found.speaker,
        event=found.event,
        date=found.date,
        score=1.0,
    )


def _edits(found: Verification, text: str, span: Span, at: int) -> tuple[EditRow, ...]:
    """The differences; places in the passage are counted from its beginning."""
    if not found.passage:
        return ()
    printed = printed_of(text, span, speaker=None)
    passage = tokens(found.passage)
    alignment = align(words_of(printed.tokens), passage, gaps_of(printed.tokens))
    case = case_of(printed, Match(stretch_of([(0, 0, 0, 0, found.passage)]), alignment))
    return tuple(
        EditRow(
            kind=edit.kind,
            printed=_moved(edit.printed, text, at),
            primary=None if edit.primary is None else span_row(edit.primary, found.passage),
            effect=edit.effect,
            reason=edit.reason,
        )
        for edit in case.edits
    )


def _moved(span: Span | None, text: str, at: int) -> SpanRow | None:
    return None if span is None else SpanRow(start=span.start + at, end=span.end + at, text=span.of(text))
