"""Finds the stretches between quotation marks, nested, unclosed and running over paragraphs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Record
from onrecord.model.statement import Quotation
from onrecord.registry import Layer
from onrecord.segment.marks import FAMILIES, Lean, Mark, marks
from onrecord.segment.unspoken import Unspoken, unspoken
from onrecord.settings import Settings

MAX_DEPTH = 8
"""Marks opened deeper than this are noise: four deep is the most that a printed text was seen to hold."""

DOUBTFUL_AT_MOST = 60
"""Characters between a straight single mark and an end that may be a possessive: further apart the first is more
likely an elision."""

_WORD = re.compile(r"\w")
_ALL_SPOKEN = Unspoken()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A stretch between marks. `continues` is the index of the region it goes on from, in the same tuple."""

    extent: Span
    inner: Span
    closed: bool
    depth: int = 0
    continues: int | None = None


def regions(text: str, paragraphs: Sequence[Span], without: Unspoken = _ALL_SPOKEN) -> tuple[Region, ...]:
    """Every quotation of the paragraphs in text order, outer before inner. No text is refused for its marks. Those in
    code and in links' targets open and close nothing."""
    found: list[Region] = []
    carried: int | None = None
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        signs = [mark for mark in marks(text, paragraph) if not without.holds(Span(mark.start, mark.end))]
        here = _nested(_of_paragraph(text, paragraph, signs, following, continuing=carried is not None))
        if carried is not None and here and _goes_on(text, found[carried], here[0], paragraph):
            here[0] = replace(here[0], continues=carried)
        carried = _carried(here, len(found), paragraph)
        found.extend(here)
    return tuple(found)


def _of_paragraph(
    text: str, paragraph: Span, signs: list[Mark], following: Span | None, *, continuing: bool
) -> list[Region]:
    """The quotations of one paragraph, in the order in which they end."""
    reading = _Reading(text, paragraph)
    for place, mark in enumerate(signs):
        reading.take(mark, _next_of_family(signs, place) if mark.lean is Lean.PERHAPS else None)
        if continuing and place == 0 and mark.lean is Lean.CLOSE and mark.family == "double":
            reading.close_from_start(mark)
    goes_on = following is not None and text[following.start] == text[paragraph.start]
    reading.end(keep_single=goes_on)
    return reading.found


def _next_of_family(signs: list[Mark], place: int) -> Mark | None:
    """The next mark that could close instead: a few signs ahead are enough, and keep the cost linear."""
    ahead = signs[place + 1 : place + 1 + MAX_DEPTH]
    return next((m for m in ahead if m.family == signs[place].family and m.lean is not Lean.PERHAPS), None)


@dataclass(slots=True)
class _Opened:
    mark: Mark
    perhaps: Mark | None = None


class _Reading:
    """The state of one paragraph while its marks are taken one by one: what is open, and what was found."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text = text
        self.paragraph = paragraph
        self.opened: list[_Opened] = []
        self.found: list[Region] = []

    def take(self, mark: Mark, clearer: Mark | None) -> None:
        at = self._open_at(mark.family)
        if mark.lean is Lean.OPEN or (mark.lean is Lean.EITHER and at is None):
            self._open(mark)
        elif at is None:
            return
        elif mark.lean is Lean.PERHAPS and mark.family == "single":
            self.opened[at].perhaps = self.opened[at].perhaps or mark
        elif mark.lean is Lean.PERHAPS and clearer is not None and clearer.lean is not Lean.OPEN:
            return
        else:
            self._drop_above(at, mark.start)
            self._emit(self.opened.pop().mark, mark)

    def close_from_start(self, mark: Mark) -> None:
        """Takes the mark as the end of a quotation that the paragraph before left open and this one did not reopen."""
        start = self.paragraph.start
        self.found.append(Region(extent=Span(start, mark.end), inner=Span(start, mark.start), closed=True))

    def end(self, *, keep_single: bool) -> None:
        """Closes the paragraph: what is open there is unclosed. An unclosed single mark is kept only where it opens
        the paragraph and the next one opens with the same mark: elsewhere it is more likely an apostrophe."""
        whole = bool(self.opened) and self.opened[0].mark.start == self.paragraph.start
        if keep_single and whole and self.opened[0].mark.curly and self.opened[0].mark.family == "single":
            self._drop_above(0, self.paragraph.end)
            self._emit(self.opened.pop().mark, None)
        self._drop_above(-1, self.paragraph.end)

    def _open_at(self, family: str) -> int | None:
        """Where on the stack the mark to close stands. A single mark closes only what no other family stands upon."""
        for at in range(len(self.opened) - 1, -1, -1):
            if self.opened[at].mark.family == family:
                return at
            if family == "single":
                return None
        return None

    def _open(self, mark: Mark) -> None:
        if mark.family == "single" and self.opened and self.opened[-1].mark.family == "single":
            self._give_up(self.opened.pop(), self.paragraph.end)
        if len(self.opened) < MAX_DEPTH:
            self.opened.append(_Opened(mark))

    def _drop_above(self, at: int, end: int) -> None:
        while len(self.opened) > at + 1:
            self._give_up(self.opened.pop(), end)

    def _give_up(self, item: _Opened, end: int) -> None:
        """Ends what nothing clear closed: single marks by their likeliest end, other families where the text ends."""
        if item.mark.family != "single":
            self._emit(item.mark, None, end=end)
        elif item.perhaps and (item.mark.curly or item.perhaps.start - item.mark.end <= DOUBTFUL_AT_MOST):
            self._emit(item.mark, item.perhaps)

    def _emit(self, opening: Mark, closing: Mark | None, *, end: int | None = None) -> None:
        if closing is not None:
            if closing.words_before > opening.words_before:
                extent, inner = Span(opening.start, closing.end), Span(opening.end, closing.start)
                self.found.append(Region(extent=extent, inner=inner, closed=True))
            return
        stop = self.paragraph.end if end is None else end
        if _WORD.search(self.text, opening.end, stop):
            extent, inner = Span(opening.start, stop), Span(opening.end, stop)
            self.found.append(Region(extent=extent, inner=inner, closed=False))


def _nested(found: list[Region]) -> list[Region]:
    """The regions in text order, each with the number of regions around it."""
    around: list[int] = []
    nested = []
    for region in sorted(found, key=lambda r: (r.extent.start, -r.extent.end)):
        while around and around[-1] <= region.extent.start:
            around.pop()
        nested.append(replace(region, depth=len(around)))
        around.append(region.extent.end)
    return nested


def _goes_on(text: str, before: Region, first: Region, paragraph: Span) -> bool:
    """True where the paragraph begins with a mark like that of the quotation left open, or with its bare words."""
    sign = FAMILIES.get(text[paragraph.start])
    return first.extent.start == paragraph.start and sign in (None, FAMILIES.get(text[before.extent.start]))


def _carried(here: list[Region], before: int, paragraph: Span) -> int | None:
    """The index of the outer quotation that is still open where its paragraph ends."""
    for place, region in enumerate(here):
        if region.depth == 0 and not region.closed and region.extent.end == paragraph.end:
            return before + place
    return None


def _annotate(record: Record) -> Iterator[Annotation]:
    document = record.document
    made: list[str] = []
    for region in regions(document.text, tuple(b.extent for b in record.of(Block)), unspoken(document)):
        quotation = Quotation(
            document=document.id,
            extent=region.extent,
            inner=region.inner,
            closed=region.closed,
            depth=region.depth,
            continues=None if region.continues is None else made[region.continues],
        )
        made.append(quotation.id)
        yield quotation


def _load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    return _annotate


LAYER = Layer(version="2", requires=(Block,), produces=(Quotation,), load=_load, languages=None)
