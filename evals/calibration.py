"""Measures whether a confidence can be read as a probability."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.counting import percent

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Statements of about the same confidence: from the least to the most, how sure on average, and how many right."""

    count: int
    least: float
    most: float
    sure: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The expected calibration error in per cent, and the bins that it is the weighted mean of."""

    error: float
    bins: tuple[Bin, ...]


def calibration(told: Iterable[tuple[float, bool]]) -> Calibration:
    """How far confidences are from the share that is right, in ten bins of as many statements each.

    Bins of equal width would be nearly empty where few confidences lie, and say little there. Of equal confidences that
    fall into two bins, those told first are in the lower one.
    """
    ordered = sorted(told, key=lambda pair: pair[0])
    edges = [len(ordered) * number // BINS for number in range(BINS + 1)]
    groups = [ordered[start:end] for start, end in pairwise(edges) if start < end]
    gap = sum(abs(sum(sure - right for sure, right in group)) for group in groups)
    return Calibration(error=percent(gap / max(1, len(ordered))), bins=tuple(map(_bin, groups)))


def _bin(group: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(
        count=len(group),
        least=percent(group[0][0]),
        most=percent(group[-1][0]),
        sure=percent(sum(sure for sure, _ in group) / len(group)),
        right=percent(sum(right for _, right in group) / len(group)),
    )
