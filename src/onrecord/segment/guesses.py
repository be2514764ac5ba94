"""Guesses whom a post answers where nothing names it: the report or a post above, by the words that they share."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from onrecord.segment.found import FoundPost
from onrecord.text import words

Parent = int | Literal["article"]

BACK = 8
"""Posts above that are weighed. Of 403 answers whose page shows what they answer, 86 % answer one of these."""
READ = 4000
"""Characters of a post that are read."""
REPORT_READ = 40_000
SHORT = 100
"""Characters of a post that says little by itself."""
OPENING = 160
LONG_WORD = 4
MOST_SHARED = 2.0

THE_REPORT = 0.4
ON_A_PAGE_WITH_ANSWERS = 1.6
"""The page's times show which posts are answers (see `order`): the others are at the first level."""
FROM_A_NEW_READER = 1.1
WORDS_OF_THE_REPORT = 0.6
"""For each word shared with the report, as rare as a word can be on the page."""
THE_POST_ABOVE = 1.0
FARTHER_UP = -0.75
"""For the logarithm of how many posts farther up."""
WORDS_OF_THE_POST = 1.1
TO_AND_FRO = 0.7
"""The post above answers a post of this reader."""
UNASKED = 0.4
"""The post above asks something, this one does not."""
LITTLE_SAID = 0.2
ANSWERS = 0.65
THANKS = 0.5
"""Weights of a conditional logistic regression, rounded: 727 posts of 15 pages that show by indentation what each
answers, read without the indentation, each page weighing as the root of its posts. Each page read with weights from the
others: 69.5 % right, where "the report" for all gives 64.1 %. Tried without gain: praise of the report, "you", a post's
length beyond the first line, whose post is above."""

_ANSWER = re.compile(
    r"""\W*(?:yes|yeah|yep|yup|no|nope|nah|agreed?|exactly|indeed|true|right|wrong|correct|well[ ]said|good[ ]point
    |nonsense|absolutely|definitely|of[ ]course|sure|not[ ](?:really|true|sure|necessarily)
    |that(?:['’]?s|[ ]is|[ ]would)
    |same[ ]here|me[ ]too|i[ ](?:dis)?agree|so[ ](?:do|am|did)[ ]i|lol|ha(?:ha)+|perhaps|maybe|really\?|actually|but
    |because|or|and|you|your|you['’]\w+|nice[ ]try|sorry|ditto|except|unless)\b""",
    re.I | re.X,
)
_THANKS = re.compile(r"\W*(?:thanks?|thank you|thx|cheers)\b", re.I)
_COMMON = frozenset(
    """about after again also because been before being between both could does doing down during each from further have
    having here into just more most other over same should some such than that their them then there these they this
    those through under until very were what when where which while will with would your yours really think know like
    much many even still people make want said says going thing""".split()
)


class Words:
    """The rarer words of the report and of each post, and how rare they are on the page."""

    def __init__(self, text: str, posts: Sequence[FoundPost]) -> None:
        self.said = tuple(text[p.body.start : min(p.body.end, p.body.start + READ)] for p in posts)
        self._of_posts = tuple(_rarer(said) for said in self.said)
        self._of_report = _rarer(text[: min(REPORT_READ, posts[0].extent.start)]) if posts else frozenset()
        self._posts = Counter(word for said in self._of_posts for word in said)

    def shared_with_report(self, place: int) -> float:
        return min(2 * MOST_SHARED, self._weight(self._of_posts[place] & self._of_report))

    def shared(self, place: int, above: int) -> float:
        return min(MOST_SHARED, self._weight(self._of_posts[place] & self._of_posts[above]))

    def _weight(self, shared: frozenset[str]) -> float:
        """1 for each word that nobody else says, nearly 0 for one that all say."""
        most = len(self.said) + 1
        return sum(math.log(most / self._posts[word]) / math.log(most) for word in sorted(shared))


def guess(
    said: Words, place: int, parents: Sequence[Parent | None], names: Sequence[str], *, new: bool, answers_shown: bool
) -> tuple[Parent, float]:
    """The likeliest of the report and the posts above, and how likely it is."""
    report = THE_REPORT + WORDS_OF_THE_REPORT * said.shared_with_report(place)
    report += (FROM_A_NEW_READER if new else 0.0) + (ON_A_PAGE_WITH_ANSWERS if answers_shown else 0.0)
    weights: dict[Parent, float] = {"article": report}
    for above in range(place - 1, max(-1, place - 1 - BACK), -1):
        weights[above] = weight(said, place, above, parents, names)
    best = max(weights, key=lambda parent: weights[parent])
    return best, 1.0 / sum(math.exp(other - weights[best]) for other in weights.values())


def weight(said: Words, place: int, above: int, parents: Sequence[Parent | None], names: Sequence[str]) -> float:
    """How much speaks for it that the post answers that one above."""
    total = FARTHER_UP * math.log(place - above) + WORDS_OF_THE_POST * said.shared(place, above)
    answered = parents[above]
    if isinstance(answered, int) and names[answered] == names[place] != names[above] and names[place]:
        total += TO_AND_FRO
    if "?" in said.said[above] and "?" not in said.said[place]:
        total += UNASKED
    return total + (_of_opening(said.said[place]) if above == place - 1 else 0.0)


def _of_opening(said: str) -> float:
    opening = said[:OPENING]
    total = THE_POST_ABOVE + (LITTLE_SAID if len(said) < SHORT else 0.0)
    return total + (ANSWERS if _ANSWER.match(opening) else 0.0) + (THANKS if _THANKS.match(opening) else 0.0)


def _rarer(said: str) -> frozenset[str]:
    return frozenset(_kept(said))


def _kept(said: str) -> Iterator[str]:
    for word in words(said):
        plain = word.of(said).casefold()
        if len(plain) >= LONG_WORD and plain not in _COMMON:
            yield plain
