"""Writes findings as a comment for a pull request, in which nobody's words can do more than be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from onrecord.export.findings.difference import Kind, Piece, difference, excerpt
from onrecord.export.findings.plain import cut, flat
from onrecord.export.findings.words import (
    DISCLAIMER,
    MARKS,
    SEVERITIES,
    VERDICTS,
    document,
    marks,
    name,
    occasion,
    quotations,
    summary,
    verdicts,
)
from onrecord.model.rows import FindingRow, PassageRow, Severity

LONGEST = 600
"""Characters of either side that a comment shows."""

ROOM = 60_000
"""Characters of a comment. GitHub takes 65,536; the rest is for what a workflow may put around it."""

SIGNS: dict[Kind, str] = {"same": "", "left_out": "~~", "put_in": "**", "moved": "*"}

TOLD: tuple[Severity, ...] = ("fail", "warn")
"""What is shown one by one; findings that pass are counted only."""

BREAK = "\u200b"
"""A zero-width space. Behind a backslash “@” still calls somebody, as GitHub looks for names in what it has rendered;
this breaks up whatever it would make more of than text, as other bots do it."""

_SIGNIFICANT = re.compile(r"[\\`*_\[\]<>|~&$!^=]")
_CALLS = re.compile(r"[@#]|:(?=[\w+/-])|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE)
"""Names and numbers, pictures (“:100:”) and addresses of every scheme, web sites without one, GitHub's old numbers."""


def write(rows: Sequence[FindingRow], file: BinaryIO) -> None:
    """The file is a comment that GitHub takes: what there is no room for is counted at its end."""
    file.write("\n".join(_lines(rows)).encode() + b"\n")


def escaped(text: str) -> str:
    """The text on one line, so that it is shown as it is in the middle of a line or a table's cell."""
    return _CALLS.sub(rf"\g<0>{BREAK}", _SIGNIFICANT.sub(r"\\\g<0>", flat(text)))


def _lines(rows: Sequence[FindingRow]) -> Iterator[str]:
    yield f"### onrecord – {summary(rows)}"
    if not rows:
        return
    yield ""
    yield "| verdict | what it means | quotations |"
    yield "| --- | --- | ---: |"
    for label, count in verdicts(rows).items():
        yield f"| {name(label)} | {escaped(VERDICTS[label].short)} | {count:,} |"
    told = [row for severity in TOLD for row in rows if row.verdict.severity == severity]
    yield from _within_room(told)
    yield ""
    yield f"<sub>{DISCLAIMER}</sub>"


def _within_room(rows: Sequence[FindingRow]) -> Iterator[str]:
    room = ROOM
    for number, row in enumerate(rows):
        lines = ("", *_finding(row))
        room -= sum(len(line) + 1 for line in lines)
        if room < 0:
            yield ""
            yield f"… and {quotations(len(rows) - number)} more that there is no room for here."
            return
        yield from lines


def _finding(row: FindingRow) -> Iterator[str]:
    sides, ruled = difference(row), row.verdict
    where = escaped(f"{row.file}:{row.line}:{row.column}").strip()
    verdict = f"{name(ruled.label)} ({SEVERITIES[ruled.severity]})"
    yield f"**{where}: {verdict}** – {escaped(cut(ruled.reason, LONGEST)).strip()}"
    yield ""
    yield f"> printed: {_marked(excerpt(sides.printed, LONGEST)).join(marks(row.text))}"
    if row.evidence is not None:
        primary = _marked(excerpt(sides.primary, LONGEST)).join(MARKS)
        yield ">"
        yield f"> primary: {escaped(sides.before)}{primary}{escaped(sides.after)}"
        yield ">"
        yield f"> – {_place(row.evidence)}"
    for other in row.alternatives:
        yield ">"
        yield f"> or: {_place(other)}"


def _place(passage: PassageRow) -> str:
    path = f"*{_tight(escaped(document(passage)))}*"
    return f"{escaped(spoken)}, {path}" if (spoken := occasion(passage)) else path


def _marked(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(*piece) for piece in pieces)


def _piece(kind: Kind, text: str) -> str:
    """The piece between its marks; blanks stand outside, since marks beside a blank are none."""
    inner = text.strip()
    if not SIGNS[kind] or not inner:
        return escaped(text)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{SIGNS[kind]}{_tight(escaped(inner))}{SIGNS[kind]}{trail}"


def _tight(text: str) -> str:
    """The escaped text with a letterless sign at its edges kept off the marks, which would not be marks beside it."""
    start = "" if text[:1].isalnum() else BREAK
    return f"{start}{text}" if text[-1:].isalnum() else f"{start}{text}{BREAK}"
