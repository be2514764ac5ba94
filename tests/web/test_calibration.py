"""Calibration: what was said, what came, and the score of Brier."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.calibration import calibrated

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
