"""A post as it was found, before it is known whom it answers."""

from dataclasses import dataclass

from onrecord.model.base import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPost:
    """Where a post and its words stand, what is printed of its author and date, and why it is taken for one post.

    `key` and `answers` are the page's own names of this post and of the one it answers. `threaded` is True where the
    layout shows which posts are answers, `indent` then tells how deep this one stands. `repeated` is where the page
    prints an earlier post, or a part of one, again above the words of its answer.
    """

    extent: Span
    body: Span
    author: str | None = None
    date: str | None = None
    key: str | None = None
    answers: str | None = None
    threaded: bool = False
    indent: int = 0
    repeated: Span | None = None
    confidence: float
    reason: str
