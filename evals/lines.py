"""Reads what `onrecord read … --json` printed, as far as the scorers need it, so that older lines can be read too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from evals.brat import Parts

from onrecord.model.base import Span
from onrecord.model.rows import SpanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Which document a line is about."""

    id: str
    uri: str
    kind: str = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a line."""

    id: str
    content: tuple[SpanRow, ...]
    source: SpanRow | None = None
    cue: SpanRow | None = None
    mode: str = "indirect"
    force: str = "asserted"
    negated: bool = False
    nested_in: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A document and its statements."""

    document: Head
    statements: tuple[Statement, ...]

    @property
    def name(self) -> str:
        """The name of the document's file."""
        return self.document.uri.rpartition("/")[2]


def lines(path: Path) -> Iterator[Line]:
    """The lines of a file. Raises ValueError with the number of one that cannot be read."""
    decoder = msgspec.json.Decoder(Line)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error


def parts(statement: Statement, text: str) -> Parts:
    """The parts of a statement. Raises ValueError where the text does not hold the words that it is told to hold."""
    source, cue = (() if row is None else (row,) for row in (statement.source, statement.cue))
    return Parts(source=_spans(source, text), cue=_spans(cue, text), content=_spans(statement.content, text))


def _spans(rows: tuple[SpanRow, ...], text: str) -> tuple[Span, ...]:
    for row in rows:
        if text[row.start : row.end] != row.text:
            raise ValueError(f"the text does not hold {row.text!r} at {row.start}–{row.end}: another text was read")
    return tuple(Span(row.start, row.end) for row in rows)
