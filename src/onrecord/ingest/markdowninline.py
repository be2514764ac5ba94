"""Finds what is no prose in a paragraph of Markdown: code, tags and comments, images and the targets of links."""

import bisect
import html
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.model.base import Span
from onrecord.model.document import Hint

_NAME = r"[a-zA-Z][a-zA-Z0-9-]{0,40}+"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
_TOKEN = re.compile(
    r"""\\[!-/:-@\[-`{-~]
    |(?P<ticks>`++)
    |(?P<comment><!--)
    |(?P<address><(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*+|[\w.+-]{1,64}@[\w.-]{1,255})>)
    |(?P<tag><(?:/"""
    + rf"{_NAME}\s*+|{_NAME}(?:\s++[a-zA-Z_:][\w.:-]*+(?:\s*+=\s*+{_VALUE})?+)*+\s*+/?)>)"
    + r"""|(?P<open>!?\[)
    |(?P<close>\])""",
    re.VERBOSE,
)
_ADDRESS = r"(?:<(?P<angled>(?:[^<>\r\n\\]|\\.)*+)>|(?!<)(?P<bare>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+))"
_TITLE = r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))"""
_TARGET = re.compile(rf"\(\s*+{_ADDRESS}(?:\s++{_TITLE})?+\s*+\)", re.DOTALL)
_DEFINITION = re.compile(
    rf"[ \t]*+\[(?!\^)(?:[^\[\]\\]|\\.){{1,999}}+\]:[ \t]*+(?:[\r\n]++[ \t]*+)?+{_ADDRESS}(?:[ \t]++{_TITLE})?+"
    r"[ \t]*+(?=[\r\n]|\Z)",
    re.DOTALL,
)
"""A link's address by its label, on a line of its own. A label with a caret is a note's, and notes are text."""

_OF_AN_ADDRESS = frozenset("/#:@")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def inline_hints(text: str, paragraph: Span) -> Iterator[Hint]:
    """The hints of a paragraph: "code" for code, tags and comments, "link" for whole images and targets of links."""
    start = paragraph.start
    while definition := _definition(text, start, paragraph.end):
        yield definition
        start = definition.span.end
        while start < paragraph.end and text[start] in "\r\n":
            start += 1
    yield from _tokens(text, start, paragraph.end)


def _definition(text: str, start: int, end: int) -> Hint | None:
    """The definition of a link that begins here. One that names nothing like an address is somebody's label."""
    found = _DEFINITION.match(text, start, end)
    if found is None or (found["angled"] is None and _OF_AN_ADDRESS.isdisjoint(found["bare"])):
        return None
    return _link(found, start)


def _tokens(text: str, start: int, end: int) -> Iterator[Hint]:
    runs: Mapping[int, Sequence[int]] | None = None
    opened: list[tuple[int, bool]] = []
    last_end = text.rfind("-->", start, end)
    at = start
    while token := _TOKEN.search(text, at, end):
        at = token.end()
        stop: int | None = None
        if token["ticks"]:
            runs = _runs(text, start, end) if runs is None else runs
            stop = _closed(runs.get(at - token.start(), ()), at, at - token.start())
        elif token["comment"]:
            begun = token.start() + len("<!")
            stop = text.index("-->", begun) + len("-->") if begun <= last_end else None
        elif token["tag"]:
            stop = at
        elif token["address"]:
            yield Hint(span=Span(*token.span()), tag="link", attributes=(("href", token[0][1:-1]),))
        elif token["open"]:
            opened.append((token.start(), token[0] == "!["))
        elif token["close"] and opened:
            bracket, is_image = opened.pop()
            if target := _TARGET.match(text, at, end):
                yield _link(target, bracket if is_image else at)
                at = target.end()
        if stop is not None:
            yield Hint(span=Span(token.start(), stop), tag="code")
            at = stop


def _runs(text: str, start: int, end: int) -> Mapping[int, Sequence[int]]:
    """Where the rows of backticks of each length begin."""
    found: dict[int, list[int]] = defaultdict(list)
    for run in re.compile("`+").finditer(text, start, end):
        found[len(run[0])].append(run.start())
    return found


def _closed(starts: Sequence[int], after: int, length: int) -> int | None:
    """The end of the next row of the same length; without one the row opens nothing."""
    place = bisect.bisect_left(starts, after)
    return starts[place] + length if place < len(starts) else None


def _link(found: re.Match[str], start: int) -> Hint:
    address = found["bare"] if found["angled"] is None else found["angled"]
    plain = html.unescape(_ESCAPED.sub(r"\1", address))
    return Hint(span=Span(start, found.end()), tag="link", attributes=(("href", plain),) if plain else ())
