"""Finds where a page's report ends and where each post of its readers' discussion begins."""

from collections.abc import Iterator, Sequence

from onrecord.model.base import Span
from onrecord.model.document import Document
from onrecord.segment.found import FoundPost
from onrecord.segment.layout import Draft, Layout, learn
from onrecord.segment.lines import Line
from onrecord.segment.markup import marked_posts
from onrecord.segment.unsigned import crowded, unsigned_posts
from onrecord.segment.unspoken import spoken

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
    threaded = len({d.indent for d in layout.drafts}) > 1
    for draft in layout.drafts:
        yield FoundPost(
            extent=_span(lines, draft.first, max(draft.stop, draft.body_stop)),
            body=_span(lines, draft.body, draft.body_stop),
            author=_words(text, draft.author),
            date=_words(text, draft.date),
            threaded=threaded,
            indent=draft.indent,
            confidence=_confidence(layout),
            reason=_reason(draft, layout),
        )


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
