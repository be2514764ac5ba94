"""Marks sources, cues and contents in a text: by brackets and letters, and by colour where there is some."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from onrecord.cli.terminal import one_line, safe
from onrecord.model.base import Span
from onrecord.model.statement import Attribution, Post

if TYPE_CHECKING:
    from rich.text import Text

STYLES = {"s": "bold cyan", "c": "underline magenta", "q": "green"}
"""How a source, a cue and quoted or reported words look. The letters stand after the closing brackets."""

SIGN = "dim"


class _Sign(NamedTuple):
    """Something to be written between two characters of the text. Signs sort in the order of writing."""

    position: int
    rank: int
    """At one place brackets close, then a post is named, then brackets open."""
    distance: int
    """What opened last closes first, and what closes last opens first."""
    number: int
    role: str
    words: str


_CLOSES, _NAMES, _OPENS = range(3)


def marked_lines(text: str, attributions: Sequence[Attribution], posts: Sequence[Post] = ()) -> "Iterator[Text]":
    """The text line by line, with `[Smith]s1 [said]c1 [taxes will fall]q1` for the first attribution and so on.

    Before each post stands a line that names it.
    """
    from rich.text import Text

    line, at, roles = Text(), 0, Counter[str]()
    for sign in sorted((*_brackets(attributions), *_headings(posts), _Sign(len(text), _OPENS, 0, 0, "", ""))):
        style = " ".join(style for role, style in STYLES.items() if roles[role])
        first, *rest = safe(text[at : sign.position]).split("\n")
        line.append(first, style)
        for words in rest:
            yield line
            line = Text().append(words, style)
        at = sign.position
        if sign.rank == _NAMES:
            if line:
                yield line
            yield Text(sign.words, SIGN)
            line = Text()
        else:
            line.append(sign.words, SIGN)
            roles[sign.role] += 1 if sign.rank == _OPENS else -1
    yield line


def _brackets(attributions: Sequence[Attribution]) -> Iterator[_Sign]:
    for number, attribution in enumerate(attributions, 1):
        for role, span in _parts(attribution):
            yield _Sign(span.start, _OPENS, -span.end, number, role, "[")
            yield _Sign(span.end, _CLOSES, -span.start, -number, role, f"]{role}{number}")


def _parts(attribution: Attribution) -> Iterator[tuple[str, Span]]:
    if attribution.source is not None:
        yield "s", attribution.source
    if attribution.cue is not None:
        yield "c", attribution.cue
    for content in attribution.content:
        yield "q", content


def _headings(posts: Sequence[Post]) -> Iterator[_Sign]:
    numbers = {post.id: number for number, post in enumerate(posts, 1)}
    for number, post in enumerate(posts, 1):
        facts = [f"post {number}", post.author or "unnamed", post.date]
        if post.parent in numbers:
            facts.append(f"replies to post {numbers[post.parent]}")
        words = " · ".join(one_line(fact) for fact in facts if fact)
        yield _Sign(post.extent.start, _NAMES, 0, number, "", f"── {words} ──")
