"""Reads Hacker News: an item that holds its children (Algolia), or a list of items that name their parents (Firebase).
The text of the story, where it has one, is the story's."""

from collections.abc import Iterator, Sequence

from onrecord.ingest.threads.exported import Exported, ExportedPost
from onrecord.ingest.threads.fields import Fields, address, fields, html_words, key, line, moment, rows, unnamed
from onrecord.ingest.threads.trees import nested

_TYPES = frozenset("story comment poll pollopt job".split())
_HOLDING = ("created_at_i", "story_id", "parent_id", "author")
_LISTED = ("by", "deleted", "dead", "time", "kids", "parent")


def exported(value: object) -> Exported | None:
    """The story and its comments; None for what is of another form."""
    item = fields(value)
    if isinstance(item.get("children"), list) and line(item, "type") in _TYPES and any(n in item for n in _HOLDING):
        return _holding(item)
    items = [row for row in _items(value) if line(row, "type") in _TYPES and any(name in row for name in _LISTED)]
    return _listed(items) if items else None


def _holding(item: Fields) -> Exported:
    """The story with all below it; a comment as the top is a post itself."""
    is_post = item.get("type") == "comment"
    names = unnamed()

    def read(row: Fields, above: str | None) -> ExportedPost:
        return ExportedPost(
            id=key(row.get("id")) or next(names),
            parent=above,
            author=line(row, "author"),
            date=moment(row, "created_at", "created_at_i"),
            words=html_words(row.get("text")),
        )

    posts = nested([item] if is_post else rows(item.get("children")), read, lambda row: rows(row.get("children")))
    return _told({} if is_post else item, tuple(posts))


def _items(value: object) -> list[Fields]:
    """The items of a list, of a list that has a name, or of an object that holds each by its number."""
    held = fields(value)
    items = rows(value) or rows(held.get("items"))
    return items or rows([row for name, row in held.items() if name.isascii() and name.isdigit()])


def _listed(items: Sequence[Fields]) -> Exported:
    story = next((row for row in items if line(row, "type") not in ("comment", "pollopt")), {})
    return _told(story, tuple(_comments(items, key(story.get("id")))))


def _comments(items: Sequence[Fields], story: str | None) -> Iterator[ExportedPost]:
    names = unnamed()
    for row in items:
        if row.get("type") == "comment":
            parent = key(row.get("parent"))
            yield ExportedPost(
                id=key(row.get("id")) or next(names),
                parent=parent if parent != story else None,
                author=line(row, "by"),
                date=moment(row, "time"),
                words=None if row.get("deleted") else html_words(row.get("text")),
            )


def _told(story: Fields, posts: tuple[ExportedPost, ...]) -> Exported:
    return Exported(
        posts=posts,
        title=line(story, "title"),
        url=address(story, "url"),
        published=moment(story, "created_at", "created_at_i", "time"),
        author=line(story, "author", "by"),
        story=html_words(story.get("text")),
    )
