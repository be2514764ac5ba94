"""Reads the posts of a page whose markup says where each of them stands."""

from collections.abc import Iterator

from onrecord.model.base import Span
from onrecord.model.document import Document, Hint
from onrecord.segment.found import FoundPost

SURE = 0.98
"""The markup named the comment, its words and its author: what is wrong then is the page's own."""


def marked_posts(document: Document) -> Iterator[FoundPost]:
    """The posts that the markup names, each without the answers nested in it.

    One that is marked as empty has a body without words, so that its answers have a parent; others need words.
    """
    hints = sorted((h for h in document.hints if h.tag == "comment"), key=lambda h: (h.span.start, -h.span.end))
    bodies = sorted((h.span for h in document.hints if h.tag == "comment-body"), key=lambda s: s.start)
    at = end = 0
    for place, hint in enumerate(hints):
        start = max(hint.span.start, end)
        after = hints[place + 1].span.start if place + 1 < len(hints) else hint.span.end
        stop = max(start, min(hint.span.end, after))
        while at < len(bodies) and bodies[at].start < start:
            at += 1
        inside = at < len(bodies) and bodies[at].start < stop
        body = bodies[at] if inside else Span(start, max(start, stop))
        extent = _trimmed(document.text, start, max(stop, min(body.end, hint.span.end)))
        body = _trimmed(document.text, body.start, max(body.start, min(body.end, extent.end)))
        empty = hint.get("empty") is not None
        if empty:
            body = Span(extent.end, extent.end)
        if len(body) or (empty and len(extent)):
            yield _post(hint, extent, body)
            end = extent.end


def _post(hint: Hint, extent: Span, body: Span) -> FoundPost:
    return FoundPost(
        extent=extent,
        body=body,
        author=hint.get("author") or None,
        date=hint.get("date") or None,
        key=hint.get("id") or None,
        answers=hint.get("parent") or None,
        threaded=True,
        confidence=SURE,
        reason="The page's markup names this comment.",
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
