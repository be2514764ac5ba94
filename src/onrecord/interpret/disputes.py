"""Finds disputes: who contests which statement, how, and which words are said to be right.

A dispute stands beside the verdict on the words; neither overrides the other. That somebody disagrees with a plan,
asks, or declines to say something is no dispute.
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from onrecord.interpret.contests import PRECEDENCE, Contests, load_contests
from onrecord.interpret.targets import Targets
from onrecord.interpret.voices import Voice, Voices, sentences_read
from onrecord.model.base import Span
from onrecord.model.document import Block, Record
from onrecord.model.reading import Dispute, DisputeKind
from onrecord.model.statement import Attribution, Post, Quotation
from onrecord.registry import Layer
from onrecord.settings import Settings

_QUESTION = re.compile(r"\?[\s\"”’)\]]*\Z")
_SAID = re.compile(r"\b(?:said|says|wrote|words?)\b", re.I)
SHORT = 3
"""Words of a sentence that only says no ("Nonsense."): the one behind it says why and belongs to the dispute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A sentence, or two, that contest something."""

    extent: Span
    kind: DisputeKind
    counter: Span | None
    voice: Voice


class _Reading:
    """One record while its disputes are read."""

    def __init__(self, record: Record, contests: Contests) -> None:
        self.text = record.document.text
        self.contests = contests
        self.openings = contests.gates.over(self.text)
        self.voices = Voices(record)
        self.targets = Targets(record, self.voices)
        self.quoted = [q.inner for q in record.of(Quotation) if q.depth == 0]

    def contested(self, sentences: Iterable[tuple[Block, Span]]) -> Iterator[Contested]:
        """What contests something; sentences that follow each other are one."""
        last: Contested | None = None
        for block, sentence, after in _with_next(sentences):
            found = self._sentence(block, sentence, after)
            if found is None:
                continue
            if last is not None and self._goes_on(block, last, found):
                last = _joined(last, found)
                continue
            if last is not None:
                yield last
            last = found
        if last is not None:
            yield last

    def _sentence(self, block: Block, sentence: Span, after: Span | None) -> Contested | None:
        words = sentence.of(self.text)
        if _QUESTION.search(words):
            return None
        opened = self.openings.within(sentence)
        told = (self.contests.kind(words, opened) if opened else None) or self._restated(sentence)
        if told is None or (told[0] == "corrects" and block.role == "post"):
            return None
        extent, counter = self._with_counter(sentence, after, told[1])
        return Contested(extent=extent, kind=told[0], counter=counter, voice=self._voice(sentence))

    def _restated(self, sentence: Span) -> tuple[DisputeKind, int] | None:
        """misquoted where a reader says that somebody said nearly, but not quite, what is quoted in what he answers."""
        post = self.voices.post(sentence.start)
        quoted = self._last_quoted(sentence) if post is not None else None
        if post is None or quoted is None or not _SAID.search(self.text, sentence.start, quoted.start):
            return None
        return ("misquoted", 0) if self.targets.is_misquoted(quoted, post) else None

    def _with_counter(self, sentence: Span, after: Span | None, told: int) -> tuple[Span, Span | None]:
        """The sentence with the one that gives the right words, and these words."""
        own = self._last_quoted(sentence)
        if own is not None and self.contests.gives_words(self.text[sentence.start + told : own.start + 1]):
            return sentence, own
        if after is None:
            return sentence, None
        counter = self._last_quoted(after) if self.contests.gives_words(after.of(self.text)) else None
        short = len(sentence.of(self.text).split()) < SHORT
        return (Span(sentence.start, after.end) if counter or short else sentence), counter

    def _last_quoted(self, stretch: Span) -> Span | None:
        index = bisect.bisect_left(self.quoted, Span(stretch.end, stretch.end)) - 1
        return self.quoted[index] if index >= 0 and self.quoted[index].start >= stretch.start else None

    def _voice(self, sentence: Span) -> Voice:
        """Whose dispute it is: in a report that of the statement which the sentence holds, else who writes it."""
        held = None if self.voices.post(sentence.start) else next(self.voices.statements_in(sentence), None)
        if held is not None:
            return Voice(kind="statement", by=held.id, attribution=held)
        return self.voices.of(Span(sentence.start, sentence.start))

    def _goes_on(self, block: Block, first: Contested, second: Contested) -> bool:
        return block.extent.contains(first.extent) and not self.text[first.extent.end : second.extent.start].strip()


def _with_next(sentences: Iterable[tuple[Block, Span]]) -> Iterator[tuple[Block, Span, Span | None]]:
    """Each sentence with the one behind it in its block."""
    for (block, sentence), following in pairwise(chain(sentences, (None,))):  # type: ignore[misc]
        yield block, sentence, following[1] if following and following[0] is block else None


def _joined(first: Contested, second: Contested) -> Contested:
    """Two sentences that follow each other and contest together: the kind that says more stands."""
    kind = min(first.kind, second.kind, key=PRECEDENCE.index)
    extent = Span(first.extent.start, max(first.extent.end, second.extent.end))
    return Contested(extent=extent, kind=kind, counter=second.counter or first.counter, voice=first.voice)


def _disputes(record: Record, contests: Contests) -> Iterator[Dispute]:
    reading = _Reading(record, contests)
    for found in reading.contested(sentences_read(record)):
        yield Dispute(
            document=record.document.id,
            extent=found.extent,
            by=found.voice.by,
            kind=found.kind,
            target=reading.targets.of(found.extent, reading.voices.post(found.extent.start)),
            counter=found.counter,
        )


def _load(_: Settings) -> Callable[[Record], Iterable[Dispute]]:
    contests = load_contests()
    return lambda record: _disputes(record, contests)


LAYER = Layer(version="1", requires=(Attribution, Post, Quotation), produces=(Dispute,), load=_load)
