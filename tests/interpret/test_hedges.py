import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import marked
from onrecord.interpret.hedges import load_hedges
from onrecord.model.base import Span
from onrecord.model.reading import Probability

HEDGES = load_hedges()


def read(text: str) -> Probability | None:
    return HEDGES.find(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("it is [highly unlikely]h to rain", 0.05, 0.10),
        ("it is [likely]h to rain", 0.65, 0.75),
        ("a [70 percent]h chance of rain", 0.675, 0.725),
        ("a [60 to 70%]h chance of rain", 0.60, 0.70),
        ("I’d bet [3 to 1]h it rains", 0.25, 0.25),
        ("odds of [3-1 on]h", 0.75, 0.75),
        ("[nine times out of ten]h it rains", 0.9, 0.9),
        ("a [one in ten]h chance", 0.1, 0.1),
        ("it is [fifty-fifty]h", 0.5, 0.5),
        ("the probability of rain is [20 percent]h", 0.175, 0.225),
    ],
)
def test_words_and_numbers_say_how_likely(text: str, low: float, high: float) -> None:
    expected = marked(text)
    probability = read(expected.text)
    assert probability is not None
    assert (probability.low, probability.high) == (low, high)
    assert expected.one("h").overlaps(probability.hedge)


@pytest.mark.parametrize(
    "text",
    [
        "it will rain",
        "stall as long as possible",
        "in May it will rain",
        "the score was 3-1",
        "70 percent of the boats will sail",
        "it is 5:30",
        "120 percent chance",
    ],
)
def test_other_numbers_and_words_say_nothing(text: str) -> None:
    assert read(text) is None


def test_two_hedges_that_contradict_each_other_are_no_answer() -> None:
    assert read("it is likely but perhaps unlikely") is None


def test_of_two_that_agree_the_one_that_says_more_counts() -> None:
    probability = read("I think it is highly likely")
    assert probability is not None
    assert (probability.low, probability.high) == (0.8425, 0.95)


@given(st.text(alphabet="0123456789 %-/:toinutfperca odsbet", max_size=60))
def test_every_probability_is_an_interval_between_none_and_sure(text: str) -> None:
    probability = read(text)
    assert probability is None or 0 <= probability.low <= probability.high <= 1
