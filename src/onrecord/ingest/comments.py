"""Reads one reader's comment in a page's markup: who wrote it, when, and which of its texts are its body."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ingest.markup import Page
from onrecord.ingest.origins import iso_date, tidy
from onrecord.ingest.visibility import Layout, names
from onrecord.ingest.walk import Named

MAX_LABEL = 40
"""Nodes of an element that names an author or a date; larger ones hold more than that."""

MAX_BODIES = 5
"""Elements marked as the body that are looked into for words."""

MAX_NAME = 80
"""Characters of an author's name or of a date."""

_BODY = frozenset(
    "comment-content comment-text comment_text comment__text comment__content comment__body commenttext "
    "comment-message comment-copy comment_body comment-body post-message "
    "coral-comment-content".split()
)
_BODY_PROPERTIES = frozenset(("text", "commenttext", "description"))
_ABOUT = re.compile(
    r"(?:.*[-_])?(?:comment[-_]+)?(?:meta|metadata|author|header|info|vcard|says|avatar|byline|date|time|timestamp"
    r"|username|user)(?:[-_](?:name|info|meta|date|time))?"
)
_CONTROL = re.compile(
    r"(?:.*[-_])?(?:reply|replies|likes?|votes?|voting|rating|report|flag|permalink|edit|actions?|toolbar|tools|share"
    r"|controls|buttons|moderation|respond)(?:[-_](?:link|links|button|buttons|count|box))?"
)
_CONTROL_WORDS = re.compile(
    r"(?:log in to )?reply|report(?: abuse| comment)?|(?:dis)?like|share|permalink|link|flag|edit|\(edit\)|quote|#\d*"
    r"|\d+ likes?|reply to .{1,80}",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"fn|(?:coral[-_]+)?(?:comment[-_]+)?(?:author|user|username|user-name|commenter|nickname|display-name|poster)(?:[-_]+name)?"
)
_DATE = re.compile(r"(?:coral[-_]+)?(?:comment[-_]+)?(?:date|time|timestamp|published|posted|datetime|meta|metadata)")
_SAYS = re.compile(r"(?:\s+(?:says|said|wrote|writes|commented))?\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one comment's element holds: the texts above and in its body that are shown, its author and date, and the
    elements that name these."""

    header: tuple[int, ...]
    body: tuple[int, ...]
    author: str | None
    date: str | None
    labels: Mapping[int, Named]


def read_comment(page: Page, shown: Layout, own: Sequence[int]) -> Read:
    """Reads a comment. `own` are the nodes of its element in their order, without the comments nested in it."""
    elements = [n for n in own if page.tag[n]]
    controls = _inside(page, [n for n in elements if _is_control(page, n)])
    texts = [n for n in own if not (page.tag[n] or shown.hidden[n] or n in controls)]
    small = [n for n in elements if page.last[n] - n <= MAX_LABEL]
    header, body = _parted(page, elements, small, texts)
    by, author = next(_authors(page, small), (0, None))
    dates = tuple(_dates(page, small))
    on, date = next(((n, date) for n, words in dates if (date := iso_date(words))), next(iter(dates), (0, None)))
    labels = {by: Named("comment-author"), on: Named("comment-date")}
    return Read(header=header, body=body, author=author, date=date, labels=labels)


def _parted(
    page: Page, elements: Sequence[int], small: Sequence[int], texts: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The texts above the body, and those of the body: what is marked as it, or else all that is not about it."""
    about = _inside(page, [n for n in small if _is_about(page, n)])
    for node in [*[n for n in elements if _is_body(page, n)][:MAX_BODIES], 0]:
        body = [n for n in texts if node <= n < page.last[node] and n not in about]
        first = next((n for n in body if page.words_of(n)), None)
        if first is not None:
            end = body[-1] if node == 0 else first
            above = (n for n in texts if n < first or (n < end and n in about))
            return tuple(above), tuple(n for n in body if n >= first)
    return (), ()


def _inside(page: Page, nodes: Sequence[int]) -> set[int]:
    """All nodes in these elements."""
    found: set[int] = set()
    end = 0
    for node in nodes:
        found.update(range(max(node, end), page.last[node]))
        end = max(end, page.last[node])
    return found


def _is_control(page: Page, node: int) -> bool:
    if any(map(_CONTROL.fullmatch, names(page, node))):
        return True
    brief = page.tag[node] in ("a", "span") and page.last[node] - node <= 4
    return brief and _CONTROL_WORDS.fullmatch(page.words_of(node)) is not None


def _is_about(page: Page, node: int) -> bool:
    if page.tag[node] in ("time", "cite", "footer", "header"):
        return True
    return bool(_properties(page, node) & {"author", "datecreated", "datepublished"}) or any(
        map(_ABOUT.fullmatch, names(page, node))
    )


def _is_body(page: Page, node: int) -> bool:
    return not _BODY.isdisjoint(names(page, node)) or bool(_properties(page, node) & _BODY_PROPERTIES)


def _authors(page: Page, small: Sequence[int]) -> Iterator[tuple[int, str | None]]:
    """The name of who wrote it: in an hCard, by its property, by its class, or in <cite>."""
    signs: tuple[Callable[[int], bool], ...] = (
        lambda n: "fn" in names(page, n),
        lambda n: "author" in _properties(page, n),
        lambda n: any(map(_AUTHOR.fullmatch, names(page, n))),
        lambda n: page.tag[n] == "cite",
    )
    for sign in signs:
        for node in filter(sign, small):
            name = _SAYS.sub("", page.words_of(_name_in(page, node)) or page.get(node, "content"))
            if 0 < len(name) <= MAX_NAME:
                yield node, tidy(name.removeprefix("By ").removeprefix("by "))


def _name_in(page: Page, node: int) -> int:
    """The element of the name alone in what tells of an author, or that itself."""
    inside = range(node + 1, page.last[node])
    return next((n for n in inside if "name" in _properties(page, n) or "fn" in names(page, n)), node)


def _dates(page: Page, small: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What may be its date: in ISO 8601 where the markup has it so, or as it is printed."""
    signs: tuple[Callable[[int], bool], ...] = (
        lambda n: page.tag[n] == "time",
        lambda n: bool(_properties(page, n) & {"datecreated", "datepublished"}),
        lambda n: any(map(_DATE.fullmatch, names(page, n))),
    )
    for sign in signs:
        for node in filter(sign, small):
            for words in (page.get(node, "datetime"), page.get(node, "content"), page.get(node, "title")):
                if iso_date(words):
                    yield node, words
            words = page.words_of(node)
            if 0 < len(words) <= MAX_NAME and any(map(str.isdigit, words)):
                yield node, words


def _properties(page: Page, node: int) -> set[str]:
    return set(page.attributes[node].get("itemprop", "").lower().split())
