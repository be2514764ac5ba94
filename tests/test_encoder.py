"""Words, pieces, features and windows are what the model was trained on."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder import CLOSING, INSIDE, OPENING, OUTSIDE, Vocabulary, letter_case, split, windows

PIECES = ["[UNK]", "[CLS]", "[SEP]", "the", "pass", "open", "##ed", "##s", "cafe", "’", "“", "”", '"', "."]
VOCABULARY = Vocabulary({piece: number for number, piece in enumerate(PIECES)})


def pieces(text: str) -> list[str]:
    return [PIECES[i] for i in split(text, VOCABULARY).ids]


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    assert pieces("The pass opened.") == ["the", "pass", "open", "##ed", "."]


def test_accents_are_dropped_whether_composed_or_not() -> None:
    assert pieces("Café Cafe\u0301") == ["cafe", "cafe"]


def test_soft_hyphens_and_zero_width_signs_do_not_cut_a_word() -> None:
    words = split("op\u00adened\ufeff", VOCABULARY)
    assert [PIECES[i] for i in words.ids] == ["open", "##ed"]
    assert (words.starts.tolist(), words.ends.tolist()) == ([0], [8])


def test_a_word_of_unknown_letters_or_endless_length_is_unknown() -> None:
    assert pieces("ждать " + "open" * 40) == ["[UNK]", "[UNK]"]


def test_the_first_piece_of_a_line_is_told() -> None:
    assert split("The pass.\nOpened", VOCABULARY).lines.tolist() == [1, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pass” opened", [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE]),
        ('"The pass" opened', [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE]),
        ("“The\npass", [OPENING, INSIDE, OUTSIDE]),
        ('pass" the', [OUTSIDE, CLOSING, OUTSIDE]),
    ],
)
def test_every_piece_knows_where_it_stands_to_quotation_marks(text: str, expected: list[int]) -> None:
    assert split(text, VOCABULARY).marks.tolist() == expected


@pytest.mark.parametrize(("word", "case"), [("12", 0), ("pass", 1), ("Pass", 2), ("P", 2), ("NATO", 3), ("iPad", 4)])
def test_letter_case_has_five_classes(word: str, case: int) -> None:
    assert letter_case(word) == case


@given(st.text(alphabet=string.ascii_letters + " “”\"'’.\n\u0301\u00adéß\U0001f600日", max_size=80))
def test_words_follow_one_another_inside_the_text(text: str) -> None:
    words = split(text, VOCABULARY)
    edges = [edge for pair in zip(words.starts.tolist(), words.ends.tolist(), strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
    assert len(words.ids) == len(words.cases) == len(words.lines) == len(words.marks)
    assert words.first.tolist() == sorted(set(words.first.tolist()))


@given(st.integers(0, 5000), st.integers(20, 510), st.integers(0, 10))
def test_windows_cover_every_piece_and_fit_the_encoder(count: int, size: int, overlap: int) -> None:
    found = list(windows(count, size=size, overlap=overlap))
    assert all(0 < end - start <= size for start, end in found)
    assert [start for start, _ in found] == sorted({start for start, _ in found})
    assert set().union(*(range(a, b) for a, b in found)) == set(range(count))


def test_neighbouring_windows_share_what_they_should() -> None:
    edges = list(windows(1200, size=510, overlap=128))
    assert all(left[1] - right[0] >= 127 for left, right in pairwise(edges))
