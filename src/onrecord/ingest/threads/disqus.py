"""Reads what Disqus answers when asked for a thread's posts: a flat list, each with its parent."""

from collections.abc import Iterator

from onrecord.ingest.threads.exported import Exported, ExportedPost, Words
from onrecord.ingest.threads.fields import Fields, address, fields, html_words, key, line, moment, rows, unnamed

_MARKS = frozenset(("message", "raw_message", "isDeleted"))


def exported(value: object) -> Exported | None:
    """The posts; None for what is of another form."""
    response = fields(value).get("response")
    posts = [row for row in rows(response) if not _MARKS.isdisjoint(row)]
    if not isinstance(response, list) or not (posts or "code" in fields(value)):
        return None
    thread = next((fields(row, "thread") for row in posts if fields(row, "thread")), {})
    return Exported(
        posts=tuple(_posts(posts)),
        title=line(thread, "clean_title", "title"),
        url=address(thread, "link"),
        published=moment(thread, "createdAt"),
    )


def _posts(found: list[Fields]) -> Iterator[ExportedPost]:
    names = unnamed()
    for row in found:
        yield ExportedPost(
            id=key(row.get("id")) or next(names),
            parent=key(row.get("parent")) or key(fields(row, "parent").get("id")),
            author=line(fields(row, "author"), "name", "username"),
            date=moment(row, "createdAt"),
            words=None if row.get("isDeleted") else _words(row),
        )


def _words(row: Fields) -> Words | None:
    """What is shown, or else what was typed, in which line ends count."""
    typed = row.get("raw_message")
    return html_words(row.get("message")) or html_words(typed.replace("\n", "<br>") if isinstance(typed, str) else None)
