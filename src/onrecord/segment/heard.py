"""Knows which text of a page, the report or a post, said a run of words first."""

from collections import Counter, deque
from collections.abc import Iterator

from onrecord.model.base import Span
from onrecord.segment.addressing import OPENING
from onrecord.segment.guesses import Parent
from onrecord.segment.marks import FAMILIES
from onrecord.text import words

QUOTED_WORDS = 5
"""Words in a row that are quoted from an earlier text and not said again by chance."""
REPEATED_WORDS = 9
"""Words in a row that are repeated even where no mark says so: "I would love to see" begins many posts."""


class Heard:
    """The runs of words said so far. Cost is linear in what is added; asking looks at a post's opening alone."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._said: dict[tuple[str, ...], Parent] = {}

    def add(self, span: Span, who: Parent) -> None:
        """Remembers each run of words with the text that said it first."""
        for run in _runs(self._text[span.start : span.end]):
            self._said.setdefault(run, who)

    def quoted(self, body: Span) -> Iterator[Parent]:
        """The texts that said what the opening sets between quotation marks or behind ">"."""
        opening = self._text[body.start : min(body.end, body.start + OPENING)]
        for at, sign in enumerate(opening):
            if FAMILIES.get(sign) == "double" or sign == ">":
                who = self._said.get(self._first_words(Span(body.start + at, body.end), QUOTED_WORDS))
                if who is not None:
                    yield who

    def begun(self, body: Span) -> Parent | None:
        """The text that said all of the post's first words, without any mark."""
        first = self._first_words(body, REPEATED_WORDS)
        runs = {self._said.get(first[at : at + QUOTED_WORDS]) for at in range(REPEATED_WORDS - QUOTED_WORDS + 1)}
        return runs.pop() if len(runs) == 1 else None

    def most_of(self, span: Span) -> Parent | None:
        """The text that said most of these words."""
        known = (self._said.get(run) for run in _runs(self._text[span.start : span.end]))
        counts = Counter(who for who in known if who is not None)
        return counts.most_common(1)[0][0] if counts else None

    def _first_words(self, span: Span, count: int) -> tuple[str, ...]:
        stretch = self._text[span.start : min(span.end, span.start + OPENING)].casefold()
        found = tuple(word.of(stretch) for word in words(stretch))[:count]
        return found if len(found) == count else ()


def _runs(said: str) -> Iterator[tuple[str, ...]]:
    said = said.casefold()
    run: deque[str] = deque(maxlen=QUOTED_WORDS)
    for word in words(said):
        run.append(word.of(said))
        if len(run) == QUOTED_WORDS:
            yield tuple(run)
