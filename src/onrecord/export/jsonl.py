"""Writes records as JSON Lines: the output contract, one object per document, the same bytes for the same records."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import msgspec

from onrecord.model.contract import record_row
from onrecord.model.document import Record
from onrecord.model.rows import GivenRow, JudgementsRow, RecordRow
from onrecord.registry import Exporter

_STEERING = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
"""DEL, C1 controls, line separators and direction overrides, in UTF-8."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Each record is one line of the file, without its text."""
    file.writelines(line(record_row(record)) for record in records)


def write_full(records: Iterable[Record], file: BinaryIO, judgements: Sequence[GivenRow] = ()) -> None:
    """Each record is one line of the file, with its text, offset map and annotations. A line before them holds all
    judgements, where there are any: also those that judge no document, in the order given."""
    if judgements:
        file.write(line(JudgementsRow(judgements=tuple(judgements))))
    file.writelines(line(record_row(record, full=True)) for record in records)


def line(row: object) -> bytes:
    r"""A row of the contract as one line of JSON, in the contract's order of fields.

    Characters that steer a terminal or break lines are escaped (\u009b), so that a stranger's text does neither.
    A lone surrogate, which UTF-8 has no form for, becomes U+FFFD: offsets stay.
    """
    try:
        encoded = msgspec.json.encode(row)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_encodable(msgspec.to_builtins(row)))
    return _STEERING.sub(_escaped, encoded) + b"\n"


def schema() -> bytes:
    """The JSON Schema of a line, laid out for people."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(RecordRow)}
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _escaped(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match[0].decode())


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


EXPORTER = Exporter(suffix=".jsonl", write=write, write_full=write_full)
