import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.verify.spellings import spellings
from onrecord.verify.tokens import quick_keys, tokens


def ways(printed: str) -> list[list[str]]:
    return list(spellings(tokens(printed)))


@pytest.mark.parametrize("text", ["We stay all winter", "The dollars of the harbour", "One per cent"[4:], "a boat"])
def test_words_without_numbers_are_looked_up_as_they_are(text: str) -> None:
    assert ways(text) == [list(quick_keys(text))]


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("We sold 25,000 carts", "We sold twenty-five thousand carts"),
        ("We sold twenty-five thousand carts", "We sold 25,000 carts"),
        ("We sold 25,000 carts", "We sold 25 thousand carts"),
        ("It cost $2.5 million", "It cost 2,500,000 dollars"),
        ("It cost 2.5 million dollars", "It cost $2.5 million"),
        ("It cost $5", "It cost five dollars"),
        ("They took 35%", "They took thirty-five percent"),
        ("They took thirty-five per cent", "They took 35%"),
        ("It was in 1984", "It was in nineteen eighty-four"),
        ("They counted 205 boats", "They counted two hundred and five boats"),
        ("They counted zero boats", "They counted 0 boats"),
        ("They counted 1,000,020 boats", "They counted one million twenty boats"),
    ],
)
def test_a_number_is_looked_up_as_it_may_be_written(printed: str, written: str) -> None:
    assert ways(printed)[0] == list(quick_keys(printed))
    assert list(quick_keys(written)) in ways(printed)


def test_no_way_of_writing_is_told_twice() -> None:
    found = ways("They took 5 of 7 boats for $3.50 and 12% of 2nd")
    assert len(found) == len({tuple(keys) for keys in found}) > 1


@given(st.integers(0, 10**18) | st.floats(0, 10**6).map(lambda value: round(value, 3)))
def test_any_number_is_written_in_some_ways(value: float) -> None:
    assert all(keys[0] == "about" and keys[-1] == "boats" for keys in ways(f"about {value:,} boats"))
