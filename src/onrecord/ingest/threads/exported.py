"""What an export of a discussion holds, whatever its form: the story, and its readers' posts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they were written: HTML, or plain lines."""

    written: str
    html: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPost:
    """One post as the export tells it. What was deleted, or never had any, has no words. `parent` is the name of the
    post that it answers; None where it answers the story."""

    id: str
    parent: str | None = None
    author: str | None = None
    date: str | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The posts of an export in its order, and what it says of the story; `story` are the story's own words."""

    posts: tuple[ExportedPost, ...]
    title: str | None = None
    url: str | None = None
    published: str | None = None
    author: str | None = None
    story: Words | None = None
