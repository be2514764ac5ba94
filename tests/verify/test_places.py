import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.verify.library.index import Index, Vocabulary, index_of, numbered, question
from onrecord.verify.library.places import SPREAD, Place, Postings, near, places
from onrecord.verify.tokens import tokens
from verify.shelved import long

MOST = 6_000
FIRST = 1 << 32
NEXT = 1 << 33
"""Where the numbers of the first segment begin, and how far those of the next one lie behind them."""


def indexed(text: str) -> Index:
    """The index of one text."""
    vocabulary = Vocabulary()
    return index_of(vocabulary.hashes(numbered(text, vocabulary)))


def asked(quotation: str, *texts: str, most: int = MOST) -> Postings:
    """Where the runs of a quotation may stand in texts that are a segment each."""
    keys = [token.key for token in tokens(quotation)]
    return near([indexed(text) for text in texts], question(keys), len(keys), most=most)


def numbers_of(found: Postings) -> set[tuple[int, int]]:
    """A run's place in the quotation, and its number among the first segment's words."""
    return {(int(offset), int(number) - FIRST) for offset, number in zip(found.offsets, found.numbers, strict=True)}


def agreeing(length: int, *pairs: tuple[int, int], most: int = 5) -> list[tuple[int, int, int]]:
    """The places that these runs and numbers of the first segment tell: begin, end, runs."""
    offsets, numbers = np.array(pairs, np.int64).reshape(-1, 2).T
    found = places(Postings(offsets, numbers + FIRST, length, 9), most=most)
    return [(place.start, place.end, place.runs) for place in found]


# --- numbers


def test_the_rarest_runs_are_looked_at_first_and_no_more_than_so_many_numbers() -> None:
    common = "and so on " * MOST
    found = numbers_of(asked("and so on our harbour stays open and so on", f"{common} our harbour stays open {common}"))
    assert (3, 3 * MOST) in found
    assert len(found) <= MOST


def test_a_run_that_is_more_common_than_may_be_looked_at_is_looked_at_alone() -> None:
    assert len(numbers_of(asked("no no no no", "no " * (MOST + 100)))) >= MOST


def test_what_is_rare_in_all_segments_together_is_looked_at_first() -> None:
    common = "and so on " * 40
    found = asked("our harbour stays open and so on", common, f"our harbour stays open {common}", common, most=100)
    assert places(found, most=5)[0].segment == 1
    assert len(found.numbers) <= 100


def test_no_segments_and_no_words_have_no_numbers() -> None:
    assert not len(asked("our harbour stays open", "").numbers)


# --- places


def test_runs_that_agree_are_one_place() -> None:
    assert agreeing(8, (0, 100), (1, 101), (2, 102), (5, 105)) == [(100, 108, 4)]


def test_words_dropped_and_put_in_are_allowed_for() -> None:
    assert [runs for *_, runs in agreeing(12, (0, 100), (1, 101), (9, 109 + SPREAD))] == [3]


def test_runs_far_apart_are_places_of_their_own_the_best_first() -> None:
    found = agreeing(5, (0, 100), (1, 101), (0, 500), (1, 501), (2, 502))
    assert [(start, runs) for start, _, runs in found] == [(500, 3), (100, 2)]


def test_a_place_far_behind_the_best_is_left_out() -> None:
    assert [start for start, *_ in agreeing(5, (0, 100), (0, 500), (1, 501), (2, 502))] == [500]


def test_a_run_that_stands_often_counts_once_for_a_place() -> None:
    often = [(0, number) for number in range(100, 120)]
    assert agreeing(5, *often, (0, 900), (1, 901), (2, 902))[0][0] == 900


def test_no_more_places_are_told_than_asked_for() -> None:
    assert len(agreeing(5, *((0, 1_000 * at) for at in range(50)), most=7)) == 7


def test_a_quotation_that_begins_before_the_texts_begins_with_them() -> None:
    assert agreeing(8, (4, 1)) == [(0, 5, 1)]


def test_no_runs_have_no_places() -> None:
    assert agreeing(8) == []


def test_a_place_is_told_with_its_segment() -> None:
    offsets, numbers = np.array([0, 1, 4]), np.array([FIRST + NEXT + 70, FIRST + NEXT + 71, FIRST + 1])
    found = places(Postings(offsets, numbers, 8, 3), most=5)
    assert found == (Place(1, 70, 78, 2), Place(0, 0, 5, 1))


@given(st.integers(0, 3), st.integers(0, 900), st.integers(12, 40))
def test_a_stretch_of_a_text_is_found_in_its_segment_at_its_number(segment: int, start: int, length: int) -> None:
    texts = [long(1_000, seed) for seed in range(4)]
    words = texts[segment].rstrip(".").split()[start : start + length]
    best = places(asked(" ".join(words), *texts), most=3)[0]
    assert (best.segment, best.runs) == (segment, len(words) - 2)
    assert start - SPREAD <= best.start <= start
    assert start + length <= best.end <= start + length + SPREAD


@pytest.mark.parametrize("length", [1, 5_000, 200_000])
def test_however_long_a_quotation_is_its_places_are_told(length: int) -> None:
    assert agreeing(length, (0, 100), (length - 1, 99 + length)) == (
        [(100, 100 + length, 2)] if length > 1 else [(100, 101, 1)]
    )


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 90)), min_size=1, max_size=40))
def test_the_best_place_is_where_most_different_runs_stand_within_the_spread(pairs: list[tuple[int, int]]) -> None:
    begins = [(at, run) for run, at in pairs]
    most = max(len({run for at, run in begins if 0 <= at - first <= SPREAD}) for first, _ in begins)
    found = agreeing(20, *((run, at + run) for at, run in begins))
    assert found[0][2] == most
    assert all(most <= 2 * runs and end - start - 20 <= SPREAD for start, end, runs in found)
