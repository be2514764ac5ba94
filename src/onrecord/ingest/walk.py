"""Chosen texts of a page become one text in which no word and no quotation mark is lost or glued.

Blanks collapse as in a browser, blocks part by an empty line, lines, items and rows by a line end, cells by a tab.
<q> gets the marks that a browser shows; a note's number and a correction are set off from the word before. Each
character of the text that the source holds is mapped to it: it is the same character there, or a character reference
begins there, or both are blanks. What the walk puts in (line ends, tabs, the marks of <q>) is not mapped.
"""

import bisect
import html
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5

from onrecord.ingest.linewriter import EMPTY_LINE, LineWriter
from onrecord.ingest.markup import BLOCKS, Page
from onrecord.model.base import Span
from onrecord.model.document import Hint

HINTED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption", "aside", "td", "th"), ()),
    **dict.fromkeys(("blockquote", "q"), ("cite",)),
    **dict.fromkeys(("del", "ins"), ("cite", "datetime")),
    "time": ("datetime",),
    "a": ("href",),
}
"""The elements whose extents become hints, and the attributes worth keeping."""

_LINES = frozenset("li dt dd tr option optgroup legend summary caption".split())
_CELLS = frozenset(("td", "th"))
_CORRECTIONS = frozenset("del ins s strike".split())
_MARKS = (("“", "”"), ("‘", "’"))
_MARKED_ALREADY = frozenset('“„«"')
_SHOWN_AS_BLOCK = re.compile(r"display\s{0,9}:\s{0,9}(?:block|flex|grid|list-item|table)")
_PIECE = re.compile(
    r"[\t\n\r\f][ \t\n\r\f]*+| [ \t\n\r\f]++|&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)
"""What a text cannot be copied over: blanks, but for one space between words, and character references."""
_LINE_END = re.compile(r"\r\n?|\n")
_BLANKS = frozenset(" \t\n\r\f")


@dataclass(frozen=True, slots=True)
class Named:
    """A hint that an element gives for a reason other than its tag. The element stands on lines of its own."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """Where each text of a walk was written, and the hints of the elements around them, outer ones first."""

    texts: tuple[tuple[int, Span], ...]
    hints: tuple[Hint, ...]


def walk(
    page: Page, nodes: Iterable[int], wanted: Container[int], out: LineWriter, named: Mapping[int, Named] | None = None
) -> Walked:
    """The wanted texts among these nodes are written, as a block of their own."""
    walker = _Walker(page, out, named or {})
    out.part(EMPTY_LINE)
    for node in nodes:
        walker.leave_before(node)
        if page.tag[node]:
            walker.enter(node)
        elif node in wanted:
            walker.text(node)
    walker.leave_before(len(page))
    texts = tuple((n, span) for n, span in zip(walker.nodes, walker.spans, strict=True) if not page.tag[n])
    return Walked(texts=texts, hints=tuple(hint for _, hint in sorted(walker.hints, key=lambda found: found[0])))


def reference(written: str) -> tuple[str, int]:
    """The characters that a character reference stands for and its length; the same with length 0 where it is none."""
    if written[1] == "#":
        return html.unescape(written), len(written)
    for end in range(len(written), 1, -1):
        if written[1:end] in html5:
            return html5[written[1:end]], end
    return "", 0


@dataclass(slots=True)
class _Walker:
    """What is open while the walk goes on."""

    page: Page
    out: LineWriter
    named: Mapping[int, Named]
    nodes: list[int] = field(default_factory=list)
    """What was written: the node of a text, or of the <q> whose opening mark it is …"""
    spans: list[Span] = field(default_factory=list)
    """… and where."""
    hints: list[tuple[int, Hint]] = field(default_factory=list)
    _open: list[tuple[int, int]] = field(default_factory=list)
    """Open elements, and how much had been written when they opened."""
    _undecided: list[int] = field(default_factory=list)
    """Open <q> elements in which nothing was written yet …"""
    _closing: list[str] = field(default_factory=list)
    """… and the closing marks of the others; empty where the page has its own."""
    _marked: int = 0
    """How many of them are not empty."""
    _corrected: int = -1
    """The length of the text when a correction ended."""
    _preformatted: int = 0
    _begun: int | None = None
    """Where the text in hand begins, once something of it is written."""

    def enter(self, node: int) -> None:
        tag = self.page.tag[node]
        self._break(node)
        self._open.append((node, len(self.nodes)))
        if tag == "br":
            self.out.line()
        elif tag == "q":
            self._undecided.append(node)
        elif tag == "sup":
            self.out.gap(str.isalnum if self._refers(node) else str.isdigit)
        elif tag in _CORRECTIONS and self._corrected == self.out.length:
            self.out.gap(str.isalnum)
        elif tag == "pre":
            self._preformatted += 1

    def leave_before(self, node: int) -> None:
        """Elements that end before this node are left."""
        while self._open and self.page.last[self._open[-1][0]] <= node:
            self._leave(*self._open.pop())

    def text(self, node: int) -> None:
        source, at, stop = self.page.source, self.page.start[node], self.page.stop[node]
        self._begun = None
        for piece in _PIECE.finditer(source, at, stop):
            self._literal(at, piece.start())
            at = piece.end()
            if source[piece.start()] == "&":
                at = self._reference(piece[0], piece.start())
            else:
                self._blanks(piece.start(), at)
        self._literal(at, stop)
        if self._begun is not None:
            self.nodes.append(node)
            self.spans.append(Span(self._begun, self.out.length))

    def _leave(self, node: int, written: int) -> None:
        tag = self.page.tag[node]
        if tag == "q":
            self._close_quotation()
        elif tag in _CORRECTIONS:
            self._corrected = self.out.length
        elif tag == "pre":
            self._preformatted -= 1
        self._break(node)
        first = bisect.bisect_left(self.nodes, node, written)
        if first < len(self.nodes):
            span = Span(self.spans[first].start, self.out.length)
            self.hints.extend((node, hint) for hint in self._hints(node, span))

    def _hints(self, node: int, span: Span) -> Iterator[Hint]:
        tag, named = self.page.tag[node], self.named.get(node)
        if named:
            yield Hint(span=span, tag=named.tag, attributes=named.attributes)
        if tag in HINTED and (named is None or named.tag not in HINTED):
            kept = tuple((name, value) for name in HINTED[tag] if (value := self.page.get(node, name)))
            yield Hint(span=span, tag=tag, attributes=kept)

    def _break(self, node: int) -> None:
        """What parts an element from the text before and after it."""
        page, tag = self.page, self.page.tag[node]
        if tag in _CELLS:
            self.out.tab()
        elif tag in BLOCKS:
            self.out.part(1 if tag in _LINES or page.tag[page.parent[node]] == "li" else EMPTY_LINE)
        elif node in self.named or _SHOWN_AS_BLOCK.search(page.get(node, "style").lower()):
            self.out.part(1)

    def _refers(self, node: int) -> bool:
        """Whether a raised sign is a note's, by its link."""
        page = self.page
        return "a" in page.tag[node : min(page.last[node], node + 4)] or page.tag[page.parent[node]] == "a"

    def _literal(self, start: int, stop: int) -> None:
        words = self.page.source[start:stop]
        if not self._preformatted:
            if words.startswith(" "):
                self.out.blank(start)
                words, start = words[1:], start + 1
            words = words.removesuffix(" ")
        if words:
            self._begin(words[0])
            self._begun_at(self.out.put(words, start))
        if start + len(words) < stop:
            self.out.blank(stop - 1)

    def _reference(self, written: str, start: int) -> int:
        """Where the source goes on after a character reference."""
        characters, length = reference(written)
        if length == 0:
            self._literal(start, start + len(written))
            return start + len(written)
        if characters in _BLANKS:
            self.out.blank(start)
        elif characters:
            self._begin(characters[0])
            self._begun_at(self.out.put_reference(characters, start))
        return start + length

    def _blanks(self, start: int, stop: int) -> None:
        if not self._preformatted:
            self.out.blank(start)
            return
        for end in _LINE_END.finditer(self.page.source, start, stop):
            self.out.line()
            start = end.end()
        self._literal(start, stop)

    def _begun_at(self, start: int) -> None:
        if self._begun is None:
            self._begun = start

    def _begin(self, first: str) -> None:
        """The marks of the <q> elements that begin here are written, unless the page has marks of its own there."""
        for node in self._undecided:
            if first in _MARKED_ALREADY or (self.out.at_a_word and self.out.before in _MARKED_ALREADY):
                self._closing.append("")
                continue
            opening, closing = _MARKS[self._marked % 2]
            self._marked += 1
            start = self.out.insert(opening)
            self._closing.append(closing)
            self.nodes.append(node)
            self.spans.append(Span(start, self.out.length))
        self._undecided.clear()

    def _close_quotation(self) -> None:
        if self._undecided:
            self._undecided.pop()
        elif closing := self._closing.pop():
            self._marked -= 1
            self.out.close(closing)
