"""Cuts printed and primary words into the tokens by which they are compared, the same way on both sides."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, pairwise
from typing import NamedTuple

from onrecord.model.base import Span
from onrecord.verify.forms import Forms, forms
from onrecord.verify.signs import Places, as_seen, seen

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20dc\ufe20-\ufe2f"
    "\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0df3\u0e31-\u0e4e"
)
"""Accents that follow their letter, and the points and vowels of other scripts, which Python counts as no letters."""

_LETTERS = rf"[^\W_]++(?:[{_MARKS}][^\W_]*+)*+"

WORD = re.compile(rf"{_LETTERS}(?:['’‘ʼ´`]{_LETTERS})*+['’]?")
"""A word with inner apostrophes. Hyphens part words: "twenty-five" is two."""

_NOTE = (
    r"(?m:^)[ \t]*\d{1,2}[.)](?=[ \t])"
    r"|\[/?(?:B|I|U|S|b|i|u|s|URL|url|IMG|img|QUOTE|quote)(?:=[^\]]{0,200})?\]"
    r"|\[\s*(?i:applause|laughter|cheer|boo|cross-?talk|inaudible|unintelligible|indiscernible|ph\b|sic\b)[^\[\]]{0,40}\]"
    r"|\((?i:applause|laughter|cheer|inaudible|cross-?talk)[^()]{0,30}\)|\([A-Z][A-Z ,.'’-]{3,40}\)"
)
"""What is no word of the speaker: numbers of a list, forum markup, notes of whoever wrote the words down."""

_NOTES = re.compile(_NOTE)

_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "rubles", "¢": "cents"}
_SIGNS = "".join(_MONEY)
_MINUS = rf"(?<![^\s(\[\"“‘'])[-−](?=[{_SIGNS}]?\d)"
"""A hyphen right before a number, with a blank or nothing before it."""

_PIECE = re.compile(
    rf"(?P<plain>(?!\d){WORD.pattern})"  # what begins with a letter is nothing else
    rf"|(?P<note>{_NOTE})"
    r"|(?P<gap>(?:\[\s*)?(?:…|\.(?:\s?\.){2,})(?:\s*\])?|\[\s*snip\s*\]|\[\s*\*\s*\*\s*\*\s*\])"
    r"|(?P<open>[\[])|(?P<close>[\]])"
    rf"|(?P<money>[{_SIGNS}](?=[^\S\n]?\d))"
    rf"|(?P<behind>[{_SIGNS}])"
    rf"|(?P<minus>{_MINUS})"
    r"|(?P<percent>%)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)"
    rf"|(?P<word>{WORD.pattern})"
)
_SIGN_OR_FIGURE = re.compile(rf"[\[\]({_SIGNS}%….\d](?:(?<!\.)|\s?\.)")
_MORE_THAN_WORDS = re.compile(rf"[\[\]({_SIGNS}%…]|\.\s?\.|\d[.,]\d|^[ \t]*\d|{_MINUS}", re.MULTILINE)
"""What a text has where it has pieces that are no words: most blocks have none, which is mostly seen by their signs."""

_BEFORE_NUMBERS = frozenset(("a", "per"))
_JOINING = frozenset("a and per cent oh".split())
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


def tokens(text: str, within: Span | None = None, *, at: int = 0) -> tuple[Token, ...]:
    """The tokens of a text, in order. Notes of a transcript ("[applause]") are none; numbers in words are numbers.

    `at` is where the text begins in its document, from whose beginning the tokens' places are counted.
    """
    start, end = (0, len(text)) if within is None else (within.start, within.end)
    before = text[max(0, start - 1) : start]  # tells whether a line begins here
    plain, places = seen(text[start:end])
    plain, shift = before + plain, at + start - len(before)
    bare = not (_SIGN_OR_FIGURE.search(plain, len(before)) and _MORE_THAN_WORDS.search(plain, len(before)))
    found = (_words if bare else _read)(plain, len(before), shift)
    numbered = _with_numbers(plain, shift, found, forms()) if _has_joined([t[0] for t in found]) else found
    return tuple(_placed(numbered, places, at + start) if places else numbered)


def looked_up(words: Iterable[Token]) -> list[str]:
    """The keys under which words are looked up in an index, which knows the words of a text one by one."""
    return list(chain.from_iterable((w.key,) if w.looked_up is None else w.looked_up for w in words))


def quick_words(text: str) -> list[str]:
    """A text's words in small letters, without notes: a quick look, where `tokens` is a long one."""
    return WORD.findall(_without_notes(as_seen(text)).lower())


def _without_notes(text: str) -> str:
    return _NOTES.sub(" ", text) if "[" in text or "(" in text else text


def quick_keys(text: str) -> tuple[str, ...]:
    """The keys of a text's words, each by itself."""
    return tuple(chain.from_iterable(map(word_keys, quick_words(text))))


def _placed(found: Iterable[Token], places: Places, start: int) -> Iterator[Token]:
    """The tokens, whose places are counted in the plain text, at their places in the text before."""
    for token in found:
        first, last = token.start - start, token.end - start - 1
        yield token._replace(start=places[first][0] + start, end=places[last][1] + start)


def is_cut(one: str, other: str) -> bool:
    """Whether a token or a note may stand in two texts of which one goes on in the other. So may a number at the
    beginning of the other, which is one of a list where a line begins."""
    if one.endswith("\n"):
        return False
    end, begin = one[-_LONGEST_NOTE:], other[:_LONGEST_NOTE]
    if _OPEN.search(end) or _GOES_ON.match(begin) or not (one[-1:].isspace() or begin[:1].isspace()):
        return True
    before, after = WORD.findall(_without_notes(end)), WORD.search(_without_notes(begin))
    return bool(before and after and any(map(joins, word_keys(before[-1]))) and any(map(joins, word_keys(after[0]))))


def joins(key: str) -> bool:
    """Whether a word may be one token together with another such word beside it: a number, a currency, a month."""
    return key[0].isdigit() or key in _JOINING or key in forms().scales or key in MONTHS or key in CURRENCIES


def moved(words: Iterable[Token], by: int) -> Iterator[Token]:
    """The tokens at places so many characters further on."""
    for key, start, end, bracketed, keys in words:
        yield _token((key, start + by, end + by, bracketed, keys))


_LONGEST_NOTE = 80
_OPEN = re.compile(rf"[\[(][^\])]*$|[{_SIGNS}]\s*$")
_GOES_ON = re.compile(rf"\s*[{_SIGNS}]|[ \t]*\d{{1,2}}[.)]")


@lru_cache(maxsize=65536)
def word_keys(word: str) -> tuple[str, ...]:
    """The keys of a printed word."""
    return forms().keys(word)


_token = partial(tuple.__new__, Token)
"""A token from all its fields: a third faster, and blocks of primary texts have many."""


def _words(text: str, start: int, offset: int) -> list[Token]:
    found = list(WORD.finditer(text, start))
    return [
        _token((key, match.start() + offset, match.end() + offset, False, None))
        for match, keys in zip(found, map(word_keys, map(re.Match.group, found)), strict=True)
        for key in keys
    ]


def _has_joined(keys: Sequence[str]) -> bool:
    """Whether some of the tokens may be one: "a million", "per cent", "twenty five", "March 5th"."""
    found, known = set(keys), forms()
    if found.isdisjoint(known.scales) and "cent" not in found and not any(key[0].isdigit() for key in found):
        return False
    return any(
        (other in _JOINED or other in known.scales or other[0].isdigit())
        and (one[0].isdigit() or one in MONTHS or one in _BEFORE_NUMBERS)
        for one, other in pairwise(keys)
    )


def _read(text: str, start: int, offset: int) -> list[Token]:
    found: list[Token] = []
    append = found.append
    opened = False
    sign: re.Match[str] | None = None
    for match in _PIECE.finditer(text, start):
        kind, (at, to) = match.lastgroup, match.span()
        if kind == "plain" or kind == "word":
            first = at + offset if sign is None else sign.start() + offset
            for key in word_keys(match[0]):
                append(_token((key, first, to + offset, opened, None)))
        elif kind == "number":
            first = (sign or match).start() + offset
            append(_token((match[0].replace(",", ""), first, to + offset, opened, _figures(match[0]))))
        elif kind == "open":
            opened = text.find("]", at, at + _LONGEST_BRACKET) > 0
        elif kind == "close":
            opened = False
        elif kind == "gap":
            found.append(_token((GAP, at + offset, to + offset, False, None)))
        elif kind == "money":
            sign = match
        elif kind == "behind":
            last = found[-1] if found else None
            if last and _is_amount(last.key) and not text[last.end - offset : at].strip():
                found.append(_token((_MONEY[match[0]], at + offset, to + offset, opened, ())))
        elif kind == "minus" or kind == "percent":
            append(_token((kind, at + offset, to + offset, opened, ())))
        if sign is not None and kind != "money":
            append(_token((_MONEY[sign[0]], first, to + offset, opened, ())))
            sign = None
    return found


def _figures(number: str) -> tuple[str, ...]:
    return tuple(word_keys(piece)[0] for piece in WORD.findall(number))


def _is_amount(key: str) -> bool:
    return key[0].isdigit() or key in forms().scales


def _with_numbers(text: str, offset: int, read: list[Token], known: Forms) -> Iterator[Token]:
    """The tokens, where numbers in several words are one: "twenty five" is 25, "2 million" is 2000000."""
    at = 0
    for begin in [place for place, token in enumerate(read) if token[0] in _BEFORE_NUMBERS or token[0][0].isdigit()]:
        if begin >= at:
            yield from read[at:begin]
            made, at = _number_at(text, offset, read, begin, known)
            yield from made
    yield from read[at:]


def _number_at(text: str, offset: int, read: list[Token], at: int, known: Forms) -> tuple[list[Token], int]:
    """The tokens of a number, if one begins at that place, and where it ends."""
    token = read[at]
    if token.key == "per" and _is_followed(text, offset, read, at, by="cent"):
        return [token._replace(key="percent", end=read[at + 1].end, looked_up=("per", "cent"))], at + 2
    if token.key == "a" and at + 1 < len(read) and read[at + 1].key in known.scales:
        token = read[at] = token._replace(key="1", looked_up=("a",))
    if not token.key[0].isdigit():
        return [token], at + 1
    if at and read[at - 1].key in MONTHS and (day := _DAY.fullmatch(token.key)):
        return [token._replace(key=day[1], looked_up=(token.key,))], at + 1
    stop = at + 1
    while stop < min(len(read), at + _LONGEST_NUMBER) and not _parts(text, offset, read[stop - 1], read[stop]):
        stop += 1
    many, value = _year(text, offset, read[at:stop], known) or _number(read[at:stop], known)
    whole = read[at : at + many]
    start, last = min(t.start for t in whole), whole[-1].end
    made = token._replace(key=value, start=start, end=last, looked_up=tuple(looked_up(whole)))
    money = [t._replace(start=start, end=last, looked_up=()) for t in whole if t.key in CURRENCIES]
    return [made if many > 1 else token, *money], at + many


def _is_followed(text: str, offset: int, read: Sequence[Token], at: int, *, by: str) -> bool:
    """Whether that word follows, as another word of one name."""
    if at + 1 >= len(read) or read[at + 1].key != by or read[at + 1].bracketed != read[at].bracketed:
        return False
    return not _parts(text, offset, read[at], read[at + 1])


def _parts(text: str, offset: int, one: Token, other: Token) -> bool:
    """Whether more than a blank or a hyphen stands between two words, so that they are no one number."""
    between = text[one.end - offset : other.start - offset] if other.start > one.end else ""
    return "\n" in between or between.strip("-‐–").strip() != ""


_ORDINAL = re.compile("([1-9])(st|nd|rd|th)")
MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAY = re.compile("([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)")
"""A day of a month: November 8th is November 8."""

_PLAIN_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST_NUMBER = 24
"""Words of a number that are read together."""

_GREATEST = 1e18
"""Numbers above this are no longer put together."""

CURRENCIES = frozenset(_MONEY.values())
_JOINED = frozenset((*CURRENCIES, "cent", "oh"))
"""What may be one token with the word before it, besides numbers."""

_TENS = frozenset(str(n) for n in range(20, 100, 10))
_CENTURIES = frozenset(str(n) for n in range(13, 20))
_UNITS = frozenset("123456789")
_MEASURES = frozenset((*CURRENCIES, "percent", "per"))


def _year(text: str, offset: int, read: Sequence[Token], known: Forms) -> tuple[int, str] | None:
    """How many tokens a year in words has, and its key: "nineteen eighty-four", "nineteen oh five".

    None for what may as well be two numbers: from one to another ("nineteen twenty"), a score ("nineteen fourteen"), a
    measure ("nineteen eighty-four-ton ships", "sixteen fifty dollars").
    """
    keys = [token.key for token in read[:4]]
    if keys[0] not in _CENTURIES or len(keys) < 2 or not (keys[1] in _TENS or keys[1] == "oh"):
        return None
    many = 3 if len(keys) > 2 and keys[2] in _UNITS else 2
    year = f"{keys[0]}{sum(int(key) for key in keys[1:many] if key != 'oh'):02}"
    if year[2:] == "20" or (year[:2] == "15" and year[2:] in ("25", "30")) or keys[many - 1] == "oh":
        return None
    follows = keys[many] if len(keys) > many else ""
    end = read[many - 1].end - offset
    if follows[:1].isdigit() or follows in known.scales or follows in _MEASURES or _HYPHENATED.match(text, end):
        return None
    in_words = all(text[token.start - offset].isalpha() for token in read[:many])
    return (many, year) if in_words else None


_HYPHENATED = re.compile(r"[-‐–][^\W_]")


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
        if key in CURRENCIES and end + 1 < len(read) and read[end + 1].key in known.scales:
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
    value = round(value, 6)  # 2.3 million is 2299999.9999999995
    return str(int(value)) if value == int(value) else f"{value:.15g}"
