"""The decoded tags are the best ones, whatever the lines are like."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.attribute.viterbi import CHUNK, decode

FINITE = st.floats(-5, 5, width=32)


@given(scores=arrays(np.float32, (5, 3), elements=FINITE), transition=arrays(np.float32, (3, 3), elements=FINITE))
def test_no_other_sequence_scores_higher(scores: np.ndarray, transition: np.ndarray) -> None:
    start = np.array([0.5, -0.5, 0.0], np.float32)
    path = decode(scores, np.array([0]), transition, start).tolist()

    def total(tags: tuple[int, ...]) -> float:
        steps = sum(float(transition[a, b]) for a, b in itertools.pairwise(tags))
        return steps + float(start[tags[0]]) + sum(float(scores[i, t]) for i, t in enumerate(tags))

    best = max(total(tags) for tags in itertools.product(range(3), repeat=5))
    assert abs(total(tuple(path)) - best) < 1e-3


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(0, 2**32 - 1))
def test_lines_are_decoded_as_if_each_stood_alone(sizes: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(sum(sizes), 7)).astype(np.float32)
    transition, start = chance.normal(size=(7, 7)).astype(np.float32), chance.normal(size=7).astype(np.float32)
    firsts = np.cumsum([0, *sizes[:-1]])
    together = decode(scores, firsts, transition, start)
    alone = [decode(scores[a : a + n], np.array([0]), transition, start) for a, n in zip(firsts, sizes, strict=True)]
    assert together.tolist() == np.concatenate(alone).tolist()


def test_a_text_without_words_has_no_tags() -> None:
    none = np.zeros((0, 7), np.float32)
    assert decode(none, np.zeros(0, np.int64), np.zeros((7, 7), np.float32), np.zeros(7, np.float32)).tolist() == []


def test_an_endless_line_is_decoded_in_stretches() -> None:
    scores = np.tile(np.array([[0.0, 1.0]], np.float32), (3 * CHUNK + 5, 1))
    assert decode(scores, np.array([0]), np.zeros((2, 2), np.float32), np.zeros(2, np.float32)).all()
