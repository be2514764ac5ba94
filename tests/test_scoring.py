"""Scores of forecasts, and calibration: what was said, what came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.scoring import calibrated, mean, score

PROBABILITY = st.floats(0, 1)


def test_what_was_called_likely_and_came_is_scored() -> None:
    found = calibrated([((0.9, 1.0), True), ((0.9, 1.0), True), ((0.9, 1.0), False), ((0.0, 0.1), False)])
    assert [(one.many, one.said, one.came) for one in found.bins] == [(1, 0.05, 0.0), (3, 0.95, 0.6667)]
    assert found.brier == round((2 * 0.05**2 + 0.95**2 + 0.05**2) / 4, 4)


def test_who_always_says_a_half_has_a_quarter() -> None:
    assert calibrated([((0.5, 0.5), True), ((0.4, 0.6), False)]).brier == 0.25


def test_nothing_resolved_is_no_score() -> None:
    assert calibrated([]).brier is None


@given(st.lists(st.tuples(st.tuples(PROBABILITY, PROBABILITY).map(lambda p: (min(p), max(p))), st.booleans())))
def test_every_forecast_is_in_one_bin(given_: list[tuple[tuple[float, float], bool]]) -> None:
    found = calibrated(given_)
    assert sum(one.many for one in found.bins) == found.many == len(given_)
    assert all(one.low <= round(one.said, 4) + 1e-4 and one.said <= one.high for one in found.bins)


@pytest.mark.parametrize(
    ("low", "high", "came", "brier", "log"),
    [
        (0.5, 0.5, True, (0.25, 0.25, 0.25), (1.0, 1.0, 1.0)),
        (0.0, 1.0, True, (1.0, 0.25, 0.0), (7.6439, 1.0, 0.0072)),
        (0.8, 0.9, False, (0.64, 0.7225, 0.81), (2.3219, 2.737, 3.3219)),
    ],
)
def test_a_forecast_is_scored_at_both_ends_and_the_middle(
    low: float, high: float, came: bool, brier: tuple[float, ...], log: tuple[float, ...]
) -> None:
    found = score(low, high, came=came)
    assert (found.brier, found.log) == (brier, log)


@given(st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_no_probability_costs_without_end(one: float, other: float, came: bool) -> None:
    found = score(min(one, other), max(one, other), came=came)
    assert all(0 <= error <= 1 for error in found.brier)
    assert all(0 <= bits < 8 for bits in found.log)


def test_the_mean_is_taken_end_by_end() -> None:
    both = mean([score(0.0, 0.0, came=False), score(1.0, 1.0, came=False)])
    assert both is not None
    assert both.brier == (0.5, 0.5, 0.5)
    assert mean([]) is None
