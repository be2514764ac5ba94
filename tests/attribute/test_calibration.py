"""Calibrated scores stay in order and never are certain."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribute.calibration import ENDS, FARTHEST, Calibration, calibration

SCORES = st.floats(0, 1)
INNER = st.floats(1 - FARTHEST, FARTHEST)


@st.composite
def curves(draw: st.DrawFn) -> Calibration:
    """Curves through some points between both ends, which never fall."""
    scores = sorted(draw(st.sets(st.integers(-60, 60), max_size=12)))
    fitted = sorted(draw(st.lists(st.floats(-6, 6), min_size=len(scores) + 2, max_size=len(scores) + 2)))
    return Calibration((-ENDS, *(score / 10 for score in scores), ENDS), tuple(fitted))


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


@given(INNER)
def test_scores_stay_as_they_are_where_nothing_was_fitted(score: float) -> None:
    assert Calibration()(score) == pytest.approx(score)


@given(curves(), SCORES, SCORES)
def test_a_higher_score_is_never_a_lower_probability(curve: Calibration, one: float, other: float) -> None:
    assert curve(min(one, other)) <= curve(max(one, other)) + 1e-12


@given(curves(), SCORES)
def test_nothing_is_certain(curve: Calibration, score: float) -> None:
    assert 0 < curve(score) < 1


def test_between_two_points_the_log_odds_lie_on_a_straight_line() -> None:
    curve = Calibration((-ENDS, 0.0, 2.0, ENDS), (-1.0, -1.0, 3.0, 3.0))
    told = {score: log_odds(curve(1 / (1 + math.exp(-score)))) for score in (-3.0, 0.0, 0.5, 1.0, 2.0, 5.0)}
    assert told == pytest.approx({-3.0: -1.0, 0.0: -1.0, 0.5: 0.0, 1.0: 1.0, 2.0: 3.0, 5.0: 3.0})


def test_a_calibration_is_read_by_its_name() -> None:
    arrays = {"calibration.cue": np.array([[-7, 0, 7], [-4, 1, 2]], np.float32)}
    assert calibration(arrays, "cue") == Calibration((-7.0, 0.0, 7.0), (-4.0, 1.0, 2.0))


def test_without_arrays_of_that_name_scores_are_left_alone() -> None:
    assert calibration({"calibration.cue": np.zeros((2, 3), np.float32)}, "source") == Calibration()
