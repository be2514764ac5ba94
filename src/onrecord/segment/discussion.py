"""Finds where a page's report ends and where each post of its readers' discussion begins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model.base import Span
from onrecord.model.document import Document
from onrecord.segment.found import FoundPost
from onrecord.segment.layout import Draft, Layout, learn
from onrecord.segment.lines import Line
from onrecord.segment.markup import marked_posts
from onrecord.segment.repeats import unrepeated
from onrecord.segment.unsigned import crowded, unsigned_posts
from onrecord.segment.unspoken import spoken

LOOKED_AT = 6
"""Headers whose blanks are compared with those of the first."""
ANSWERS = 50
"""One post in more than so many that stands farther in is a slip of the page, and shows nothing of answers."""
REPEATED_SURE = 5
"""Author and date lines of one layout after which nothing else than a discussion was seen."""


def posts_of(document: Document, lines: Sequence[Line]) -> tuple[FoundPost, ...]:
    """The posts of a document in text order, none where it holds no discussion. They never overlap."""
    if document.kind == "transcript":
        return ()
    marked = tuple(marked_posts(document))
    if marked:
        return marked
    lines = spoken(document, lines)
    all_posts = document.kind == "discussion"
    layout = learn(document.text, lines, all_posts=all_posts)
    if layout is not None and not crowded(document.text, lines, layout):
        return tuple(_laid_out(document.text, lines, layout))
    return tuple(unsigned_posts(document.text, lines, all_posts=all_posts))


def _laid_out(text: str, lines: Sequence[Line], layout: Layout) -> Iterator[FoundPost]:
    drafts = _levelled(lines, layout.drafts)
    least = min((d.indent for d in drafts), default=0)
    threaded = ANSWERS * sum(d.indent > least for d in drafts) > len(drafts)
    for draft in unrepeated(text, lines, drafts):
        yield FoundPost(
            extent=_span(lines, draft.first, max(draft.stop, draft.body_stop)),
            body=_span(lines, draft.body, draft.body_stop),
            author=_words(text, draft.author),
            date=_words(text, draft.date),
            threaded=threaded,
            indent=draft.indent,
            repeated=None if draft.repeated is None else _span(lines, draft.repeated, draft.body),
            confidence=_confidence(layout),
            reason=_reason(draft, layout),
        )


def _levelled(lines: Sequence[Line], drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts; where the first header alone stands farther out than its words, its blanks were cut off with those
    around the page's text, and it stands as far in as the others. So it is on 13 of 140 pages."""
    if len(drafts) < 2:
        return drafts
    first, second = drafts[0], drafts[1]
    least = min(draft.indent for draft in drafts[1:LOOKED_AT])
    cut = first.indent < least <= lines[first.body].indent and lines[second.body].indent == second.indent
    return (replace(first, indent=least), *drafts[1:]) if cut else drafts


def _confidence(layout: Layout) -> float:
    """0.95 for a layout seen often, less for one seen a few times."""
    return round(0.7 + 0.25 * min(1.0, layout.repeated / REPEATED_SURE), 2)


def _reason(draft: Draft, layout: Layout) -> str:
    where = "under" if layout.headers_last else "over"
    what = "name and date stand" if draft.date else "name stands"
    return f"The writer's {what} {where} the words, in a layout that the page repeats {layout.repeated} times."


def _span(lines: Sequence[Line], first: int, stop: int) -> Span:
    return Span(lines[first].extent.start, lines[stop - 1].extent.end)


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else " ".join(span.of(text).split())
