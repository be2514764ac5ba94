"""A table tells of files what they do not tell themselves: when, where and by whom each was published."""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

import msgspec

from onrecord.errors import DocumentError, SetupError
from onrecord.ingest.encodings import decode, well_formed
from onrecord.ingest.origins import iso_date, tidy
from onrecord.model.document import Origin

COLUMNS: Mapping[str, str] = {
    "filename": "filename",
    "published": "published",
    "publication_date": "published",
    "title": "title",
    "publisher": "publisher",
    "author": "author",
    "url": "url",
}
"""The columns that are read and what each gives; others may be there and are passed over."""

_MISSING = frozenset(("", "None", "null", "NULL", "NaN", "nan", "N/A"))
"""What programs write where they have no value."""

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Table:
    """What is said of each file, by its path, its name or its name without the suffix."""

    rows: Mapping[str, Row]

    def origin(self, uri: str) -> Origin:
        """The origin of the file at that path: its uri, and what the table says of it."""
        path = PurePath(uri)
        row = next((self.rows[key] for key in (uri, path.name, path.stem) if key in self.rows), {})
        return Origin(
            uri=uri,
            url=row.get("url"),
            title=row.get("title"),
            published=row.get("published"),
            publisher=row.get("publisher"),
            author=row.get("author"),
        )


NO_TABLE = Table({})
"""Says nothing of any file."""


def load_metadata(path: str | os.PathLike[str]) -> Table:
    """The table of a csv, tsv or JSON Lines file. Raises SetupError, naming the line, for what is none."""
    try:
        text = decode(Path(path).read_bytes())
    except (OSError, DocumentError) as error:
        raise SetupError(f"metadata table {path}: {_reason(error)}") from None
    found: dict[str, Row] = {}
    for line, fields in _fields(text, Path(path)):
        row = _row(fields, f"metadata table {path}, line {line}")
        filename = row["filename"] or ""
        if found.setdefault(filename, row) != row:
            raise SetupError(f"metadata table {path}, line {line}: {filename!r} has a row already that says otherwise")
    return Table(found)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _fields(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row's line and fields, by the names of its columns."""
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json") or text.lstrip().startswith("{"):
        return _from_json_lines(text, path)
    return _from_columns(text, path)


def _from_json_lines(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=dict[str, object])
        except msgspec.MsgspecError as error:
            raise SetupError(f"metadata table {path}, line {number}: not a JSON object: {error}") from None
        yield number, {name: "" if value is None else str(value) for name, value in row.items()}


def _from_columns(text: str, path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    rows = _cells(text, path)
    _, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    if "filename" not in names:
        raise SetupError(f"metadata table {path}, line 1: no column filename; known columns: {', '.join(COLUMNS)}")
    for number, cells in rows:
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise SetupError(f"metadata table {path}, line {number}: {len(cells)} fields, but {len(names)} columns")
        yield number, dict(zip(names, cells, strict=True))


def _cells(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows of a csv by its rules; of a tsv line by line, since tables with tabs leave quotation marks as they are."""
    header = text.split("\n", 1)[0]
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=header.count)
    if delimiter == "\t":
        yield from ((n, [*map(_unquoted, line.split("\t"))]) for n, line in enumerate(text.splitlines(), start=1))
        return
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise SetupError(f"metadata table {path}, line {reader.line_num}: {error}") from None


def _unquoted(cell: str) -> str:
    inner = cell[1:-1].replace('""', "")
    quoted = len(cell) >= 2 and cell[0] == cell[-1] == '"' and '"' not in inner
    return cell[1:-1].replace('""', '"') if quoted else cell


def _row(fields: Mapping[str, str], place: str) -> Row:
    row: dict[str, str | None] = {}
    for name, value in fields.items():
        column = COLUMNS.get(name.strip().lower())
        if column is not None and value.strip() not in _MISSING:
            row[column] = _date(value, place) if column == "published" else tidy(value)
    if not row.get("filename"):
        raise SetupError(f"{place}: no filename")
    return row


def _date(value: str, place: str) -> str:
    day = iso_date(value)
    if day is None:
        raise SetupError(f"{place}: not a date: {well_formed(value)!r} (expected YYYY-MM-DD, with or without a time)")
    return day
