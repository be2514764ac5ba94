"""Reads HTML pages: the article and the readers' comments under it, every word of both, with what the markup said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.errors import DocumentError
from onrecord.ingest.discussions import Comment, discussion
from onrecord.ingest.encodings import decode, decoded_opening
from onrecord.ingest.headlines import headline
from onrecord.ingest.linewriter import EMPTY_LINE, LineWriter
from onrecord.ingest.linkeddata import linked_data
from onrecord.ingest.markup import Page, parse
from onrecord.ingest.origins import completed, first_date
from onrecord.ingest.pagefacts import page_facts
from onrecord.ingest.regions import Region, article
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.ingest.visibility import Layout, layout
from onrecord.ingest.walk import Named, walk
from onrecord.model.base import Span
from onrecord.model.document import Document, Hint
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

OPENING = 4096
"""Bytes of a file in which a page shows that it is one."""

DATELINE_WITHIN = 8
DATELINE_WORDS = 8
"""Lines under the headline, empty ones counted, and words in one of them, where a date is the article's own."""

SURE, LIKELY = 0.9, 0.8
"""Bids for a page that says so, and for a file called one that holds tags."""

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|article|section|main|span|table|td|br|h[1-6]|ul|ol|li|a|b|i|em|blockquote)\b[^<>]{0,500}>", re.I
)
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")


def fits(source: Source) -> float:
    """A sure bid for what declares itself as a page, a likely one for tags in a file that is named as one."""
    opening = decoded_opening(source.data, OPENING)
    if _PAGE.search(opening):
        return SURE
    named = source.origin.uri.lower().endswith(_SUFFIXES)
    return LIKELY if _TAG.match(opening.lstrip()) or (named and _TAG.search(opening)) else 0.0


def read(source: Source, _: Settings) -> Iterator[Document]:
    """One document: headline, article, then the discussion. Raises DocumentError for a page without either."""
    page = parse(decode(source.data))
    shown = layout(page)
    things = linked_data(page)
    readers = discussion(page, shown, things)
    nodes = [n for n in page.elements() if not (shown.hidden[n] or shown.furniture[n] or readers.nodes[n])]
    facts = page_facts(page, nodes, things)
    top = headline(page, nodes, source.origin.title or facts.title)
    heading = page.words_of(top) if top is not None else ""
    if heading and (facts.title or "").startswith(heading):
        facts = replace(facts, title=heading)  # the window's title goes on with the site's name
    region = article(page, shown, readers.nodes, top)
    if not region.texts and not readers.comments:
        raise DocumentError("no article text found: the page holds navigation only, or nothing that reads as prose")
    out = LineWriter()
    report = tuple(_report(page, shown, top if region.texts else None, region, out))
    turns = turn_hints(out.text)
    comments = tuple(_discussion(page, readers.comments, out))
    hints = sorted((*report, *turns, *comments), key=lambda hint: (hint.span.start, -hint.span.end))
    yield Document(
        origin=completed(facts.complete(source.origin), title=heading, published=_dateline(out.text)),
        text=out.text,
        kind="transcript" if turns else "article" if region.texts else "discussion",
        hints=tuple(hints),
        offsets=out.offsets,
    )


def _dateline(text: str) -> str | None:
    """The date that stands by itself right under the headline."""
    lines = text[:OPENING].split("\n")[1:DATELINE_WITHIN]
    return first_date(line for line in lines if len(line.split()) <= DATELINE_WORDS)


def _report(page: Page, shown: Layout, top: int | None, region: Region, out: LineWriter) -> Iterator[Hint]:
    """The headline and the article are written; the hints of both."""
    if top is not None:
        heading = range(top, page.last[top])
        yield from walk(page, heading, {n for n in heading if not shown.hidden[n]}, out, {top: Named("h1")}).hints
    repeats = {node: Named("aside", (("repeats", "article"),)) for node in region.repeats}
    yield from walk(page, range(1, len(page)), region.texts, out, repeats).hints


def _discussion(page: Page, comments: Sequence[Comment], out: LineWriter) -> Iterator[Hint]:
    """The comments are written in their order, each by itself; their hints, and one for all of them."""
    found = [hint for comment in comments for hint in _comment(page, comment, out)]
    if found:
        yield Hint(span=Span(found[0].span.start, out.length), tag="comments")
    yield from found


def _comment(page: Page, comment: Comment, out: LineWriter) -> Iterator[Hint]:
    if comment.words:
        out.part(EMPTY_LINE)
        body = Span(out.insert(comment.words), out.length)
        yield Hint(span=body, tag="comment", attributes=comment.attributes)
        yield Hint(span=body, tag="comment-body")
        return
    head = walk(page, comment.nodes, frozenset(comment.header), out, comment.labels)
    body_walk = walk(page, comment.nodes, frozenset(comment.body), out)
    start, begin = (head.texts or body_walk.texts)[0][1].start, body_walk.texts[0][1].start
    yield Hint(span=Span(start, out.length), tag="comment", attributes=comment.attributes)
    yield Hint(span=Span(begin, out.length), tag="comment-body")
    yield from (*head.hints, *body_walk.hints)


INGESTER = Ingester(fits=fits, read=read)
