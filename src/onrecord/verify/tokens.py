"""Cuts printed and primary words into the tokens by which they are compared, the same way on both sides."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from onrecord.model.base import Span
from onrecord.verify.forms import Forms, forms

PAD = "\u2060"
"""What stands in a text in place of signs that are none: it joins the letters around it."""

WORD = re.compile(r"[^\W_]+(?:\u2060*['’‘ʼ´`]\u2060*[^\W_]+)*['’]?")
"""A word with inner apostrophes. Hyphens part words: "twenty-five" is two."""

_NOTE = (
    r"(?m:^)[ \t]*\d{1,2}[.)](?=[ \t])"
    r"|\[/?(?:B|I|U|S|b|i|u|s|URL|url|IMG|img|QUOTE|quote)(?:=[^\]]{0,200})?\]"
    r"|\[\s*(?i:applause|laughter|cheer|boo|cross-?talk|inaudible|unintelligible|indiscernible|ph\b|sic\b)[^\[\]]{0,40}\]"
    r"|\((?i:applause|laughter|cheer|inaudible|cross-?talk)[^()]{0,30}\)|\([A-Z][A-Z ,.'’-]{3,40}\)"
)
"""What is no word of the speaker: numbers of a list, forum markup, notes of whoever wrote the words down."""

_NOTES = re.compile(_NOTE)

_PIECE = re.compile(
    rf"(?P<note>{_NOTE})"
    r"|(?P<gap>(?:\[\s*)?(?:…|\.(?:\s?\.){2,})(?:\s*\])?|\[\s*snip\s*\]|\[\s*\*\s*\*\s*\*\s*\])"
    r"|(?P<open>[\[])|(?P<close>[\]])"
    r"|(?P<money>[$€£])(?=\s?\d)"
    r"|(?P<percent>%)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    rf"|(?P<word>{WORD.pattern})"
)
_MORE_THAN_WORDS = re.compile(r"[\[\]($€£%…]|\.\s?\.|\d[.,]\d|^[ \t]*\d", re.MULTILINE)
"""What a text has where it has pieces that are no words: half of all blocks have none, and are read faster."""

_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_LONGEST_BRACKET = 200


class Token(NamedTuple):
    """A word to compare: its key, and the place of what it was read from. A gap is an ellipsis, with the key "…"."""

    key: str
    start: int
    end: int
    bracketed: bool = False
    """Whether it stands between [ ]: a change that is shown."""
    looked_up: tuple[str, ...] | None = None
    """The keys under which it is looked up in an index, where these are others: each word of a number, no sign."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


GAP = "…"

_ESCAPE = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});|\\['\"]")


def tokens(text: str, within: Span | None = None, *, at: int = 0) -> tuple[Token, ...]:
    """The tokens of a text, in order. Notes of a transcript ("[applause]") are none; numbers in words are numbers.

    `at` is where the text begins in its document, from whose beginning the tokens' places are counted.
    """
    start, end = (0, len(text)) if within is None else (within.start, within.end)
    plain = without_escapes(text)
    bare = not _MORE_THAN_WORDS.search(plain, start, end)
    found = _words(plain, start, end, at) if bare else list(_read(plain, start, end, at))
    return tuple(_with_numbers(plain, at, found, forms()) if _has_numbers(found) else found)


def without_escapes(text: str) -> str:
    """The text, as long as before, where what markup left of a character ("&#8217;", "&amp;") is that character."""
    if "&" not in text and "\\" not in text:
        return text
    return _ESCAPE.sub(_unescaped, text)


def quick_words(text: str) -> list[str]:
    """A text's words in small letters, without notes: a quick look, where `tokens` is a long one."""
    plain = without_escapes(text)
    if "[" in plain or "(" in plain:
        plain = _NOTES.sub(" ", plain)
    return WORD.findall(plain.lower())


def quick_keys(text: str) -> tuple[str, ...]:
    """The keys of a text's words, each by itself."""
    return tuple(chain.from_iterable(map(word_keys, quick_words(text))))


def _unescaped(match: re.Match[str]) -> str:
    found = match[0][1:] if match[0].startswith("\\") else html.unescape(match[0])
    return (found if len(found) == 1 else " ").ljust(len(match[0]), PAD)


@lru_cache(maxsize=65536)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys of a printed word."""
    return forms().keys(word.replace(PAD, ""))


_token = partial(tuple.__new__, Token)
"""A token from all its fields: a third faster, and blocks of primary texts have many."""


def _words(text: str, start: int, end: int, offset: int) -> list[Token]:
    return [
        _token((key, match.start() + offset, match.end() + offset, False, None))
        for match in WORD.finditer(text, start, end)
        for key in word_keys(match[0])
    ]


def _has_numbers(read: Sequence[Token]) -> bool:
    """Whether some of the tokens may be one number: "a million" has no digit in its keys."""
    keys = {token[0] for token in read}
    return not keys.isdisjoint(forms().scales) or any(key[0].isdigit() for key in keys)


def _read(text: str, start: int, end: int, offset: int) -> Iterator[Token]:
    opened = False
    pending: tuple[str, int] | None = None
    for match in _PIECE.finditer(text, start, end):
        kind, (at, to) = match.lastgroup, match.span()
        if kind == "word":
            for key in word_keys(match[0]):
                yield _token((key, at + offset, to + offset, opened, None))
            if pending:
                yield from _money(pending, to + offset)
                pending = None
        elif kind == "open":
            opened = text.find("]", at, min(end, at + _LONGEST_BRACKET)) > 0
        elif kind == "close":
            opened = False
        elif kind == "gap":
            yield Token(GAP, at + offset, to + offset)
        elif kind == "money":
            pending = (_MONEY[match[0]], at + offset)
        elif kind == "percent":
            yield Token("percent", at + offset, to + offset, opened, ())
        elif kind == "number":
            pieces = tuple(word_keys(piece)[0] for piece in WORD.findall(match[0]))
            yield Token(match[0].replace(",", ""), at + offset, to + offset, opened, pieces)
            yield from _money(pending, to + offset)
            pending = None


def _money(pending: tuple[str, int] | None, end: int) -> Iterator[Token]:
    if pending:
        yield Token(pending[0], pending[1], end, looked_up=())


def _with_numbers(text: str, offset: int, read: list[Token], known: Forms) -> Iterator[Token]:
    """The tokens, where numbers in several words are one: "twenty five" is 25, "2 million" is 2000000."""
    at = 0
    while at < len(read):
        token = read[at]
        if token.key == "a" and at + 1 < len(read) and read[at + 1].key in known.scales:
            token = read[at] = token._replace(key="1", looked_up=("a",))
        if not token.key[0].isdigit():
            yield token
            at += 1
            continue
        if at and read[at - 1].key in _MONTHS and (day := _DAY.fullmatch(read[at].key)):
            yield read[at]._replace(key=day[1], looked_up=(read[at].key,))
            at += 1
            continue
        stop = at + 1
        while stop < min(len(read), at + _LONGEST_NUMBER) and not _parts(text, offset, read[stop - 1], read[stop]):
            stop += 1
        end, value = _number(read[at:stop], known)
        end += at
        if end == at + 1:
            yield read[at]
            at = end
            continue
        money = [t for t in read[at:end] if t.key in _CURRENCIES]
        whole = read[at:end]
        sought = tuple(key for t in whole for key in (t.looked_up if t.looked_up is not None else (t.key,)))
        start = min(t.start for t in whole)
        yield read[at]._replace(key=value, start=start, end=whole[-1].end, looked_up=sought)
        yield from (money[0]._replace(start=start, end=whole[-1].end, looked_up=()) for _ in money[:1])
        at = end


def _parts(text: str, offset: int, one: Token, other: Token) -> bool:
    """Whether more than a blank or a hyphen stands between two words, so that they are no one number."""
    between = text[one.end - offset : other.start - offset] if other.start > one.end else ""
    return "\n" in between or between.strip("-‐–").strip() != ""


_ORDINAL = re.compile("([1-9])(st|nd|rd|th)")
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAY = re.compile("([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)")
"""A day of a month: November 8th is November 8."""

_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST_NUMBER = 24
"""Words of a number that are read together."""

_GREATEST = 1e18
"""Numbers above this are no longer put together."""

_CURRENCIES = frozenset(_MONEY.values())
_TENS = frozenset(str(n) for n in range(20, 100, 10))


def _number(read: Sequence[Token], known: Forms) -> tuple[int, str]:
    """Where a number in several tokens ends, and its key: 2 million 500 thousand, twenty five, 5 dollars million."""
    total, group, end = 0.0, _value(read[0].key), 1
    if group is None:
        return end, read[0].key
    while end < len(read):
        key = read[end].key
        if read[end - 1].key in _TENS and (ordinal := _ORDINAL.fullmatch(key)):
            return end + 1, f"{_shown(total + group + int(ordinal[1]))}{ordinal[2]}"
        value = _value(key)
        if key in _CURRENCIES and end + 1 < len(read) and read[end + 1].key in known.scales:
            end += 1
        elif key in known.scales and total + group < _GREATEST:
            group = group * known.scales[key] if key == "hundred" or group else float(known.scales[key])
            if key != "hundred":
                total, group = total + group, 0.0
            end += 1
        elif value is not None and _goes_on(read, end, group, known):
            group += value
            end += 1
        elif key == "and" and _and_goes_on(read, end):
            end += 1
        else:
            break
    return end, _shown(total + group)


def _goes_on(read: Sequence[Token], at: int, group: float, known: Forms) -> bool:
    """Whether a number adds to the one before: 20 + 5, 200 + 30, 2 thousand + 500, 2 million + 5 hundred thousand."""
    before, key = read[at - 1].key, read[at].key
    value = _value(key)
    if value is None or "." in key:
        return False
    if before in _TENS:
        return 0 < value < 10
    if before in ("hundred", "and"):
        return value < 100
    scaled = at + 1 < len(read) and read[at + 1].key in known.scales
    return group == 0 and value < 1000 and (before == "thousand" or (before in known.scales and scaled))


def _and_goes_on(read: Sequence[Token], at: int) -> bool:
    """Whether "and" stands inside a number: two hundred and five."""
    follows = at + 1 < len(read) and (_value(read[at + 1].key) or 100) < 100
    return follows and read[at - 1].key == "hundred"


def _value(key: str) -> float | None:
    return float(key) if len(key) < 16 and _PLAIN_NUMBER.fullmatch(key) else None


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"
