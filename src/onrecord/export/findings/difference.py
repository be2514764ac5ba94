"""The difference between the printed and the primary words, as pieces that every format marks in its own way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.export.findings.plain import cut, flat, head, tail
from onrecord.model.evidence import CONTEXT
from onrecord.model.rows import EditRow, FindingRow, PassageRow, SpanRow

Kind = Literal["same", "left_out", "put_in", "moved"]

KINDS: tuple[Kind, ...] = ("same", "moved", "left_out", "put_in")
"""Where two edits claim the same words, the later of these kinds wins: a changed word in a moved clause is changed."""

SIGNS: dict[Kind, tuple[str, str]] = {
    "same": ("", ""),
    "left_out": ("[-", "-]"),
    "put_in": ("{+", "+}"),
    "moved": ("{~", "~}"),
}
"""What stands around a piece where there is nothing but text; git's word diff has the first two."""

LEAST = 24
"""Characters that a piece keeps at least when a difference is cut: some three words. A choice, not a measurement."""

_RUN = re.compile(rb"(.)\1*", re.DOTALL)


class Piece(NamedTuple):
    """A stretch of one side, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Both sides of a comparison. The pieces of a side are its whole text.

    `printed` has no `left_out` and `primary` no `put_in`. What stands `before` and `after` the primary words is
    context: whole words on one line, never marked, with an ellipsis where the document goes on.
    """

    printed: tuple[Piece, ...]
    primary: tuple[Piece, ...] = ()
    before: str = ""
    after: str = ""


def counted(edits: Iterable[EditRow]) -> tuple[EditRow, ...]:
    """The edits that count as a difference. Those of no effect (capitals, commas, 5 for five) leave words the same."""
    return tuple(edit for edit in edits if edit.effect != "none")


def difference(row: FindingRow) -> Difference:
    """The pieces of the printed and, where a passage was found, of the primary words.

    An edit may reach beyond the passage, where a sentence was cut short: the primary side then begins or ends with it,
    as far as the passage's prefix and suffix go.
    """
    edits = counted(row.edits)
    printed = tuple(_pieces(row.text, _painted(row.text, row.start, _marks(edits, "put_in"))))
    if row.evidence is None:
        return Difference(printed=printed)
    return _against(row.evidence, _marks(edits, "left_out"), printed)


def flattened(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces on one line and harmless, without blanks at the ends."""
    kept = [Piece(piece.kind, flat(piece.text)) for piece in pieces]
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(piece for piece in kept if piece.text)


def excerpt(pieces: Iterable[Piece], longest: int) -> tuple[Piece, ...]:
    """The flattened pieces, cut to about that many characters, first in what is the same, then at the end."""
    whole = flattened(pieces)
    if sum(len(piece.text) for piece in whole) <= longest:
        return whole
    room = max(LEAST, longest // len(whole))
    kept: list[Piece] = []
    left = longest
    for number, piece in enumerate(whole):
        if left < LEAST:
            return (*kept, Piece("same", " …"))
        kept.append(_shortened(piece, room, first=number == 0, last=number == len(whole) - 1))
        left -= len(kept[-1].text)
    return tuple(kept)


def signed(pieces: Iterable[Piece]) -> str:
    """The pieces as text alone, with signs around what differs."""
    return "".join(f"{SIGNS[kind][0]}{text}{SIGNS[kind][1]}" for kind, text in pieces)


def _marks(edits: Iterable[EditRow], changed: Kind) -> list[tuple[Kind, SpanRow]]:
    """The spans of one side and their kinds, in the order in which they are painted."""
    sides = ((edit.kind, edit.printed if changed == "put_in" else edit.primary) for edit in edits)
    marks: list[tuple[Kind, SpanRow]] = [
        ("moved" if kind == "reorder" else changed, span) for kind, span in sides if span is not None
    ]
    return sorted(marks, key=lambda mark: KINDS.index(mark[0]))


def _against(passage: PassageRow, marks: list[tuple[Kind, SpanRow]], printed: tuple[Piece, ...]) -> Difference:
    around = passage.prefix + passage.exact + passage.suffix
    kinds = _painted(around, passage.span.start - len(passage.prefix), marks)
    start = min(len(passage.prefix), len(kinds) - len(kinds.lstrip(b"\0")))
    end = max(len(around) - len(passage.suffix), len(kinds.rstrip(b"\0")))
    return Difference(
        printed=printed,
        primary=tuple(_pieces(around[start:end], kinds[start:end])),
        before=_before(around[:start], passage),
        after=_after(around[end:], passage),
    )


def _before(words: str, passage: PassageRow) -> str:
    """The context in front; an ellipsis stands for a first word that may have lost its beginning."""
    return f"… {flat(words).partition(' ')[2]}" if len(passage.prefix) >= CONTEXT else flat(words)


def _after(words: str, passage: PassageRow) -> str:
    """The context behind; an ellipsis stands for a last word that may have lost its end."""
    return f"{flat(words).rpartition(' ')[0]} …" if len(passage.suffix) >= CONTEXT else flat(words)


def _painted(text: str, offset: int, marks: Sequence[tuple[Kind, SpanRow]]) -> bytearray:
    """The kind of each character of a text that begins at that offset of its document."""
    kinds = bytearray(len(text))
    for kind, span in marks:
        start, end = (min(max(place - offset, 0), len(text)) for place in (span.start, span.end))
        kinds[start:end] = bytes((KINDS.index(kind),)) * (end - start)
    return kinds


def _pieces(text: str, kinds: bytearray) -> Iterator[Piece]:
    """The runs of one kind; changed words with nothing but blanks between them are one run."""
    bridged = bytearray(kinds)
    for run in _RUN.finditer(kinds):
        start, end = run.span()
        inside = start > 0 and end < len(kinds) and kinds[start] == 0
        if inside and kinds[start - 1] == kinds[end] and text[start:end].isspace():
            bridged[start:end] = kinds[end : end + 1] * (end - start)
    for run in _RUN.finditer(bridged):
        yield Piece(KINDS[bridged[run.start()]], text[run.start() : run.end()])


def _shortened(piece: Piece, room: int, *, first: bool, last: bool) -> Piece:
    """The piece in no more than about so many characters; the same words far from a change are those that go."""
    kind, text = piece
    if len(text) <= room:
        return piece
    if kind == "same" and first:
        return Piece(kind, f"… {tail(text, room)}")
    if kind == "same" and last:
        return Piece(kind, f"{head(text, room)} …")
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return Piece(kind, f"{lead}{cut(text, room)}{trail}")
