"""Weighs how a line reads: as a report's words (below zero) or as a reader's (above)."""

import re
from collections.abc import Iterator

from onrecord.segment.tokens import bucket, end_sign, first_sign, tokens
from onrecord.segment.weighing import ALWAYS, Weights, weighed

CAP = 4.0
"""No single line decides: what it may weigh in either direction."""
READ = 4000
"""Characters of a line that are read: twice the longest paragraph of 840 news reports."""
WORDS = 60
"""Words of a line that are weighed one by one."""

_QUOTED = re.compile(r"[“\"][^“”\"]{0,2000}(?:[”\"]|$)|(?<!\w)‘[^‘’]{0,300}’(?!\w)")
_LABEL = re.compile(r"[\"“]?[A-Z][A-Z.’' -]{2,40}(?:\([^)]{0,40}\))?:\s")
_CONTINUED = re.compile(r"[a-z]")
_UNFINISHED = re.compile(r"[\w,;–—-]$")

SIGNS = (
    (
        "says",
        re.compile(
            r"\b(?:said|says|told|added|announced|reported|according to|spokes(?:man|woman|person)"
            r"|declined|stated|noted|tweeted)\b"
        ),
    ),
    (
        "says by a quotation",
        re.compile(r"\0,? (?:\w+ ){0,4}(?:said|says|added|told|wrote)\b|\b(?:said|says|told|wrote)\b[^.]{0,60}\0"),
    ),
    (
        "weekday or month",
        re.compile(
            r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
            r"|\b(?:January|February|April|June|July|August|September|October|November|December)\b"
        ),
    ),
    (
        "title and name",
        re.compile(
            r"\b(?:President|Minister|Secretary|Sen\.|Rep\.|Gov\.|Mr\.|Ms\.|Mrs\.|Dr\."
            r"|[Ss]pokes(?:man|woman|person)|candidate|nominee)\s+[A-Z]"
        ),
    ),
    ("first person", re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|myself)\b")),
    ("first person plural", re.compile(r"\b(?:[Ww]e|us|[Oo]ur|[Ww]e['’]\w+)\b")),
    ("second person", re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ou['’]\w+)\b")),
    (
        "contraction",
        re.compile(
            r"\b\w+(?:n['’]t|['’](?:re|ve|ll|m|d))\b|\b(?:[Ii]t|[Tt]hat|[Tt]here|[Hh]e|[Ss]he|[Ww]hat|[Ll]et|[Ww]ho)['’]s\b"
        ),
    ),
    ("question", re.compile(r"\?")),
    ("exclamation", re.compile(r"!")),
    ("trails off", re.compile(r"…|\.\.\.")),
    ("stress", re.compile(r"\*\w+\*|\b[A-Z]{6,}\b|[:;]-?\)|\b(?:lol|LOL|WTF|OMG|IMHO|IMO)\b")),
    ("small beginning", re.compile(r"^[a-z]")),
    (
        "answer",
        re.compile(
            r"^\W*(?:yes|yeah|no|nope|well|agreed?|exactly|indeed|so|true|right|wrong|thanks?|great|good|nice|sorry"
            r"|of course|hey|hi|wow|ok|okay|actually|in fact|and|but|or|if you)\b(?!-)",
            re.I,
        ),
    ),
    ("no full stop", re.compile(r"[\w,]$")),
    (
        "opinion",
        re.compile(
            r"\b(?:of course|obviously|absurd\w*|ridiculous|stupid|idiot\w*|crazy|insane|nonsense|imho|imo|odds are"
            r"|i think|i guess|i hope|alot|gonna|wanna|folks|guys?|stuff|kinda|pretty much|should be|would be|maybe"
            r"|perhaps|really|just|simply|anyway)\b",
            re.I,
        ),
    ),
)
"""Signs outside quotation marks of which a report's line or a reader's has more."""


def reader_voice(line: str, before: str, weights: Weights) -> float:
    """How much more likely the line is a reader's than a report's, as a logarithm. 0 for what ends a broken line."""
    line = line[:READ]
    if _LABEL.match(line):
        return -CAP
    if _CONTINUED.match(line) and _UNFINISHED.search(before):
        return 0.0
    return max(-CAP, min(CAP, weighed(weights.voice, voice_signs(line))))


def voice_signs(line: str) -> Iterator[str]:
    """What of a line tells who speaks: turns of speech outside quotation marks, words, length, first and last sign."""
    bare = _QUOTED.sub("\0", line[:READ])
    yield ALWAYS
    yield from (name for name, sign in SIGNS if sign.search(bare))
    said = tokens(line[:READ])[:WORDS]
    yield from (f"word {word}" for word in sorted(set(said)))
    yield from (f"first {word}" for word in said[:1])
    yield f"length {bucket(len(line))}"
    yield f"begins {first_sign(line)}"
    yield f"ends {end_sign(line)}"
