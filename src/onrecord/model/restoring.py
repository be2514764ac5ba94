"""Makes records again from the lines of a whole export (`export --format jsonl --full`)."""

import dataclasses
from collections.abc import Callable, Iterator

import msgspec

from onrecord.errors import DocumentError
from onrecord.model.base import Annotation, Provenance, Span, canonical_json
from onrecord.model.document import Document, Origin, Record
from onrecord.model.rows import AnnotationsRow, DocumentRow, FoundRow, GivenRow, JudgementsRow, RecordRow
from onrecord.model.statement import Verification

Decode = Callable[[str, bytes], Annotation]
"""Makes an annotation of its kind and its JSON; raises DocumentError for a kind or a form that it does not know."""


def restored(line: bytes, decode: Decode) -> Record | tuple[GivenRow, ...]:
    """What a line tells of: a record, equal to the one that was exported, or all judgements.

    Raises DocumentError for anything else, and for a text that is not the one the line was made from.
    """
    try:
        told = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        if "document" not in told:
            return msgspec.json.decode(line, type=JudgementsRow).judgements
        return _record(msgspec.json.decode(line, type=RecordRow), decode)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, ValueError, TypeError) as error:
        raise DocumentError(f"no line of an export: {error}") from None


def _record(row: RecordRow, decode: Decode) -> Record:
    if row.document.text is None or row.annotations is None:
        raise DocumentError(f"{row.document.uri}: its text is not there; export with --full")
    document = _document(row.document, row.document.text, row.annotations)
    layers = tuple(
        (
            Provenance(layer=read.layer, version=read.version),
            tuple(_annotation(found, document, decode) for found in read.found),
        )
        for read in row.annotations.layers
    )
    return Record(document, layers)


def _document(row: DocumentRow, text: str, annotations: AnnotationsRow) -> Document:
    origin = Origin(
        uri=row.uri,
        url=row.url,
        title=row.title,
        published=row.published,
        publisher=row.publisher,
        author=row.author,
    )
    document = Document(
        origin=origin,
        text=text,
        kind=row.kind,
        language=row.language,
        hints=annotations.hints,
        offsets=row.offsets,
    )
    if (document.id, document.sha256) != (row.id, row.sha256):
        raise DocumentError(f"{row.uri}: its text or its uri was changed since it was exported; its hash tells")
    return document


def _annotation(found: FoundRow, document: Document, decode: Decode) -> Annotation:
    annotation = decode(found.kind, canonical_json({"document": document.id, **found.fields}))
    mine = dataclasses.replace(annotation, where=None) if isinstance(annotation, Verification) else annotation
    if any(span.end > len(document.text) for span in _spans(mine)):
        raise DocumentError(f"{document.origin.uri}: a {found.kind} ends beyond the text")
    return annotation


def _spans(value: object) -> Iterator[Span]:
    """Every span in a value of the model, however deep: as deep as its types, not as its input."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _spans(getattr(value, field.name))
