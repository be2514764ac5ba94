"""Records as flat tables: each has a column for every field of its rows, and the columns of their document."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from onrecord.export.sayings import saying, words
from onrecord.model.contract import record_row
from onrecord.model.document import Record
from onrecord.model.rows import DocumentRow, NamedRow, RecordRow, SpanRow, SpeakerRow, StatementRow

Kind = Literal["text", "whole", "number", "truth", "day"]
Value = str | int | float | bool | datetime.date | None

BETWEEN = "; "
"""What stands between several speakers, or several of those through whom a statement came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a row: what kind of value it holds, and how it is taken from the row."""

    kind: Kind = "text"
    take: Callable[[Any], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one kind in a record, and their columns by name, in order."""

    rows: Callable[[RecordRow], Iterable[Any]]
    columns: Mapping[str, Column]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns; those of the document come last."""
        return (*self.columns, *DOCUMENT)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind of each column, in the order of the header."""
        return tuple(column.kind for column in (*self.columns.values(), *DOCUMENT.values()))

    def lines(self, records: Iterable[Record]) -> Iterator[tuple[Value, ...]]:
        """The values of each row of the records, in the order of the header."""
        for row in map(record_row, records):
            document = self.document(row.document)
            for one in self.rows(row):
                yield self.line(one) + document

    def line(self, row: object) -> tuple[Value, ...]:
        """The values of a row's own columns."""
        return tuple(column.take(row) for column in self.columns.values())

    @staticmethod
    def document(row: DocumentRow) -> tuple[Value, ...]:
        """The values of the columns that tell of the row's document."""
        return tuple(column.take(row) for column in DOCUMENT.values())


def _field(path: str, kind: Kind = "text") -> Column:
    """What stands at a path of names ("said.words.start"); nothing where one of them is missing."""
    *steps, last = path.split(".")

    def take(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step)
            if row is None:
                return None
        return getattr(row, last)

    return Column(kind=kind, take=take)


def _span(name: str, path: str | None = None) -> dict[str, Column]:
    """A stretch of the text: its words, and where they start and end in code points."""
    at = path or name
    return {
        name: _field(f"{at}.text"),
        f"{name}_start": _field(f"{at}.start", "whole"),
        f"{name}_end": _field(f"{at}.end", "whole"),
    }


def _time(name: str) -> dict[str, Column]:
    """Inclusive days and the words they rest on."""
    return {
        f"{name}_from": _field(f"{name}.from_", "day"),
        f"{name}_to": _field(f"{name}.to", "day"),
        **_span(f"{name}_words", f"{name}.words"),
    }


def _each(name: str, *, always: bool = False) -> Column:
    """A value for each speaker, in their order; nothing at all where none has one."""

    def joined(row: StatementRow) -> str:
        found = [getattr(speaker, name) or "" for speaker in row.speakers]
        return BETWEEN.join(found) if always or any(found) else ""

    return Column(take=joined)


class _Speaker(NamedTuple):
    """One of those who speak in a statement."""

    statement: StatementRow
    speaker: SpeakerRow


def _speakers(statements: Iterable[StatementRow]) -> Iterator[_Speaker]:
    return (_Speaker(statement, speaker) for statement in statements for speaker in statement.speakers)


def _places(spans: Iterable[SpanRow]) -> str:
    """Where the spans stand: "10..20;30..40". Signs that no spreadsheet takes for a number, a day or a time."""
    return ";".join(f"{span.start}..{span.end}" for span in spans)


def _names(named: Iterable[NamedRow]) -> str:
    return BETWEEN.join(one.name for one in named)


_STATEMENTS = {
    "statement": _field("id"),
    "saying": Column(take=saying),
    "speaker": _each("name", always=True),
    "role": _each("role"),
    "affiliation": _each("affiliation"),
    "speaker_type": _each("type"),
    "person": _each("person"),
    "speaker_reason": _each("reason"),
    **_time("said"),
    "content": Column(take=words),
    "content_places": Column(take=lambda s: _places(s.content)),
    "mode": _field("mode"),
    "force": _field("force"),
    "negated": _field("negated", "truth"),
    **_span("source"),
    **_span("cue"),
    "via": Column(take=lambda s: _names(s.via)),
    "via_places": Column(take=lambda s: _places(named.span for named in s.via)),
    "addressee": _field("addressee.name"),
    **_span("addressee_words", "addressee.span"),
    "start": Column(kind="whole", take=lambda s: s.content[0].start),
    "end": Column(kind="whole", take=lambda s: s.content[-1].end),
    "block": _field("block"),
    "post": _field("post"),
    "nested_in": _field("nested_in"),
    "confidence": _field("confidence", "number"),
    "verdict": _field("verdict.label"),
    "verdict_reason": _field("verdict.reason"),
    "judged_by": Column(take=lambda s: s.judged and BETWEEN.join(s.judged.by)),
    "judged_accepted": _field("judged.accepted", "truth"),
    "judged_added": _field("judged.added", "truth"),
    "judged_contested": Column(take=lambda s: s.judged and BETWEEN.join(s.judged.contested)),
}

_SPEAKERS = {
    "statement": _field("statement.id"),
    **{name: _field(f"speaker.{name}") for name in ("name", "person", "type", "role", "affiliation", "reason")},
}

_POSTS = {
    "post": _field("id"),
    "start": _field("start", "whole"),
    "end": _field("end", "whole"),
    **_span("body"),
    **{f"post_{name}": _field(name) for name in ("author", "date")},
    "parent": _field("parent"),
    "stance": _field("stance"),
    "confidence": _field("confidence", "number"),
    "reason": _field("reason"),
}

_COMMITMENTS = {
    "commitment": _field("id"),
    "by": _field("by"),
    **_span("words", "span"),
    "actor": _field("actor"),
    "commitment_kind": _field("kind"),
    **_span("action"),
    **_time("due"),
    **_span("condition"),
    "strength": _field("strength", "number"),
}

_FORECASTS = {
    "forecast": _field("id"),
    "by": _field("by"),
    **_span("words", "span"),
    **_span("outcome"),
    **_time("horizon"),
    "probability_low": _field("probability.low", "number"),
    "probability_high": _field("probability.high", "number"),
    **_span("hedge", "probability.hedge"),
    **_span("condition"),
    "resolvable": _field("resolvable", "truth"),
    "why_not": _field("why_not"),
}

_DISPUTES = {
    "dispute": _field("id"),
    "by": _field("by"),
    **_span("words", "span"),
    "target": _field("target"),
    "dispute_kind": _field("kind"),
    **_span("counter"),
    "counter_verdict": _field("counter.verdict.label"),
    "counter_reason": _field("counter.verdict.reason"),
}

_REFERENCES = {
    "reference": _field("id"),
    **_span("words", "span"),
    "same_as": _field("same_as"),
    "reference_kind": _field("kind"),
    "reference_title": _field("title"),
    "reference_date": _field("date"),
}

_JUDGEMENTS = {name: _field(name) for name in ("target", "judge", "at", "value", "note")}

_BLOCKS = {
    "block": _field("id"),
    "start": _field("start", "whole"),
    "end": _field("end", "whole"),
    "block_role": _field("role"),
}

DOCUMENT: Mapping[str, Column] = MappingProxyType(
    {
        "document": _field("id"),
        **{name: _field(name) for name in ("title", "published", "publisher", "author", "uri", "url")},
        **{name: _field(name) for name in ("kind", "language", "sha256")},
    }
)
"""The columns that tell of a row's document; they end every table."""

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "statements": Table(rows=lambda r: r.statements, columns=_STATEMENTS),
        "speakers": Table(rows=lambda r: _speakers(r.statements), columns=_SPEAKERS),
        "posts": Table(rows=lambda r: r.posts, columns=_POSTS),
        "commitments": Table(rows=lambda r: r.commitments, columns=_COMMITMENTS),
        "forecasts": Table(rows=lambda r: r.forecasts, columns=_FORECASTS),
        "disputes": Table(rows=lambda r: r.disputes, columns=_DISPUTES),
        "references": Table(rows=lambda r: r.references, columns=_REFERENCES),
        "judgements": Table(rows=lambda r: r.judgements, columns=_JUDGEMENTS),
        "blocks": Table(rows=lambda r: r.blocks, columns=_BLOCKS),
        "documents": Table(rows=lambda r: (r,), columns={}),
    }
)
"""Every table by the name that a user asks for, the main one first. `…_start`, `…_end` and places count code points."""
