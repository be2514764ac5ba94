"""Tells from the quotation marks in a content whether it is quoted, wholly or in part.

The scorers read the marks by themselves and not with onrecord.segment, whose faults they would otherwise share.
"""

import re
from collections.abc import Collection

from onrecord.model.base import Span
from onrecord.model.statement import Mode

WHOLE = 0.9
"""Share of a content's letters and digits in marks from which it is direct; the rest may be a stray "that"."""

_MARK = re.compile(r"[\"“”]|\B['‘]\b")
_WORDS = r"(?P<letter>[^\W_])|(?P<line>\n)"
_DOUBLE = re.compile(rf"(?P<opens>“|(?<![\w.,!?…])(?:[\"”]|'')(?=\S))|(?P<closes>[\"”]|'')|{_WORDS}")
_SINGLE = re.compile(rf"(?P<opens>\B['‘]\b)|(?P<closes>['’](?!\w))|{_WORDS}")
"""Straight marks, and now and then a curly one that was printed the wrong way round, are known by their neighbours."""


def mode(content: Collection[Span], text: str) -> Mode:
    """indirect: no quotation mark in the content or beside it; direct: all of its words in marks; mixed: some."""
    shown = [text[max(0, span.start - 1) : span.end + 1] for span in content]
    if not any(map(_MARK.search, shown)):
        return "indirect"
    letters = sum(map(str.isalnum, "".join(span.of(text) for span in content)))
    return "direct" if sum(map(_letters_in_marks, shown)) >= WHOLE * letters else "mixed"


def _letters_in_marks(shown: str) -> int:
    """How many letters stand in marks. A mark is open to the end of its line at most: the next line opens its own."""
    inside = before = depth = 0
    for sign in (_DOUBLE if re.search("[\"“”]|''", shown) else _SINGLE).finditer(shown):
        if sign["letter"]:
            inside, before = inside + (depth > 0), before + (depth == 0)
        elif sign["closes"] and depth == 0 == inside:
            inside, before = before, 0  # it was opened further up
        else:
            depth = 0 if sign["line"] else max(0, depth + (1 if sign["opens"] else -1))
    return inside
