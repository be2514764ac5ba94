"""Which texts of a page a reader sees, the block each stands in, and what is furniture: menus, sharing, forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.ingest.markup import BLOCKS, Page

_HIDDEN = frozenset(
    "script style template noscript title textarea select option button input iframe object embed video audio canvas "
    "svg map datalist noframes noembed xmp base link meta amp-ad amp-analytics amp-sidebar".split()
)
_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden")
_FOR_SCREEN_READERS = frozenset("sr-only screen-reader-text visually-hidden visuallyhidden hidden is-hidden".split())
_FURNITURE_TAGS = frozenset(("nav", "footer", "menu"))
_FURNITURE_ROLES = frozenset("navigation contentinfo search banner dialog alertdialog menu menubar toolbar".split())
_FURNITURE_ITEMS = (
    "share sharing sharedaddy social related recommended recommendations newsletter signup subscribe subscription "
    "promo advert advertisement ad ads sponsor sponsored breadcrumb breadcrumbs cookie cookies consent gdpr sidebar "
    "navbar navigation pagination pager outbrain taboola popup modal toolbar most-read trending paywall skip-link "
    "copyright masthead tags tag-list jp-relatedposts reply-link comment-respond respond comment-form comments-link "
    "edit-link printfriendly"
)
_FURNITURE_CLASS = re.compile(
    rf"(?:(?!with|has|no|is|show|hide)[a-z0-9]{{1,20}}[-_]+){{0,2}}(?:{'|'.join(_FURNITURE_ITEMS.split())})"
    r"(?:[-_]+(?:bar|buttons?|links?|list|tools?|block|box|container|widget|wrapper|section|area|items?|posts?|articles?"
    r"|stories|content|form|banner|notice|menu|nav|icons?|panel|inner))?"
)
"""A class or id of which a part of the page is furniture: "social-links", "article__share", but not "has-sidebar"."""

_NEVER_FURNITURE = frozenset("html body main article h1 p".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """For each node of a page: is it hidden, in a link, in furniture; and the nearest block-level element."""

    hidden: bytes
    linked: bytes
    furniture: bytes
    block: tuple[int, ...]


def layout(page: Page) -> Layout:
    """What a reader sees of a page and how it is laid out, in one pass."""
    block = [0] * len(page)
    for node in range(1, len(page)):
        block[node] = node if page.tag[node] in BLOCKS else block[page.parent[node]]
    return Layout(
        hidden=_inherited(page, is_hidden),
        linked=_inherited(page, lambda page, node: page.tag[node] == "a"),
        furniture=_inherited(page, is_furniture),
        block=tuple(block),
    )


def is_hidden(page: Page, node: int) -> bool:
    """Whether an element is not shown to a reader. What only screen readers say is left out, too: it says twice what
    stands there, or names a control."""
    tag, attributes = page.tag[node], page.attributes[node]
    if tag in _HIDDEN:
        return True
    if not attributes:
        return False
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    if "style" in attributes and _HIDDEN_STYLE.search(attributes["style"].lower()):
        return True
    return "class" in attributes and not _FOR_SCREEN_READERS.isdisjoint(classes(page, node))


def is_furniture(page: Page, node: int) -> bool:
    """Whether an element is a part of the page that serves its use, not its matter, by its tag, role or class."""
    tag = page.tag[node]
    if tag in _FURNITURE_TAGS:
        return True
    if not page.attributes[node] or tag in _NEVER_FURNITURE:
        return False
    if page.get(node, "role").lower() in _FURNITURE_ROLES:
        return True
    return any(map(_FURNITURE_CLASS.fullmatch, names(page, node)))


def classes(page: Page, node: int) -> list[str]:
    """An element's classes in small letters."""
    return page.attributes[node].get("class", "").lower().split()


def names(page: Page, node: int) -> list[str]:
    """An element's classes and its id in small letters: what its maker called it."""
    return [name[:100] for name in (*classes(page, node), page.get(node, "id").lower()) if name]


def _inherited(page: Page, holds: Callable[[Page, int], bool]) -> bytes:
    """For each node whether that holds of it or of an element around it."""
    flags = bytearray(len(page))
    for node in range(1, len(page)):
        flags[node] = flags[page.parent[node]] or (page.tag[node] != "" and holds(page, node))
    return bytes(flags)
