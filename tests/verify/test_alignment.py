import random
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.verify.alignment import FAR, Alignment, align, contracted, gaps_of, shared_words, words_of
from onrecord.verify.moves import MOVED
from onrecord.verify.tokens import Token, tokens
from verify.laid import laid, parts, shown

FERRY = "The ferry will sail at noon."
CREW = "The crew will not be paid before the spring."
HARBOUR = "Our harbour stays open all winter."
SPEECH = f"{FERRY} {CREW} {HARBOUR}"

VOCABULARY = "ferry harbor winter treaty crew spring noon boat not the of and is".split()
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=25)
FORMS = st.lists(st.sampled_from([*VOCABULARY, "'s", "'d", "were", "we", "are", "well", "will", "us", "would", "5"]))


def placed(words: list[str]) -> tuple[Token, ...]:
    """Tokens with these keys, one after the other."""
    return tuple(Token(word, 10 * at, 10 * at + len(word)) for at, word in enumerate(words))


def kinds(alignment: Alignment) -> list[str]:
    return [part.kind for part in alignment.parts]


# --- what is told of a difference


def test_the_same_words_are_one_part() -> None:
    words = "the crew will not be paid before the spring"
    assert parts(CREW, SPEECH) == [("same", words, words)]


def test_a_word_left_out_is_told() -> None:
    assert parts("The crew will be paid before the spring", SPEECH)[1] == ("left_out", "", "not")


def test_a_word_put_in_is_told() -> None:
    assert parts("The ferry will not sail at noon", SPEECH)[1] == ("put_in", "not", "")


def test_a_word_changed_is_told() -> None:
    assert parts("The ferry may sail at noon", SPEECH)[1] == ("changed", "may", "will")


def test_several_differences_are_told_apart() -> None:
    found = parts("The old ferry may sail. The crew will be paid", SPEECH)
    assert [kind for kind, *_ in found] == [
        "same", "put_in", "same", "changed", "same", "left_out", "same", "left_out", "same"
    ]  # fmt: skip


def test_words_printed_before_and_after_the_passage_are_told() -> None:
    found = parts("Whatever they say, the ferry will sail at noon, dear friends", FERRY)
    assert [kind for kind, *_ in found] == ["put_in", "same", "put_in"]


def test_a_word_changed_at_the_beginning_stands_beside_a_primary_one() -> None:
    assert parts("My harbour stays open all winter", SPEECH)[0] == ("changed", "my", "our")


@pytest.mark.parametrize(
    ("printed", "primary", "at", "changed"),
    [
        (
            "Bread will get cheaper and prices will fall",
            "Bread will get cheaper and prices will rise",
            -1,
            ("fall", "rise"),
        ),
        ("We shall sell the ferry to her", "We shall sell the ferry to him. So it is.", -1, ("her", "him")),
        ("Our harbour stays open no night", "Our harbour stays open all winter", -1, ("no night", "all winter")),
        ("Few boats stay open all winter", "So many ports stay open all winter", 0, ("few boats", "many ports")),
    ],
)
def test_words_changed_at_the_edges_stand_beside_as_many_primary_ones(
    printed: str, primary: str, at: int, changed: tuple[str, str]
) -> None:
    assert parts(printed, primary)[at] == ("changed", *changed)


def test_primary_words_around_the_passage_are_no_part() -> None:
    assert len(parts(CREW, SPEECH)) == 1
    found = laid(CREW, SPEECH)
    assert [found.primary[at].key for at in (found.start, found.end - 1)] == ["the", "spring"]


def test_sentences_that_were_swapped_are_moved() -> None:
    found = parts(f"{HARBOUR} {FERRY}", f"{FERRY} {HARBOUR}")
    assert {kind for kind, *_ in found} == {"same", "moved"}
    assert [printed for _, printed, _ in found] == [primary for *_, primary in found]


def test_moved_words_count_as_words_that_stand_there() -> None:
    assert laid(f"{HARBOUR} {FERRY}", f"{FERRY} {HARBOUR}").score == 1


def test_two_words_are_not_told_as_moved() -> None:
    assert "moved" not in kinds(laid("At noon the ferry will sail", FERRY))


@pytest.mark.parametrize(
    "printed",
    [
        "Our harbour stays open all winter. The ferry will sail at noon. The crew will be paid before the spring.",
        "The crew will be paid before the spring. The ferry will sail at noon. Our harbour stays open all winter.",
    ],
)
def test_a_word_left_out_beside_moved_ones_is_told(printed: str) -> None:
    assert ("left_out", "", "not") in parts(printed, SPEECH)


@pytest.mark.parametrize(
    ("ferry", "harbour", "changed"),
    [
        ("The ferry may sail at noon", "stays open all winter long", {("may", "will")}),
        ("The ferry will sail at noon", "stays open all summer long", {("summer", "winter")}),
        ("The ferry may sail at noon", "stays open all summer long", {("may", "will"), ("summer", "winter")}),
        ("The boat will sail at dawn", "stays open all winter long", {("boat", "ferry"), ("dawn", "noon")}),
    ],
)
def test_a_word_changed_beside_moved_ones_is_told(ferry: str, harbour: str, changed: set[tuple[str, str]]) -> None:
    printed = f"Our harbour {harbour}. {ferry}, ladies and friends."
    primary = "The ferry will sail at noon, ladies and friends. Our harbour stays open all winter long."
    found = parts(printed, primary)
    assert {(ours, theirs) for kind, ours, theirs in found if kind == "changed"} == changed
    assert {kind for kind, *_ in found} <= {"changed", "moved", "same"}


def test_a_quotation_that_stands_twice_is_laid_beside_one_place() -> None:
    assert kinds(laid(CREW, f"{CREW} {FERRY} {CREW}")) == ["same"]


def test_of_two_places_the_one_with_more_of_the_words_is_taken() -> None:
    found = laid(CREW, f"The crew will be paid. {FERRY} {CREW}")
    assert kinds(found) == ["same"]
    assert found.start > 10


def test_pieces_from_two_places_are_joined_by_what_is_left_out() -> None:
    found = parts(f"{FERRY} {HARBOUR}", SPEECH)
    assert [kind for kind, *_ in found] == ["same", "left_out", "same"]


@pytest.mark.parametrize("word", ["the", "of the", "noon"])
def test_few_words_far_from_the_others_match_by_chance(word: str) -> None:
    far = "so it went on and on that year " * (FAR + 2)
    found = laid(f"{word} our harbour stays open all winter", f"{word} {far}. {HARBOUR}")
    assert "same" not in kinds(found)[0:1]
    assert found.matched == 6


def test_the_longest_match_is_never_by_chance() -> None:
    assert kinds(laid("noon", SPEECH)) == ["same"]
    assert laid("ferry", SPEECH).score == 1


# --- forms of one word


@pytest.mark.parametrize(
    ("printed", "primary"),
    [
        ("were ready to sail", "we're ready to sail"),
        ("We’re ready to sail", "were ready to sail"),
        ("its late for us", "it’s late for us"),
        ("it is late for us", "it's late for us"),
        ("I would sail at once", "I'd sail at once"),
        ("I had sailed at once", "I'd sailed at once"),
        ("cause nobody told us", "because nobody told us"),
        ("good healthcare for all", "good health care for all"),
        ("the non-aligned ports", "the nonaligned ports"),
        ("fifty per cent of it", "50% of it"),
        ("our web-site is new", "our website is new"),
    ],
)
def test_forms_of_one_word_are_the_same(printed: str, primary: str) -> None:
    assert kinds(laid(printed, primary)) == ["same"]
    assert laid(printed, primary).score == 1


@pytest.mark.parametrize(
    ("printed", "primary"),
    [
        ("We saw 23 people", "We saw two, three people"),
        ("We have 205 ships", "We have twenty, five ships"),
        ("We have 810 ships", "We have eight, ten ships"),
        ("It is 3/4 of it", "It is 34 of it"),
        ("We sail at 130 today", "We sail at 1:30 today"),
        ("The crew is notable to sail", "The crew is not able to sail"),
    ],
)
def test_numbers_and_negations_are_not_joined(printed: str, primary: str) -> None:
    assert "changed" in kinds(laid(printed, primary))
    assert "changed" in kinds(laid(primary, printed))


@pytest.mark.parametrize(
    ("printed", "primary"),
    [
        ("It was in 2025 again", "It was in twenty twenty-five again"),
        ("It was in 1914 again", "It was in nineteen fourteen again"),
        ("We sold 33,000 carts", "We sold 33 000 carts"),
        ("the G20 and the 747 here", "the G 20 and the seven four seven here"),
        ("that is 33,000 carts", "that is 33, 000 carts"),
        ("that is 2,033,000 carts", "that is 2, 033, 000 carts"),
    ],
)
def test_numbers_that_are_read_in_parts_are_joined(printed: str, primary: str) -> None:
    assert kinds(laid(printed, primary)) == ["same"]


@pytest.mark.parametrize("primary", ["that is 20, 300 carts", "that is 5, 6,000 carts", "that is 2 and 3 carts"])
def test_numbers_beside_one_another_are_no_longer_number(primary: str) -> None:
    figures = "".join(letter for letter in primary if letter.isdigit())
    assert kinds(laid(f"that is {int(figures):,} carts", primary)) == ["same", "changed", "same"]


def test_a_short_form_that_is_another_word_is_changed() -> None:
    assert parts("the boats well sailed", "the boats we'd sailed")[1][0] == "changed"


@pytest.mark.parametrize("printed", ["were ready now … to sign", "don’t fear were ready now … to sign", "were … were"])
def test_an_ellipsis_after_a_short_form_stays_where_it_stands(printed: str) -> None:
    found = laid(f"{printed} the treaty", "We don’t fear, we are ready now, after all, to sign the treaty")
    (gap,) = found.gaps
    before = printed.partition("…")[0].rstrip()
    assert found.printed[gap - 1].end == len(before)
    assert found.printed[gap].start > len(before)


def test_an_ellipsis_beside_two_words_of_one_form_stays_where_it_stands() -> None:
    found = laid("We don’t … were ready", "We don’t fear, we are ready now")
    assert [token.key for token in found.printed] == ["we", "do", "not", "we", "are", "ready"]
    assert found.gaps == {3}


def test_an_ellipsis_at_the_end_after_a_short_form_stays_at_the_end() -> None:
    assert laid("… were ready …", "we are ready now").gaps == {0, 3}


@pytest.mark.parametrize(
    ("printed", "primary", "count"),
    [
        ("We do not sail today", "We don’t sail today", 1),
        ("We don't sail and it's late", "We do not sail and it is late", 2),
        ("We don't sail", "We dont sail", 0),
        ("We do not sail", "We do not sail", 0),
        ("We won’t sail today", "We can’t sail today", 0),
        ("They sold twenty-five ships", "They sold 25 ships", 0),
        ("They paid 5 dollars", "They paid five dollars", 0),
    ],
)
def test_what_one_side_alone_contracts_is_counted(printed: str, primary: str, count: int) -> None:
    assert len(list(contracted(laid(printed, primary)))) == count


def test_a_sign_of_money_is_no_contraction() -> None:
    assert list(contracted(laid("It cost $5 million to build", "It cost five million dollars to build"))) == []


@pytest.mark.parametrize(
    "worse", ["The boat will sail at noon", "The old ferry will sail at noon", "The ferry’ll sail at noon"]
)
def test_the_more_is_different_the_more_an_alignment_costs(worse: str) -> None:
    assert laid(FERRY, FERRY).cost == (0, 0)
    assert laid(worse, FERRY).cost > (0, 0)
    assert laid("The ferry might never sail at noon", FERRY).cost > laid(worse, FERRY).cost


# --- brackets and ellipses


def test_an_ellipsis_is_no_word_and_its_place_is_known() -> None:
    read = tokens("… the ferry … will sail …")
    assert [token.key for token in words_of(read)] == ["the", "ferry", "will", "sail"]
    assert gaps_of(read) == {0, 2, 4}


def test_words_in_brackets_need_not_stand_in_the_primary_text() -> None:
    found = laid("The [old] ferry will sail at noon [today]", FERRY)
    assert kinds(found) == ["same", "put_in", "same", "put_in"]
    assert found.score == 1


def test_a_long_omission_at_an_ellipsis_leaves_the_pieces_where_they_stand() -> None:
    long = "Nothing of this was new to anybody in the town that year. " * 6
    found = laid("The ferry will sail … all winter", f"{FERRY} {long} {HARBOUR}")
    assert kinds(found) == ["same", "left_out", "same"]


# --- little and much


@pytest.mark.parametrize(("printed", "primary"), [("", ""), ("", SPEECH), ("…", SPEECH), ("?! —", SPEECH), ("", "...")])
def test_nothing_printed_has_no_parts_and_scores_nothing(printed: str, primary: str) -> None:
    found = laid(printed, primary)
    assert (found.parts, found.matched, found.score, found.start, found.end) == ((), 0, 0.0, 0, 0)


@pytest.mark.parametrize("primary", ["", "…", "—?!", "Nobody came."])
def test_all_is_put_in_where_no_word_is_the_same(primary: str) -> None:
    assert parts("ferry sails", primary) == [("put_in", "ferry sails", "")]
    assert laid("ferry sails", primary).score == 0


def test_one_word_five_hundred_times_is_the_same() -> None:
    assert kinds(laid("no " * 500, "no " * 500)) == ["same"]


@pytest.mark.parametrize(("printed", "primary", "matched"), [(500, 300, 300), (300, 500, 300), (500, 3, 3)])
def test_one_word_more_or_less_often_matches_as_often_as_it_can(printed: int, primary: int, matched: int) -> None:
    assert laid("no " * printed, "no " * primary).matched == matched


def test_one_word_five_hundred_times_with_another_between_is_told() -> None:
    assert parts("no " * 250 + "yes " + "no " * 250, "no " * 500)[1] == ("put_in", "yes", "")


@pytest.mark.parametrize("around", [200, 3_500], ids=["by the best path", "by the fewest edits"])
def test_a_quotation_of_five_thousand_words_is_laid_beside_its_passage(around: int) -> None:
    words = [f"w{number}x" for number in random.Random(5).choices(range(3_000), k=5_000 + 2 * around)]
    quoted = words[around:-around]
    dropped = quoted[:2_000] + quoted[2_001:]
    found = laid(" ".join(dropped), " ".join(words))
    assert kinds(found) == ["same", "left_out", "same"]
    assert (found.start, found.end, found.score) == (around, around + 5_000, 1)


def test_five_hundred_words_in_runs_of_three_in_any_order_are_found_to_be_moved() -> None:
    words = [f"w{number}x" for number in range(498)]
    runs = [words[at : at + MOVED] for at in range(0, len(words), MOVED)]
    random.Random(5).shuffle(runs)
    found = align(placed([word for run in runs for word in run]), placed(words))
    assert found.score == 1
    assert "moved" in kinds(found)


@pytest.mark.parametrize("before", ["", "Nobody in the whole town had seen the like of it. " * 4])
def test_of_words_said_twice_the_last_are_kept(before: str) -> None:
    assert parts("Perhaps I can sail", f"{before}Perhaps, I mean, I can sail") == [
        ("same", "perhaps", "perhaps"),
        ("left_out", "", "i mean"),
        ("same", "i can sail", "i can sail"),
    ]


# --- any words


@given(WORDS, WORDS)
@example("ferry harbor winter treaty crew spring noon".split(), "crew spring noon ferry harbor winter treaty".split())
@settings(deadline=None)
def test_the_parts_cover_the_printed_words_once_and_in_order(printed: list[str], primary: list[str]) -> None:
    found = align(placed(printed), placed(primary))
    assert [at for part in found.parts for at in range(part.i, part.j)] == list(range(len(printed)))


@given(FORMS, FORMS, st.frozensets(st.integers(0, 25), max_size=3))
@settings(deadline=None)
def test_the_parts_cover_all_printed_words_in_any_form(
    printed: list[str], primary: list[str], gaps: frozenset[int]
) -> None:
    found = align(placed(printed), placed(primary), gaps)
    assert [at for part in found.parts for at in range(part.i, part.j)] == list(range(len(found.printed)))
    assert {token.start for token in found.printed} == {token.start for token in placed(printed)}
    assert {token.start for token in found.primary} == {token.start for token in placed(primary)}


@given(FORMS, FORMS)
@settings(deadline=None)
def test_the_parts_lie_inside_the_primary_words_and_go_forward_unless_moved(
    printed: list[str], primary: list[str]
) -> None:
    found = align(placed(printed), placed(primary))
    assert all(0 <= part.k <= part.l <= len(found.primary) for part in found.parts)
    if "moved" not in kinds(found):
        assert all(a.l <= b.k for a, b in pairwise(found.parts))


@given(WORDS, WORDS)
@settings(deadline=None)
def test_no_primary_word_is_used_twice(printed: list[str], primary: list[str]) -> None:
    found = align(placed(printed), placed(primary))
    used = [at for part in found.parts for at in range(part.k, part.l)]
    assert len(used) == len(set(used))


@given(WORDS, WORDS)
@settings(deadline=None)
def test_a_part_is_what_it_is_called(printed: list[str], primary: list[str]) -> None:
    for kind, ours, theirs in shown(align(placed(printed), placed(primary))):
        assert (bool(ours), bool(theirs)) == {"left_out": (False, True), "put_in": (True, False)}.get(
            kind, (True, True)
        )
        assert (ours == theirs) == (kind in ("same", "moved"))


@given(WORDS, WORDS)
@settings(deadline=None)
def test_two_parts_of_one_kind_never_follow_one_another_in_order(printed: list[str], primary: list[str]) -> None:
    found = align(placed(printed), placed(primary))
    if "moved" not in kinds(found):
        assert all((a.kind == "same") != (b.kind == "same") for a, b in pairwise(found.parts))
        assert not found.parts or {found.parts[0].kind, found.parts[-1].kind}.isdisjoint({"left_out"})


@given(FORMS, FORMS)
@settings(deadline=None)
def test_scores_lie_between_nothing_and_all(printed: list[str], primary: list[str]) -> None:
    found = align(placed(printed), placed(primary))
    assert 0 <= found.score <= 1
    assert 0 <= found.matched <= len(found.printed)
    assert found.start <= found.end <= len(found.primary)


@given(FORMS.filter(bool))
@settings(deadline=None)
def test_a_text_laid_beside_itself_is_all_the_same(words: list[str]) -> None:
    found = align(placed(words), placed(words))
    assert kinds(found) == ["same"]
    assert (found.start, found.end, found.score) == (0, len(found.primary), 1)


@given(WORDS.filter(lambda words: len(words) > 4), st.data())
@settings(deadline=None)
def test_a_text_without_one_of_its_words_tells_that_one(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    found = align(placed(words[:at] + words[at + 1 :]), placed(words))
    assert found.score == 1
    assert kinds(found) in (["same"], ["same", "left_out", "same"])
    assert sum(part.primary for part in found.parts if part.kind == "left_out") <= 1


@given(WORDS, WORDS)
@settings(deadline=None)
def test_no_more_words_match_than_share_their_order_unless_some_were_moved(
    printed: list[str], primary: list[str]
) -> None:
    found = align(placed(printed), placed(primary))
    if "moved" not in kinds(found):
        assert found.matched <= shared_words(printed, primary)


@given(st.text(max_size=80), st.text(max_size=80))
@settings(deadline=None)
def test_any_two_texts_are_laid_beside_one_another(printed: str, primary: str) -> None:
    found = laid(printed, primary)
    assert sum(part.printed for part in found.parts) == len(found.printed)
