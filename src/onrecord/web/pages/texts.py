"""What the pages of documents show: the whole record at a glance, its documents, and the text of one."""

from collections.abc import Iterable, Iterator

from onrecord.errors import DocumentError
from onrecord.model.rows import PostRow
from onrecord.store.questions import Told, ToldReading
from onrecord.web.asked import SIZE, AboutDocument, Asked, Pages, paging
from onrecord.web.site import Site
from onrecord.web.views import Branch, Documents, Home, Text

SHOWN = 8
"""Documents on the first page."""


def home(site: Site, judge: str, asked: Asked) -> Home:  # noqa: ARG001
    """How much the record holds."""
    return Home(
        overview=site.store.overview(),
        documents=site.store.documents(limit=SHOWN),
        left=site.store.left(judge=judge),
        libraries=tuple(site.libraries),
    )


def documents(site: Site, judge: str, asked: Pages) -> Documents:  # noqa: ARG001
    """A page of the documents, in the order added."""
    at = paging(asked.page, sum(site.store.documents_by_kind().values()))
    return Documents(documents=site.store.documents(limit=SIZE, offset=at.offset), paging=at)


def text(site: Site, judge: str, asked: AboutDocument) -> Text:  # noqa: ARG001
    """A page of a document's text, with its discussion there and, if one is named, why a row is there.

    Where a row is named and no page, it is the page on which the row stands.
    """
    why, reading = (None, None) if asked.why is None else _told(site, asked.why)
    named = why or reading
    page = named.page if named and asked.page == 1 else asked.page
    stretch = site.store.stretch(asked.document, page=page)
    about = why.document if why else reading.found.document if reading else stretch.document
    if about.id != stretch.document.id:
        raise DocumentError(f"nothing is marked as {asked.why!r} in that document")
    return Text(stretch=stretch, discussion=tuple(branches(stretch.posts)), why=why, reading=reading)


def _told(site: Site, of: str) -> tuple[Told | None, ToldReading | None]:
    """The statement, or the reading, of that id. Raises DocumentError where there is neither."""
    reading = site.store.told_reading(of)
    return (None, reading) if reading is not None else (site.store.told(of), None)


def branches(posts: Iterable[PostRow]) -> Iterator[Branch]:
    """The posts as a tree, each below the one that it answers, in the order of the text; a tree of any depth."""
    known = {post.id: post for post in posts}
    below: dict[str | None, list[PostRow]] = {}
    for post in known.values():
        below.setdefault(post.parent if post.parent in known and post.parent != post.id else None, []).append(post)
    left = [(post, 0) for post in reversed(below.pop(None, []))]
    while left:
        post, depth = left.pop()
        parent = known.get(post.parent or "")
        yield Branch(post=post, depth=depth, answers=parent.author if parent else None)
        left += ((answer, depth + 1) for answer in reversed(below.pop(post.id, [])))
