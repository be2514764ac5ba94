"""The best sequence of tags under scores for words and for neighbours, all lines of a text at once."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

CHUNK = 512
"""Lines longer than this many words are cut, so that one endless line costs no more than many."""


def decode(scores: "Floats", lines: "Ints", transition: "Floats", start: "Floats") -> "Ints":
    """The tag of each word: (words, tags) scores, first word of each line, (tags, tags) and (tags) scores.

    Each line is a chain of its own (Viterbi 1967). Chains are padded to one length and stepped together.
    """
    import numpy as np

    count, tags = scores.shape
    if not count:
        return np.zeros(0, np.int64)
    firsts, sizes = _chains(lines, count)
    order = np.argsort(-sizes, kind="stable")
    firsts, sizes = firsts[order], sizes[order]
    length = int(sizes[0])
    best = scores[firsts] + start
    pointers = np.zeros((length, len(firsts), tags), np.int8)
    longer: list[int] = np.searchsorted(-sizes, -np.arange(length), side="left").tolist()
    for t, alive in enumerate(longer[1:], start=1):
        moved = best[:alive, :, None] + transition
        pointers[t, :alive] = moved.argmax(1)
        best[:alive] = moved.max(1) + scores[firsts[:alive] + t]
    return _traced(best, pointers, firsts, longer, count)


def _chains(lines: "Ints", count: int) -> "tuple[Ints, Ints]":
    """First words and lengths of the chains: lines, the long ones cut."""
    import numpy as np

    edges = np.unique(np.concatenate(([0], lines, np.arange(0, count, CHUNK))))
    return edges, np.diff(np.append(edges, count))


def _traced(best: "Floats", pointers: "NDArray[np.int8]", firsts: "Ints", longer: list[int], count: int) -> "Ints":
    """The tags, followed back from the best last tag of each chain; `longer` counts the chains that reach each step."""
    import numpy as np

    found = np.zeros(count, np.int64)
    tag = best.argmax(1)
    for t in range(len(pointers) - 1, -1, -1):
        alive = longer[t]
        found[firsts[:alive] + t] = tag[:alive]
        if t:
            tag[:alive] = pointers[t, np.arange(alive), tag[:alive]]
    return found
