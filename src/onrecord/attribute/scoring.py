"""Scores a part's hanging on each candidate head, and on none: the run-time half of the trained links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.attribute.calibration import Calibration, calibration
from onrecord.encoder import States
from onrecord.model.statement import Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

GAPS = (0, 1, 2, 4, 8, 16, 32, 64)
"""Lower edges, in words, of the distance classes; each counts once before and once behind the part."""

LINES = 2
"""Differences in lines are cut at two, both ways."""

SKIPPED = 4
"""Heads passed over on the way to a head, counted up to three, on each side."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where parts stand: (parts, 2) first and last word, (parts) line, (parts, 2 * width) vectors of the two words."""

    words: "Ints"
    lines: "Ints"
    edges: "Floats"


@dataclass(frozen=True, slots=True)
class Links:
    """One kind of link: the trained arrays by their name in training/model.py, and what their scores are worth."""

    arrays: "Mapping[str, Floats]"
    certain: Calibration = field(default_factory=Calibration)

    def scores(self, parts: Places, heads: Places) -> "Floats":
        """(parts, 1 + heads): log-probabilities of none and of each head.

        Biaffine (Dozat and Manning 2017), with the distance between the two added.
        """
        import numpy as np

        a = self.arrays
        p = np.maximum(parts.edges @ a["part.weight"].T + a["part.bias"], 0)
        h = np.maximum(heads.edges @ a["head.weight"].T + a["head.bias"], 0)
        pair = p @ a["pair"] @ h.T / np.sqrt(np.float32(len(a["pair"])))
        gap, line, skipped = classes(parts.words, parts.lines, heads.words, heads.lines)
        pair = pair + a["gap"][gap] + a["line"][line] + a["skipped"][skipped]
        raw = np.concatenate((p @ a["none.weight"].T + a["none.bias"], pair), 1)
        raw = raw - raw.max(1, keepdims=True)
        found: Floats = raw - np.log(np.exp(raw).sum(1, keepdims=True))
        return found


def links(arrays: "Mapping[str, Floats]", name: str) -> Links:
    """The arrays of one kind of link."""
    prefix = f"{name}."
    own = {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}
    return Links(own, calibration(arrays, name))


def places(parts: Sequence[Part], states: States) -> Places:
    """Where parts stand among the encoder's words."""
    import numpy as np

    first = np.searchsorted(states.words.ends, [p.extent.start for p in parts], side="right")
    last = np.searchsorted(states.words.starts, [p.extent.end for p in parts], side="left") - 1
    words = np.stack((first, np.maximum(first, last)), 1).astype(np.int64)
    edges = states.vectors[words].reshape(len(parts), -1).astype(np.float32)
    return Places(words, states.words.numbers[words[:, 0]], edges)


def classes(parts: "Ints", part_lines: "Ints", heads: "Ints", head_lines: "Ints") -> "tuple[Ints, Ints, Ints]":
    """(parts, heads) each: the classes of distance in words, of difference in lines, and of heads passed over.

    Spans are rows of first and last word; heads stand in text order. Training reads them from here too.
    """
    import numpy as np

    before = parts[:, None, 0] - heads[None, :, 1] - 1
    after = heads[None, :, 0] - parts[:, None, 1] - 1
    behind = after > before
    between = np.maximum(np.maximum(before, after), 0)
    gap = np.searchsorted(GAPS, between, side="right") - 1 + behind * len(GAPS)
    line = np.clip(head_lines[None] - part_lines[:, None], -LINES, LINES) + LINES
    first_behind = (~behind).sum(1, keepdims=True)
    number = np.arange(len(heads))[None]
    passed = np.where(behind, number - first_behind, first_behind - 1 - number)
    skipped = np.clip(passed, 0, SKIPPED - 1) + behind * SKIPPED
    return gap, line, skipped
