"""Names that differ by a slip of the press."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.misprints import misprints
from resolve.told import speakers, told


@pytest.mark.parametrize("slip", ["brandtnr", "brandttner", "brandnter"])
def test_a_letter_out_in_or_about_is_a_slip(slip: str) -> None:
    assert misprints({"brandtner": 3, slip: 1}) == {slip: "brandtner"}


@pytest.mark.parametrize("other", ["brandtler", "brandt", "prandtner", "brandtners"])
def test_another_letter_is_another_name(other: str) -> None:
    assert misprints({"brandtner": 3, other: 1}) == {}


def test_a_slip_of_two_names_is_of_neither() -> None:
    assert misprints({"larsson": 3, "larison": 2, "larson": 1}) == {}


@given(st.dictionaries(st.text(alphabet="abc", max_size=9), st.integers(1, 3)))
def test_only_what_is_printed_once_is_a_misprint_of_what_is_printed_more(printed: dict[str, int]) -> None:
    for slip, name in misprints(printed).items():
        assert printed[slip] == 1 and printed[name] > 1


def test_a_slip_of_a_surname_with_two_bearers_means_one_of_them() -> None:
    record = told(
        "[Anna Brandtner]s1 [said]q1 [no]c1. [Bo Brandtner]s2 [said]q2 [yes]c2. Then Brandtner left. "
        "A day later [Brandttner]s3 [said]q3 [maybe]c3."
    )
    (name,) = speakers(record)[-1]
    assert name in ("Anna Brandtner", "Bo Brandtner", "Brandttner")
