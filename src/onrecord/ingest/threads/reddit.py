"""Reads Reddit's listings: the post and its comments, which hold their replies. The post's own text is the story."""

import html
from collections.abc import Iterable

from onrecord.ingest.threads.exported import Exported, ExportedPost, Words
from onrecord.ingest.threads.fields import (
    Fields,
    address,
    fields,
    html_words,
    key,
    line,
    moment,
    plain_lines,
    rows,
    unnamed,
)
from onrecord.ingest.threads.trees import nested

_GONE = frozenset(("[deleted]", "[removed]", "[deleted by user]", "[removed by reddit]", "[ removed by reddit ]"))
"""What stands in the place of a name or of words that were taken away."""

_COMMENT, _POST = "t1", "t3"


def exported(value: object) -> Exported | None:
    """The post and its comments; None for what is of another form."""
    listings = rows(value) or ([fields(value)] if fields(value) else [])
    if not listings or any(row.get("kind") != "Listing" for row in listings):
        return None
    things = [thing for listing in listings for thing in rows(fields(listing, "data").get("children"))]
    post = next((fields(thing, "data") for thing in things if thing.get("kind") == _POST), {})
    names = unnamed()
    return Exported(
        posts=tuple(nested(_comments(things), lambda row, above: _comment(row, above, next(names)), _answers)),
        title=line(post, "title"),
        url=address(post, "url"),
        published=moment(post, "created_utc"),
        author=_unless_gone(line(post, "author")),
        story=_words(post, "selftext"),
    )


def _comment(row: Fields, above: str | None, unnamed: str) -> ExportedPost:
    parent, number = key(row.get("parent_id")) or above, key(row.get("id"))
    return ExportedPost(
        id=key(row.get("name")) or (f"{_COMMENT}_{number}" if number else unnamed),
        parent=None if parent and parent.startswith(f"{_POST}_") else parent,
        author=_unless_gone(line(row, "author")),
        date=moment(row, "created_utc"),
        words=_words(row, "body"),
    )


def _comments(things: Iterable[Fields]) -> list[Fields]:
    """The comments among the things listed, which hold stubs of what was not loaded, too."""
    return [fields(thing, "data") for thing in things if thing.get("kind") == _COMMENT and fields(thing, "data")]


def _answers(row: Fields) -> list[Fields]:
    return _comments(rows(fields(row, "replies", "data").get("children")))


def _words(row: Fields, name: str) -> Words | None:
    """The words as HTML, which comes escaped once more, or else as they were typed."""
    typed = row.get(name)
    if not isinstance(typed, str) or not typed.strip() or typed.strip().casefold() in _GONE:
        return None
    shown = row.get(f"{name}_html")
    if isinstance(shown, str) and shown.strip():
        return html_words(html.unescape(shown) if shown.lstrip().startswith("&lt;") else shown)
    return plain_lines(html.unescape(typed))


def _unless_gone(name: str | None) -> str | None:
    return None if name and name.casefold() in _GONE else name
