"""Where a quotation ends, in the lines and columns that editors and build servers count."""

from typing import NamedTuple

from onrecord.model.rows import FindingRow


class End(NamedTuple):
    """The line of a quotation's last character and the column after it, both from 1, in Unicode code points."""

    line: int
    column: int


def end(row: FindingRow) -> End:
    """Where the quotation ends. Only a line feed ends a line, as where `row.line` comes from."""
    lines = row.text.count("\n")
    if lines == 0:
        return End(row.line, row.column + len(row.text))
    return End(row.line + lines, len(row.text) - row.text.rindex("\n"))
