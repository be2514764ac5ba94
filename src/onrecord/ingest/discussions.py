"""Finds the readers' comments of a page and who answers whom: by the markup of WordPress and its like, by microdata,
by a list of like elements in a part of the page that is called comments, or by linked data."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.ingest.comments import read_comment
from onrecord.ingest.linkeddata import Thing, comment_text, comments_in, name_in, plain_words
from onrecord.ingest.markup import Page
from onrecord.ingest.origins import iso_date
from onrecord.ingest.visibility import Layout, classes, names
from onrecord.ingest.walk import Named

MAX_BESIDE = 60
"""Texts that a container of comments has beside them: a heading, a notice, a form."""

MIN_ALIKE = 2
"""Elements of one form in a part called comments that are taken for comments."""

_NUMBERED = re.compile(r"(?:li-|div-|dsq-|article-|p-)?comment[-_]?(?P<number>\d{1,20})")
_SINGLE = frozenset(
    "comment comment-item comment_item comment__item commentitem comment-container post-comment reader-comment "
    "coral-comment single-comment user-comment c-comment comment-box comment-entry".split()
)
_ELEMENTS = frozenset("li div article section dl dd tr td".split())
_CONTAINER = re.compile(
    r"(?:.*[-_])?(?:comments|discussion|responses)(?:[-_]?(?:area|list|section|container|wrapper|threads?|block|body))?"
    r"|comment-?list|comment-section|comment-area"
)
_NEVER_CONTAINER = frozenset("html body main".split())
_DEPTH = re.compile(r"(?:depth|level)[-_](?P<depth>\d{1,3})")
_DEPTHS = ("data-depth", "data-level", "aria-level")
_PARENTS = ("data-parent-id", "data-parent", "data-parent-comment-id", "data-reply-to", "data-in-reply-to")
_IDS = ("id", "data-comment-id", "data-id", "itemid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment: the nodes of its element without those of comments nested in it, the texts above its body
    and those in it. One that stands only in the page's linked data has `words` instead. One that answers the article
    has no parent."""

    nodes: tuple[int, ...] = ()
    id: str
    parent: str | None
    depth: int
    author: str | None
    date: str | None
    header: tuple[int, ...] = ()
    body: tuple[int, ...] = ()
    labels: Mapping[int, Named] = field(default_factory=dict)
    """The elements that name its author and date."""
    words: str = ""

    @property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """What a hint keeps of the comment."""
        known = {"id": self.id, "author": self.author, "date": self.date, "parent": self.parent}
        return (*((name, value) for name, value in known.items() if value), ("depth", str(self.depth)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """The comments of a page in their order, and a flag for each node that belongs to the discussion."""

    comments: tuple[Comment, ...]
    nodes: bytes


def discussion(page: Page, shown: Layout, things: Sequence[Thing]) -> Discussion:
    """The readers' comments of a page; `things` is its linked data."""
    containers = [n for n in page.elements() if _is_container(page, n)]
    visible = [n for n in page.elements() if page.tag[n] in _ELEMENTS and not shown.hidden[n]]
    before = _texts_before(page, shown)
    named = [n for n in visible if _is_single(page, n) and not _is_story(page, n, before)]
    distinct = _distinct(page, named or list(_alike(page, shown, containers)), before)
    marked = tuple(_comments(page, shown, distinct, containers))
    told = tuple(_told(things))
    return Discussion(
        comments=tuple(_completed(page, marked, told)) if marked else told,
        nodes=_flags(page, distinct, containers, before),
    )


def _is_container(page: Page, node: int) -> bool:
    if not page.attributes[node] or page.tag[node] in _NEVER_CONTAINER:
        return False
    return any(map(_CONTAINER.fullmatch, names(page, node)))


def _is_single(page: Page, node: int) -> bool:
    if not page.attributes[node]:
        return False
    named = not _SINGLE.isdisjoint(classes(page, node))
    return named or _number(page, node) is not None or _is_declared(page, node)


def _is_declared(page: Page, node: int) -> bool:
    """Whether microdata says that it is a comment."""
    kind = page.get(node, "itemtype").lower()
    return "comment" in page.get(node, "itemprop").lower().split() or kind.endswith(("/comment", "/usercomments"))


def _is_story(page: Page, node: int, before: Sequence[int]) -> bool:
    """Whether it holds most of the page, nothing but its class making it a comment: an opinion piece is called so."""
    most = 2 * (before[page.last[node]] - before[node]) > before[-1]
    return most and _number(page, node) is None and not _is_declared(page, node)


def _number(page: Page, node: int) -> str | None:
    match = _NUMBERED.fullmatch(page.get(node, "id").lower())
    return match["number"] if match else None


def _alike(page: Page, shown: Layout, containers: Sequence[int]) -> Iterator[int]:
    """The elements of the commonest form among those right below a container, or below the one element in it."""
    end = 0
    for container in containers:
        if container < end:
            continue
        end = page.last[container]
        level = [container]
        while len(level) == 1:
            level = [n for n in page.children(level[0]) if page.tag[n] in _ELEMENTS and not shown.hidden[n]]
        forms = Counter((page.tag[n], page.get(n, "class")) for n in level)
        form, count = forms.most_common(1)[0] if forms else (("", ""), 0)
        if count >= MIN_ALIKE:
            yield from (n for n in level if (page.tag[n], page.get(n, "class")) == form)


def _texts_before(page: Page, shown: Layout) -> list[int]:
    """For each node, and for the end of the page, how many texts with words are shown before it."""
    counts = [0]
    for node in range(len(page)):
        plain = not (page.tag[node] or shown.hidden[node])
        written = plain and not page.source[page.start[node] : page.stop[node]].isspace()
        counts.append(counts[-1] + (node > 0 and written))
    return counts


def _distinct(page: Page, singles: Sequence[int], before: Sequence[int]) -> list[int]:
    """One element for each comment: themes put one comment into two that look like comments, or all into one."""
    siblings = Counter(page.parent[node] for node in singles)
    kept: list[int] = []
    open_ones: list[int] = []
    for node in singles:
        while open_ones and page.last[open_ones[-1]] <= node:
            open_ones.pop()
        around = open_ones[-1] if open_ones else None
        if around is not None and kept[-1:] == [around] and before[around] == before[node]:
            if siblings[page.parent[node]] == 1:
                continue
            kept.pop()
        elif around is not None and _number(page, node) is not None and _number(page, node) == _number(page, around):
            continue
        kept.append(node)
        open_ones.append(node)
    return kept


def _comments(page: Page, shown: Layout, singles: Sequence[int], containers: Sequence[int]) -> Iterator[Comment]:
    """Reads each comment, and whom it answers: the one it names, the one it stands in, or the last less deep.

    What has nothing of a comment but its class, neither author nor number, and stands by itself, is none: teasers of
    opinion pieces and invitations to comment are called so, too.
    """
    owned = _owned(page, singles)
    inside = _covering(page, containers)
    ids: dict[str, str] = {}
    above: list[tuple[int, int, str]] = []
    for node in singles:
        read = read_comment(page, shown, owned[node])
        if not read.body or not (read.author or _number(page, node) or _is_declared(page, node) or inside[node]):
            continue
        depth = _depth(page, node)
        while above and (above[-1][0] <= node if depth is None else above[-1][1] >= depth):
            above.pop()
        name = next(filter(None, (page.get(node, key) for key in _IDS)), f"comment-{len(ids) + 1}")
        keys = (name, _number(page, node), *(page.get(node, key) for key in _IDS))
        ids.update((key, name) for key in keys if key)
        named = next((ids[page.get(node, key)] for key in _PARENTS if page.get(node, key) in ids), None)
        depth = depth if depth is not None else above[-1][1] + 1 if above else 1
        yield Comment(
            nodes=tuple(owned[node][1:]),
            id=name,
            parent=named or (above[-1][2] if above else None),
            depth=depth,
            author=read.author,
            date=read.date,
            header=read.header,
            body=read.body,
            labels=read.labels,
        )
        above.append((page.last[node], depth, name))


def _owned(page: Page, singles: Sequence[int]) -> Mapping[int, list[int]]:
    """For each comment the nodes of its element, without those of comments nested in it."""
    owned: dict[int, list[int]] = {node: [] for node in singles}
    owner = [0] * len(page)
    for node in range(1, len(page)):
        owner[node] = node if node in owned else owner[page.parent[node]]
        if owner[node]:
            owned[owner[node]].append(node)
    return owned


def _depth(page: Page, node: int) -> int | None:
    """How deep the page says that the comment is."""
    given = next((page.get(node, key) for key in _DEPTHS if page.get(node, key)), "")
    if given.isascii() and given.isdigit() and len(given) <= 3:
        return int(given)
    matches = filter(None, map(_DEPTH.fullmatch, classes(page, node)))
    return next((int(match["depth"]) for match in matches), None)


def _flags(page: Page, singles: Sequence[int], containers: Sequence[int], before: Sequence[int]) -> bytes:
    """A flag for each node in a comment, or in a container of comments that holds little beside them."""
    flags = _covering(page, singles)
    inside = [0]
    for node in range(len(page)):
        inside.append(inside[-1] + (flags[node] and before[node + 1] - before[node]))
    beside = {n: before[page.last[n]] - before[n] - inside[page.last[n]] + inside[n] for n in containers}
    little = [n for n in containers if beside[n] <= MAX_BESIDE and inside[page.last[n]] > inside[n]]
    return bytes(_covering(page, sorted((*singles, *little))))


def _covering(page: Page, elements: Sequence[int]) -> bytearray:
    flags = bytearray(len(page))
    end = 0
    for node in elements:
        if node >= end:
            end = page.last[node]
            flags[node:end] = b"\1" * (end - node)
    return flags


def _told(things: Sequence[Thing]) -> Iterator[Comment]:
    """The comments of linked data."""
    ids: dict[int, tuple[str, int]] = {}
    names_used = set()
    for comment, parent in comments_in(things):
        words = comment_text(comment)
        name = plain_words(comment.get("@id")) or plain_words(comment.get("url")) or f"comment-{len(ids) + 1}"
        above = ids.get(id(parent), ("", 0))
        item = comment.get("parentItem")
        named = plain_words(item.get("@id")) if isinstance(item, dict) else None
        ids[id(comment)] = (name, above[1] + 1)
        if words and name not in names_used:
            yield Comment(
                id=name,
                parent=above[0] or (named if named in names_used else None),
                depth=above[1] + 1,
                author=name_in(comment.get("author"), {}),
                date=iso_date(plain_words(comment.get("dateCreated")) or plain_words(comment.get("datePublished"))),
                words=words,
            )
            names_used.add(name)


def _completed(page: Page, marked: Sequence[Comment], told: Sequence[Comment]) -> Iterator[Comment]:
    """The comments of the page, with the author and date that linked data gives where the page shows none."""
    known = {_key(comment.words): comment for comment in told}
    for comment in marked:
        same = known.get(_key("".join(page.words_of(node) for node in comment.body))) if known else None
        if same is None:
            yield comment
        else:
            yield replace(comment, author=comment.author or same.author, date=comment.date or same.date)


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
