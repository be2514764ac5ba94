"""Joins the lines of pages to paragraphs, over pages and columns too, and sets running heads and page numbers apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from onrecord.ingest.pdfpages import Line

WIDE_GAP = 1.3
"""Lines further apart than so many usual distances are of two paragraphs. Word's default parts paragraphs by 1.4."""

OTHER_HEIGHT = 0.15
"""Letters that differ by more are of a heading, a note, a caption."""

INDENT = 0.8
"""Of a letter's height, by which the first line of a paragraph begins further right."""

SHORT, VERY_SHORT = 0.75, 0.5
"""A line with fewer characters than this share of the usual ends a paragraph: the first if it ends a sentence, too, the
second whatever it ends with. Long words and hyphens make lines of seven tenths."""

AT_EDGE = 3
"""Lines at the top and at the bottom of a page among which running heads stand."""

FEW, RECURRING = 5, 3
"""A line at the same place of three pages is no part of the text; of up to five pages, two are enough."""

LONGEST_RUNNING = 100
"""Characters of a running head."""

FARTHEST = 4
"""Letters' heights between lines; what is further apart has a picture or nothing between it."""

_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.I)
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_HYPHENS = "-‐\xad"
_LONGEST_WORD = 60
_BULLET = re.compile(r"(?:[•‣▪●○◦–—*]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")


@dataclass(slots=True)
class Paragraph:
    """A text put together from lines, and where in it those of each page stand; `running` ones are the page's own."""

    running: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[tuple[int, int, int]] = field(default_factory=list)
    """Page, start and end."""

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def put(self, words: str, page: int) -> None:
        """The words follow at once. They stand on that page."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        if self.pages and self.pages[-1][0] == page:
            start = self.pages.pop()[1]
        self.pages.append((page, start, self.length))

    def cut(self) -> None:
        """The last character, a hyphen, is taken away."""
        page, start, end = self.pages.pop()
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        self.pages.append((page, start, end - 1))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, its page, counted from 1, and whether a paragraph must begin with it."""

    line: Line
    page: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in the file: the distance of lines, in letters' heights, and their length."""

    distance: float
    length: float


def paragraphs(pages: Sequence[Sequence[Line]], opening: frozenset[tuple[int, int]] = frozenset()) -> list[Paragraph]:
    """The paragraphs of the pages in their order. The lines at the places (page, line) that are `opening` begin one.

    A paragraph that is broken by a page goes on, and what the pages have at their edges follows it.
    """
    running = _running(pages)
    words = _words(pages)
    usual = _usual(pages)
    made: list[Paragraph] = []
    waiting: list[Paragraph] = []
    before: _Placed | None = None
    for placed, at_edge in _placed(pages, running, opening):
        if at_edge:
            waiting.append(_begun(placed, running=True))
        elif before is not None and _goes_on(before, placed, usual):
            _join(made[-1], placed, words)
            before = placed
        else:
            made += (*waiting, _begun(placed))
            waiting.clear()
            before = placed
    return [*made, *waiting]


def _placed(
    pages: Sequence[Sequence[Line]], running: frozenset[tuple[int, int]], opening: frozenset[tuple[int, int]]
) -> Iterator[tuple[_Placed, bool]]:
    """Every line, and whether it is one of the page's own."""
    for page, lines in enumerate(pages):
        for place, line in enumerate(lines):
            yield _Placed(line, page + 1, (page, place) in opening), (page, place) in running


def _begun(placed: _Placed, *, running: bool = False) -> Paragraph:
    paragraph = Paragraph(running=running)
    paragraph.put(placed.line.text, placed.page)
    return paragraph


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[int, int]]:
    """The places of lines that stand at the edges of many pages, numbers in them set aside."""
    at_edges = [(page, place) for page, lines in enumerate(pages) for place in _edges(lines)]
    kinds = {(page, place): _kind(pages[page][place]) for page, place in at_edges}
    counts = Counter(kind for _, kind in {(page, kinds[page, place]) for page, place in at_edges})
    enough = RECURRING if len(pages) > FEW else 2
    return frozenset(place for place in at_edges if kinds[place] is not None and counts[kinds[place]] >= enough)


def _edges(lines: Sequence[Line]) -> set[int]:
    """The places of the lines that stand highest and lowest on the page."""
    ordered = sorted(range(len(lines)), key=lambda place: lines[place].y)
    return {*ordered[:AT_EDGE], *ordered[-AT_EDGE:]}


def _kind(line: Line) -> tuple[str, int] | None:
    """What is the same on every page, and how high it stands; None where the line is too long to be a running head."""
    return (_NUMBERS.sub("#", line.text.casefold()), round(line.y)) if len(line.text) <= LONGEST_RUNNING else None


def _usual(pages: Iterable[Sequence[Line]]) -> _Usual:
    distances: list[float] = []
    lengths: list[int] = []
    for lines in pages:
        lengths += (len(line.text) for line in lines)
        steps = ((above.y - below.y) / max(1.0, above.height) for above, below in pairwise(lines))
        distances += (step for step in steps if 0 < step < FARTHEST)
    long = sorted(lengths)[len(lengths) // 2 :]
    return _Usual(median(distances) if distances else 1.2, median(long) if long else 1.0)


def _words(pages: Iterable[Sequence[Line]]) -> frozenset[str]:
    """The words of all lines but those that a line's end may have broken."""
    found: set[str] = set()
    for lines in pages:
        for line in lines:
            broken = _broken(line.text)
            whole = line.text if broken is None else line.text[: -len(broken) - 1]
            found.update(word.casefold().replace("‐", "-") for word in _WORD.findall(whole))
    return frozenset(found)


def _broken(text: str) -> str | None:
    """The letters before a hyphen at the end of a line; None where there is none, or no letters."""
    if text[-1] not in _HYPHENS:
        return None
    start = end = len(text) - 1
    while start > max(0, end - _LONGEST_WORD) and text[start - 1].isalpha():
        start -= 1
    return text[start:end] or None


def _goes_on(before: _Placed, placed: _Placed, usual: _Usual) -> bool:
    """Whether the line is of the same paragraph as the one before it."""
    above, below = before.line, placed.line
    if placed.opens:
        return False
    if abs(above.height - below.height) > OTHER_HEIGHT * max(above.height, below.height) or _BULLET.match(below.text):
        return False
    ended = _ENDED.search(above.text) is not None
    if before.page != placed.page or below.y > above.y:
        return not ended or below.text[0].islower()
    if above.y - below.y > WIDE_GAP * usual.distance * max(1.0, above.height):
        return False
    if below.x - above.x > INDENT * above.height and not _BULLET.match(above.text):
        return False
    return len(above.text) >= (SHORT if ended else VERY_SHORT) * usual.length


def _join(paragraph: Paragraph, placed: _Placed, words: frozenset[str]) -> None:
    """The line goes on with the paragraph. A word that the line's end broke is whole again where the file has the whole
    word elsewhere; where it does not, the hyphen may be the word's own, and stays."""
    text = placed.line.text
    broken = _broken(paragraph.parts[-1])
    if broken is None or not text[0].isalpha():
        paragraph.put(" ", paragraph.pages[-1][0])
        paragraph.put(text, placed.page)
        return
    rest = _WORD.match(text)
    whole = f"{broken}{rest[0] if rest else ''}".casefold()
    if paragraph.parts[-1].endswith("\xad") or (text[0].islower() and whole in words):
        paragraph.cut()
    paragraph.put(text, placed.page)
