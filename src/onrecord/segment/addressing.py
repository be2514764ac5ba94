"""Finds the reader whom a post names as the one it answers: by handle, by number, in a greeting or in thanks."""

import re
from collections.abc import Iterator

from onrecord.segment.found import FoundPost
from onrecord.segment.readers import Readers

OPENING = 160
"""Characters of a post's beginning in which it greets the one whom it answers."""

_RESPONSE = re.compile(
    r"\b(?:in )?(?:response|reply|replying) to(?: a comment (?:from|by))? @?(?=[^\W_])",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.])@ ?(?=[^\W\d_])")
_NUMBER = re.compile(
    r"(?:(?:^|\n)[^\w@#\n]{0,3}(?:(?:re|to|comment|post|in reply to):? ?)?)(?:@ ?#?|# ?)(\d{1,5})\b", re.I
)
_GREETED = re.compile(
    r"""(?:^|(?<=[.!?…\n][ ])|(?<=\n))[^\w\n]{0,2}
    (?:(?:hi|hey|hello|dear|yes|no|sorry|well|to|ok|okay|oh|lol|ha|haha|re|so|right|true|agreed|exactly)[,:;.!]?[ ])?
    (?=[^\W\d_])""",
    re.I | re.X,
)
_THANKED = re.compile(
    r"""\b(?:thanks?|thanx|thank[ ]you|(?:dis)?agree(?:d|s)?[ ]with|kudos[ ]to|sorry|hi|hello|hey
    |(?:good|great|excellent|fair)[ ](?:point|question|idea|call)|(?:you['’]?re|you[ ]are)[ ](?:right|welcome)
    |well[ ](?:said|put)|welcome|congrats|congratulations)\b
    ,?[ ](?:(?:so|very)[ ]much[ ]|a[ ]lot[ ])?(?=[^\W\d_])""",
    re.I | re.X,
)
_COMMA = re.compile(r"(?:, |\b(?:in|by|out|up|it|that|this|so much|question|comment|sharing|input|link|tip) )(?=[A-Z])")
_CLOSES = re.compile(r" ?(?:[!?.…\n]|[:;]-?\)|$)")
_ENDS = re.compile(r" ?(?:[,:;!?.–—…)\n]|-(?!\w)|$)")
_SAYS = re.compile(r" (?:is|was|has|you|says|said|makes|made|hit|nailed|and)\b|['’]s (?:point|comment|post|question)")


def named(text: str, post: FoundPost, readers: Readers) -> Iterator[str]:
    """The readers whose names stand as those answered, above the post's words or in the first of them."""
    header = text[post.extent.start : post.body.start]
    opening = _opening(text, post)
    yield from _by_sign(header, readers, _RESPONSE)
    yield from _by_sign(opening, readers, _RESPONSE, _HANDLE)
    yield from _by_greeting(opening, readers)


def numbered(text: str, post: FoundPost, readers: Readers) -> Iterator[int]:
    """The posts whose numbers stand, as those answered, at the beginning of the post's first lines."""
    for found in _NUMBER.finditer(_opening(text, post)):
        answered = readers.numbered(int(found[1]))
        if answered is not None:
            yield answered


def _opening(text: str, post: FoundPost) -> str:
    return text[post.body.start : min(post.body.end, post.body.start + OPENING)]


def _by_sign(words: str, readers: Readers, *signs: "re.Pattern[str]") -> Iterator[str]:
    for sign in signs:
        for found in sign.finditer(words):
            name = readers.named_at(words, found.end())
            if name:
                yield name[0]


def _by_greeting(opening: str, readers: Readers) -> Iterator[str]:
    """Names after a greeting or thanks, where the name ends what is said, and names with which a sentence ends."""
    for sign, ends in ((_GREETED, _ENDS), (_THANKED, _ENDS), (_THANKED, _SAYS), (_COMMA, _CLOSES)):
        for found in sign.finditer(opening):
            name = readers.named_at(opening, found.end())
            if name and ends.match(opening, name[1]):
                yield name[0]
