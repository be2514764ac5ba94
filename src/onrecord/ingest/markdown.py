"""Reads Markdown: the file's characters as they are, with hints of what is heading, quotation, code and link in it."""

import html
import re
from collections.abc import Iterable, Iterator

from onrecord.ingest.encodings import decode, decoded_opening
from onrecord.ingest.frontmatter import front_matter
from onrecord.ingest.markdownblocks import Stretch, stretches
from onrecord.ingest.markdowninline import inline_hints
from onrecord.ingest.origins import LONGEST, completed
from onrecord.ingest.speakerlabels import turn_hints
from onrecord.model.base import Span
from onrecord.model.document import Document, Hint
from onrecord.registry import Ingester, Source
from onrecord.settings import Settings

NAMED = 0.92
"""Above what looks like a page, for Markdown may open with tags and hold pages in its code; below JSON Lines."""

OPENING = 4096
"""Bytes in which a page that was only named Markdown shows what it is."""

_SUFFIXES = (".md", ".markdown")
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)
_TEXT = "text"
_HEADING = re.compile("h[1-6]")
_WORD = re.compile(r"\S")

_IDENTIFIER = re.compile(r"\s\{[^{}]{1,100}\}$")
_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\](?:\([^()]{0,500}\)|\[[^\[\]]{0,200}\])")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,200}\])")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|~~|`+|(?<!\w)_+|_+(?!\w))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def fits(source: Source) -> float:
    """A bid for a text that is named Markdown and does not open as a page."""
    if not source.origin.uri.lower().endswith(_SUFFIXES):
        return 0.0
    opening = decoded_opening(source.data, OPENING)
    return NAMED if opening and not _PAGE.match(opening) else 0.0


def read(source: Source, _: Settings) -> Iterator[Document]:
    """One document: the file character by character. Title, date and author are those of the front matter; without
    a title there the first heading is it. Raises DocumentError for what is no text or blank."""
    text = decode(source.data)
    front = front_matter(text)
    parts = tuple(stretches(text, front.end))
    hints = [Hint(span=Span(0, front.end), tag="code")] if front.end else []
    hints += (Hint(span=Span(part.start, part.end), tag=part.kind) for part in parts if part.kind != _TEXT)
    turns = turn_hints(_without_code(text, hints))
    hints += turns
    for part in parts:
        if part.kind == _TEXT:
            hints += inline_hints(text, Span(part.start, part.end))
    yield Document(
        origin=completed(
            source.origin,
            title=front.title or _first_heading(text, parts),
            published=front.date,
            author=front.author,
        ),
        text=text,
        kind="transcript" if turns else "article",
        hints=tuple(sorted(hints, key=lambda hint: (hint.span.start, -hint.span.end))),
    )


def _without_code(text: str, hints: Iterable[Hint]) -> str:
    """The text with a blank for each character of code, so that nobody is heard in it and places stay."""
    pieces: list[str] = []
    at = 0
    for hint in hints:
        if hint.tag == "code" and hint.span.start >= at:
            pieces += (text[at : hint.span.start], _WORD.sub(" ", hint.span.of(text)))
            at = hint.span.end
    return "".join((*pieces, text[at:]))


def _first_heading(text: str, parts: Iterable[Stretch]) -> str | None:
    headings = (text[part.start : part.end] for part in parts if _HEADING.fullmatch(part.kind) and not part.quoted)
    return next((words for heading in headings if (words := _plain(heading))), None)


def _plain(heading: str) -> str:
    """The words of a heading without the signs of Markdown. What is far too long is none."""
    if len(heading) > 2 * LONGEST:
        return ""
    words = _LINK.sub(r"\1", _TAG.sub("", _IMAGE.sub("", _IDENTIFIER.sub("", heading))))
    return html.unescape(_ESCAPED.sub(r"\1", _EMPHASIS.sub("", words))).strip()


INGESTER = Ingester(fits=fits, read=read)
