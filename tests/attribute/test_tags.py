"""Tags mark stretches of words, each in one line."""

import math
from typing import Any

import numpy as np
import pytest

from onrecord.attribute.tags import TAGS, Chain, runs

CHAIN = Chain(np.zeros((len(TAGS), len(TAGS)), np.float32), np.zeros(len(TAGS), np.float32))
CERTAIN = math.log(3 * (len(TAGS) - 1))
"""A score beside six zeros of which softmax makes three quarters."""
EVEN = math.log(len(TAGS) - 1)
"""A score of which it makes a half."""


def numbers(*tags: str) -> np.ndarray:
    return np.array([TAGS.index(tag) for tag in tags])


def scores(*tags: str, sure: float = CERTAIN) -> np.ndarray:
    made = np.zeros((len(tags), len(TAGS)), np.float32)
    made[np.arange(len(tags)), numbers(*tags)] = sure
    return made


def test_each_beginning_starts_a_stretch_that_its_own_tags_go_on() -> None:
    tags = numbers("B-source", "I-source", "B-cue", "I-content", "B-content", "I-content", "B-content", "O")
    assert [*runs(tags)] == [("source", 0, 1), ("cue", 2, 2), ("content", 4, 5), ("content", 6, 6)]


def test_a_stretch_does_not_go_on_over_a_line_start() -> None:
    tags = numbers("B-content", "I-content", "I-content", "B-cue", "I-cue")
    assert [*runs(tags, {0, 2, 3})] == [("content", 0, 1), ("cue", 3, 4)]


def test_no_tags_mark_nothing() -> None:
    assert [*runs(numbers())] == []


def test_the_role_words_and_certainty_of_each_stretch_are_read() -> None:
    read = [*CHAIN.read(scores("B-source", "B-cue", "B-content", "I-content"), np.array([0]))]
    assert read == [("source", 0, 0, _about(0.75)), ("cue", 1, 1, _about(0.75)), ("content", 2, 3, _about(0.75))]


def test_the_certainty_of_a_stretch_is_the_mean_of_its_words() -> None:
    made = np.concatenate((scores("B-content"), scores("I-content", sure=EVEN)))
    assert [*CHAIN.read(made, np.array([0]))] == [("content", 0, 1, _about(0.625))]


def test_a_stretch_that_is_read_ends_with_its_line() -> None:
    read = CHAIN.read(scores("O", "B-content", "I-content", "I-content"), np.array([0, 3]))
    assert [(role, first, last) for role, first, last, _ in read] == [("content", 1, 2)]


def test_neighbours_that_score_low_together_are_not_read() -> None:
    transition = CHAIN.transition.copy()
    transition[TAGS.index("B-source"), TAGS.index("B-cue")] = -9
    read = Chain(transition, CHAIN.start, eager=(0.0,) * len(TAGS)).read(
        np.concatenate((scores("B-source", sure=9), scores("B-cue"))), np.array([0])
    )
    assert [role for role, *_ in read] == ["source"]


def test_an_empty_text_has_nothing_to_read() -> None:
    assert [*CHAIN.read(np.zeros((0, len(TAGS)), np.float32), np.zeros(0, np.int64))] == []


def _about(value: float) -> Any:
    return pytest.approx(value, abs=1e-5)
