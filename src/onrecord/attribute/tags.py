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


EAGER = (0.0, 0.35, 0.0, 0.45, 0.0, 0.0, 0.0)
"""Added to each tag's scores in a text: cues and contents are told a little more readily than they are likely.

Chosen on PolNeAR dev among twenty-six settings (2026-11-26, training/README.md): 77.2 % of attributions get the right
source, 90.6 % of those with a quotation mark; others have 76.5 to 77.8 and 90.3 to 90.7.
"""

EAGER_INSIDE = (0.0, 0.3, 0.0, 1.2, 0.0, 0.3, 0.0)
"""The same inside contents, where there is no gold: one setting was tried, with the challenge set in view."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The trained scores of neighbouring tags, (tags, tags), and of first tags, and what is added to each tag's."""

    transition: "Floats"
    start: "Floats"
    eager: tuple[float, ...] = EAGER

    def read(self, scores: "Floats", lines: "Ints") -> Iterator[tuple[Role, int, int, float]]:
        """(role, first word, last word, certainty) of each stretch that the best tags of the lines mark."""
        import numpy as np

        if not len(scores):
            return
        tags = decode(scores + np.asarray(self.eager, np.float32), lines, self.transition, self.start)
        sure = certainty(scores, tags)
        sums = np.concatenate(([0.0], np.cumsum(sure, dtype=np.float64)))
        for role, first, last in runs(tags, set(lines.tolist())):
            yield role, first, last, float(sums[last + 1] - sums[first]) / (last + 1 - first)


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
