"""The challenge sets of readings hold their floors, and the scorer fails what is wrong."""

import pytest
from evals.interpretations import FLOORS, KINDS, Outcome, before, score, shared
from evals.readings import Case

from evals import interpretations
from onrecord.model.base import Span
from onrecord.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return before()


@pytest.mark.parametrize("folder", KINDS)
def test_the_share_of_cases_that_pass_is_at_least_the_floor(folder: str, pipeline: Pipeline) -> None:
    assert score(folder, pipeline).passed >= FLOORS[folder]


def test_a_case_in_which_nothing_is_found_fails_where_something_is_expected(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = interpretations._outcome

    def nothing(case: Case, _: object) -> Outcome:
        return real(case, ())

    monkeypatch.setattr(interpretations, "_outcome", nothing)
    lost = score("disputes", pipeline).outcomes
    assert all(bool(one.failures) == any(not w.optional for w in one.case.expected) for one in lost)


def test_places_share_what_both_have_of_what_either_has() -> None:
    assert shared(Span(0, 10), Span(5, 15)) == 5 / 15
    assert shared(Span(0, 5), Span(5, 15)) == 0
