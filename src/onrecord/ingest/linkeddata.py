"""The linked data (JSON-LD) of a page: its objects, the names in them, and the comments they hold."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.ingest.encodings import well_formed
from onrecord.ingest.markup import Page
from onrecord.ingest.origins import tidy

MAX_OBJECTS = 20_000
"""Objects looked at; a page with a thousand comments has 3,000."""

MAX_NAMES = 20
"""Authors taken from one list."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f]+")
_TAG = re.compile(r"<(/?)([a-zA-Z]{1,10})[^<>]{0,500}>")

Thing = Mapping[str, Any]


def linked_data(page: Page) -> tuple[Thing, ...]:
    """All objects of a page's JSON-LD, outer ones first; what is no JSON is passed over."""
    found: list[Thing] = []
    for node in page.elements():
        if page.tag[node] == "script" and page.get(node, "type").lower() == "application/ld+json":
            found.extend(_objects(_json(page.source_of(node))))
    return tuple(found[:MAX_OBJECTS])


def kinds(thing: Thing) -> tuple[str, ...]:
    """The types of an object."""
    given = thing.get("@type")
    return tuple(kind for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str))


def identified(things: Sequence[Thing]) -> Mapping[str, Thing]:
    """The objects that have a name, by their @id, to which others refer."""
    return {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and "name" in thing}


def name_in(value: object, known: Mapping[str, Thing]) -> str | None:
    """The names of persons or organisations, given by name, as an object, as a reference, or as a list of such."""
    found = []
    for part in (value if isinstance(value, list) else [value])[:MAX_NAMES]:
        if isinstance(part, dict):
            part = part.get("name") or known.get(str(part.get("@id")), {}).get("name")
        found.append(plain_words(part))
    return ", ".join(dict.fromkeys(name for name in found if name and not is_address(name))) or None


def plain_words(value: object) -> str | None:
    """A string on one line, its character references read; None for anything else."""
    return tidy(html.unescape(value)) if isinstance(value, str) else None


def is_address(words: str) -> bool:
    """Whether it is a web address."""
    return _ADDRESS.match(words) is not None


def comments_in(things: Sequence[Thing]) -> Iterator[tuple[Thing, Thing | None]]:
    """Each comment and the comment that it answers, in the order of writing."""
    seen: set[int] = set()
    for thing in things:
        if "Comment" not in kinds(thing):
            yield from _threads(_listed(thing.get("comment")), seen)


def comment_text(comment: Thing) -> str:
    """The words of a comment; tags in them are taken out, and part lines where they do on a page."""
    written = comment.get("text") or comment.get("commentText") or comment.get("description")
    if not isinstance(written, str):
        return ""
    plain = _TAG.sub(lambda tag: "\n" if tag[2].lower() in ("p", "br", "div", "li", "blockquote") else "", written)
    lines = (
        _BLANKS.sub(" ", line).strip(" ") for line in html.unescape(well_formed(plain).replace("\0", "")).split("\n")
    )
    return "\n".join(line for line in lines if line)


def _threads(comments: Sequence[Thing], seen: set[int]) -> Iterator[tuple[Thing, Thing | None]]:
    waiting: list[tuple[Thing, Thing | None]] = [(comment, None) for comment in reversed(comments)]
    while waiting:
        comment, parent = waiting.pop()
        if id(comment) not in seen:
            seen.add(id(comment))
            yield comment, parent
            waiting.extend((answer, comment) for answer in reversed(_listed(comment.get("comment"))))


def _listed(value: object) -> list[Thing]:
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def _json(text: str) -> object:
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object) -> Iterator[Thing]:
    """Every object in the value, level by level."""
    waiting = [value]
    for item in waiting:
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
