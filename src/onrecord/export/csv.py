"""Writes records as a flat table (CSV) that a spreadsheet opens safely: the statements, or what else is asked for."""

import csv
import io
import re
from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from onrecord.export.flat import TABLES, Table
from onrecord.model.document import Record
from onrecord.model.rows import DocumentRow, StatementRow
from onrecord.registry import Exporter

_FORMULA = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
"""How a cell begins that a spreadsheet may take for a formula (OWASP's list), or that looks like one made safe."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each statement of the records is one row under the header."""
    write_table(TABLES["statements"], records, file)


def write_table(table: Table, records: Iterable[Record], file: BinaryIO) -> None:
    """Each row of the table is one row under the header."""
    _write(table.header, table.lines(records), file)


def write_rows(rows: Iterable[tuple[DocumentRow, StatementRow]], file: BinaryIO) -> None:
    """Each statement, which comes with its document, is one row under the header."""
    table = TABLES["statements"]
    _write(table.header, (table.line(row) + table.document(document) for document, row in rows), file)


def cell(value: object) -> object:
    """A value fit for a spreadsheet: what could be taken for a formula gets an apostrophe in front.

    To read it back, take one apostrophe away where a cell begins with one or more and then one of = + - @, a tab
    or a line break. Control characters, direction overrides and lone surrogates become U+FFFD; line breaks are plain.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    plain = _STEERING.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "'" + plain if _FORMULA.match(plain) else plain


def _write(header: tuple[str, ...], lines: Iterable[tuple[object, ...]], file: BinaryIO) -> None:
    """The file begins with a byte order mark, without which spreadsheets take UTF-8 for something else."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(map(cell, values) for values in lines)
    finally:
        text.detach()


EXPORTER = Exporter(
    suffix=".csv",
    write=write,
    tables={name: partial(write_table, table) for name, table in TABLES.items()},
)
