"""Words, pieces, features and windows are what the model was trained on."""

import itertools
import string
from types import SimpleNamespace

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import encoder
from onrecord.encoder import CLOSING, INSIDE, OPENING, OUTSIDE, Vocabulary, letter_case, split, windows
from onrecord.errors import SetupError
from onrecord.settings import Settings

PIECES = ["[UNK]", "[CLS]", "[SEP]", "the", "pass", "open", "##ed", "##s", "cafe", "’", "“", "”", '"', "."]
VOCABULARY = Vocabulary({piece: number for number, piece in enumerate(PIECES)})


def lines_of(sizes: list[int]) -> np.ndarray:
    """1 at the first piece of each line."""
    found = np.zeros(sum(sizes), np.int64)
    found[[0, *itertools.accumulate(sizes)][:-1]] = 1
    return found


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


@given(st.lists(st.integers(1, 90), max_size=60), st.integers(20, 254), st.integers(0, 10))
def test_windows_count_every_piece_once_and_fit_the_encoder(sizes: list[int], size: int, context: int) -> None:
    found = list(windows(lines_of(sizes), size=size, context=context))
    assert all(0 <= w.start <= w.first < w.last <= w.end <= w.start + size for w in found)
    assert [piece for w in found for piece in range(w.first, w.last)] == list(range(sum(sizes)))


@given(st.lists(st.integers(1, 20), min_size=1, max_size=60))
def test_windows_hold_whole_lines_where_they_fit(sizes: list[int]) -> None:
    begins = {0, *itertools.accumulate(sizes)}
    assert all({w.first, w.last} <= begins for w in windows(lines_of(sizes), size=60, context=20))


def test_a_window_reads_the_lines_before_its_own_as_context() -> None:
    found = list(windows(lines_of([30] * 20), size=100, context=35))
    assert [(w.first - w.start) for w in found[1:]] == [30] * (len(found) - 1)


def test_a_line_that_is_cut_is_read_on_both_sides_of_the_cut() -> None:
    first, second, *_ = windows(lines_of([1000]), size=200, context=40)
    assert (first.end - first.last, second.first - second.start) == (20, 40)


def test_every_word_has_its_states_though_a_window_holds_only_the_end_of_the_last() -> None:
    text = "a " * 180 + "qzjxkv" * 16
    states = encoder.load(Settings())(text)
    assert len(list(windows(states.words.lines))) == 2
    assert len(states.vectors) == len(states.scores) == len(states.words) == 181
    assert np.abs(states.vectors).max(1).all()


def test_a_model_of_an_older_form_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    older = SimpleNamespace(get_inputs=lambda: [SimpleNamespace(name=name) for name in ("ids", "cases")])
    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *_, **__: older)
    with pytest.raises(SetupError, match=r"export its weights anew with training/export\.py"):
        encoder.load(Settings())
