"""Tells the signs that can open or close a quotation from apostrophes, elisions, possessives, feet and inches."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from onrecord.model.base import Span


class Lean(Enum):
    """What the signs around a mark say of it."""

    OPEN = "opens"
    CLOSE = "closes what is open, else nothing"
    EITHER = "closes what is open, else opens"
    PERHAPS = "closes only what nothing clearer closes"


class Mark(NamedTuple):
    """A sign that may open or close a quotation. Marks of one family pair up, whatever their shape."""

    start: int
    end: int
    family: str
    lean: Lean
    words_before: int
    """How many stretches with a letter stand before it in its paragraph: equal for two marks around nothing."""
    curly: bool


LONGEST_RUN = 16
"""Signs: a longer row of marks is an ornament."""
FAMILIES = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "''", "``", "＂"], "double"),
    **dict.fromkeys(["'", "‘", "’", "‚", "‛"], "single"),
    **dict.fromkeys(["«", "»"], "guillemet"),
    **dict.fromkeys(["‹", "›"], "angle"),
    **dict.fromkeys(["「", "」"], "corner"),
    **dict.fromkeys(["『", "』"], "white corner"),
}
_OPENS_BY_SHAPE = frozenset(["“", "„", "‟", "``", "‘", "‚", "‛", "«", "‹", "「", "『"])
_CLOSES_BY_SHAPE = frozenset(["”", "''", "’", "»", "›", "」", "』"])

_RUN = re.compile(r"(?:[\"“”„‟＂«»‹›「」『』]|(?<!')''(?!')|(?<!`)``(?!`)|['‘’‚‛](?!\w)|(?<!\w)['‘’‚‛])+")
"""Neighbouring marks share what stands before and after them. A single mark between two letters is an apostrophe."""
_ONE = re.compile(r"''|``|.")
_WORD = re.compile(r"\w")
_ELISION = re.compile(
    r"['‘’](?:\d\ds?\b|(?:tis|twas|twill|twere|twixt|em|til|n|cos|coz|cuz|gainst|neath|nother|ere|ave|im)\b)", re.I
)
_SPOKEN_ELISION = re.compile(r"['’](?:cause|bout|round|burbs|hood|cross|fraid|kay|nuff|sup|scuse|specially)\b", re.I)
"""Words that begin with an apostrophe; the second list only where the mark is no turned one (‘cause of death’)."""
_POSSESSIVE_OR_CLIPPED = frozenset("sSxXzZn")
"""The workers’ demand, Marx’ letters, goin’ home: with a word after it, the mark may be no closing one."""
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_BEFORE_OPENING = frozenset("([{<—–-/=¿¡*_|>")
_AFTER_CLOSING = frozenset(")]}>—–-/.,;:!?*_|<")


def marks(text: str, within: Span) -> Iterator[Mark]:
    """Each sign in a paragraph that may open or close a quotation, in text order."""
    words, at = 0, within.start
    for run in _RUN.finditer(text, within.start, within.end):
        words += _WORD.search(text, at, run.start()) is not None
        at = run.end()
        if run.end() - run.start() > LONGEST_RUN:
            continue
        around = _around(text, run.start(), run.end(), within)
        for one in _ONE.finditer(text, run.start(), run.end()):
            sign, start = one[0], one.start()
            family = FAMILIES[sign]
            lean = _single_lean(text, sign, start, around) if family == "single" else _lean(sign, around)
            if lean is not None:
                shaped = sign in _OPENS_BY_SHAPE or sign in _CLOSES_BY_SHAPE
                yield Mark(start, one.end(), family, lean, words, shaped)


class _Around(NamedTuple):
    """What stands beside a run of marks: the sign before it, the letter of a word that follows after one blank, and
    whether each side is free of words."""

    before: str
    following: str
    free_left: bool
    free_right: bool


def _around(text: str, start: int, end: int, within: Span) -> _Around:
    before = text[start - 1] if start > within.start else " "
    following = text[end + 1] if end + 1 < within.end and text[end] == " " else ""
    free_left = before.isspace() or before in _BEFORE_OPENING
    return _Around(before, following, free_left, _ends_here(text, end, within.end))


def _lean(sign: str, around: _Around) -> Lean | None:
    if around.free_left != around.free_right:
        return _leaning_open(sign) if around.free_left else _leaning_close(sign, around.before)
    if not around.free_left and _HEBREW.match(around.before):
        return None
    if sign in _OPENS_BY_SHAPE:
        return Lean.OPEN
    return Lean.CLOSE if sign in _CLOSES_BY_SHAPE else Lean.EITHER


def _ends_here(text: str, at: int, stop: int) -> bool:
    """True where what follows a mark could follow a closing one. An ellipsis or ".38" after it belongs inside."""
    if at >= stop or text[at].isspace():
        return True
    if text[at] in ".-" and at + 1 < stop:
        return not (text[at + 1].isalnum() if text[at] == "-" else text[at + 1].isalnum() or text[at + 1] == ".")
    return text[at] in _AFTER_CLOSING


def _leaning_open(sign: str) -> Lean:
    return Lean.EITHER if sign in _CLOSES_BY_SHAPE else Lean.OPEN


def _leaning_close(sign: str, before: str) -> Lean:
    """Inches are written with the sign that closes: 6" is a quotation's end only where nothing else can be."""
    return Lean.PERHAPS if before.isdigit() and sign in '"”' else Lean.CLOSE


def _single_lean(text: str, sign: str, start: int, around: _Around) -> Lean | None:
    if around.free_left and not around.free_right:
        return None if sign == "’" or _elides(text, start) else Lean.OPEN
    if not around.free_right or around.before.isspace():
        return None
    doubtful = around.following.isalpha() and (around.before.isdigit() or around.before in _POSSESSIVE_OR_CLIPPED)
    return Lean.PERHAPS if doubtful or sign == "‘" else Lean.CLOSE


def _elides(text: str, start: int) -> bool:
    return bool(_ELISION.match(text, start) or _SPOKEN_ELISION.match(text, start))
