"""Writes the statements of records as one flat table (CSV) that a spreadsheet opens safely."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import BinaryIO

from onrecord.model.contract import document_row, statement_rows
from onrecord.model.document import Record
from onrecord.model.rows import DocumentRow, StatementRow
from onrecord.registry import Exporter

BETWEEN = "; "
"""What stands between several speakers, or several of those through whom a statement came."""

GAP = " … "
"""What stands between the parts of a discontinuous content."""

STATEMENT: dict[str, Callable[[StatementRow], object]] = {
    "statement": lambda s: s.id,
    "speaker": lambda s: BETWEEN.join(p.name for p in s.speakers),
    "role": lambda s: _each(p.role for p in s.speakers),
    "affiliation": lambda s: _each(p.affiliation for p in s.speakers),
    "speaker_type": lambda s: _each(p.type for p in s.speakers),
    "person": lambda s: _each(p.person for p in s.speakers),
    "said_from": lambda s: s.said and s.said.from_,
    "said_to": lambda s: s.said and s.said.to,
    "content": lambda s: GAP.join(part.text for part in s.content),
    "mode": lambda s: s.mode,
    "force": lambda s: s.force,
    "negated": lambda s: "yes" if s.negated else "no",
    "source": lambda s: s.source and s.source.text,
    "cue": lambda s: s.cue and s.cue.text,
    "via": lambda s: BETWEEN.join(n.name for n in s.via),
    "addressee": lambda s: s.addressee and s.addressee.name,
    "start": lambda s: s.content[0].start,
    "end": lambda s: s.content[-1].end,
    "post": lambda s: s.post,
    "nested_in": lambda s: s.nested_in,
    "confidence": lambda s: s.confidence,
    "verdict": lambda s: s.verdict and s.verdict.label,
}
"""The columns that tell of the statement. `start` and `end` count code points of the document's text."""

DOCUMENT = {"document": "id", **{name: name for name in ("title", "published", "publisher", "author", "uri", "url")}}
"""The columns that tell of its document, and the field each comes from."""

_FORMULA = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
"""How a cell begins that a spreadsheet may take for a formula (OWASP's list), or that looks like one made safe."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each statement of the records is one row under the header."""
    write_rows(((document_row(r.document), s) for r in records for s in statement_rows(r)), file)


def write_rows(rows: Iterable[tuple[DocumentRow, StatementRow]], file: BinaryIO) -> None:
    """Each statement, which comes with its document, is one row under the header.

    The file begins with a byte order mark, without which spreadsheets take UTF-8 for something else.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow((*STATEMENT, *DOCUMENT))
        for document, statement in rows:
            values = [take(statement) for take in STATEMENT.values()]
            values += [getattr(document, field) for field in DOCUMENT.values()]
            writer.writerow(map(cell, values))
    finally:
        text.detach()


def cell(value: object) -> object:
    """A value fit for a spreadsheet: what could be taken for a formula gets an apostrophe in front.

    To read it back, take one apostrophe away where a cell begins with one or more and then one of = + - @, a tab
    or a line break. Control characters, direction overrides and lone surrogates become U+FFFD; line breaks are plain.
    """
    if not isinstance(value, str):
        return value
    plain = _STEERING.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "'" + plain if _FORMULA.match(plain) else plain


def _each(values: Iterable[str | None]) -> str:
    """A value for each speaker, in their order; nothing at all where none has one."""
    found = [value or "" for value in values]
    return BETWEEN.join(found) if any(found) else ""


EXPORTER = Exporter(suffix=".csv", write=write)
