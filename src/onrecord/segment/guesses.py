"""Guesses whom a post answers where nothing names it: the report or a post above, by the words that they share."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from onrecord.segment.attitudes import AGREES_WITHIN, PRAISES
from onrecord.segment.found import FoundPost
from onrecord.segment.readers import Readers
from onrecord.text import words

Parent = int | Literal["article"]

BACK = 8
"""Posts above that are weighed. Of 500 answers whose page shows what they answer, 92 % answer one of these."""
READ = 4000
"""Characters of a post that are read."""
REPORT_READ = 40_000
OPENING = 160
LONG_WORD = 4
MOST_SHARED = 2.0

THE_REPORT = 0.45
ON_A_PAGE_WITH_ANSWERS = 1.2
"""The page's times show which posts are answers (see `order`): the others are at the first level."""
FROM_A_NEW_READER = 1.1
WORDS_OF_THE_REPORT = 0.75
"""For each word shared with the report, as rare as a word can be on the page."""
PRAISE = 0.6
FARTHER_UP = -0.9
"""For the logarithm of how many posts farther up."""
WORDS_OF_THE_POST = 1.15
TO_AND_FRO = 1.0
"""The post above answers a post of this reader."""
UNASKED = 0.6
"""The post above asks something, this one does not."""
THE_POST_ABOVE = 0.9
ANSWERS = 0.7
THANKS_BACK = 0.4
"""It begins with thanks, and the post above is the host's or answers this reader."""
YOU = 0.3
"""Weights of a conditional logistic regression, rounded: 681 posts of 15 pages that show by indentation what each
answers, read without the indentation, each page weighing as the root of its posts. Each page read with weights from the
others: 74.2 % right, where "the report" for all gives 68.3 %. Tried without gain: a post's length, whether the post
above is the host's or stands at the first level, and posts of pages that show no answers, taken as answers to the
report."""

_ANSWER = re.compile(
    r"""\W*(?:yes|yeah|yep|yup|no|nope|nah|agreed?|exactly|indeed|true|right|wrong|correct|well[ ]said|good[ ]point
    |nonsense|absolutely|definitely|of[ ]course|sure|not[ ](?:really|true|sure|necessarily)
    |that(?:['’]?s|[ ]is|[ ]would)
    |same[ ]here|me[ ]too|i[ ](?:dis)?agree|so[ ](?:do|am|did)[ ]i|lol|ha(?:ha)+|perhaps|maybe|really\?|actually|but
    |because|or|and|you|your|you['’]\w+|nice[ ]try|sorry|ditto|except|unless)\b""",
    re.I | re.X,
)
_THANKS = re.compile(r"\W*(?:thanks?|thank you|thx|cheers)\b", re.I)
_YOU = re.compile(r"\b(?:you|yours?|you['’](?:re|ve|ll|d))\b", re.I)
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


class Guesses:
    """Weighs the report and the posts above against one another. `parents` is whom the posts above answer."""

    def __init__(self, said: Words, readers: Readers, *, host: str | None, answers_shown: bool) -> None:
        self._said = said
        self._readers = readers
        self._names = readers.names
        self._host = host
        self._answers_shown = answers_shown

    def likeliest(self, place: int, parents: Sequence[Parent | None]) -> tuple[Parent, float]:
        """What the post answers, and how likely that is."""
        weights: dict[Parent, float] = {"article": self._of_report(place)}
        for above in range(place - 1, max(-1, place - 1 - BACK), -1):
            if not self._names[place] or self._names[above] != self._names[place]:
                weights[above] = self.weight(place, above, parents)
        best = max(weights, key=lambda parent: weights[parent])
        return best, 1.0 / sum(math.exp(other - weights[best]) for other in weights.values())

    def weight(self, place: int, above: int, parents: Sequence[Parent | None]) -> float:
        """How much speaks for it that the post answers that one above."""
        total = FARTHER_UP * math.log(place - above) + WORDS_OF_THE_POST * self._said.shared(place, above)
        back = self._answers_back(place, parents[above])
        total += TO_AND_FRO if back else 0.0
        if "?" in self._said.said[above] and "?" not in self._said.said[place]:
            total += UNASKED
        if above < place - 1:
            return total
        thanked = back or (self._host is not None and self._names[above] == self._host)
        return total + _of_opening(self._said.said[place], thanked=thanked)

    def _of_report(self, place: int) -> float:
        name, opening = self._names[place], self._said.said[place][:OPENING]
        new = not name or self._readers.last_before(name, place) is None
        total = THE_REPORT + WORDS_OF_THE_REPORT * self._said.shared_with_report(place)
        total += (FROM_A_NEW_READER if new else 0.0) + (ON_A_PAGE_WITH_ANSWERS if self._answers_shown else 0.0)
        return total + (PRAISE if AGREES_WITHIN.search(opening) or PRAISES.match(opening) else 0.0)

    def _answers_back(self, place: int, answered: Parent | None) -> bool:
        return isinstance(answered, int) and self._names[place] != "" and self._names[answered] == self._names[place]


def _of_opening(said: str, *, thanked: bool) -> float:
    total = THE_POST_ABOVE + (ANSWERS if _ANSWER.match(said[:OPENING]) else 0.0)
    total += THANKS_BACK if thanked and _THANKS.match(said[:OPENING]) else 0.0
    return total + (YOU if _YOU.search(said[: 2 * OPENING]) else 0.0)


def _rarer(said: str) -> frozenset[str]:
    return frozenset(_kept(said))


def _kept(said: str) -> Iterator[str]:
    for word in words(said):
        plain = word.of(said).casefold()
        if len(plain) >= LONG_WORD and plain not in _COMMON:
            yield plain
