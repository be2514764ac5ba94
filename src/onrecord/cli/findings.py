"""Shows findings on the terminal as a compiler would: the place, the verdict and why, and both sides with signs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.terminal import one_line
from onrecord.export.findings.difference import Kind, Piece, difference, excerpt, signed
from onrecord.export.findings.plain import cut
from onrecord.export.findings.words import MARKS, SEVERITIES, marks, name, place, summary, verdicts
from onrecord.model.rows import ComparisonRow, FindingRow, PassageRow, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

TONES: dict[Severity, str] = {"fail": "bold red", "warn": "bold yellow", "pass": "green"}

STYLES: dict[Kind, str] = {"same": "", "left_out": "red", "put_in": "green", "moved": "cyan"}

LONGEST = 600
"""Characters of either side that are shown."""

SHORT = 60
"""Characters of a quotation that passes, which has one line."""

MARGIN = 11
"""Columns left of the words: two blanks, the name of the side, two blanks."""


def print_findings(console: "Console", rows: Iterable[FindingRow]) -> int:
    """Prints every finding, then how many there were of each kind. Returns how many fail."""
    found = tuple(rows)
    for row in found:
        for label, line in finding_lines(row):
            _print(console, label, line)
    console.print(_summary(found), soft_wrap=True)
    return sum(row.verdict.severity == "fail" for row in found)


def print_comparisons(console: "Console", rows: Iterable[ComparisonRow]) -> None:
    """Prints what is reported in other words, each with the passages to compare and what to look at."""
    from rich.text import Text

    for row in rows:
        place = f"{one_line(row.file)}:{row.line}:{row.column}: "
        many = f"{len(row.compare)} to compare" if row.compare else "nothing to compare"
        console.print(Text.assemble((place, "bold"), many, f"  {one_line(cut(row.text, LONGEST))}"), soft_wrap=True)
        for one in row.compare:
            _print(console, "primary", Text(one_line(cut(one.passage.exact, LONGEST))))
            _print(console, "from", _from(one.passage))
            for told in one.differences:
                _print(console, "look", Text(one_line(told), "yellow"))


def finding_lines(row: FindingRow) -> "Iterator[tuple[str, Text]]":
    """The lines of a finding, each with the name that stands in its margin; the line of the verdict has none."""
    from rich.text import Text

    if row.verdict.severity == "pass":
        yield "", _passing(row)
        return
    yield "", _verdict(row)
    sides = difference(row)
    yield "printed", _marked(excerpt(sides.printed, LONGEST), *marks(row.text))
    if row.evidence is not None:
        primary = _marked(excerpt(sides.primary, LONGEST), *MARKS)
        yield "primary", Text.assemble((sides.before, "dim"), primary, (sides.after, "dim"))
        yield "from", _from(row.evidence)
    for passage in row.alternatives:
        yield "or", _from(passage)


def _passing(row: FindingRow) -> "Text":
    from rich.text import Text

    label = (name(row.verdict.label), TONES["pass"])
    return Text.assemble(_where(row), label, f"  {cut(row.text, SHORT).join(marks(row.text))}")


def _verdict(row: FindingRow) -> "Text":
    from rich.text import Text

    ruled = row.verdict
    verdict = (f"{name(ruled.label)} ({SEVERITIES[ruled.severity]})", TONES[ruled.severity])
    return Text.assemble(_where(row), verdict, f": {cut(ruled.reason, LONGEST)}")


def _where(row: FindingRow) -> str:
    return f"{one_line(row.file)}:{row.line}:{row.column}: "


def _marked(pieces: Iterable[Piece], opening: str, closing: str) -> "Text":
    from rich.text import Text

    return Text.assemble(opening, *((signed((piece,)), STYLES[piece.kind]) for piece in pieces), closing)


def _from(passage: PassageRow) -> "Text":
    from rich.text import Text

    return Text(place(passage), "dim")


def _summary(rows: Sequence[FindingRow]) -> "Text":
    from rich.text import Text

    each = ", ".join(f"{name(label)} {count:,}" for label, count in verdicts(rows).items())
    return Text(f"{summary(rows)} ({each})" if each else summary(rows), "bold")


def _print(console: "Console", label: str, line: "Text") -> None:
    """A line with its margin; a terminal breaks it after words and under the words, anything else not at all."""
    from rich.text import Text

    if not label:
        console.print(line, soft_wrap=True)
        return
    margin = f"  {label:<{MARGIN - 2}}"
    parts = line.wrap(console, max(console.width - MARGIN, MARGIN)) if console.is_terminal else (line,)
    for part in parts:
        console.print(Text.assemble((margin, "dim"), part), soft_wrap=True)
        margin = " " * MARGIN
