"""Strings only: the words of a text, its sentences, and the signs that open and close a quotation."""

import re
import unicodedata
from collections.abc import Iterator

from onrecord.model.base import Span

OPENING = "“„«‹‘‚「『"
CLOSING = "”»›’」』"
STRAIGHT = "\"'"
"""Marks that may open or close; "“" closes too, after "„"."""

_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
_FOLDED = re.compile(r"[^\W_]{1,100}")
"""A longer run of letters is a phrase of its pieces: PostgreSQL leaves words above 2,047 bytes out."""

_SENTENCE_END = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*+|(?<!\n)(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s++[\"'“‘«(\[]*+[A-Z0-9À-Þ]))"
)
"""Begins with its sign, so that letters are passed by at once. Possessive, and only from the first sign of a run: a
million dots cost no more than a million letters."""
LONGEST = 12
"""Characters before a full stop that are looked at: more than any abbreviation has."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col sgt capt st jr sr vs etc inc ltd co corp no "
    "u.s u.k u.n e.u e.g i.e a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def words(text: str) -> Iterator[Span]:
    """Each word of the text; inner apostrophes, hyphens and full stops belong to it."""
    for match in _WORD.finditer(text):
        yield Span(match.start(), match.end())


def folded(text: str) -> str:
    """The words of a text as they are compared: without case, accents and marks, parted by single blanks."""
    plain = text.lower() if text.isascii() else text.translate(_Folding())
    return " ".join(_FOLDED.findall(plain))


def sentences(text: str, within: Span | None = None) -> Iterator[Span]:
    """The sentences of a text, split at line breaks too; abbreviations, initials and decimals do not end one."""
    start, stop = (within.start, within.end) if within else (0, len(text))
    for match in _SENTENCE_END.finditer(text, start, stop):
        if match[0] == "." and _is_abbreviation(text, start, match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, stop)


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    before = text[max(start, dot - LONGEST) : dot].split()
    plain = before[-1].lstrip("\"'“‘(").casefold() if before else ""
    return plain in _ABBREVIATIONS or (len(plain) == 1 and plain.isalpha() and plain != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


class _Folding(dict[int, str]):
    """Folds character by character: normalising a whole text takes quadratic time on a row of combining marks."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        self[code] = "".join(c for c in plain if not unicodedata.combining(c))
        return self[code]
