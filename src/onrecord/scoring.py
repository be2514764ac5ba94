"""Scores forecasts whose outcome is known, and tells whether what was called likely came true as often as was said."""

from collections.abc import Iterable
from math import log2

import msgspec

EDGES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)
"""Narrow at the ends, where words of probability are many ("almost certain"), wide in the middle, with few."""

LEAST = 0.005
"""How far from 0 and 1 the logarithmic score keeps probabilities: who says "never" and errs loses much, not all."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How far a forecast was off, at the lower end, the middle and the upper end of its probability.

    `brier` is the squared error (Brier 1950): 0 is best, always saying 50 % has 0.25. `log` is the ignorance in bits
    (Good 1952): 0 is best, always saying 50 % has 1.
    """

    brier: tuple[float, float, float]
    log: tuple[float, float, float]


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Forecasts that were given about the same probability: how likely they said, and how often it came true."""

    low: float
    high: float
    said: float
    came: float
    many: int


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Whether what was called likely came true as often. `brier` is the mean squared error, 0 best and 0.25 a guess."""

    bins: tuple[Bin, ...]
    many: int
    brier: float | None


def score(low: float, high: float, *, came: bool) -> Score:
    """The score of a forecast with that interval, which came true or did not."""
    said = (low, (low + high) / 2, high)
    return Score(
        brier=_three((p - came) ** 2 for p in said),
        log=_three(-log2(p if came else 1 - p) for p in (min(max(p, LEAST), 1 - LEAST) for p in said)),
    )


def mean(scores: Iterable[Score]) -> Score | None:
    """The mean of several scores, end by end; None of none."""
    given = tuple(scores)
    if not given:
        return None
    return Score(
        brier=_three(sum(one.brier[at] for one in given) / len(given) for at in range(3)),
        log=_three(sum(one.log[at] for one in given) / len(given) for at in range(3)),
    )


def calibrated(given: Iterable[tuple[tuple[float, float], bool]]) -> Calibration:
    """The calibration of resolved forecasts: each the interval of its probability, and whether it came true.

    A forecast counts with the middle of its interval (Murphy and Winkler 1977 draw such diagrams).
    """
    pairs = [((low + high) / 2, came) for (low, high), came in given]
    if not pairs:
        return Calibration(bins=(), many=0, brier=None)
    error = sum((said - came) ** 2 for said, came in pairs) / len(pairs)
    held = [[pair for pair in pairs if _bin(pair[0]) == at] for at in range(len(EDGES) - 1)]
    bins = (_drawn(at, inside) for at, inside in enumerate(held) if inside)
    return Calibration(bins=tuple(bins), many=len(pairs), brier=round(error, 4))


def _three(values: Iterable[float]) -> tuple[float, float, float]:
    first, middle, last = (round(value, 4) for value in values)
    return first, middle, last


def _bin(said: float) -> int:
    """The bin of a probability; an edge belongs to the bin above it, and 1 to the last."""
    return min(sum(said >= edge for edge in EDGES[1:-1]), len(EDGES) - 2)


def _drawn(at: int, inside: list[tuple[float, bool]]) -> Bin:
    """The bin at the mean of what was said in it, and not at its middle: there it may hold nothing."""
    return Bin(
        low=EDGES[at],
        high=EDGES[at + 1],
        said=round(sum(said for said, _ in inside) / len(inside), 4),
        came=round(sum(came for _, came in inside) / len(inside), 4),
        many=len(inside),
    )
