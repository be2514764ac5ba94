"""Writes findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from onrecord.export.findings.difference import difference, excerpt, signed
from onrecord.export.findings.places import end
from onrecord.export.findings.plain import cut, visible
from onrecord.export.findings.words import MARKS, marks, name, place
from onrecord.model.rows import FindingRow, Severity

COMMANDS: dict[Severity, str] = {"fail": "error", "warn": "warning"}
"""The command for each severity that is told; a finding that passes is none."""

LONGEST = 600
"""Characters of either side that a message shows. The runner cuts a message off after 4,096."""


def write(rows: Sequence[FindingRow], file: BinaryIO) -> None:
    """Each finding that fails or warns is one line. Of one step's GitHub shows ten errors and ten warnings."""
    for row in rows:
        if row.verdict.severity in COMMANDS:
            file.write(f"{command(row)}\n".encode())


def command(row: FindingRow) -> str:
    """The workflow command that tells of a finding."""
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(row))
    return f"::{COMMANDS[row.verdict.severity]} {properties}::{_data(chr(10).join(_message(row)))}"


def _properties(row: FindingRow) -> Iterator[tuple[str, str]]:
    last = end(row.line, row.column, row.text)
    yield "file", visible(row.file)
    yield "line", str(row.line)
    yield "endLine", str(last.line)
    if last.line == row.line:  # over several lines the runner takes no columns
        yield "col", str(row.column)
        yield "endColumn", str(last.column)
    yield "title", f"onrecord: {name(row.verdict.label)}"


def _message(row: FindingRow) -> Iterator[str]:
    sides = difference(row)
    yield cut(row.verdict.reason, LONGEST)
    yield f"printed: {signed(excerpt(sides.printed, LONGEST)).join(marks(row.text))}"
    if row.evidence is not None:
        primary = signed(excerpt(sides.primary, LONGEST)).join(MARKS)
        yield f"primary: {sides.before}{primary}{sides.after}"
        yield f"from: {place(row.evidence)}"


def _data(text: str) -> str:
    """The text as GitHub reads it after the second pair of colons."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The text as GitHub reads it for a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
