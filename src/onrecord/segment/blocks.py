"""Cuts a document into blocks and says what part each plays: headline, byline, paragraph, turn, post or boilerplate."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.model.base import Annotation, Span
from onrecord.model.document import Block, Document, Record, Role
from onrecord.registry import Layer
from onrecord.segment.discussion import posts_of
from onrecord.segment.found import FoundPost
from onrecord.segment.furniture import is_footer, is_furniture, is_heading, is_trackback
from onrecord.segment.lines import Line, lines
from onrecord.segment.stamps import stamp
from onrecord.segment.unspoken import TAGS as UNSPOKEN
from onrecord.segment.unspoken import unspoken
from onrecord.settings import Settings

HEADLINE_WORDS = 25
"""The longest headline of 924 news reports has 24 words."""
TOP = 6
"""Lines at the head of a report among which its byline stands."""
BYLINE_WORDS = 14

_BYLINE = re.compile(
    r"(?:by|from|written by|posted by|reporting by|story by)\s+[A-ZÀ-Þ]\S*"
    r"|\W*(?:(?:last|first)\s+)?(?:updated|published)\b",
    re.I,
)
_NO_LAYOUT = UNSPOKEN | {"turn", "turn-label", "blockquote", "page"}
"""Hints that do not tell headlines from paragraphs."""

_ASIDE = frozenset(["aside", "nav", "footer", "form", "button"])


def _blocks(record: Record) -> Iterator[Annotation]:
    document = record.document
    found = lines(document.text)
    posts = posts_of(document, found)
    roles = _Roles(document, found, posts)
    for place, line in enumerate(found):
        yield Block(document=document.id, extent=line.extent, role=roles.of(place))


class _Roles:
    """What the lines of one document are, asked in text order."""

    def __init__(self, document: Document, found: Sequence[Line], posts: Sequence[FoundPost]) -> None:
        self.text = document.text
        self.title = document.origin.title
        self.transcript = document.kind == "transcript"
        self.lines = found
        self.posts = _Cursor([p.extent for p in posts])
        self.found = posts
        self.turns = _Cursor(_spans(document, frozenset(["turn"])))
        self.headlines = _Cursor(_spans(document, frozenset(["h1"])))
        self.asides = _Cursor(_spans(document, _ASIDE))
        self.marked = any(h.tag not in _NO_LAYOUT for h in document.hints)
        self.unspoken = unspoken(document)
        self.top = next((n for n, line in enumerate(found) if not self.unspoken.holds(line.extent)), 0)
        """The first line that somebody wrote for readers: what is behind front matter."""

    def of(self, place: int) -> Role:
        line = self.lines[place]
        words = line.extent.of(self.text)
        post = self.posts.at(line.extent)
        if post is not None:
            return self._in_post(place, words, self.found[post])
        if self.turns.at(line.extent) is not None:
            return "turn"
        if self.unspoken.holds(line.extent):
            return "boilerplate"
        if self.headlines.at(line.extent) is not None or self._opens_as_headline(place, words):
            return "headline"
        if self.asides.at(line.extent) is not None or self._after_posts() or _is_boilerplate(words):
            return "boilerplate"
        return "byline" if place < self.top + TOP and self._is_byline(place, words) else "paragraph"

    def _after_posts(self) -> bool:
        """True between and after the posts of a flattened page. Markup may set comments before the report."""
        return self.posts.passed and not self.marked

    def _in_post(self, place: int, words: str, post: FoundPost) -> Role:
        line = self.lines[place]
        if post.body.overlaps(line.extent):
            return "boilerplate" if is_furniture(words) and post.body != line.extent else "post"
        if post.repeated is not None and post.repeated.overlaps(line.extent):
            return "boilerplate"
        return "boilerplate" if is_furniture(words) or is_heading(words) or is_trackback(words) else "byline"

    def _opens_as_headline(self, place: int, words: str) -> bool:
        """True for the title, for a transcript's first line before its turns, or for a short line over a
        longer one. Where markup tells, markup decides."""
        if self.title is not None and place < self.top + TOP and _plain(words) == _plain(self.title):
            return True
        if self.transcript:
            return place == self.top
        below = self.lines[self.top + 1 : self.top + TOP]
        if place != self.top or self.marked or not below or not below[0].apart:
            return False
        return len(words.split()) <= HEADLINE_WORDS and len(words) < max(len(line.extent) for line in below)

    def _is_byline(self, place: int, words: str) -> bool:
        if len(words.split()) > BYLINE_WORDS:
            return False
        return bool(_BYLINE.match(words)) or stamp(self.text, self.lines[place], place) is not None


class _Cursor:
    """Ordered stretches, asked in text order which of them a line stands in."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.next = 0

    @property
    def passed(self) -> bool:
        """True after the first stretch was reached."""
        return self.next > 0

    def at(self, extent: Span) -> int | None:
        while self.next < len(self.spans) and self.spans[self.next].end <= extent.start:
            self.next += 1
        inside = self.next < len(self.spans) and self.spans[self.next].start < extent.end
        return self.next if inside else None


def _spans(document: Document, tags: frozenset[str]) -> list[Span]:
    """The hints of these tags, those that touch as one."""
    spans: list[Span] = []
    for span in sorted(h.span for h in document.hints if h.tag in tags):
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    return spans


def _is_boilerplate(words: str) -> bool:
    return is_furniture(words) or is_heading(words) or is_footer(words) or is_trackback(words)


def _plain(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _load(_: Settings) -> Callable[[Record], Iterable[Annotation]]:
    return _blocks


LAYER = Layer(version="3", produces=(Block,), load=_load, languages=None)
