"""Writes findings as one JSON array: the output contract, a row for each finding on a line of its own."""

from collections.abc import Sequence
from typing import BinaryIO

from onrecord.export.jsonl import line
from onrecord.model.rows import ComparisonRow, FindingRow


def write(rows: Sequence[FindingRow | ComparisonRow], file: BinaryIO) -> None:
    """The file holds one array of all rows, with what steers a terminal escaped as in JSON Lines."""
    file.write(b"[")
    for number, row in enumerate(rows):
        file.write((b",\n" if number else b"\n") + line(row).removesuffix(b"\n"))
    file.write(b"\n]\n" if rows else b"]\n")
