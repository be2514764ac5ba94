"""Writes the attributions of records as brat standoff, laid out as the corpus PolNeAR is, in one archive (zip).

`text/NAME.txt` is a document's text, `attributions/NAME_0000.ann` marks Source, Cue and Content in it and ties them
into events, `metadata.tsv` tells whose text it is, and `annotation.conf` is brat's. One archive and not a folder, since
two files a document can only together come whole or not at all. What is in it is not packed and bears no date, so that
the same records give the same bytes with every version of the packer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from onrecord.errors import DocumentError
from onrecord.export.standoff import CONFIGURATION, attributions, marks
from onrecord.model.base import Span
from onrecord.model.contract import statement_rows
from onrecord.model.document import Document, Record
from onrecord.model.rows import SpanRow, StatementRow
from onrecord.model.statement import Attribution
from onrecord.registry import Exporter

COLUMNS = ("filename", "id", "uri", "url", "title", "published", "publisher", "author", "kind", "language")
"""The columns of metadata.tsv; PolNeAR's has `filename` and `publisher` too."""

LONGEST = 60
"""Characters of a document's own name that are kept in the names of its files."""

_DATE = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNNAMED = re.compile(r"[^a-z0-9]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CELL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each record is a text and its marks in the archive."""
    table = ["\t".join(COLUMNS)]
    with ZipFile(_Stream(file), "w") as archive:
        _put(archive, "annotation.conf", CONFIGURATION)
        for record in records:
            document, name = record.document, file_name(record.document)
            _put(archive, f"text/{name}.txt", document.text)
            made, added = judged(record), _added(record)
            _put(archive, f"attributions/{name}_0000.ann", "".join(marks(made, document.text, added=added)))
            table.append(_told(document, name))
        _put(archive, "metadata.tsv", "\n".join((*table, "")))


def judged(record: Record) -> tuple[Attribution, ...]:
    """The attributions of a record as its statements tell them, corrected where people corrected those.

    A corrected content without a cue gives an attribution another place, and so another id; what is nested in it keeps
    its holder.
    """
    rows = statement_rows(record)
    made = [_attribution(row, record.document.id) for row in rows]
    places = {row.id: one.id for row, one in zip(rows, made, strict=True)}
    return tuple(replace(one, parent=places.get(one.parent or "")) for one in made)


def _added(record: Record) -> frozenset[str]:
    """Which of the attributions people added."""
    rows = (row for row in statement_rows(record) if row.judged is not None and row.judged.added)
    return frozenset(_attribution(row, record.document.id).id for row in rows)


def read(file: BinaryIO) -> Iterator[tuple[str, tuple[Attribution, ...]]]:
    """The id of each document in an archive, and the attributions that are marked in its text, as people left them.

    Raises DocumentError for what is no such archive, and for a mark that cannot be.
    """
    try:
        with ZipFile(file) as archive:
            for line in _text(archive, "metadata.tsv").split("\n")[1:-1]:
                name, document, *_ = line.split("\t")
                lines = _text(archive, f"attributions/{name}_0000.ann")
                yield document, attributions(lines, _text(archive, f"text/{name}.txt"), document)
    except (BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise DocumentError(f"no archive of attributions: {error}") from None


def file_name(document: Document) -> str:
    """The name of a document's files: its own, as far as every disk takes it, and its id, which tells it apart."""
    own = document.origin.uri.replace("\\", "/").rstrip("/").rpartition("/")[2].rpartition(".")
    plain = _UNNAMED.sub("-", (own[0] or own[2]).lower())[:LONGEST].strip("-")
    return f"{plain or 'document'}-{document.id[:12]}"


def _attribution(row: StatementRow, document: str) -> Attribution:
    return Attribution(
        document=document,
        source=_span(row.source) if row.source else None,
        cue=_span(row.cue) if row.cue else None,
        content=tuple(map(_span, row.content)),
        mode=row.mode,
        force=row.force,
        negated=row.negated,
        parent=row.nested_in,
        confidence=row.confidence,
    )


def _span(row: SpanRow) -> Span:
    return Span(row.start, row.end)


class _Stream:
    """A file that can only be written to: an archive for a pipe and one for a disk are the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes, /) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """The file is the caller's to close."""


def _put(archive: ZipFile, name: str, text: str) -> None:
    info = ZipInfo(name, _DATE)
    info.create_system, info.external_attr = 3, _PLAIN_FILE
    archive.writestr(info, _SURROGATE.sub("\ufffd", text))


def _told(document: Document, name: str) -> str:
    facts = (name, document.id, *(getattr(document.origin, c) for c in COLUMNS[2:8]), document.kind, document.language)
    return "\t".join(_NO_CELL.sub("\ufffd", fact or "") for fact in facts)


def _text(archive: ZipFile, name: str) -> str:
    part: IO[bytes]
    with archive.open(name) as part:
        return part.read().decode()


EXPORTER = Exporter(suffix=".zip", write=write)
