"""The words that times are made of, sorted into classes: a line becomes a string with one letter for each token.

Forms are then written as patterns over the names of the classes ("the? day suffix? of? month") and searched for in that
short string, which costs next to nothing where a line has no words of time.
"""

import re
from collections.abc import Iterable
from itertools import count
from string import ascii_letters

Value = int | str

EARLIEST_YEAR, LATEST_YEAR = 1500, 2199
"""A number of four digits outside of these is no year: news does not reach further, and counts do."""

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
"""A number with its points and commas, a word, or a single sign."""

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_AMBIGUOUS = {"March", "April", "May", "June", "August"}
_UNITS = "hour day week month quarter year decade fortnight".split()


def _same(words: str) -> dict[str, Value]:
    return {word: word for word in words.split()}


def _numbered(words: Iterable[str], start: int = 0) -> dict[str, Value]:
    return dict(zip(words, count(start), strict=False))


_CAPITALISED: dict[str, dict[str, Value]] = {
    "weekday": _numbered(_DAYS) | {"Tues": 1, "Thur": 3, "Thurs": 3},
    "short_weekday": _numbered("Mon Tue Wed Thu Fri Sat Sun".split()),
    "month": {name: n for name, n in _numbered(_MONTHS, 1).items() if name not in _AMBIGUOUS},
    "month_or_name": {name: n for name, n in _numbered(_MONTHS, 1).items() if name in _AMBIGUOUS},
    "short_month": {name[:3]: n for name, n in _numbered(_MONTHS, 1).items() if name != "May"} | {"Sept": 9},
}
"""Read only with a capital, because "may", "march", "sun" and "sat" are other words. A `month_or_name` is a person's
name as well."""

_PLAIN: dict[str, dict[str, Value]] = {
    "number": _numbered(_NUMBERS, 1)
    | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "dozen": 12},
    "ordinal": _numbered(_ORDINALS, 1),
    "couple": {"couple": 2},
    "few": _same("few"),
    "several": {"several": "several", "many": "several"},
    "suffix": _same("st nd rd th"),
    "unit": {unit: unit for unit in _UNITS},
    "units": {f"{unit}s": unit for unit in _UNITS},
    "weekend": _same("weekend"),
    "season": _same("spring summer autumn winter") | {"fall": "autumn"},
    "daypart": _same("morning afternoon evening night lunchtime noon midnight"),
    "deictic": {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1},
    "overnight": _same("overnight"),
    "part": {"early": "early", "late": "late"},
    "shift": {"earlier": "earlier", "later": "later"},
    "mid": {"mid": "mid"},
    "edge": {"start": "start", "beginning": "start", "middle": "mid", "end": "end", "close": "end"},
    "half": _same("half"),
    "previous": _same("previous preceding"),
}

_FUNCTION: dict[str, dict[str, Value]] = {
    **{
        word: _same(word)
        for word in (
            "the this that last past next coming following same recent other ago ahead before after since by from now "
            "in on at of to and within over during through throughout for time hence s"
        ).split()
    },
    "a": {"a": "a", "an": "a"},
    "until": {"until": "until", "till": "until"},
}
"""Each a class of its own, so that forms can name it."""

_SIGNS: dict[str, dict[str, Value]] = {
    "dot": {".": "."},
    "comma": {",": ","},
    "dash": dict.fromkeys("-–—‐‑", "-"),
    "slash": {"/": "/"},
    "apostrophe": dict.fromkeys("'’", "’"),
}
_FIGURES = ("day", "year", "figure", "dotted")

_LETTER = dict(
    zip((*_CAPITALISED, *_PLAIN, *_FUNCTION, *_SIGNS, *_FIGURES), ascii_letters + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑ", strict=False)
)
NAME = {letter: name for name, letter in _LETTER.items()}
"""The class of each letter."""

_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,2}")


def _vocabulary() -> dict[str, tuple[str, Value]]:
    known: dict[str, tuple[str, Value]] = {}
    for name, words in (_CAPITALISED | _SIGNS).items():
        for word, value in words.items():
            known[word] = known[word.upper()] = (_LETTER[name], value)
    for name, words in (_PLAIN | _FUNCTION).items():
        for word, value in words.items():
            known[word] = known[word.capitalize()] = known[word.upper()] = (_LETTER[name], value)
    for index, word in enumerate(_DAYS):
        known[word.lower()] = (_LETTER["weekday"], index)
    return known


_KNOWN = _vocabulary()
_OTHER = (".", "")


def pattern(form: str) -> str:
    """The form as a regular expression over letters: names of classes become letters, blanks go."""
    return re.sub(r"[a-z_]+", lambda name: _LETTER[name[0]], form).replace(" ", "")


def letters(tokens: Iterable[str]) -> str:
    """One letter for each token; a full stop for a token that has no part in a time."""
    return "".join([(_KNOWN.get(token) or _figure(token))[0] for token in tokens])


def value(token: str) -> Value:
    """What a token stands for in its class: the number of a month, a unit's name …"""
    return (_KNOWN.get(token) or _figure(token))[1]


def is_named(token: str, name: str) -> bool:
    """Whether the token is of the class of that name."""
    return (_KNOWN.get(token) or _figure(token))[0] == _LETTER[name]


def _figure(token: str) -> tuple[str, Value]:
    if not token[0].isdigit() or not token.isascii():
        return _OTHER
    if not token.isdigit():
        return _punctuated(token)
    if len(token) <= 2 and 1 <= int(token) <= 31:
        return _LETTER["day"], int(token)
    if len(token) == 4 and EARLIEST_YEAR <= int(token) <= LATEST_YEAR:
        return _LETTER["year"], int(token)
    return _LETTER["figure"], int(token[:9])


def _punctuated(token: str) -> tuple[str, Value]:
    if _DOTTED.fullmatch(token):
        return _LETTER["dotted"], token
    if _THOUSANDS.fullmatch(token):
        return _LETTER["figure"], int(token.replace(",", ""))
    return _OTHER
