"""Reads what Viafoura answers when asked for a page's comments: a list, each with its parent, times in milliseconds."""

from collections.abc import Mapping

from onrecord.ingest.threads.exported import Exported, ExportedPost
from onrecord.ingest.threads.fields import Fields, address, either_words, fields, key, line, moment, rows, unnamed
from onrecord.ingest.threads.trees import nested

_IDS = ("uuid", "content_uuid")
_NAMES = ("name", "display_name", "username")
_WRITERS = ("actor", "user", "author")
_GONE = frozenset(("deleted", "disabled", "removed", "spam"))


def exported(value: object) -> Exported | None:
    """The posts; None for what is of another form."""
    contents = [row for row in rows(fields(value).get("contents")) if any(name in row for name in _IDS)]
    if not contents:
        return None
    users = _users(fields(value))
    names = unnamed()
    page = fields(value, "content_container") or fields(value, "container")
    return Exported(
        posts=tuple(nested(contents, lambda row, above: _post(row, above, users, next(names)), _answers)),
        title=line(page, "title", "content_container_title"),
        url=address(page, "url", "content_container_url"),
    )


def _post(row: Fields, above: str | None, users: Mapping[str, str], unnamed: str) -> ExportedPost:
    parent, page = key(row.get("parent_uuid")), key(row.get("content_container_uuid"))
    given = next((name for writer in _WRITERS if (name := line(fields(row, writer), *_NAMES))), None)
    gone = line(row, "state") in _GONE or bool(row.get("is_deleted"))
    return ExportedPost(
        id=next((name for field in _IDS if (name := key(row.get(field)))), unnamed),
        parent=above or (parent if parent != page else None),
        author=given or line(row, "actor_name") or users.get(key(row.get("actor_uuid")) or ""),
        date=moment(row, "date_created"),
        words=None if gone else either_words(row.get("content")),
    )


def _answers(row: Fields) -> list[Fields]:
    return rows(row.get("replies")) or rows(fields(row, "replies").get("contents"))


def _users(value: Fields) -> Mapping[str, str]:
    """The names of those who wrote, where they stand apart, by their own keys."""
    listed = [user for name in ("users", "actors") for user in rows(value.get(name))]
    told = ((key(user.get("uuid")) or key(user.get("id")), line(user, *_NAMES)) for user in listed)
    return {uuid: name for uuid, name in told if uuid and name}
