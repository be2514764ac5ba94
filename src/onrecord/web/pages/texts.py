"""What the pages of documents show: the whole record at a glance, its documents, and the text of one."""

from collections.abc import Iterable, Iterator

from onrecord.errors import DocumentError
from onrecord.model.rows import PostRow
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
    """A page of a document's text, with its discussion there and, if one is named, why a statement is there."""
    stretch = site.store.stretch(asked.document, page=asked.page)
    why = None
    if asked.why is not None:
        why = site.store.told(asked.why)
        if why.document.id != stretch.document.id:
            raise DocumentError(f"no statement {asked.why!r} in that document")
    return Text(stretch=stretch, discussion=tuple(branches(stretch.posts)), why=why)


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
