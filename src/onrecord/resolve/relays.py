"""Reads the words that tell how a statement travelled: "according to Tass", "told reporters", "citing officials"."""

import re
from collections.abc import Iterator, Sequence

from onrecord.model.base import Span
from onrecord.resolve.capitals import UPPER, Phrase, phrases
from onrecord.resolve.lexicon import Lexicon
from onrecord.resolve.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_participle_after,
    tokens_of,
    unbroken,
)

_CARRIED = "carried|published|broadcast|aired|released|cited|quoted|reported|distributed|obtained"
_BY = re.compile(
    r"\b(?:according to|as (?:reported|quoted|cited|carried) by|(?:was|were|been|is|are) (?:quoted|cited) by|"
    r"quoted (?:as saying )?by|as saying by|first reported by|reported by|"
    rf"(?:comments|remarks|statements?|interview|quotes|footage|excerpts?|video|letter) (?:{_CARRIED})"
    r" (?:by|on|in))\s+",
    re.IGNORECASE,
)
_ON = re.compile(rf"\b[Oo]n\s+(?=(?:the )?[{UPPER}])")
_NAME = rf"[{UPPER}][\w.’'&-]*"
_SAYS = re.compile(
    rf"(?:^|[,;”\"]\s*)(?:as )?(?P<who>(?:[Tt]he |{_NAME} )?{_NAME}(?: {_NAME}){{0,3}}(?: news agency)?)"
    r" (?:reports|reported|has reported)\b"
)
_CITING = re.compile(r"\b(?:citing|quoting|quoted|cited)\s+", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:told|tells|tell|telling|informed|assured|reminded|"
    r"(?:said|spoke|speaking|wrote|writing|explained|complained) to|"
    r"(?:in|during) (?:an?|his|her|their|the) (?:\w+ )?"
    r"(?:interview|letter|email|e-mail|statement|call|note|message) (?:with|to))\s+",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:newspaper|paper|agency|network|magazine|broadcaster|website|station|outlet|daily|report)s?\b"
)
_ENDS = PREPOSITIONS - {"of", "for", "and"} | frozenset(
    "is was were has had have would will could should can may might but then said says because since late early "
    "earlier last this next there not also however following he she they it we i you monday tuesday wednesday thursday "
    "friday saturday sunday yesterday today tomorrow tonight now again privately publicly recently largely how why "
    "what if so it’s".split()
)
_NOBODY = frozenset(
    "story stories tale truth lie lies cheers applause sides himself herself themselves itself part".split()
)
_DOTTED = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Prof)\.$|\w\.\w")
_LONGEST = 120
"""Characters of a phrase that are read."""


def relayed_by(text: str, gap: Span, lexicon: Lexicon) -> Iterator[Span]:
    """Those who are said to have passed the words on."""
    for match in _BY.finditer(text, gap.start, gap.end):
        yield from _one(phrase_at(text, match.end(), gap.end))
    for match in _SAYS.finditer(text, gap.start, gap.end):
        yield Span(*match.span("who"))
    for match in _ON.finditer(text, gap.start, gap.end):
        yield from _one(medium_in(text, phrase_at(text, match.end(), gap.end), lexicon))


def cited_in(text: str, gap: Span) -> Span | None:
    """Whom a report says it cites or quotes."""
    match = _CITING.search(text, gap.start, gap.end)
    return phrase_at(text, match.end(), gap.end) if match else None


def addressed_in(text: str, gap: Span) -> Iterator[tuple[int, Span]]:
    """To whom something is said, each with the place of the verb."""
    for match in _TO.finditer(text, gap.start, gap.end):
        span = phrase_at(text, match.end(), gap.end)
        if span is not None:
            yield match.start(), span


def is_outlet(text: str, source: Span, lexicon: Lexicon) -> bool:
    """Whether a source is a paper, an agency or a station."""
    return medium_in(text, source, lexicon) is not None or bool(_OUTLET.search(source.of(text).casefold()))


def medium_in(text: str, span: Span | None, lexicon: Lexicon) -> Span | None:
    """A news agency, paper or station that a phrase names by a listed name."""
    if span is None:
        return None
    for phrase in phrases(span.of(text), lexicon):
        first, last = _medium_words(phrase, lexicon)
        if last:
            return Span(span.start + phrase[first].start, span.start + phrase[last - 1].end)
    return None


def _medium_words(phrase: Phrase, lexicon: Lexicon) -> tuple[int, int]:
    """The words of a phrase that name a medium: all of "Marrow Times", or a listed name in it; none as (0, 0)."""
    last = phrase[-1].text.casefold()
    if len(phrase) > 1 and any(last in lexicon.kinds_of_body[kind] for kind in ("newspaper", "network")):
        return 0, len(phrase)
    tries = ((start, end) for start in range(len(phrase)) for end in range(len(phrase), start, -1))
    listed = (t for t in tries if " ".join(word.text for word in phrase[t[0] : t[1]]) in lexicon.media)
    return next(listed, (0, 0))


def phrase_at(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at a place, without the full stop after it."""
    tokens = unbroken(tokens_of(text, Span(start, min(end, start + _LONGEST))))
    if not tokens or text[start : tokens[0].start()].strip():
        return None
    kept = _kept(tokens)
    words = [token[0].casefold() for token in kept]
    named = [word for word in words if word not in DETERMINERS]
    if not named or named[0] in PREPOSITIONS | _NOBODY | (PRONOUNS - {"me", "us", "him", "her", "them"}):
        return None
    last = kept[-1]
    return Span(start, last.end() - (last[0].endswith(".") and not _DOTTED.search(last[0])))


def _kept(tokens: Sequence[Token]) -> Sequence[Token]:
    words = [token[0] for token in tokens]
    for at, word in enumerate(words):
        if at and (word.casefold() in _ENDS or is_participle_after(words, at)):
            return tokens[:at]
        if word.endswith(".") and not _DOTTED.search(word):
            return tokens[: at + 1]
    return tokens


def _one(span: Span | None) -> Iterator[Span]:
    if span is not None:
        yield span
