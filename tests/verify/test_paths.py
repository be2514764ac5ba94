import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.verify.meaning import meaning
from onrecord.verify.paths import (
    CHANGED,
    CONTENT,
    LEFT_OUT,
    LEFT_OUT_MORE,
    LONG,
    LOOSE,
    PUT_IN,
    PUT_IN_MORE,
    SHOWN,
    SHOWN_MORE,
    SMALL,
    Part,
    best_path,
)

NONE: frozenset[int] = frozenset()
VOCABULARY = "ferry harbor winter treaty crew not the of".split()
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)
GAPS = st.frozensets(st.integers(0, 12), max_size=3)


def path(ours: str, theirs: str, *gaps: int) -> list[tuple[str, str, str]]:
    """The steps of the best path by their words."""
    printed, primary = ours.split(), theirs.split()
    steps = best_path(printed, primary, frozenset(gaps))
    return [(p.kind, " ".join(printed[p.i : p.j]), " ".join(primary[p.k : p.l])) for p in steps]


def worth(ours: Sequence[str], steps: Sequence[Part], gaps: frozenset[int]) -> float:
    """What a path is worth by the prices."""
    total = 0.0
    for before, part in zip([None, *steps], steps, strict=False):
        if part.kind == "same":
            total += sum(SMALL if word in meaning().small else CONTENT for word in ours[part.i : part.j])
        elif part.kind == "changed":
            total += CHANGED
        elif part.kind == "put_in":
            total -= PUT_IN_MORE if before is not None and before.kind == "put_in" else PUT_IN
        else:
            cut, more = (SHOWN, SHOWN_MORE) if part.i in gaps else (LEFT_OUT, LEFT_OUT_MORE)
            total -= cut + more * part.primary
    return total


def most(ours: Sequence[str], theirs: Sequence[str], gaps: frozenset[int]) -> float:
    """What the best path is worth, found the slow way: every step from every place."""
    never = float("-inf")
    best, going = [0.0] * (len(theirs) + 1), [never] * (len(theirs) + 1)
    stepped = best
    for i, word in enumerate(ours):
        value = SMALL if word in meaning().small else CONTENT
        beside = [never] + [best[k] + (value if theirs[k] == word else CHANGED) for k in range(len(theirs))]
        going = [max(a - PUT_IN, b - PUT_IN_MORE) for a, b in zip(best, going, strict=True)]
        stepped = [max(a, b) for a, b in zip(beside, going, strict=True)]
        cut, more = (SHOWN, SHOWN_MORE) if i + 1 in gaps else (LEFT_OUT, LEFT_OUT_MORE)
        best = [max([stepped[k]] + [stepped[j] - cut - more * (k - j) for j in range(k)]) for k in range(len(stepped))]
    return max(stepped)


@given(WORDS, WORDS, GAPS)
@example("ferry not the crew".split(), "ferry the of crew".split(), frozenset({2}))
@settings(deadline=None)
def test_no_path_is_worth_more_than_the_best(ours: list[str], theirs: list[str], gaps: frozenset[int]) -> None:
    steps = list(best_path(ours, theirs, gaps))
    assert worth(ours, steps, gaps) == pytest.approx(most(ours, theirs, gaps))


EDITS = st.lists(st.sampled_from(("drop", "put in", "change", "repeat", "move", "cut")), max_size=5)


def edited(text: list[str], edit: str, chance: random.Random) -> list[str]:
    """The words with one edit somewhere."""
    at = chance.randrange(len(text))
    few, many = text[at : at + 3], text[at : at + 9]
    if edit == "move":
        rest = text[:at] + text[at + len(many) :]
        to = chance.randrange(len(rest))
        return rest[:to] + many + rest[to:]
    put = {"put in": ["never", text[at]], "change": ["treaty"], "repeat": few * 2}.get(edit, [])
    return text[:at] + put + text[at + {"repeat": 3, "cut": 9}.get(edit, 1) :]


@given(st.integers(0, 10**9), EDITS, st.sampled_from((40, 400)))
@settings(deadline=None, max_examples=60)
def test_no_path_is_worth_more_than_one_through_the_runs_that_are_sure(seed: int, edits: list[str], many: int) -> None:
    chance = random.Random(seed)
    theirs = [f"{chance.choice(VOCABULARY)}{chance.randrange(many // 8)}" for _ in range(110)]
    ours = theirs[20 : 20 + LONG + 20]
    for edit in edits:
        ours = edited(ours, edit, chance)
    gaps = frozenset(chance.sample(range(len(ours)), 1))
    steps = list(best_path(ours, theirs, gaps))
    assert worth(ours, steps, gaps) == pytest.approx(most(ours, theirs, gaps))
    assert [at for part in steps for at in range(part.i, part.j)] == list(range(len(ours)))
    assert all(ours[part.i : part.j] == theirs[part.k : part.l] for part in steps if part.kind == "same")
    assert all(a.l <= b.k for a, b in pairwise(steps))


def test_a_long_quotation_has_runs_that_are_sure_unless_they_are_moved_or_repeated() -> None:
    words = [f"w{n}" for n in range(60)]
    kinds = [(part.kind, part.printed) for part in best_path([*words[:30], "x", *words[30:]], words, NONE)]
    assert ("same", 30 - 2 * LOOSE) in kinds
    swapped = [*words[30:], *words[:30]]
    assert all(part.printed <= 1 for part in best_path(swapped, words, NONE))
    assert all(part.printed <= 1 for part in best_path(words, words + words, NONE))


@given(WORDS, WORDS, GAPS)
@settings(deadline=None)
def test_the_best_path_uses_up_the_quotation_and_never_goes_back(
    ours: list[str], theirs: list[str], gaps: frozenset[int]
) -> None:
    steps = list(best_path(ours, theirs, gaps))
    assert [at for part in steps for at in range(part.i, part.j)] == list(range(len(ours)))
    assert all(0 <= part.k <= part.l <= len(theirs) for part in steps)
    assert all(a.l <= b.k for a, b in pairwise(steps))
    assert all(ours[part.i] == theirs[part.k] for part in steps if part.kind == "same")
    assert all(ours[part.i] != theirs[part.k] for part in steps if part.kind == "changed")


def test_the_words_before_and_after_a_passage_cost_nothing() -> None:
    assert path("ferry sails", "so the ferry sails at noon") == [("same", "ferry", "ferry"), ("same", "sails", "sails")]


def test_a_word_left_out_is_a_step_of_its_own() -> None:
    assert path("crew will sail", "crew will never sail")[2] == ("left_out", "", "never")


def test_a_word_put_in_stands_beside_none() -> None:
    assert path("crew will never sail", "crew will sail")[2] == ("put_in", "never", "")


def test_a_word_changed_stands_beside_another() -> None:
    assert path("crew will sail today", "crew may sail today")[1] == ("changed", "will", "may")


@pytest.mark.parametrize(
    ("short", "long"), [("'s", "is"), ("'s", "has"), ("'s", "us"), ("'d", "would"), ("had", "'d"), ("is", "'s")]
)
def test_a_short_form_may_be_each_of_its_long_ones(short: str, long: str) -> None:
    assert path(f"ferry {short} gone", f"ferry {long} gone")[1] == ("same", short, long)


def test_the_words_of_one_passage_stay_together() -> None:
    scattered = "ferry " + "and so on " * 12 + "sails at noon today. the ferry sails at noon today"
    steps = list(best_path("ferry sails at noon today".split(), scattered.replace(".", "").split(), NONE))
    assert [part.kind for part in steps] == ["same"] * 5


def test_more_words_are_left_out_at_an_ellipsis_than_without_one() -> None:
    theirs = "ferry sails at noon " + "and then again " * 20 + "crew rests"
    assert [kind for kind, *_ in path("ferry sails at noon crew rests", theirs, 4)].count("left_out") == 1
    assert "left_out" not in [kind for kind, *_ in path("ferry sails at noon crew rests", theirs)]


@pytest.mark.parametrize("ours", ["", "ferry", "ferry sails"])
def test_where_there_is_nothing_to_lay_beside_all_is_put_in(ours: str) -> None:
    assert path(ours, "") == [("put_in", word, "") for word in ours.split()]


def test_nothing_printed_has_no_steps() -> None:
    assert path("", "ferry sails") == []
