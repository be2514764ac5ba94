"""Finds which statement a dispute means: by whose words it is, by the words they share, by what stands right before."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import log

from onrecord.interpret.voices import Voices
from onrecord.model.base import Span
from onrecord.model.document import Record
from onrecord.model.statement import Attribution, Post
from onrecord.text import words

NEAR = 600
"""Characters before a dispute in which a single statement is the one meant although no word is shared."""
SHARED = 2.0
"""The weight of shared words from which a statement is meant: that of two words that no other statement has."""
MARGIN = 1.3
"""How much more the best one shares than the next. Two that share equally are no answer."""

MANY = 100
"""Statements back to which a dispute may reach."""
ALIKE = 0.6
"""The share of a quotation's words that another one must have to be the same said otherwise."""

_QUOTED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly)$")
_SMALL = 4
"""Letters below which a word says too little."""


class Targets:
    """The statements of one record that can be disputed, with their words."""

    def __init__(self, record: Record, voices: Voices) -> None:
        self.text = record.document.text
        self.voices = voices
        self.statements = [statement for statement in record.of(Attribution) if statement.parent is None]

    @cached_property
    def held(self) -> dict[str | None, list[Attribution]]:
        """The statements in text order, by the post that they stand in."""
        held: dict[str | None, list[Attribution]] = {}
        for statement in self.statements:
            post = self.voices.post(statement.content[0].start)
            held.setdefault(post.id if post else None, []).append(statement)
        return held

    @cached_property
    def stems(self) -> dict[str, frozenset[str]]:
        """The words of each statement. Few documents hold a dispute, and only then are they asked for."""
        return {statement.id: _stems(self.text, statement.content) for statement in self.statements}

    @cached_property
    def rarity(self) -> Counter[str]:
        """How many statements have each word."""
        return Counter(chain.from_iterable(self.stems.values()))

    def of(self, dispute: Span, post: Post | None) -> str | None:
        """The id of the statement meant; None where none is, or several fit."""
        candidates = list(self._candidates(dispute, post))
        scores = {a.id: self._score(a, dispute) for a in candidates}
        best = sorted(candidates, key=lambda a: (-scores[a.id], -a.span.start))
        if best and scores[best[0].id] >= SHARED:
            clear = len(best) == 1 or scores[best[0].id] >= MARGIN * scores[best[1].id]
            return best[0].id if clear else None
        return self._only(candidates, dispute, post)

    def is_misquoted(self, quoted: Span, post: Post) -> bool:
        """Whether what the post answers has most of the quoted words in a quotation, and not the same words."""
        mine = _plain(quoted.of(self.text))
        said = (a for a in self._candidates(quoted, post) if a.mode != "indirect")
        told = (words for a in said for words in _QUOTED.findall(" ".join(c.of(self.text) for c in a.content)))
        return any(_is_nearly(mine, _plain(words)) for words in told)

    def _candidates(self, dispute: Span, post: Post | None) -> Iterator[Attribution]:
        """The statements before the dispute and outside of it, in what the post answers; at most MANY, the nearest."""
        answered = post.parent if post is not None and post.parent != "article" else None
        held = self.held.get(answered, [])
        end = bisect.bisect_left(held, dispute.start, key=lambda a: a.content[0].start)
        for statement in held[max(0, end - MANY) : end]:
            if not statement.span.overlaps(dispute):
                yield statement

    def _score(self, statement: Attribution, dispute: Span) -> float:
        mine = _stems(self.text, (dispute,))
        shared = mine & self.stems[statement.id]
        total = len(self.statements) + 1
        named = any(_names(self.text, dispute, speaker) for speaker in self._speakers(statement))
        return sum(log(total / self.rarity[stem]) / log(total) for stem in shared) * (1.5 if named else 1.0) + (
            0.5 if named else 0.0
        )

    def _speakers(self, statement: Attribution) -> Iterator[str]:
        found = self.voices.speaking.get(statement.id)
        yield from (speaker.name for speaker in found.speakers) if found else ()

    def _only(self, candidates: Sequence[Attribution], dispute: Span, post: Post | None) -> str | None:
        """The statement right before, where no other is near; of a short report the only one."""
        named = [a for a in candidates if any(_names(self.text, dispute, speaker) for speaker in self._speakers(a))]
        if post is not None:
            held = named or candidates
            return held[0].id if len(held) == 1 else None
        near = [
            a
            for a in named or candidates
            if dispute.start - a.span.end < NEAR and self.text.count("\n", a.span.end, dispute.start) < 3
        ]
        return near[-1].id if near else None


def _is_nearly(mine: list[str], told: list[str]) -> bool:
    """Whether most of my words are among those told, but not as they stand there."""
    shared = len(set(mine) & set(told))
    return bool(mine) and ALIKE * len(set(mine)) <= shared and f" {' '.join(mine)} " not in f" {' '.join(told)} "


def _plain(quoted: str) -> list[str]:
    return [word.of(quoted).casefold() for word in words(quoted)]


def _stems(text: str, spans: Iterable[Span]) -> frozenset[str]:
    found = (text[span.start : span.end] for span in spans)
    return frozenset(
        _stem(word)
        for stretch in found
        for word in (w.of(stretch).casefold() for w in words(stretch))
        if len(word) >= _SMALL
    )


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > _SMALL + 1 else word


def _names(text: str, dispute: Span, speaker: str) -> bool:
    last = speaker.split()[-1].casefold() if speaker.split() else ""
    return len(last) >= _SMALL - 1 and re.search(rf"\b{re.escape(last)}\b", dispute.of(text).casefold()) is not None
