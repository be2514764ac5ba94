"""Reads what Coral answers when asked for a story's comments (GraphQL): comments that hold their replies."""

from onrecord.ingest.threads.exported import Exported, ExportedPost
from onrecord.ingest.threads.fields import Fields, address, either_words, fields, key, line, moment, rows, unnamed
from onrecord.ingest.threads.trees import nested

_STORIES = ("story", "asset", "stream")
_ANSWERS = ("replies", "allChildComments")
_GONE = frozenset(("REJECTED", "WITHHELD"))


def exported(value: object) -> Exported | None:
    """The posts; None for what is of another form."""
    data = fields(value, "data") or fields(value)
    story = next((fields(data, name) for name in _STORIES if fields(data, name)), data)
    comments = fields(story, "comments")
    if not any(isinstance(comments.get(name), list) for name in ("edges", "nodes")):
        return None
    names = unnamed()
    told = fields(story, "metadata")
    return Exported(
        posts=tuple(nested(_nodes(comments), lambda row, above: _post(row, above, next(names)), _answers)),
        title=line(told, "title") or line(story, "title"),
        url=address(story, "url"),
        published=moment(told, "publishedAt") or moment(story, "publishedAt", "publication_date"),
        author=line(told, "author"),
    )


def _post(row: Fields, above: str | None, unnamed: str) -> ExportedPost:
    gone = bool(row.get("deleted")) or line(row, "status") in _GONE
    return ExportedPost(
        id=key(row.get("id")) or unnamed,
        parent=above or key(fields(row, "parent").get("id")),
        author=line(fields(row, "author"), "username", "name") or line(fields(row, "user"), "username"),
        date=moment(row, "createdAt", "created_at"),
        words=None if gone else either_words(row.get("body")),
    )


def _answers(row: Fields) -> list[Fields]:
    return next((found for name in _ANSWERS if (found := _nodes(fields(row, name)))), [])


def _nodes(connection: Fields) -> list[Fields]:
    """The comments of a list that comes in pages."""
    return [fields(edge, "node") for edge in rows(connection.get("edges")) if fields(edge, "node")] or rows(
        connection.get("nodes")
    )
