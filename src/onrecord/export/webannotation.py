"""Writes records as W3C Web Annotations (JSON-LD): each row is a note that points at its words, and they can be found.

A target has a position, which counts code points of the text as it was read, and the words themselves with those
around them, by which the place is found again in the page. The note tells the row in a sentence, and as the row of the
output contract.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from onrecord.export.jsonl import line
from onrecord.export.linking import Node, address, name_of, node, write_list
from onrecord.export.sentences import row_told
from onrecord.model.base import Span
from onrecord.model.contract import record_row
from onrecord.model.document import Record
from onrecord.model.evidence import Judgement, evidence
from onrecord.model.rows import (
    CommitmentRow,
    DisputeRow,
    DocumentRow,
    ForecastRow,
    PostRow,
    ReferenceRow,
    SpanRow,
    StatementRow,
)
from onrecord.registry import Exporter

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Noted = StatementRow | CommitmentRow | ForecastRow | DisputeRow | ReferenceRow | PostRow

MOTIVATIONS: dict[type, str] = {
    StatementRow: "describing",
    CommitmentRow: "classifying",
    ForecastRow: "classifying",
    DisputeRow: "questioning",
    ReferenceRow: "identifying",
    PostRow: "identifying",
}
"""Why a row is noted, in the words of the vocabulary. People's judgements are "assessing"."""


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """The file is a collection of all annotations, on one page."""
    head = node(
        **{"@context": CONTEXT},
        id_=name_of("annotations"),
        type="AnnotationCollection",
        label="What onrecord found",
    )
    whole = node(id_=name_of("annotations"), type="AnnotationCollection")
    page = node(id_=name_of("annotations:1"), type="AnnotationPage", partOf=whole)
    file.write(line(head)[:-2] + b',"first":')
    write_list(page, "items", (one for record in records for one in annotations(record)), file)
    file.write(b"}\n")


def annotations(record: Record) -> Iterator[Node]:
    """The annotation of every row of a record, and of every judgement."""
    row, text = record_row(record), record.document.text
    readings: tuple[Noted, ...] = (*row.commitments, *row.forecasts, *row.disputes, *row.references)
    for noted in (*row.statements, *row.posts, *readings):
        yield _annotation(noted, row.document, text)
    yield from map(_judged, row.judgements)


def _annotation(row: Noted, document: DocumentRow, text: str) -> Node:
    bodies = [_body(row_told(row), "describing", "text/plain"), _body(_contract(row), "describing", "application/json")]
    if isinstance(row, StatementRow):
        bodies.append(_body(row.mode, "tagging"))
        if row.verdict:
            bodies.append(_body(f"{row.verdict.label}: {row.verdict.reason}", "assessing", "text/plain"))
    if isinstance(row, DisputeRow) and row.target:
        bodies.append(node(type="SpecificResource", purpose="linking", source=name_of(row.target)))
    return node(
        id_=name_of(row.id),
        type="Annotation",
        motivation=MOTIVATIONS[type(row)],
        generator=node(type="Software", name="onrecord"),
        body=bodies,
        target=[_target(Span(part.start, part.end), document, text) for part in _parts(row)],
    )


def _parts(row: Noted) -> tuple[SpanRow, ...]:
    if isinstance(row, StatementRow):
        return row.content
    return (row.body,) if isinstance(row, PostRow) else (row.span,)


def _target(span: Span, document: DocumentRow, text: str) -> Node:
    words = evidence(document.id, text, span)
    quoted = {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return node(
        type="SpecificResource",
        source=node(id_=address(document), type="Text", language=document.language, label=document.title),
        selector=[position, quoted],
    )


def _body(value: str, purpose: str, form: str | None = None) -> Node:
    return node(type="TextualBody", purpose=purpose, format=form, value=value)


def _contract(row: Noted) -> str:
    return line(row).decode().removesuffix("\n")


def _judged(judgement: Judgement) -> Node:
    note = f"{judgement.value}: {judgement.note}" if judgement.note else judgement.value
    return node(
        id_=name_of(judgement.id),
        type="Annotation",
        motivation="assessing",
        creator=node(type="Person", name=judgement.judge),
        created=judgement.at,
        body=[_body(note, "assessing", "text/plain")],
        target=name_of(judgement.target),
    )


EXPORTER = Exporter(suffix=".jsonld", write=write)
