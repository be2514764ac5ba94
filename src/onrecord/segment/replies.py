"""Says whom each post answers: by the layout, by what it names or quotes, by its time, or else by a guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.base import Span
from onrecord.segment.addressing import named, numbered
from onrecord.segment.found import FoundPost
from onrecord.segment.guesses import Guesses, Parent, Words
from onrecord.segment.heard import Heard
from onrecord.segment.hosts import host
from onrecord.segment.moments import moments
from onrecord.segment.order import order
from onrecord.segment.readers import Readers

FIRST_LEVEL = 0.7
"""What speaks for the post at the first level, where the times show only the branch. With it 90 of 153 such answers
are right, without it 85; more of it is right on pages that know no answers to answers, and wrong on the others."""
BRANCH = 8
"""Posts up a branch that are weighed."""
BACK = 4
"""Posts of the report's author in a row, at most, that answer the post above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whom a post answers: the index of a post, "article" or None, and why."""

    parent: Parent | None
    reason: str


def answers(text: str, posts: Sequence[FoundPost], *, author: str | None = None) -> Iterator[Answer]:
    """Whom each post answers, in text order; `author` wrote the report. Cost is linear in the text."""
    thread = _Thread(text, posts, author)
    for place, post in enumerate(posts):
        answer = thread.answer(place, post)
        yield answer
        thread.add(place, post, answer)


class _Thread:
    """The posts read so far: whom they answer, by the page's key, by depth and by their words."""

    def __init__(self, text: str, posts: Sequence[FoundPost], author: str | None) -> None:
        self.text = text
        self.readers = Readers(text, posts)
        self.host = host(text, posts, self.readers, author)
        self.times = moments([post.date for post in posts])
        self.order = order(self.times)
        shown = True in self.order.under
        self.guesses = Guesses(Words(text, posts), self.readers, host=self.host, answers_shown=shown)
        self.heard = Heard(text)
        self.heard.add(Span(0, posts[0].extent.start if posts else 0), "article")
        self.parents: list[Parent | None] = []
        self.keys: dict[str, int] = {}
        self.open: list[tuple[int, int]] = []

    def answer(self, place: int, post: FoundPost) -> Answer:
        if post.threaded:
            return self._by_layout(post)
        return (
            self._by_repeated(post)
            or self._by_double(place, post)
            or self._by_name(place, post)
            or self._by_number(place, post)
            or self._by_quotation(place, post)
            or self._by_time(place)
            or self._by_host(place)
            or self._by_words(place)
        )

    def add(self, place: int, post: FoundPost, answer: Answer) -> None:
        self.parents.append(answer.parent)
        if post.key:
            self.keys.setdefault(post.key, place)
        while self.open and self.open[-1][0] >= post.indent:
            self.open.pop()
        self.open.append((post.indent, place))
        self.heard.add(post.body, place)

    def _by_layout(self, post: FoundPost) -> Answer:
        if post.answers is not None:
            return Answer(parent=self.keys.get(post.answers), reason="The page says which comment it answers.")
        above = next((place for indent, place in reversed(self.open) if indent < post.indent), None)
        if above is None:
            return Answer(parent="article", reason="The page sets it at the first level, under the report.")
        return Answer(parent=above, reason="The page sets it in under the post that it answers.")

    def _by_repeated(self, post: FoundPost) -> Answer | None:
        who = None if post.repeated is None else self.heard.most_of(post.repeated)
        return None if who is None else Answer(parent=who, reason="The page prints the post that it answers above it.")

    def _by_double(self, place: int, post: FoundPost) -> Answer | None:
        """What the same words, sent before by the same reader, answer."""
        before = self.heard.begun(post.body)
        if not isinstance(before, int) or not self._own(before, place):
            return None
        return Answer(parent=self.parents[before], reason="It repeats an earlier post of its writer.")

    def _by_name(self, place: int, post: FoundPost) -> Answer | None:
        for name in named(self.text, post, self.readers):
            if self._is_host(name):
                return self._to_host(place)
            answered = self._post_of(name, place)
            if answered is not None and not self._own(answered, place):
                return Answer(parent=answered, reason="It names the reader whom it answers.")
        return None

    def _post_of(self, name: str, place: int) -> int | None:
        """The reader's post that is meant: the latest one before, which stands below where the newest come first."""
        above = self.readers.last_before(name, place)
        if not self.order.newest_first or self.order.under[place]:
            return above
        below = self.readers.next_after(name, place)
        return above if below is None else below

    def _is_host(self, name: str) -> bool:
        """Whether that is the report's author, by name or first name."""
        first = self.readers.places(name)[:1]
        return self.host is not None and any(self.readers.names[place] == self.host for place in first)

    def _to_host(self, place: int) -> Answer:
        """The report, or what its author answered to this reader before."""
        above = self.readers.last_before(self.host or "", place)
        answered = None if above is None else self.parents[above]
        if above is not None and isinstance(answered, int) and self._own(answered, place):
            return Answer(parent=above, reason="It answers the report's author, who answered this reader before.")
        return Answer(parent="article", reason="It names the report's author.")

    def _by_number(self, place: int, post: FoundPost) -> Answer | None:
        others = (other for other in numbered(self.text, post, self.readers) if other != place)
        answered = next(others, None)
        return (
            None if answered is None else Answer(parent=answered, reason="It gives the number of the post it answers.")
        )

    def _by_quotation(self, place: int, post: FoundPost) -> Answer | None:
        """The first text of somebody else that said what is quoted at, or near, the post's beginning."""
        begun = self.heard.begun(post.body)
        for who in (*self.heard.quoted(post.body), *(() if begun is None else (begun,))):
            if not self._own(who, place):
                what = "the report" if who == "article" else "an earlier post"
                return Answer(parent=who, reason=f"It quotes {what}.")
        return None

    def _by_time(self, place: int) -> Answer | None:
        under = self.order.under[place]
        if under is False:
            return Answer(parent="article", reason="By its time it stands at the first level, under the report.")
        above = self._above(place) if under else None
        return None if above is None else Answer(parent=above, reason="By its time it stands under an earlier post.")

    def _above(self, place: int) -> int | None:
        """The likeliest of the posts up the branch above that the times allow."""
        branch = tuple(self._branch(place))
        others = [above for above in branch if not self._own(above, place)]
        return max(others or branch, key=lambda above: self._weight(place, above), default=None)

    def _branch(self, place: int) -> Iterator[int]:
        """From the post above up to the first level, those that are not later and whose answers so far are not."""
        at: Parent | None = place - 1
        below: int | None = None
        for _ in range(BRANCH):
            if not isinstance(at, int) or at < 0:
                return
            if self._not_after(at, place) and (below is None or self._not_after(below, place)):
                yield at
            below, at = at, self.parents[at]

    def _not_after(self, place: int, other: int) -> bool:
        time, latest = self.times[place], self.times[other]
        return time is None or latest is None or time <= latest

    def _weight(self, place: int, above: int) -> float:
        first_level = FIRST_LEVEL if self.parents[above] == "article" else 0.0
        return self.guesses.weight(place, above, self.parents) + first_level

    def _by_host(self, place: int) -> Answer | None:
        """The post above, where the report's author comes back."""
        if self.host is None or self.readers.names[place] != self.host or self.order.newest_first:
            return None
        for above in range(place - 1, max(-1, place - 1 - BACK), -1):
            if self.readers.names[above] != self.host:
                return Answer(parent=above, reason="The report's author answers the post above.")
        return None

    def _by_words(self, place: int) -> Answer:
        if place == 0:
            return Answer(parent="article", reason="It is the first, with only the report before it.")
        parent, likely = self.guesses.likeliest(place, self.parents)
        what = "the report" if parent == "article" else "the post above" if parent == place - 1 else "a post farther up"
        return Answer(parent=parent, reason=f"A guess by its words, {likely:.0%} likely: it answers {what}.")

    def _own(self, who: Parent, place: int) -> bool:
        name = self.readers.names[place]
        return name != "" and isinstance(who, int) and self.readers.names[who] == name
