"""Calibrated scores stay in order and never are certain."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribute.calibration import FARTHEST, Calibration, calibration

SCORES = st.floats(0, 1)
INNER = st.floats(1 - FARTHEST, FARTHEST)
LINES = st.builds(Calibration, st.floats(0.1, 3), st.floats(-5, 5))


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


@given(INNER)
def test_scores_stay_as_they_are_where_nothing_was_fitted(score: float) -> None:
    assert Calibration()(score) == pytest.approx(score)


@given(LINES, SCORES, SCORES)
def test_a_higher_score_is_never_a_lower_probability(line: Calibration, one: float, other: float) -> None:
    assert line(min(one, other)) <= line(max(one, other))


@given(LINES, SCORES)
def test_nothing_is_certain(line: Calibration, score: float) -> None:
    assert 0 < line(score) < 1


@given(st.floats(-5, 5), INNER)
def test_an_offset_shifts_the_log_odds(offset: float, score: float) -> None:
    assert log_odds(Calibration(offset=offset)(score)) - log_odds(score) == pytest.approx(offset, abs=1e-6)


@given(st.floats(0.1, 3), INNER)
def test_a_slope_stretches_the_log_odds(slope: float, score: float) -> None:
    assert log_odds(Calibration(slope)(score)) == pytest.approx(slope * log_odds(score), abs=1e-6)


def test_a_calibration_is_read_by_its_name() -> None:
    arrays = {"calibration.cue": np.array([2, -1], np.float32)}
    assert calibration(arrays, "cue") == Calibration(2.0, -1.0)


def test_without_arrays_of_that_name_scores_are_left_alone() -> None:
    assert calibration({"calibration.cue": np.array([2, -1], np.float32)}, "source") == Calibration()
