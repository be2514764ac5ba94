"""Cuts a page of text into pieces, each with the marks that it bears: on the server, as browsers count UTF-16 units."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onrecord.model.rows import BlockRow, ReadingKind, ReadingRow, SpanRow, StatementRow
from onrecord.store.questions import Stretch

MARKS = 1_200
"""Marks that a page draws. Of a text in which more reach over one place, nobody could tell them apart."""

WHOLE = 0.85
"""The share of a turn from which on a content is the turn itself: it is marked at its edge, not word by word."""

ROLES = {"source": "s", "cue": "c", "content": "q"}


class Mark(NamedTuple):
    """A stretch of the text, what it is (a role, or a kind of reading), and of which row."""

    start: int
    end: int
    role: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """The sign at the beginning of a row's words by which its reasons are asked for."""

    of: str
    kind: str
    number: int | None
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words with one set of marks: classes for their look, the innermost statement, and the signs that stand before."""

    start: int
    text: str
    classes: str
    of: str | None
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of the page, or what lies between two: its role, the post it is, and its pieces."""

    role: str
    post: str | None
    whole: bool
    pieces: tuple[Piece, ...]


def parts(stretch: Stretch) -> Iterator[Part]:
    """The page from its first to its last character, block by block."""
    marks = sorted(_marks(stretch), key=lambda mark: (mark.start, -mark.end))[:MARKS]
    chips = _chips(stretch, marks)
    starts = [mark.start for mark in marks]
    whole = _whole(stretch)
    posts = {post.start: post.id for post in stretch.posts}
    for role, start, end in _blocks(stretch.span, stretch.blocks):
        longest = marks[: bisect_left(starts, end)]
        here = [mark for mark in longest if mark.end > start and (mark.role, mark.of, start) not in whole]
        pieces = tuple(_pieces(stretch.span, start, end, here, chips))
        is_whole = any(at == start for _, _, at in whole)
        if role != "between" or any(piece.text.strip() for piece in pieces):
            yield Part(role=role, post=posts.get(start), whole=is_whole, pieces=pieces)


def _marks(stretch: Stretch) -> Iterator[Mark]:
    for _, row in stretch.statements:
        yield from _of_statement(row, "")
    for row in stretch.struck:
        yield from _of_statement(row, "struck ")
    for kind, reading in stretch.readings.each:
        yield Mark(reading.span.start, reading.span.end, kind, reading.id)


def _of_statement(row: StatementRow, more: str) -> Iterator[Mark]:
    for role, spans in (("source", [row.source]), ("cue", [row.cue]), ("content", list(row.content))):
        for span in spans:
            if span is not None and span.start < span.end:
                yield Mark(span.start, span.end, more + ROLES[role], row.id)


def _whole(stretch: Stretch) -> set[tuple[str, str, int]]:
    """The contents that are a block as such: a turn of a transcript, by role, row and the block's beginning."""
    found: set[tuple[str, str, int]] = set()
    blocks = sorted(stretch.blocks, key=lambda block: block.start)
    begins = [block.start for block in blocks]
    for _, row in stretch.statements:
        for span in row.content:
            at = bisect_right(begins, span.start) - 1
            while 0 <= at < len(blocks) and blocks[at].start < span.end:
                block = blocks[at]
                shared = min(span.end, block.end) - max(span.start, block.start)
                if block.role == "turn" and shared >= WHOLE * (block.end - block.start):
                    found.add(("q", row.id, block.start))
                at += 1
    return found


def _chips(stretch: Stretch, marks: Sequence[Mark]) -> dict[int, list[Chip]]:
    """The signs by the place before which they stand: where a row's first mark on the page begins."""
    numbers = {row.id: number for number, row in stretch.statements}
    told = {row.id: _told(row) for _, row in stretch.statements} | {
        row.id: f"rejected statement: {_told(row)}" for row in stretch.struck
    }
    kinds: dict[str, ReadingKind] = {reading.id: kind for kind, reading in stretch.readings.each}
    by = {reading.id: _by(reading) for _, reading in stretch.readings.each}
    found: dict[int, list[Chip]] = {}
    for of, start in _firsts(marks, stretch.span.start):
        kind: str = kinds.get(of, "statement")
        words = told.get(of) or f"{kind}{by.get(of, '')}"
        found.setdefault(start, []).append(Chip(of=of, kind=kind, number=numbers.get(of), told=words))
    return found


def _firsts(marks: Iterable[Mark], begin: int) -> Iterator[tuple[str, int]]:
    seen: set[str] = set()
    for mark in marks:
        if mark.of not in seen:
            seen.add(mark.of)
            yield mark.of, max(mark.start, begin)


def _told(row: StatementRow) -> str:
    who = " and ".join(speaker.name for speaker in row.speakers) or "nobody named"
    return f"{who}, {'quoted' if row.mode == 'direct' else 'reported'}"


def _by(reading: ReadingRow) -> str:
    return f": {getattr(reading, 'kind', '')}".replace("_", " ") if getattr(reading, "kind", None) else ""


def _blocks(page: SpanRow, blocks: Iterable[BlockRow]) -> Iterator[tuple[str, int, int]]:
    """The blocks of the page and what lies between them, cut to the page."""
    at = page.start
    for block in sorted(blocks, key=lambda one: one.start):
        start, end = max(block.start, at), min(block.end, page.end)
        if at < start:
            yield "between", at, start
        if start < end:
            yield block.role, start, end
        at = max(at, end)
    if at < page.end:
        yield "between", at, page.end


def _pieces(
    page: SpanRow, start: int, end: int, marks: Sequence[Mark], chips: dict[int, list[Chip]]
) -> Iterator[Piece]:
    """The words between two places, cut wherever a mark begins or ends."""
    edges = sorted(
        {start, end}
        | {place for mark in marks for place in (mark.start, mark.end) if start < place < end}
        | {place for place in chips if start < place < end}
    )
    waiting, at = sorted(marks), 0
    active: list[Mark] = []
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left]
        while at < len(waiting) and waiting[at].start <= left:
            active += [waiting[at]] if waiting[at].end > left else []
            at += 1
        inner = min(active, key=lambda mark: mark.end - mark.start, default=None)
        yield Piece(
            start=left,
            text=page.text[left - page.start : right - page.start],
            classes=_classes(active),
            of=inner.of if inner else None,
            chips=tuple(chips.get(left, ())),
        )


def _classes(active: Iterable[Mark]) -> str:
    """The roles of the words; a content within a content is told by its depth."""
    roles = [role for mark in active for role in mark.role.split()]
    deep = ["q2"] if roles.count("q") > 1 else []
    return " ".join(dict.fromkeys((*roles, *deep)))
