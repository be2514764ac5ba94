"""Says whom each post answers, and whether it agrees, where its words or the page's layout tell."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Span
from onrecord.model.statement import Stance
from onrecord.segment.addressing import OPENING, named, numbered
from onrecord.segment.found import FoundPost
from onrecord.segment.marks import FAMILIES
from onrecord.segment.moments import moments
from onrecord.segment.order import order
from onrecord.segment.readers import Readers
from onrecord.text import words

QUOTED_WORDS = 5
"""Words in a row that are quoted from an earlier text and not said again by chance."""
REPEATED_WORDS = 9
"""Words in a row that are quoted even where no mark says so: "I would love to see" begins many posts."""
BACK = 4
"""Posts of the report's author in a row, at most, that answer the post above them."""

_ANSWERS = re.compile(
    r"\W*(?:yes|yeah|yep|no|nope|agreed?|exactly|indeed|true|right|wrong|well said|good point|nonsense"
    r"|you(?:’|')?re|your?|that(?:’|')?s)\b",
    re.I,
)
_OF_REPORT = re.compile(
    r"\b(?:(?:this|the|your|great|good|nice|excellent|interesting|awesome|wonderful) "
    r"(?:article|post|story|piece|report|blog|column|interview)|the author|the reporter)\b",
    re.I,
)
_AGREES = re.compile(
    r"\W*(?:i (?:totally |completely |fully |quite )?agree|agreed|exactly|well said|absolutely|so true|amen"
    r"|good point|right on|spot on|hear,? hear|\+1|yes,|couldn(?:’|')t agree more"
    r"|(?:great|good|nice|excellent|wonderful|awesome) (?:article|post|point|piece|story|read))",
    re.I,
)
_DISAGREES = re.compile(
    r"\W*(?:i (?:strongly |totally |completely |respectfully )?disagree|(?:sorry, )?but (?:no|that(?:’|')?s not)"
    r"|nonsense|rubbish|wrong\b|not true|untrue|no,|that(?:(?:’|')?s| is) (?:not|wrong|false|nonsense)"
    r"|in fact,? (?:he|she|they|it) (?:did|do|does|has|have|is|was) \*?not)",
    re.I,
)
_QUESTION_ENDS = re.compile(r"\?[\s\"”’)]*(?:$|\n)")
_SENTENCE_ENDS = re.compile(r"[.!?…]+(?=[\s\"”’)]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whom a post answers: the index of a post, "article" or None, and why."""

    parent: int | Literal["article"] | None
    reason: str


def answers(text: str, posts: Sequence[FoundPost]) -> Iterator[Answer]:
    """Whom each post answers, in text order. Cost is linear in the text."""
    thread = _Thread(text, posts)
    for place, post in enumerate(posts):
        answer = thread.answer(place, post)
        yield answer
        thread.add(place, post, answer)


def stance(text: str, post: FoundPost) -> Stance | None:
    """Whether the post agrees with what it answers, where its first words say so or it only asks."""
    opening = text[post.body.start : min(post.body.end, post.body.start + OPENING)]
    if _DISAGREES.match(opening):
        return "disagree"
    if _AGREES.match(opening):
        return "agree"
    last = text[max(post.body.start, post.body.end - OPENING) : post.body.end]
    asks = _QUESTION_ENDS.search(last) is not None and len(post.body) <= 2 * OPENING
    return "question" if asks and len(_SENTENCE_ENDS.findall(last)) <= 2 else None


class _Thread:
    """The posts read so far, by the page's key, by depth and by their words."""

    def __init__(self, text: str, posts: Sequence[FoundPost]) -> None:
        self.text = text
        self.readers = Readers(text, posts)
        self.times = moments([post.date for post in posts])
        self.order = order(self.times)
        self.parents: list[int | Literal["article"] | None] = []
        self.keys: dict[str, int] = {}
        self.open: list[tuple[int, int]] = []
        self.said: dict[tuple[str, ...], int | Literal["article"]] = {}
        self._hear(Span(0, posts[0].extent.start if posts else 0), "article")

    def answer(self, place: int, post: FoundPost) -> Answer:
        if post.threaded:
            return self._by_layout(post)
        return (
            self._by_name(place, post)
            or self._by_quotation(place, post)
            or self._by_time(place)
            or self._by_host(place)
            or self._by_words(place, post)
        )

    def add(self, place: int, post: FoundPost, answer: Answer) -> None:
        self.parents.append(answer.parent)
        if post.key:
            self.keys.setdefault(post.key, place)
        while self.open and self.open[-1][0] >= post.indent:
            self.open.pop()
        self.open.append((post.indent, place))
        self._hear(post.body, place)

    def _by_layout(self, post: FoundPost) -> Answer:
        if post.answers is not None:
            return Answer(parent=self.keys.get(post.answers), reason="The page says which comment it answers.")
        above = next((place for indent, place in reversed(self.open) if indent < post.indent), None)
        if above is None:
            return Answer(parent="article", reason="The page sets it at the first level, under the report.")
        return Answer(parent=above, reason="The page sets it in under the post that it answers.")

    def _by_name(self, place: int, post: FoundPost) -> Answer | None:
        for name in named(self.text, post, self.readers):
            if name == self.readers.host or self.readers.is_host(name):
                return self._to_host(place)
            answered = self._post_of(name, place)
            if answered is not None and self.readers.names[answered] != self.readers.names[place]:
                return Answer(parent=answered, reason="It names the reader whom it answers.")
        for answered in numbered(self.text, post, self.readers):
            if answered != place:
                return Answer(parent=answered, reason="It gives the number of the post that it answers.")
        return None

    def _post_of(self, name: str, place: int) -> int | None:
        """The reader's post that is meant: the latest one before, which stands below where the newest come first."""
        above, below = self.readers.last_before(name, place), self.readers.next_after(name, place)
        if self.order.newest_first and self.order.under[place] is not True:
            return below if below is not None else above
        return above

    def _to_host(self, place: int) -> Answer:
        """The report, or what its author answered to this reader before."""
        above = self.readers.last_before(self.readers.host or "", place)
        if above is not None and self.readers.names[place]:
            parent = self.parents[above]
            if isinstance(parent, int) and self.readers.names[parent] == self.readers.names[place]:
                return Answer(parent=above, reason="It answers the report's author, who answered this reader before.")
        return Answer(parent="article", reason="It names the report's author.")

    def _by_quotation(self, place: int, post: FoundPost) -> Answer | None:
        quoted = self._quoted(place, post)
        if quoted is None:
            return None
        what = "the report" if quoted == "article" else "an earlier post"
        return Answer(parent=quoted, reason=f"It quotes {what}.")

    def _quoted(self, place: int, post: FoundPost) -> int | Literal["article"] | None:
        """The first text, of somebody else, that said the first words quoted at, or near, the post's beginning."""
        opening = self.text[post.body.start : min(post.body.end, post.body.start + OPENING)]
        for at, sign in enumerate(opening):
            if FAMILIES.get(sign) == "double" or sign == ">":
                heard = self.said.get(_first_words(self.text, post.body.start + at, post.body.end, QUOTED_WORDS))
                if heard is not None and not self._own(heard, place):
                    return heard
        repeated = _first_words(self.text, post.body.start, post.body.end, REPEATED_WORDS)
        runs = {self.said.get(repeated[at : at + QUOTED_WORDS]) for at in range(REPEATED_WORDS - QUOTED_WORDS + 1)}
        heard = runs.pop() if len(runs) == 1 else None
        return None if heard is None or self._own(heard, place) else heard

    def _by_time(self, place: int) -> Answer | None:
        under = self.order.under[place]
        if under is False:
            return Answer(parent="article", reason="By its time it stands at the first level, under the report.")
        if not under:
            return None
        above = self._above(place)
        return None if above is None else Answer(parent=above, reason="By its time it stands under the post above.")

    def _above(self, place: int) -> int | None:
        """The nearest post, up the branch above, that is not later, and whose answers so far are not later either."""
        time = self.times[place]
        at: int | Literal["article"] | None = place - 1
        child: int | None = None
        best: int | None = None
        while isinstance(at, int) and at >= 0:
            early = all(self._not_after(post, time) for post in (at, child) if post is not None)
            if early and self.readers.names[at] != self.readers.names[place]:
                return at
            if early and best is None:
                best = at
            child, at = at, self.parents[at]
        return best

    def _not_after(self, place: int, time: int | None) -> bool:
        other = self.times[place]
        return other is None or time is None or other <= time

    def _by_host(self, place: int) -> Answer | None:
        """The post above, where the report's author comes back."""
        host = self.readers.host
        if host is None or self.readers.names[place] != host or self.order.newest_first:
            return None
        for above in range(place - 1, max(-1, place - 1 - BACK), -1):
            if self.readers.names[above] != host:
                return Answer(parent=above, reason="The report's author answers the post above.")
        return None

    def _by_words(self, place: int, post: FoundPost) -> Answer:
        opening = self.text[post.body.start : min(post.body.end, post.body.start + OPENING)]
        if place == 0:
            return Answer(parent="article", reason="It is the first, with only the report before it.")
        if _OF_REPORT.search(opening):
            return Answer(parent="article", reason="It speaks of the report.")
        if post.author is None or _ANSWERS.match(opening):
            return Answer(parent=None, reason="Whom it answers is not told.")
        return Answer(parent="article", reason="Nothing in it points to another reader's post.")

    def _own(self, heard: int | Literal["article"], place: int) -> bool:
        return isinstance(heard, int) and self.readers.names[heard] == self.readers.names[place]

    def _hear(self, span: Span, who: int | Literal["article"]) -> None:
        """Remembers each run of words with the text that said them first."""
        stretch = self.text[span.start : span.end].casefold()
        run: deque[str] = deque(maxlen=QUOTED_WORDS)
        for word in words(stretch):
            run.append(word.of(stretch))
            if len(run) == QUOTED_WORDS:
                self.said.setdefault(tuple(run), who)


def _first_words(text: str, start: int, end: int, count: int) -> tuple[str, ...]:
    stretch = text[start : min(end, start + OPENING)]
    found = tuple(w.of(stretch).casefold() for w in words(stretch))[:count]
    return found if len(found) == count else ()
