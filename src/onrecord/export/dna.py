"""Writes records as the event list of the Discourse Network Analyzer: who says what concept, and agrees or not, when.

A row for each speaker of each statement, in that program's columns and its form (CSV with semicolons). The concept is
what was said, in its own words, and the same for statements that are the same saying: a person renames and merges
concepts. Who contests words of the same document stands on a row of their own, with those words as the concept, and
does not agree; so does who is said to have denied something.
"""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from itertools import count
from typing import BinaryIO, NamedTuple

from onrecord.export.csv import cell
from onrecord.export.sayings import saying, words
from onrecord.model.contract import record_row
from onrecord.model.document import Record
from onrecord.model.rows import DocumentRow, RecordRow, SpeakerRow, StatementRow
from onrecord.registry import Exporter

COLUMNS = (
    *("statement_id", "time", "person", "organization", "concept", "agreement", "start_position", "stop_position"),
    *("text", "coder", "document_id", "document_title", "document_author", "document_source", "document_section"),
    "document_type",
)
CODER = 1
"""The number of who coded: in that program the first coder is 1."""


class _Event(NamedTuple):
    """Somebody, a concept, and whether they agree."""

    person: str
    organization: str
    concept: str
    agrees: bool
    start: int
    end: int
    day: datetime.date | None
    section: str


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each speaker of each statement is one row under the header."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(COLUMNS)
        writer.writerows(_lines(records))
    finally:
        text.detach()


def _lines(records: Iterable[Record]) -> Iterator[tuple[object, ...]]:
    numbers, concepts = count(1), dict[str, str]()
    for place, record in enumerate(records, 1):
        row = record_row(record)
        document = tuple(map(_plain, _document(row.document)))
        for event in (*_said(row, concepts), *_contested(row, concepts)):
            spoken = _plain(record.document.text[event.start : event.end])
            who = (next(numbers), _time(event.day), _plain(event.person), _plain(event.organization))
            what = (_plain(event.concept), int(event.agrees), event.start, event.end, spoken, CODER)
            yield (*who, *what, place, *document[:3], event.section, document[3])


def _document(row: DocumentRow) -> tuple[str | None, ...]:
    return row.title or row.uri, row.author, row.publisher, row.kind


def _said(row: RecordRow, concepts: dict[str, str]) -> Iterator[_Event]:
    for statement in row.statements:
        concept, section = _concept(statement, concepts), "discussion" if statement.post else "report"
        start, end, day = statement.content[0].start, statement.content[-1].end, _day(statement, row.document)
        for speaker in statement.speakers:
            person, body = _whose(speaker)
            yield _Event(person, body, concept, not statement.negated, start, end, day, section)


def _contested(row: RecordRow, concepts: dict[str, str]) -> Iterator[_Event]:
    """Who contests the words of a statement, as far as it is known and both stand in the document."""
    said = {statement.id: statement for statement in row.statements}
    authors = {post.id: post.author for post in row.posts if post.author}
    for dispute in row.disputes:
        if (target := said.get(dispute.target or "")) is None:
            continue
        by, span, day = dispute.by or "", dispute.span, _day_of(row.document)
        concept, section = _concept(target, concepts), "discussion" if by in authors else "report"
        for person, body in _contesters(authors.get(by), said.get(by)):
            yield _Event(person, body, concept, False, span.start, span.end, day, section)


def _contesters(author: str | None, statement: StatementRow | None) -> Iterable[tuple[str, str]]:
    if author:
        return ((author, ""),)
    return map(_whose, statement.speakers) if statement else ()


def _concept(statement: StatementRow, concepts: dict[str, str]) -> str:
    """The words of the first statement that is the same saying."""
    same = saying(statement)
    return words(statement) if same is None else concepts.setdefault(same, words(statement))


def _whose(speaker: SpeakerRow) -> tuple[str, str]:
    """The person and the organisation."""
    if speaker.type in ("organization", "group", "document"):
        return "", speaker.name
    return speaker.name, speaker.affiliation or ""


def _day(statement: StatementRow, document: DocumentRow) -> datetime.date | None:
    """The day on which it was said, where that is one; else the day of publication."""
    if statement.said and statement.said.from_ == statement.said.to and statement.said.from_:
        return statement.said.from_
    return _day_of(document)


def _day_of(document: DocumentRow) -> datetime.date | None:
    return datetime.datetime.fromisoformat(document.published).date() if document.published else None


def _time(day: datetime.date | None) -> str:
    return f"{day} 00:00:00" if day else ""


def _plain(value: str | None) -> object:
    """The words on one line; what a spreadsheet could take for a formula gets an apostrophe in front."""
    return cell(" ".join((value or "").split()))


EXPORTER = Exporter(suffix=".csv", write=write)
