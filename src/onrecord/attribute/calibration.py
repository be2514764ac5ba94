"""Turns the model's scores into probabilities that hold: of what is told with 0.8, four in five are right."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FARTHEST = 0.999
"""Scores nearer to certainty than this tell nothing more."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through log-odds (Platt 1999), fitted by training/calibrate.py."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, score: float) -> float:
        """The probability that stands behind a score between 0 and 1."""
        near = min(max(score, 1 - FARTHEST), FARTHEST)
        return 1 / (1 + math.exp(-(self.slope * math.log(near / (1 - near)) + self.offset)))


def calibration(arrays: "Mapping[str, NDArray[np.float32]]", name: str) -> Calibration:
    """The calibration of that name; the scores as they are where the model has none."""
    found = arrays.get(f"calibration.{name}")
    return Calibration() if found is None else Calibration(float(found[0]), float(found[1]))
