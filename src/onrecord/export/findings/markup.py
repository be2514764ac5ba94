"""HTML in which every text is escaped: a type of its own, which only these functions make."""

import html
from collections.abc import Iterable
from typing import NewType

from onrecord.export.findings.plain import visible

Markup = NewType("Markup", str)

NOTHING = Markup("")


def text(value: object) -> Markup:
    """The words as they are read: escaped, and with nothing that could steer or turn a line around."""
    return Markup(html.escape(visible(str(value))))


def joined(parts: Iterable[Markup]) -> Markup:
    """The parts one after the other."""
    return Markup("".join(parts))


def element(tag: str, *inside: Markup, **attributes: str | None) -> Markup:
    """The element with what stands inside; an attribute of None is left out, and "class_" is "class"."""
    return Markup(f"{opening(tag, **attributes)}{joined(inside)}</{tag}>")


def opening(tag: str, **attributes: str | None) -> Markup:
    """The tag that opens an element, which for some is all of it."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    return Markup(" ".join((f"<{tag}", *(f'{key}="{text(value)}"' for key, value in given))) + ">")


def said(tag: str, words: object, **attributes: str | None) -> Markup:
    """The element with nothing but words inside."""
    return element(tag, text(words), **attributes)
