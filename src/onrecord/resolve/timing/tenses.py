"""Tells from the verbs around words of time whether they look back or ahead: "will meet on Friday", "met on Friday"."""

import re
from typing import Literal

from onrecord.model.base import Span

Direction = Literal["past", "future"]

REACH = 160
"""Characters read on each side. Clauses in news run to about 120; more would only cost time."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'](?!s\b)[a-z]+)?|[’'](?:ll|d)\b")
_BREAK = re.compile(r"[,;:()“”\"\n—–]|\.\s")

_SENTENCE = re.compile(r"[.!?]\s|\n")

_AHEAD = frozenset(
    "will shall would can could may might should must won't won’t cannot ’ll 'll gonna we'll we’ll he'll he’ll she’ll "
    "she'll they'll they’ll i’ll i'll you'll you’ll it'll it’ll upcoming forthcoming".split()
)
_LEADING = frozenset(
    "expected expects expect due set scheduled planned plans plan planning hopes hope hoping wants want likely about "
    "ready supposed going pledged promised promises agreed vowed threatened decided intends intend aims aim is are was "
    "were be need needs has have had time".split()
)
"""What turns the "to" of an infinitive toward the future."""

_BACK = frozenset(
    "was were had did didn't didn’t wasn't wasn’t weren't weren’t hadn't hadn’t ago "
    "ate became began began bought broke brought built came caught chose cut drew drove fell felt flew forgot fought "
    "found froze gave gone got grew heard held hid hit kept knew laid lay led left lent lost made meant met paid "
    "ran rang rode rose said sang sank sat saw sent shook shot shut slept sold spent spoke stole stood struck swore "
    "taken taught thought threw told took tore understood went withdrew won wore wrote".split()
)
_PRESENT = frozenset("is are am isn't isn’t aren't aren’t".split())
_BEFORE_PARTICIPLE = frozenset("be being been is are am was were get gets".split())
_NOT_PAST = frozenset(
    "need indeed feed speed breed exceed proceed succeed hundred kindred sacred hatred naked wicked embed shed red bed "
    "wed seed weed greed agreed-upon related united limited so-called".split()
)
_PLANNED = frozenset(
    "opens open closes begins begin starts start ends meets meet resumes resume expires reopens reopen departs launches"
    " hosts votes takes goes returns return arrives arrive leaves sails airs".split()
)
"""Verbs whose present tells of what is planned where days are named: "it opens in June", "rain to return on Friday"."""
_ARTICLES = frozenset("a an the his her its their our my your this that these those no any some each every".split())


def tense(text: str, words: Span, within: Span) -> Direction | None:
    """Whether the words look back or ahead; None where no verb tells. The clause is asked before the sentence."""
    left = _SENTENCE.split(text[max(within.start, words.start - REACH) : words.start])[-1]
    right = _SENTENCE.split(text[words.end : min(within.end, words.end + REACH)])[0]
    near_left, near_right = _BREAK.split(left)[-1], _BREAK.split(right)[0]
    return _look_back(near_left) or _look_on(near_right) or _look_back(left) or _look_on(right)


def is_past(word: str, before: str) -> bool:
    """Whether a word tells of the past: "was", "met", "opened", but not "the opened letter"."""
    if word.casefold() in _BACK:
        return True
    return (
        word.endswith("ed") and len(word) > 4 and word.islower() and word not in _NOT_PAST and before not in _ARTICLES
    )


def _look_back(text: str) -> Direction | None:
    """The nearest sign to the left."""
    tokens = _WORD.findall(text)
    for at in range(len(tokens) - 1, -1, -1):
        if (found := _sign(tokens, at)) is not None:
            return found
    return None


def _look_on(text: str) -> Direction | None:
    """The nearest sign to the right."""
    tokens = _WORD.findall(text)
    for at in range(len(tokens)):
        if (found := _sign(tokens, at)) is not None:
            return found
    return None


def _sign(tokens: list[str], at: int) -> Direction | None:
    word = tokens[at].casefold()
    before = tokens[at - 1].casefold() if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word in _AHEAD and tokens[at].islower():
        return "future"
    if word == "to" and before in _LEADING and after.islower() and after not in _ARTICLES:
        return "future"
    if word in _PLANNED and before not in _ARTICLES and tokens[at].islower() and (before == "to" or word.endswith("s")):
        return "future"
    if word in _PRESENT:
        return "future" if after.endswith("ing") or after in _LEADING else None
    return _past(tokens, at, word) if is_past(tokens[at], before) else None


def _past(tokens: list[str], at: int, word: str) -> Direction | None:
    """Past, unless an auxiliary before it tells ("will be held") or what follows leads ahead ("was expected to")."""
    if word in ("was", "were", "had") and _leads(tokens, at + 1):
        return "future"
    helpers = [token for token in tokens[max(0, at - 3) : at] if token.islower()]
    if any(helper in _AHEAD for helper in helpers) and word not in ("was", "were", "had", "did"):
        return "future"
    if helpers and helpers[-1] in _BEFORE_PARTICIPLE and helpers[-1] in ("be", "being", "is", "are", "am"):
        return "future" if word in _LEADING else None
    return "past"


def _leads(tokens: list[str], at: int) -> bool:
    """Whether an infinitive that looks ahead follows: "to meet", "due to meet"."""
    ahead = [token.casefold() for token in tokens[at : at + 3]]
    return ahead[:1] == ["to"] or (ahead[1:2] == ["to"] and ahead[0] in _LEADING)
