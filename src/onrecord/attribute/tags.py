"""The tags that the model gives to words, and the stretches that they mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from onrecord.attribute.viterbi import decode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

Role = Literal["source", "cue", "content"]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""What the model says of each word, in the order of its scores."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The trained scores of neighbouring tags, (tags, tags), and of first tags."""

    transition: "Floats"
    start: "Floats"

    def read(self, scores: "Floats", lines: "Ints") -> Iterator[tuple[Role, int, int, float]]:
        """(role, first word, last word, certainty) of each stretch that the best tags of the lines mark."""
        if not len(scores):
            return
        tags = decode(scores, lines, self.transition, self.start)
        sure = certainty(scores, tags)
        begun = set(lines.tolist())
        for role, first, last in runs(tags, begun):
            yield role, first, last, float(sure[first : last + 1].mean())


def certainty(scores: "Floats", tags: "Ints") -> "Floats":
    """The share of each word's chosen tag in its scores (softmax)."""
    import numpy as np

    powers = np.exp(scores - scores.max(1, keepdims=True))
    chosen: Floats = powers[np.arange(len(tags)), tags] / powers.sum(1)
    return chosen


def runs(tags: "Ints", begun: "set[int] | frozenset[int]" = frozenset()) -> Iterator[tuple[Role, int, int]]:
    """(role, first word, last word) of each stretch that the tags mark; none goes on into a word that begins a line."""
    marked = tags.tolist()
    for begin in (i for i, tag in enumerate(marked) if tag % 2):
        last = begin
        while last + 1 < len(marked) and marked[last + 1] == marked[begin] + 1 and last + 1 not in begun:
            last += 1
        yield cast(Role, TAGS[marked[begin]][2:]), begin, last
