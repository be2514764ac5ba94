"""Writes records as a flat table in Apache Parquet, typed and packed, for data frames and databases (needs pyarrow)."""

import re
from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from onrecord.errors import SetupError
from onrecord.export.flat import TABLES, Kind, Table, Value
from onrecord.model.document import Record
from onrecord.registry import Exporter

GROUP = 20_000
"""Rows that are held in memory and written at once. The texts of so many statements are some ten megabytes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each statement of the records is one row."""
    write_table(TABLES["statements"], records, file)


def write_table(table: Table, records: Iterable[Record], file: BinaryIO) -> None:
    """Each row of the table is one row. Raises SetupError where pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, _types(arrow)[kind]) for name, kind in zip(table.header, table.kinds, strict=True)])
    lines = table.lines(records)
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(lines, GROUP)):
            columns = zip(zip(*group, strict=True), schema, strict=True)
            arrays = [arrow.array(map(_encodable, column), field.type) for column, field in columns]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise SetupError(
            "parquet is written by pyarrow, which is not installed: pip install 'onrecord[parquet]'"
        ) from None
    return pyarrow, parquet


def _types(arrow: Any) -> dict[Kind, Any]:
    return {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "number": arrow.float64(),
        "truth": arrow.bool_(),
        "day": arrow.date32(),
    }


def _encodable(value: Value) -> Value:
    """The value, with U+FFFD in place of lone surrogates, which UTF-8 has no form for."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


EXPORTER = Exporter(
    suffix=".parquet",
    write=write,
    tables={name: partial(write_table, table) for name, table in TABLES.items()},
)
