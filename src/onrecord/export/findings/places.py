"""Where a text ends, in the lines and columns that editors and build servers count."""

from typing import NamedTuple


class End(NamedTuple):
    """The line of a text's last character and the column after it, both from 1, in Unicode code points."""

    line: int
    column: int


def end(line: int, column: int, text: str) -> End:
    """Where a text ends that begins there. Only a line feed ends a line, as where the lines of rows come from."""
    lines = text.count("\n")
    if lines == 0:
        return End(line, column + len(text))
    return End(line + lines, len(text) - text.rindex("\n"))
