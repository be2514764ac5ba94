"""A text as it is seen: with the signs of which markup left others, and without those that nobody sees."""

import html
import re
from collections.abc import Sequence

_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphens and signs without width: nobody sees them, and they part no word."""

_LEFT = re.compile(rf"&(?:#[0-9]{{2,6}}|#x[0-9a-fA-F]{{2,5}}|[a-zA-Z]{{2,8}});|\\['\"]|[{_UNSEEN}]")
"""What markup left of a sign, and signs that nobody sees."""


def as_seen(text: str) -> str:
    """The text with the signs of which markup left others ("&#8217;", "&amp;"), and without those that nobody sees."""
    return seen(text)[0]


Places = Sequence[tuple[int, int]]
"""From where to where each sign of a text stood in the text before."""


def seen(text: str) -> tuple[str, Places]:
    """The text as it is seen, and the places of its signs: none where it is as before."""
    if "&" not in text and "\\" not in text and (text.isascii() or not any(sign in text for sign in _UNSEEN)):
        return text, ()
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for match in _LEFT.finditer(text):
        sign = _sign(match[0])
        parts += text[at : match.start()], sign
        places += ((n, n + 1) for n in range(at, match.start()))
        places += [match.span()] * len(sign)
        at = match.end()
    if at == 0:
        return text, ()
    places += ((n, n + 1) for n in range(at, len(text)))
    return "".join(parts) + text[at:], places


def _sign(left: str) -> str:
    """What markup left a sign of is that sign, also where it is one that nobody sees."""
    sign = left[1:] if left.startswith("\\") else html.unescape(left)
    return "" if sign in _UNSEEN else sign
