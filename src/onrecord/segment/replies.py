"""Says whom each post answers, and whether it agrees, where its words or the page's layout tell."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model.base import Span
from onrecord.model.statement import Stance
from onrecord.segment.found import FoundPost
from onrecord.segment.marks import FAMILIES
from onrecord.text import words

QUOTED_WORDS = 5
"""Words in a row that are quoted from an earlier text and not said again by chance."""
OPENING = 160
"""Characters of a post's beginning in which it greets the one whom it answers."""
SHORT_NAME = 3
"""Letters: shorter first names greet too often by chance ("So, …")."""

_RESPONSE = re.compile(
    r"\b(?:in )?(?:response|reply|replying) to(?: a comment (?:from|by))? @?(?P<name>[^\n|•·/:,]{2,60})", re.I
)
_GREETING = re.compile(
    r"(?:(?:hi|hey|hello|dear|thanks|thank you|yes|no|sorry|well|to|ok),? )?"
    r"(?P<name>[^\n,:;–—!.?…-]{2,60}?) ?(?:[,:;–—!.…-]|\n|$)",
    re.I,
)
_HANDLE = re.compile(r"@(?P<name>[\w.’'-]{2,40})")
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
    thread = _Thread(text, posts[0].extent.start if posts else 0)
    for place, post in enumerate(posts):
        yield thread.answer(place, post)
        thread.add(place, post)


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
    """The posts read so far, by the page's key, by author, by depth and by their words."""

    def __init__(self, text: str, report_end: int) -> None:
        self.text = text
        self.keys: dict[str, int] = {}
        self.authors: dict[str, int] = {}
        self.open: list[tuple[int, int]] = []
        self.said: dict[tuple[str, ...], int | Literal["article"]] = {}
        self._hear(Span(0, report_end), "article")

    def answer(self, place: int, post: FoundPost) -> Answer:
        if post.threaded:
            return self._by_layout(post)
        named = self._by_name(post)
        if named is not None:
            return Answer(parent=named, reason="It names the reader whom it answers.")
        quoted = self._by_quotation(post)
        if quoted is not None:
            what = "the report" if quoted == "article" else "an earlier post"
            return Answer(parent=quoted, reason=f"It quotes {what}.")
        return self._by_words(place, post)

    def add(self, place: int, post: FoundPost) -> None:
        if post.key:
            self.keys.setdefault(post.key, place)
        if post.author:
            self.authors[_plain(post.author)] = place
            first = _plain(post.author.split()[0])
            if len(first) >= SHORT_NAME:
                self.authors[first] = place
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

    def _by_name(self, post: FoundPost) -> int | None:
        header = self.text[post.extent.start : post.body.start]
        opening = self.text[post.body.start : min(post.body.end, post.body.start + OPENING)]
        for pattern, where in ((_RESPONSE, header), (_RESPONSE, opening), (_HANDLE, opening)):
            found = pattern.search(where)
            if found and _plain(found["name"]) in self.authors:
                return self.authors[_plain(found["name"])]
        greeting = _GREETING.match(opening)
        name = _plain(greeting["name"]) if greeting else ""
        return self.authors.get(name) if len(name) >= SHORT_NAME else None

    def _by_quotation(self, post: FoundPost) -> int | Literal["article"] | None:
        """The latest text that said the first words quoted at, or near, the beginning of the post."""
        opening = self.text[post.body.start : min(post.body.end, post.body.start + OPENING)]
        for place, sign in enumerate(opening):
            if FAMILIES.get(sign) == "double" or sign == ">":
                heard = self.said.get(_first_words(self.text, post.body.start + place, post.body.end))
                if heard is not None:
                    return heard
        return self.said.get(_first_words(self.text, post.body.start, post.body.end))

    def _by_words(self, place: int, post: FoundPost) -> Answer:
        opening = self.text[post.body.start : min(post.body.end, post.body.start + OPENING)]
        if place == 0:
            return Answer(parent="article", reason="It is the first, with only the report before it.")
        if _OF_REPORT.search(opening):
            return Answer(parent="article", reason="It speaks of the report.")
        if post.author is None or _ANSWERS.match(opening):
            return Answer(parent=None, reason="Whom it answers is not told.")
        return Answer(parent="article", reason="Nothing in it points to another reader's post.")

    def _hear(self, span: Span, who: int | Literal["article"]) -> None:
        """Remembers each run of words with the text that said them last."""
        stretch = self.text[span.start : span.end].casefold()
        run: deque[str] = deque(maxlen=QUOTED_WORDS)
        for word in words(stretch):
            run.append(word.of(stretch))
            if len(run) == QUOTED_WORDS:
                self.said[tuple(run)] = who


def _first_words(text: str, start: int, end: int) -> tuple[str, ...]:
    stretch = text[start : min(end, start + OPENING)]
    found = [w.of(stretch).casefold() for w in words(stretch)][:QUOTED_WORDS]
    return tuple(found) if len(found) == QUOTED_WORDS else ()


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
