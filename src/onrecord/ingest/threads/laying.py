"""Lays an exported discussion out as one text: the story, then post after post, and the hints of where each stands."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.ingest.linewriter import LineWriter
from onrecord.ingest.markup import parse
from onrecord.ingest.threads.exported import Exported, Words
from onrecord.ingest.threads.trees import Placed, ordered
from onrecord.ingest.visibility import layout
from onrecord.ingest.walk import walk
from onrecord.model.base import Span
from onrecord.model.document import Hint

BETWEEN = "\n\n"
NOBODY = "[…]"
"""What is printed of a post that has neither words nor a name nor a date."""


class Laid:
    """A text that grows block by block, and its hints."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._length = 0
        self.hints: list[Hint] = []

    @property
    def text(self) -> str:
        return BETWEEN.join(self._blocks)

    def add(self, block: str, hints: tuple[Hint, ...] = ()) -> Span:
        """A block at the end of the text; where it stands."""
        start = self._length + (len(BETWEEN) if self._blocks else 0)
        self._blocks.append(block)
        self._length = start + len(block)
        moved = (Span(hint.span.start + start, hint.span.end + start) for hint in hints)
        self.hints.extend(replace(hint, span=span) for hint, span in zip(hints, moved, strict=True))
        return Span(start, self._length)


def laid_out(exported: Exported) -> tuple[Laid, bool]:
    """The text of an export; and whether it holds a story's own words."""
    laid = Laid()
    if exported.title:
        laid.hints.append(Hint(span=laid.add(exported.title), tag="h1"))
    story, hints = read_words(exported.story)
    if story:
        laid.add(story, hints)
    posts = tuple(ordered(exported.posts))
    start = len(laid.hints)
    for placed in posts:
        _post(placed, laid)
    if posts:
        extent = Span(laid.hints[start].span.start, max(hint.span.end for hint in laid.hints[start:]))
        laid.hints.insert(start, Hint(span=extent, tag="comments"))
    return laid, bool(story)


def read_words(words: Words | None) -> tuple[str, tuple[Hint, ...]]:
    """The words as text, without blanks around, and what the markup in them says: paragraphs, quotations, links."""
    if words is None:
        return "", ()
    if not words.html:
        return "\n".join(line.rstrip() for line in words.written.strip().splitlines()), ()
    page, out = parse(words.written), LineWriter()
    hidden = layout(page).hidden
    wanted = {node for node in range(1, len(page)) if not (page.tag[node] or hidden[node])}
    hints = walk(page, range(1, len(page)), wanted, out).hints
    text = out.text
    return text.strip(), tuple(_clipped(hints, len(text) - len(text.lstrip()), len(text.rstrip())))


def _clipped(hints: tuple[Hint, ...], start: int, end: int) -> Iterator[Hint]:
    """The hints, counted from where the words begin."""
    for hint in hints:
        first, last = max(hint.span.start, start), min(hint.span.end, end)
        if first < last:
            yield replace(hint, span=Span(first - start, last - start))


def _post(placed: Placed, laid: Laid) -> None:
    """A line with name and date, then the words. A post without words keeps its place by that line."""
    post = placed.post
    text, inner = read_words(post.words)
    when = post.date[:16].replace("T", " ") if post.date else ""
    header = " · ".join(filter(None, (post.author, when))) or ("" if text else NOBODY)
    at = len(laid.hints)
    extents = [laid.add(header)] if header else []
    if post.author:
        laid.hints.append(Hint(span=_from(extents[0].start, post.author), tag="comment-author"))
    if when:
        laid.hints.append(Hint(span=Span(extents[0].end - len(when), extents[0].end), tag="comment-date"))
    if text:
        within = len(laid.hints)
        extents.append(laid.add(text, inner))
        laid.hints.insert(within, Hint(span=extents[-1], tag="comment-body"))
    known = {"id": post.id, "author": post.author, "date": post.date, "parent": post.parent}
    told = [(name, value) for name, value in known.items() if value]
    told += [("depth", str(placed.depth)), *([] if text else [("empty", "true")])]
    extent = Span(extents[0].start, extents[-1].end)
    laid.hints.insert(at, Hint(span=extent, tag="comment", attributes=tuple(told)))


def _from(start: int, words: str) -> Span:
    return Span(start, start + len(words))
