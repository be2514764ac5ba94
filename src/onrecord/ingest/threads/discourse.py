"""Reads a topic of Discourse: posts with their numbers, and the number of the one that each answers.

The first post opens the topic and is a reader's as all others are; what answers no other answers it.
"""

from collections.abc import Iterator, Sequence

from onrecord.ingest.threads.exported import Exported, ExportedPost, Words
from onrecord.ingest.threads.fields import Fields, fields, html_words, key, line, moment, rows, unnamed

_FIRST = "1"


def exported(value: object) -> Exported | None:
    """The posts; None for what is of another form."""
    topic = fields(value)
    listed = fields(topic, "post_stream").get("posts")
    if not isinstance(listed, list):
        return None
    return Exported(
        posts=tuple(_posts(rows(listed))),
        title=line(topic, "title", "fancy_title"),
        published=moment(topic, "created_at"),
    )


def _posts(found: Sequence[Fields]) -> Iterator[ExportedPost]:
    names = unnamed()
    opened = any(key(row.get("post_number")) == _FIRST for row in found)
    for row in found:
        number = key(row.get("post_number")) or next(names)
        answers = key(row.get("reply_to_post_number")) or (_FIRST if opened else None)
        if not row.get("action_code"):  # "closed this topic": nobody's words
            yield ExportedPost(
                id=number,
                parent=answers if number != _FIRST else None,
                author=line(row, "display_username", "name", "username"),
                date=moment(row, "created_at"),
                words=_words(row),
            )


def _words(row: Fields) -> Words | None:
    gone = row.get("user_deleted") or row.get("deleted_at") or row.get("cooked_hidden")
    return None if gone else html_words(row.get("cooked"))
