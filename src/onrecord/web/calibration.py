"""Tells whether what was called likely came true as often as was said."""

from collections.abc import Iterable

from onrecord.web.views import Bin, Calibration

EDGES = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)
"""Narrow at the ends, where words of probability are many ("almost certain"), wide in the middle, with few."""


def calibrated(given: Iterable[tuple[tuple[float, float], bool]]) -> Calibration:
    """The calibration of resolved forecasts: each the interval of its probability, and whether it came true.

    A forecast counts with the middle of its interval (Murphy and Winkler 1977 draw such diagrams; the score is that of
    Brier 1950).
    """
    pairs = [((low + high) / 2, came) for (low, high), came in given]
    if not pairs:
        return Calibration(bins=(), many=0, brier=None)
    error = sum((said - came) ** 2 for said, came in pairs) / len(pairs)
    held = [[pair for pair in pairs if _bin(pair[0]) == at] for at in range(len(EDGES) - 1)]
    bins = (_drawn(at, inside) for at, inside in enumerate(held) if inside)
    return Calibration(bins=tuple(bins), many=len(pairs), brier=round(error, 4))


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
