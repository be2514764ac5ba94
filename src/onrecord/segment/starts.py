"""Weighs whether a new post begins at a line, where no author line says so."""

import math
import re
from collections.abc import Iterator, Sequence

from onrecord.segment.tokens import bucket, end_sign, first_sign, tokens
from onrecord.segment.weighing import ALWAYS, Weights, weighed

SHORT = 160
"""Characters of a line's beginning and end that are looked at for signs."""
READ = 4000
"""Characters of a line that are looked at for its words."""
FEW = 3
"""Words of a line that is a signature, a greeting or a sigh."""
EARLY = 4
"""Words at a line's beginning that are weighed wherever they stand among these."""
FAR = 3.0
"""A line eight times as long as the page's middle one is as long as one can be."""

_CODE = re.compile(r"[{}<>;=]|https?://")
_CLOSING = re.compile(r"\W*(?:cheers|thanks|regards|best|ciao|peace)?[,!. ]*\w*(?: \w+)?\W*$", re.I)
_OPENING_SIGNS = {
    "names a reader": re.compile(r"\W?@\w"),
    "greets": re.compile(r"\W*(?:hey|hi|hello|dear|sorry|oh|ok|okay|lol|ha(?:ha)+|ah|hmm+|um+)\b", re.I),
    "thanks or praises": re.compile(
        r"\W*(?:thanks?|thank you|great|good|nice|awesome|cool|excellent|congrat\w*|love|interesting|wow|very"
        r"|well[ -](?:said|done)|brilliant|amazing|wonderful|beautiful)\b",
        re.I,
    ),
    "answers": re.compile(
        r"\W*(?:yes|yeah|yep|no|nope|well|agreed?|exactly|indeed|true|right|wrong|actually|in fact|absolutely"
        r"|really|sure|nonsense|amen|not (?:true|sure|really)|that['’]s|i (?:dis)?agree|if you|you)\b(?!-)",
        re.I,
    ),
    "says I": re.compile(r"(?:I|I['’]\w+|My|i)\b"),
    "asks": re.compile(r"(?:why|how|what|where|who|when|do|does|did|is|are|can|could|any)\b[^.!]*\?", re.I),
    "goes on": re.compile(
        r"(?:and|but|so|then|however|also|therefore|meanwhile|it|they|these|this|that|those|he|she|because|or|for"
        r"|another|first|second|finally|anyway|btw|ps|p\.s|edit|update|on the other hand|in addition|besides|still"
        r"|the (?:problem|point|other|same|second|only|first|main))\b",
        re.I,
    ),
    "list": re.compile(r"(?:[-*•>]|\d+[.)])\s"),
    "code": _CODE,
    "short": re.compile(r".{0,59}$"),
    "takes leave": _CLOSING,
    "speaks to you": re.compile(r".{0,150}\b(?:you|your|you['’]re)\b", re.I),
    "speaks of the report": re.compile(
        r".{0,120}\b(?:this|the|your|nice|great|good) (?:article|post|blog|piece|story)\b", re.I
    ),
    "a name and more": re.compile(r"\W*[A-Z][\w.]+(?: [A-Z][\w.]+)?\s?[,:–—-]"),
    "a name alone": re.compile(r"[A-Z][\w.]+(?: [A-Z][\w.]+)?\s?$"),
}
_CLOSING_SIGNS = {
    "before: goes on": re.compile(r"[:,]$"),
    "before: excited": re.compile(r"(?:!\W*|[:;]-?\))$"),
    "before: takes leave": re.compile(r"^(?:cheers|thanks|regards|best|ciao)\b.{0,30}$", re.I),
    "before: trails off": re.compile(r"(?:…|\.\.\.)\W*(?:[\w-]+)?$"),
    "before: asks": re.compile(r"\?\W*$"),
    "before: no stop": re.compile(r"[\w)]$"),
    "before: greets": re.compile(r"^(?:hey|hi|hello|dear|@)\b.{0,30}$", re.I),
    "before: code": _CODE,
}
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|I['’]\w+)\b")
_LONG_WORD = re.compile(r"\w{6,}")


def start_weight(said: Sequence[str], place: int, typical: float, weights: Weights) -> float:
    """How much more likely than not a new post begins at that line of those said, as a logarithm. `typical` is the
    length of the page's middle line."""
    signs = start_signs(said, place, typical)
    return weighed(weights.start, signs) + longer(said[place], typical) * weights.start.get("longer", 0.0)


def longer(line: str, typical: float) -> float:
    """How much longer a line is than the page's middle one, in powers of two."""
    return max(-FAR, min(FAR, math.log2((len(line) + 1) / (typical + 1))))


def start_signs(said: Sequence[str], place: int, typical: float) -> Iterator[str]:
    """What of a line, and of those around it, tells whether one writer goes on."""
    line, before = said[place], said[place - 1] if place else ""
    opening, closing = line[:SHORT], before[-SHORT:]
    yield ALWAYS
    yield from (name for name, sign in _OPENING_SIGNS.items() if sign.match(opening))
    yield from (name for name, sign in _CLOSING_SIGNS.items() if sign.search(closing))
    yield from _between(line[:READ], before[-READ:])
    yield f"length {bucket(len(line))}"
    yield f"length before {bucket(len(before))}"
    yield f"page {bucket(typical)}"
    yield f"begins {first_sign(line)}"
    yield f"ends {end_sign(line)}"
    yield f"ends before {end_sign(before)}"
    yield from _words(tokens(opening), tokens(closing))
    yield from (f"first before {word}" for word in tokens(before[:SHORT])[:1])
    yield f"length two before {bucket(len(said[place - 2]) if place > 1 else 0)}"
    yield from _next(said[place + 1] if place + 1 < len(said) else "")


def _next(line: str) -> Iterator[str]:
    """What the line after it tells."""
    yield f"length next {bucket(len(line))}"
    yield f"next begins {first_sign(line)}"
    yield from (f"first next {word}" for word in tokens(line[:SHORT])[:1])


def _between(line: str, before: str) -> Iterator[str]:
    """How the two lines differ, and what they share."""
    shared = len(_long_words(line) & _long_words(before))
    signs = {
        "another person": bool(_FIRST_PERSON.search(line)) != bool(_FIRST_PERSON.search(before)),
        "another end": line[-1:].isalnum() != before[-1:].isalnum(),
        "another case": line[:1].islower() != before[:1].islower(),
        "a word in common": shared > 0,
        "words in common": shared > 2,
        "code goes on": bool(_CODE.search(line) and _CODE.search(before)),
    }
    return (name for name, holds in signs.items() if holds)


def _words(opening: list[str], closing: list[str]) -> Iterator[str]:
    yield from ("few words",) if len(opening) <= FEW else ()
    yield from ("few words before",) if len(closing) <= FEW else ()
    yield from (f"first {word}" for word in opening[:1])
    yield from (f"first two {' '.join(opening[:2])}",) if len(opening) > 1 else ()
    yield from (f"early {word}" for word in sorted(set(opening[:EARLY])))
    yield from (f"last before {word}" for word in closing[-1:])


def _long_words(line: str) -> set[str]:
    return set(_LONG_WORD.findall(line.casefold()))
