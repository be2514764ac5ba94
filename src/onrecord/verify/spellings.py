"""Tells in which ways a text may write a quotation's numbers: an index knows words one by one, and "25,000" by two."""

from collections.abc import Iterator, Sequence

from onrecord.verify.forms import forms
from onrecord.verify.tokens import CURRENCIES, Token, looked_up

_GREATEST = 10**15
"""Numbers below this are written in other ways."""

_SHORTEST = 5
"""Signs of a number before its scale, at most: nobody writes 25.0375 million."""


def spellings(words: Sequence[Token]) -> Iterator[list[str]]:
    """The keys under which the words are looked up: as they are printed, and then with all numbers in figures, before
    scales ("25 thousand") and in words, with signs of money and per cent and with words for them."""
    told = [looked_up(words)]
    yield told[0]
    held = [
        n for n, word in enumerate(words) if word.key[0].isdigit() or word.key == "percent" or word.key in CURRENCIES
    ]
    if not any(words[n].key[0].isdigit() for n in held):
        return
    for write, signs in ((_figures, True), (_figures, False), (_scaled, True), (_scaled, False), (_in_words, False)):
        keys: list[str] = []
        for n, before in zip(held, (0, *(at + 1 for at in held)), strict=False):
            keys += (*looked_up(words[before:n]), *_written(words, n, list(write(words[n].key)), signs=signs))
        keys += looked_up(words[held[-1] + 1 :])
        if keys not in told:
            told.append(keys)
            yield keys


def _written(words: Sequence[Token], at: int, number: list[str], *, signs: bool) -> Sequence[str]:
    """The keys of a word: of a number those given, of a measure behind a number none where it is a sign."""
    if number:
        return number
    if at and words[at - 1].key[0].isdigit() and (words[at].key in CURRENCIES or words[at].key == "percent"):
        return () if signs else (words[at].key,)
    return looked_up(words[at : at + 1])


def _figures(key: str) -> Iterator[str]:
    """25000 as 25,000 and 3.5 as it is, each by its words."""
    whole, _, part = key.partition(".")
    if _is_number(key):
        yield from f"{int(whole):,}".split(",")
        yield from (part,) if part else ()


def _scaled(key: str) -> Iterator[str]:
    """25000 as 25 thousand, 2500000 as 2.5 million; less as its figures."""
    value = int(key) if _is_number(key) and "." not in key else 0
    for scale, size in sorted(forms().scales.items(), key=lambda pair: -pair[1]):
        if value >= size > 100 and len(short := f"{value / size:.15g}") <= _SHORTEST:
            yield from (*short.split("."), scale)
            return
    yield from _figures(key)


def _in_words(key: str) -> Iterator[str]:
    """25000 as twenty-five thousand, 1984 as nineteen eighty-four."""
    if not _is_number(key) or "." in key:
        return
    value = int(key)
    if 1300 < value < 2000 and value % 100:
        yield from (*_below_thousand(value // 100), *_below_thousand(value % 100))
        return
    for scale, size in sorted(forms().scales.items(), key=lambda pair: -pair[1]):
        if size > 100 and value >= size:
            yield from (*_below_thousand(value // size), scale)
            value %= size
    yield from _below_thousand(value) if value or key == "0" else ()


def _below_thousand(value: int) -> Iterator[str]:
    """205 as two hundred and five."""
    hundreds, rest = divmod(value, 100)
    if hundreds:
        yield from (str(hundreds), "hundred", *(("and",) if rest else ()))
    if rest > 20 and rest % 10:
        yield from (str(rest - rest % 10), str(rest % 10))
    elif rest or not hundreds:
        yield str(rest)


def _is_number(key: str) -> bool:
    whole, _, part = key.partition(".")
    return whole.isascii() and whole.isdigit() and (not part or part.isdigit()) and int(whole) < _GREATEST
