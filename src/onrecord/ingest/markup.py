"""HTML source becomes a tree that knows where each tag and each text stands in the source.

No library at hand keeps positions. The tree follows the HTML standard as far as it matters to texts: elements that
are void, raw or closed by what follows them. Unlike a browser it never moves anything, so that texts stay in source
order. One pass, linear in the source whatever the nesting; nothing recurses.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from onrecord.errors import DocumentError

MAX_NODES = 1_000_000
"""Tags and texts above this are refused (some 300 MB of tree). The longest pages known to us have 300,000."""

VOID = frozenset("area base br col embed hr img input keygen link meta param source track wbr".split())
RAW = frozenset("script style title textarea xmp iframe noembed noframes".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul amp-accordion amp-sidebar".split()
)
"""Elements that begin and end a line; all others stand in one."""

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FAMILY = {
    "p": "p",
    "li": "li",
    "dt": "dt",
    "dd": "dt",
    "tr": "tr",
    "td": "td",
    "th": "td",
    "tbody": "tbody",
    "thead": "tbody",
    "tfoot": "tbody",
    "option": "option",
    "a": "a",
    "head": "head",
}
"""Elements that close the open one of their family, because they cannot stand in one another."""

_CLOSES_P = (BLOCKS - {"body", "html", "caption", "td", "th", "tr", "tbody", "thead", "tfoot", "option"}) | {"p"}
_CLOSES = {
    **dict.fromkeys(_CLOSES_P, ("p",)),
    **{tag: (family,) for tag, family in _FAMILY.items()},
    "li": ("li", "p"),
    "dt": ("dt", "p"),
    "dd": ("dt", "p"),
    "tr": ("tr",),
    "body": ("head",),
    "tbody": ("tbody",),
    "thead": ("tbody",),
    "tfoot": ("tbody",),
}
_FORGETS = {
    **dict.fromkeys(("ul", "ol", "menu", "dir"), ("li", "p")),
    "dl": ("dt", "p"),
    "table": tuple(set(_FAMILY.values())),
    "tbody": ("tr", "td", "p", "li", "dt", "a"),
    "thead": ("tr", "td", "p", "li", "dt", "a"),
    "tfoot": ("tr", "td", "p", "li", "dt", "a"),
    "tr": ("td", "p", "li", "dt", "a"),
    "td": ("p", "li", "dt", "a"),
    "th": ("p", "li", "dt", "a"),
    "caption": ("p", "li", "dt", "a"),
    "button": ("p",),
    "object": ("p",),
    "template": tuple(set(_FAMILY.values())),
}
"""What an element lets stand open around it: a list inside an item does not close the item."""

_TABLE_PARTS = frozenset("table tbody thead tfoot tr td th caption".split())
_OPENS = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'"""
    r"""|(?P<bare>[^\s>]*+)))?+)"""
)
_RAW_END = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in RAW}
_COMMENT_END = re.compile(r"-->|--!>")
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A tree of elements and texts in source order, as columns. A text has the tag "" and no attributes.

    `start` and `stop` bound an element's start tag or a text in the source, `close` is where the element ends;
    `last` is the index one after its last descendant. Node 0 holds all others.
    """

    source: str
    tag: tuple[str, ...]
    attributes: tuple[Mapping[str, str], ...]
    parent: tuple[int, ...]
    start: tuple[int, ...]
    stop: tuple[int, ...]
    close: tuple[int, ...]
    last: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.tag)

    def get(self, node: int, name: str) -> str:
        """The attribute's value as written, without blanks around; empty where there is none."""
        return self.attributes[node].get(name, "").strip()

    def ancestors(self, node: int) -> Iterator[int]:
        """The node itself, then its parent, and so on up to node 0."""
        while node > 0:
            yield node
            node = self.parent[node]
        yield 0

    def elements(self) -> Iterator[int]:
        """The nodes that are elements."""
        return (node for node in range(1, len(self)) if self.tag[node])

    def source_of(self, node: int) -> str:
        """The texts in an element as they stand in the source, one after another."""
        inside = range(node, self.last[node])
        return "".join(self.source[self.start[n] : self.stop[n]] for n in inside if not self.tag[n])

    def words_of(self, node: int) -> str:
        """The words in an element on one line."""
        return " ".join(html.unescape(self.source_of(node)).split())

    def children(self, node: int) -> Iterator[int]:
        child, end = node + 1, self.last[node]
        while child < end:
            yield child
            child = self.last[child]


def parse(source: str) -> Page:
    """The tree of a page's source. Raises DocumentError above MAX_NODES tags and texts."""
    builder = _Builder(source)
    at = 0
    while at < len(source):
        found = _OPENS.search(source, at)
        bracket = found.start() if found else len(source)
        builder.text(at, bracket)
        at = _markup(builder, bracket) if found else bracket
    return builder.page()


def _markup(builder: "_Builder", at: int) -> int:
    """Where the markup that opens here ends; what it says has been told to the builder."""
    source = builder.source
    if source.startswith("/", at + 1) and (name := _NAME.match(source, at + 2)):
        _, end = _attributes(source, name.end())
        builder.closed(name[0].lower(), at, end)
        return end
    if name := _NAME.match(source, at + 1):
        return _element(builder, name[0].lower(), at, name.end())
    if source.startswith("<!--", at):
        if source.startswith((">", "->"), at + 4):
            return source.index(">", at) + 1
        match = _COMMENT_END.search(source, at + 4)
        return match.end() if match else len(source)
    end = source.find(">", at)
    return end + 1 if end >= 0 else len(source)


def _element(builder: "_Builder", tag: str, at: int, after_name: int) -> int:
    source = builder.source
    attributes, stop = _attributes(source, after_name)
    builder.opened(tag, attributes, at, stop)
    if tag not in RAW:
        return stop
    end = builder.raw_end(tag, stop)
    builder.text(stop, end)
    builder.closed(tag, end, end)
    return end


def _attributes(source: str, at: int) -> tuple[Mapping[str, str], int]:
    """A tag's attributes and where the tag ends. A quotation mark that never closes ends with the tag's bracket."""
    found: dict[str, str] = {}
    while (match := _ATTRIBUTE.match(source, at)) and not match["end"]:
        at = match.end()
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), value)
    return found or _NONE, match.end() if match else len(source)


class _Frame(NamedTuple):
    """An open element: its node, what it belongs to, and which families are open around it (frame numbers)."""

    node: int
    tag: str
    families: Mapping[str, int]
    block: int
    """The frame of the nearest block, itself included: an inline end tag closes nothing beyond it."""
    cell: int
    """The frame of the nearest part of a table: other end tags close nothing beyond it."""


class _Builder:
    """Grows the columns of a page while its source is read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._tag = [""]
        self._attributes: list[Mapping[str, str]] = [_NONE]
        self._parent = [0]
        self._start, self._stop, self._close, self._last = [0], [0], [len(source)], [0]
        self._frames = [_Frame(0, "", _NONE_OPEN, 0, 0)]
        self._open: dict[str, list[int]] = {}
        self._never_closed: set[str] = set()

    def text(self, start: int, stop: int) -> None:
        if start == stop:
            return
        node = len(self._tag) - 1
        if self._tag[node] == "" and self._stop[node] == start and self._parent[node] == self._frames[-1].node and node:
            self._stop[node] = self._close[node] = stop
        else:
            self._add("", _NONE, start, stop)

    def opened(self, tag: str, attributes: Mapping[str, str], start: int, stop: int) -> None:
        for family in _CLOSES.get(tag, ()):
            frame = self._frames[-1].families.get(family)
            if frame is not None:
                self._pop(frame, start, start)
        node = self._add(tag, attributes, start, stop)
        if tag not in VOID:
            self._push(node, tag)

    def closed(self, tag: str, start: int, stop: int) -> None:
        if tag == "br" or (tag == "p" and "p" not in self._frames[-1].families):
            self.opened(tag, _NONE, start, stop)  # the standard makes elements of these two stray end tags
        open_ones = self._open.get(tag)
        if not open_ones:
            return
        frame, top = open_ones[-1], self._frames[-1]
        barrier = top.cell if tag not in _TABLE_PARTS else 0
        if tag not in BLOCKS:
            barrier = max(barrier, top.block)
        if frame >= barrier:
            self._pop(frame, start, stop)

    def raw_end(self, tag: str, start: int) -> int:
        """Where the raw text ends that starts here: at its end tag; without one a script ends the page, as in a
        browser, but a title, say, is empty, so that the page is not lost."""
        match = None if tag in self._never_closed else _RAW_END[tag].search(self.source, start)
        if match:
            return match.start()
        self._never_closed.add(tag)
        return len(self.source) if tag in ("script", "style") else start

    def page(self) -> Page:
        self._pop(1, len(self.source), len(self.source))
        self._last[0] = len(self._tag)
        return Page(
            source=self.source,
            tag=tuple(self._tag),
            attributes=tuple(self._attributes),
            parent=tuple(self._parent),
            start=tuple(self._start),
            stop=tuple(self._stop),
            close=tuple(self._close),
            last=tuple(self._last),
        )

    def _add(self, tag: str, attributes: Mapping[str, str], start: int, stop: int) -> int:
        node = len(self._tag)
        if node >= MAX_NODES:
            raise DocumentError(f"the page has more than {MAX_NODES:,} tags and texts")
        self._tag.append(tag)
        self._attributes.append(attributes)
        self._parent.append(self._frames[-1].node)
        self._start.append(start)
        self._stop.append(stop)
        self._close.append(stop)
        self._last.append(node + 1)
        return node

    def _push(self, node: int, tag: str) -> None:
        top, number = self._frames[-1], len(self._frames)
        families = top.families
        if tag in _FORGETS or tag in _FAMILY:
            families = {key: at for key, at in families.items() if key not in _FORGETS.get(tag, ())}
            if tag in _FAMILY:
                families[_FAMILY[tag]] = number
        block = number if tag in BLOCKS else top.block
        cell = number if tag in _TABLE_PARTS else top.cell
        self._frames.append(_Frame(node, tag, families, block, cell))
        self._open.setdefault(tag, []).append(number)

    def _pop(self, frame: int, start: int, stop: int) -> None:
        """Closes the open elements down to that frame, by the tag from start to stop; those above it end before."""
        while len(self._frames) > frame:
            closed = self._frames.pop()
            self._open[closed.tag].pop()
            self._last[closed.node] = len(self._tag)
            self._close[closed.node] = start if len(self._frames) > frame else stop


_NONE_OPEN: Mapping[str, int] = MappingProxyType({})
