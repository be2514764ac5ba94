"""The rows that pages ask for beside the statements: readings, posts, who speaks in what, and of whom."""

import bisect
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.model.contract import reading_rows
from onrecord.model.document import Record
from onrecord.model.rows import CommitmentRow, ForecastRow, ReadingRow, SpanRow, StatementRow, TimeRow
from onrecord.model.statement import Identity, Linking
from onrecord.store.sql.sames import WHO, who

Row = dict[str, Any]
Numbered = tuple[int, StatementRow]
"""A statement with its number in the document, from 0."""

FAILING = frozenset(("misattributed", "distorted", "spliced", "altered"))
"""Verdicts that a person looks at first."""

_DOUBT_OF_VERDICT, _DOUBT_OF_SPEAKER = 2000, 1000
"""Thousandths of doubt. A verdict that fails may hurt somebody and comes first; then what nobody is known to have said;
then the rest by confidence. The order is a choice, not a measurement."""

_SPOKEN_OF = frozenset(("person", "organization"))
"""Who stands in the network of who speaks of whom: "officials" of one text are not those of another."""

OF, VIA, IN = "of", "via", "in"


def rows_struck(gone: Iterable[Numbered]) -> tuple[Row, ...]:
    """The rows of statements that people rejected, by their numbers."""
    return tuple({"number": at, **_struck(row)} for at, row in gone)


def rows_of_readings(record: Record) -> tuple[Row, ...]:
    """The rows of what statements and posts amount to, numbered kind by kind in text order."""
    return tuple({"number": at, **row} for at, row in enumerate(_readings(record)))


def rows_spoken(found: Iterable[Numbered], published: datetime.date | None) -> Iterator[Row]:
    """Each speaker of each statement, by the statement's number and day."""
    for at, row in found:
        day = days(row.said, published)["first_day"]
        for whose in {who(speaker.person, speaker.name) for speaker in row.speakers}:
            yield {"who": whose, "number": at, "first_day": day}


def rows_of_ties(record: Record, found: Sequence[StatementRow]) -> Iterator[Row]:
    """Who speaks of whom in the document, and through whom."""
    counted = Counter[tuple[str, str, str]]()
    names: dict[str, str] = {}
    places = _places(record)
    starts = [start for start, *_ in places]
    for row in found:
        speakers = {who(speaker.person, speaker.name): speaker.name for speaker in row.speakers}
        names |= speakers
        others: dict[str, str] = {}
        for span in row.content:
            inside = places[bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)]
            others |= {key: name for _, key, name in inside if key not in speakers}
        carriers = {(VIA, who(None, n.name)): n.name for n in row.via}
        if record.document.origin.publisher:
            carriers[IN, who(None, record.document.origin.publisher)] = record.document.origin.publisher
        names |= others | {carrier: name for (_, carrier), name in carriers.items()}
        for whose in speakers:
            counted.update((OF, whose, other) for other in others)
            counted.update((kind, carrier, whose) for kind, carrier in carriers if carrier != whose)
    for (kind, one, other), many in sorted(counted.items()):
        yield {
            "kind": kind,
            "one": one,
            "other": other,
            "name": names[other if kind == OF else one][:WHO],
            "many": many,
        }


def doubt(row: StatementRow) -> int:
    """How much a row is in need of a person, in thousandths."""
    failing = _DOUBT_OF_VERDICT if row.verdict and row.verdict.label in FAILING else 0
    unknown = 0 if row.speakers else _DOUBT_OF_SPEAKER
    return failing + unknown + round(1000 * (1 - min(max(row.confidence, 0), 1)))


def days(said: TimeRow | None, published: datetime.date | None) -> Row:
    """The days on which it was said; without words of time, the day of publication."""
    first = last = published
    if said is not None and (said.from_ or said.to):
        first, last = said.from_ or said.to, said.to or said.from_
    return {"first_day": first and first.isoformat(), "last_day": last and last.isoformat()}


def spans_of(row: StatementRow) -> tuple[SpanRow, ...]:
    """All places of a statement."""
    return (*row.content, *(span for span in (row.source, row.cue) if span is not None))


def _value(row: msgspec.Struct) -> str:
    return msgspec.json.encode(row).decode()


def _struck(row: StatementRow) -> Row:
    spans = spans_of(row)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return {"id": row.id, "start": start, "end": end, "value": _value(row)}


def _readings(record: Record) -> Iterator[Row]:
    published = record.document.published_on
    for kind, row in reading_rows(record):
        window = _window(row)
        yield {
            "id": row.id,
            "kind": kind,
            "by": getattr(row, "by", None),
            "start": row.span.start,
            "end": row.span.end,
            **days(window, published),
            "value": _value(row),
        }


def _window(row: ReadingRow) -> TimeRow | None:
    if isinstance(row, CommitmentRow):
        return row.due
    return row.horizon if isinstance(row, ForecastRow) else None


def _places(record: Record) -> list[tuple[int, str, str]]:
    """Where somebody is mentioned, in text order, with the key and the name."""
    links = {link.of: link.person for link in record.of(Linking)}
    return sorted(
        (mention.start, who(links.get(identity.id), identity.name), identity.name)
        for identity in record.of(Identity)
        if identity.type in _SPOKEN_OF
        for mention in identity.mentions
    )
