"""The labelled cases: how many times must be right, and how few of a content's may be taken for a saying's."""

from evals.times import FLOOR, FOLDER, LEAK_CEILING, Case, all_outcomes, cases, share_leaked, share_right

CASES = list(cases(sorted(FOLDER.glob("*.txt"))))
FOUND = all_outcomes(CASES)


def test_there_are_enough_cases_to_mean_something() -> None:
    assert len(CASES) >= 150


def test_nearly_every_time_is_right() -> None:
    wrong = [f"{o.case.place} {o.label}: expected {o.expected}, found {o.found}" for o in FOUND if not o.is_right]
    assert share_right(FOUND) >= FLOOR, wrong


def test_a_time_inside_a_content_is_hardly_ever_taken_for_the_time_of_saying() -> None:
    assert share_leaked(FOUND) <= LEAK_CEILING


def test_every_case_expects_only_of_spans_that_it_marks() -> None:
    assert [case.place for case in CASES if not set(case.expected) <= labels(case)] == []


def labels(case: Case) -> set[str]:
    """The labels of the text; "said2" may rest on another attribution's words, so every attribution has one."""
    marks = set(case.text.spans)
    return marks | {f"said{label[1:]}" for label in marks if label[0] == "c"}
