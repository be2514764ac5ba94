"""Gives the quoted statements of a record the verdicts of a library, each with its passage."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from onrecord.model.base import Provenance, Span
from onrecord.model.contract import statement_rows
from onrecord.model.document import Record
from onrecord.model.evidence import Label
from onrecord.model.reading import Dispute
from onrecord.model.rows import FindingRow
from onrecord.model.statement import Verification
from onrecord.verify.findings import findings, lines
from onrecord.verify.houserules import HouseRules

if TYPE_CHECKING:
    from onrecord.verify.library.shelves import Library

NAME = "verify.verifications"
"""Under which verdicts stand in a record. It is no layer of a reading: it needs a library."""

VERSION = "1"

WORST_FIRST: tuple[Label, ...] = (
    "misattributed", "distorted", "spliced", "altered", "not_found", "marked", "cleaned", "exact", "unchecked"
)  # fmt: skip
"""Of several quotations in a statement, the verdict that its readers must know first."""

assert set(WORST_FIRST) == set(get_args(Label))

_ANY = HouseRules(name="", told="", source="", severities=dict.fromkeys(WORST_FIRST, "pass"))


def verified(record: Record, library: "Library") -> Record:
    """The record with a verdict for each statement that quotes, in place of those of an earlier library."""
    kept = tuple(layer for layer in record.layers if layer[0].layer != NAME)
    bare = Record(record.document, kept)
    stamp = Provenance(layer=NAME, version=f"{VERSION}+{library.digest()}")
    return bare.extended(stamp, tuple(verifications(bare, library)))


def verifications(record: Record, library: "Library") -> Iterator[Verification]:
    """A verdict for each statement in which something is quoted, that of its worst quotation; and for the words that a
    dispute says to be right."""
    rows = list(findings(record, library, _ANY, place=lines(record.document.text), min_words=1))
    for statement in statement_rows(record):
        parts = [Span(part.start, part.end) for part in statement.content]
        mine = [row for row in rows if any(part.overlaps(Span(row.start, row.end)) for part in parts)]
        if mine and statement.nested_in is None:
            worst = _worst(mine)
            yield _verification(record, statement.id, worst)
    for dispute in record.of(Dispute):
        counter = dispute.counter
        mine = [row for row in rows if counter and counter.overlaps(Span(row.start, row.end))]
        if mine:
            yield _verification(record, dispute.id, _worst(mine))


def _worst(rows: Iterable[FindingRow]) -> FindingRow:
    return min(rows, key=lambda row: (WORST_FIRST.index(row.verdict.label), row.start))


def _verification(record: Record, of: str, row: FindingRow) -> Verification:
    found = row.evidence
    return Verification(
        document=record.document.id,
        of=of,
        at=Span(row.start, row.end),
        label=row.verdict.label,
        reason=row.verdict.reason,
        passage=found.exact if found else None,
        primary=found.document if found else None,
        where=Span(found.span.start, found.span.end) if found else None,
        speaker=found.speaker if found else None,
        event=found.event if found else None,
        date=found.date if found else None,
    )
