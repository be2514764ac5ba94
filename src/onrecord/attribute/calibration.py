"""Turns the model's scores into probabilities that hold: of what is told with 0.8, four in five are right."""

import math
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FARTHEST = 0.999
"""Scores nearer to certainty than this tell nothing more."""

ENDS = 7.0
"""Log-odds beyond those of FARTHEST: where every curve begins and ends."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve through log-odds that never falls, straight between its points: isotonic regression over bins (Zadrozny
    and Elkan 2002), fitted by training/calibrate.py. `scores` rise from -ENDS to ENDS, `fitted` are the log-odds there.
    """

    scores: tuple[float, ...] = (-ENDS, ENDS)
    fitted: tuple[float, ...] = (-ENDS, ENDS)

    def __call__(self, score: float) -> float:
        """The probability that stands behind a score between 0 and 1."""
        near = min(max(score, 1 - FARTHEST), FARTHEST)
        odds = math.log(near / (1 - near))
        at = bisect(self.scores, odds)
        low, high = self.scores[at - 1], self.scores[at]
        share = (odds - low) / (high - low)
        return 1 / (1 + math.exp(-(self.fitted[at - 1] * (1 - share) + self.fitted[at] * share)))


def calibration(arrays: "Mapping[str, NDArray[np.float32]]", name: str) -> Calibration:
    """The calibration of that name; the scores as they are where the model has none."""
    found = arrays.get(f"calibration.{name}")
    return Calibration() if found is None else Calibration(*map(tuple, found.tolist()))
