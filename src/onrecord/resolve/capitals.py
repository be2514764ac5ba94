"""Finds the runs of capitalised words that may name someone, and cuts them where a name cannot go on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.resolve.lexicon import Lexicon, singular

_EXTENDED = "".join(chr(code) for code in range(0x100, 0x250) if chr(code).isupper())
UPPER = f"A-ZÀ-ÖØ-Þ{_EXTENDED}Ѐ-Я"
"""Capital letters of Latin and Cyrillic, for use in a character class."""
PARTICLES = frozenset("de da del della der den di du la le van von bin ibn al el ter ten dos das af zu".split())
_JOINING = frozenset(("of", "for", "on", "and", "the", "&"))
_WORD = rf"(?:@?[{UPPER}]\w{{0,40}}|@\w{{1,30}})(?:[’'.\-]\w{{1,40}}){{0,8}}\.?"
_LINK = rf"(?:(?:{'|'.join(sorted(PARTICLES | _JOINING))})[ \u00a0])"
_NICKNAME = rf"(?:[\"“(‘'][{UPPER}]\w{{1,20}}[\"”)’'][ ])"
_RUN = re.compile(rf"(?<![\w.@]){_WORD}(?:(?:,[ ](?=[JS]r\b)|[ \u00a0]{_NICKNAME}?){_LINK}{{0,2}}{_WORD})*")
_TOKEN = re.compile(r"(?<![^\s])[^\s,\"“(‘'][^\s,]*")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=[sS])[’'])$")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.)+$")
_SEAT = re.compile(r"[RDI]-[A-Z]")
"""Party and state after a lawmaker's name: R-Wis."""
_SUFFIXES = frozenset("Jr. Sr. Jr Sr II III IV St. Inc. Co. Corp. Ltd. No. vs.".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
"""Numbers open sentences; elsewhere a capital makes them part of a name: the Nine Lakes Council."""
_LONGEST = 14
"""Words in a run at most; the longest official names of bodies that we know have eleven."""


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word, or a small one inside a name, without its possessive ending."""

    start: int
    end: int
    text: str
    possessive: bool
    initial: bool
    """Whether it opens a sentence, where any word is capitalised."""


Phrase = tuple[Word, ...]


def phrases(text: str, lexicon: Lexicon) -> Iterator[Phrase]:
    """The capitalised phrases of a text in order, each cut to what can be one name with its titles."""
    for match in _RUN.finditer(text):
        words = [_word(text, match.start(), token) for token in _TOKEN.finditer(match[0])]
        for at in range(0, len(words), _LONGEST):
            yield from _cut(words[at : at + _LONGEST], lexicon)


def span_of(phrase: Sequence[Word]) -> Span:
    """Where the words stand."""
    return Span(phrase[0].start, phrase[-1].end)


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word at that place begins a sentence, a line or a quotation."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0\"'“‘«([—–-*":
        if text[at] in '"“«' and (start - at) <= 2:
            return True
        at -= 1
    return at < 0 or text[at] in ".!?…:;\n\r|•”"


def _word(text: str, offset: int, token: re.Match[str]) -> Word:
    start, written = offset + token.start(), token[0]
    plain = _POSSESSIVE.sub("", written)
    return Word(start, start + len(plain), plain, plain != written, opens_sentence(text, start))


def _cut(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Phrase]:
    held: list[Word] = []
    for place, word in enumerate(words):
        word = word if _keeps_stop(word.text, lexicon) else _without_stop(word)
        stopped = word.end < words[place].end and not words[place].possessive
        word = _whole(word, words[place + 1 : place + 2], lexicon)
        if _separates(word, held, words[place + 1 :], lexicon):
            yield from _trimmed(held)
            held = []
            continue
        held.append(word)
        if stopped or word.possessive:
            yield from _trimmed(held)
            held = []
    yield from _trimmed(held)


def _whole(word: Word, following: Sequence[Word], lexicon: Lexicon) -> Word:
    """A possessive inside a body's name is part of it: "People’s Party"."""
    people = word.text.casefold() in lexicon.groups or singular(word.text.casefold()) in lexicon.roles
    if not (word.possessive and people and following and following[0].text.casefold() in lexicon.bodies):
        return word
    return Word(word.start, word.end + 2, word.text + "’s", False, word.initial)


def _keeps_stop(word: str, lexicon: Lexicon) -> bool:
    """A full stop belongs to initials and abbreviations only."""
    return (
        not word.endswith(".")
        or bool(_INITIALS.match(word))
        or word in _SUFFIXES
        or word in lexicon.courtesy
        or word in lexicon.regions
        or word in lexicon.unnamed
        or any(word in title.split() for title in lexicon.short_titles)
    )


def _without_stop(word: Word) -> Word:
    return Word(word.start, word.end - 1, word.text[:-1], word.possessive, word.initial)


def _separates(word: Word, held: Sequence[Word], rest: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a word ends the name before it and belongs to none itself."""
    if word.text in _JOINING or word.text == "Of":
        return not held or not _joins(word.text.casefold(), held, rest, lexicon)
    if word.text in PARTICLES:
        return not held
    if word.text in lexicon.unnamed or word.text == "I" or _SEAT.match(word.text):
        return True
    if word.text.isupper() and (held or word.text in lexicon.states or word.text in lexicon.organizations):
        return False  # "the US", "WHO": not us, not who
    plain = word.text.casefold().replace("’", "'")
    return plain in lexicon.openers and (word.initial or plain not in _NUMBERS)


def _joins(joint: str, held: Sequence[Word], rest: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether "of", "for", "on", "and" goes on with the name of a body or of an office."""
    last = held[-1].text
    if joint == "the":
        return last in ("of", "for", "on")
    if joint == "&":
        return True
    said = tuple(word.text.casefold() for word in held)
    if joint == "and":
        body = any(word in ("of", "for", "on") for word in said) and _is_body(held[0].text, lexicon, held)
        following = [word.text.casefold() for word in rest[:3]]
        return body and not any(w in lexicon.bodies or w in lexicon.roles or w in lexicon.openers for w in following)
    if last.casefold() in lexicon.bodies or singular(last.casefold()) in lexicon.bodies:
        return True
    if joint == "for" and "of" in said and any(word in lexicon.bodies for word in said[: said.index("of")]):
        return True
    after = tuple(word.text.casefold() for word in rest[:3])
    return any(
        said[-n:] + (joint, *after)[:m] in lexicon.offices for n in (1, 2) for m in (2, 3, 4) if len(after) + 1 >= m
    )


def _is_body(first: str, lexicon: Lexicon, held: Sequence[Word]) -> bool:
    return first.casefold() in lexicon.bodies or any(word.text.casefold() in lexicon.bodies for word in held)


def _trimmed(held: Sequence[Word]) -> Iterator[Phrase]:
    end = len(held)
    while end and (held[end - 1].text in _JOINING or held[end - 1].text in PARTICLES):
        end -= 1
    if end:
        yield tuple(held[:end])
