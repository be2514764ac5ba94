"""Knows what the styles of a Word file make of a paragraph or a run: a heading, a quotation, hidden text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.ingest.wordparts import Attributes, Handlers, parse

MAX_BASES = 20
"""Styles that a style is based on, one on the other; Word allows eleven."""

_TAGS = {"title": "h1", "quote": "blockquote", "intensequote": "blockquote"}
_HEADING = re.compile(r"heading([1-9])")
_OFF = frozenset(("0", "false", "off"))


@dataclass(slots=True)
class Style:
    """A style as it is written: None is what it leaves to the style it is based on."""

    name: str
    base: str | None = None
    hidden: bool | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their ids. An id that is not defined stands for the style of that name."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def tag(self, style: str | None, level: int | None = None) -> str | None:
        """The tag of a paragraph by its style and its own level in the outline: "h1", "blockquote"; None for others."""
        chain = tuple(self._chain(style))
        named = next((tag for one in chain if (tag := _tag(one.name))), None)
        if named is not None:
            return named
        levels = (level, *(one.level for one in chain))
        return level_tag(next((given for given in levels if given is not None), None))

    def hidden(self, style: str | None) -> bool | None:
        """Whether the style hides text; None where it does not say."""
        return next((one.hidden for one in self._chain(style) if one.hidden is not None), None)

    def _chain(self, style: str | None) -> Iterator[Style]:
        """The style, then those that it is based on."""
        for _ in range(MAX_BASES):
            if style is None:
                return
            found = self.by_id.get(style) or Style(name=style)
            yield found
            style = found.base


def read_styles(data: bytes, name: str) -> Styles:
    """The styles that a part defines."""
    found: dict[str, Style] = {}
    style = Style(name="")

    def start(element: str, attributes: Attributes) -> None:
        nonlocal style
        value = attributes.get("w:val", "")
        if element == "w:style":
            style = found.setdefault(identifier := attributes.get("w:styleId", ""), Style(name=identifier))
        elif element == "w:name":
            style.name = value
        elif element == "w:basedOn":
            style.base = value
        elif element == "w:vanish":
            style.hidden = is_on(attributes)
        elif element == "w:outlineLvl":
            style.level = outline_level(attributes)

    parse(data, name, Handlers(start=start, text=lambda _: None, end=lambda _: None))
    return Styles(found)


def is_on(attributes: Attributes) -> bool:
    """Whether a property that is set or not is set: it is where nothing is said."""
    return attributes.get("w:val", "1").lower() not in _OFF


def outline_level(attributes: Attributes) -> int | None:
    """A heading's level from 0; 9 is that of text."""
    value = attributes.get("w:val", "")
    return int(value) if value in tuple("0123456789") else None


def level_tag(level: int | None) -> str | None:
    """The tag of a heading of that level."""
    return None if level is None or level >= 9 else f"h{min(level + 1, 6)}"


def _tag(name: str) -> str | None:
    plain = "".join(name.casefold().split())
    heading = _HEADING.fullmatch(plain)
    return level_tag(int(heading[1]) - 1) if heading else _TAGS.get(plain)
