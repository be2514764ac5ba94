from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SetupError
from onrecord.verify.library.index import (
    RUN,
    Index,
    Vocabulary,
    index_of,
    key_hash,
    numbered,
    question,
    runs,
)
from onrecord.verify.library.segments import Segment, read, write
from onrecord.verify.tokens import GAP, looked_up, tokens
from verify.shelved import long

KEYS = st.lists(st.sampled_from("ferry harbor winter treaty crew spring noon boat not the of".split()), max_size=60)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDXYZéÄßøñ'’ \n.,-—"


def indexed(text: str) -> tuple[Index, Vocabulary]:
    """The index of one text."""
    vocabulary = Vocabulary()
    return index_of(vocabulary.hashes(numbered(text, vocabulary))), vocabulary


def hashes_of(text: str) -> list[int]:
    vocabulary = Vocabulary()
    return [int(h) for h in vocabulary.hashes(numbered(text, vocabulary))]


def found_at(index: Index, text: str) -> set[tuple[int, int]]:
    """Where each run of a quotation may stand."""
    bounds = index.bounds(question([token.key for token in tokens(text)])).T.tolist()
    return {(run, number) for run, (a, b) in enumerate(bounds) for number in index.numbers[a:b].tolist()}


# --- words as numbers


def test_a_key_has_the_same_hash_on_every_machine() -> None:
    assert key_hash("harbor") == 6146006310773778200


def test_a_word_met_again_has_the_number_it_had() -> None:
    vocabulary = Vocabulary()
    assert numbered("Ferry by ferry, FERRY by the ferry", vocabulary).tolist() == [0, 1, 0, 0, 1, 2, 0]
    assert numbered("the ferry", vocabulary).tolist() == [2, 0]


def test_a_contraction_counts_as_the_words_behind_it() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.counts(numbered("We can’t, you know", vocabulary)).tolist() == [1, 2, 1, 1]


@pytest.mark.parametrize("text", ["", "…", "—", "\u2060", "\ud800"])
def test_a_text_without_words_has_no_numbers(text: str) -> None:
    assert not len(numbered(text, Vocabulary()))
    assert hashes_of(text) == []


@given(st.text(alphabet=LETTERS, max_size=200) | KEYS.map(" ".join))
@settings(deadline=None)
def test_the_words_of_a_text_are_hashed_as_those_of_a_quotation(text: str) -> None:
    assert hashes_of(text) == [key_hash(token.key) for token in tokens(text)]


def asked(text: str) -> list[int]:
    """The hashes under which a text's words are looked up."""
    return [key_hash(key) for key in looked_up(token for token in tokens(text) if token.key != GAP)]


@pytest.mark.parametrize(
    "text",
    [
        "twenty-five ferries",
        "50% of it",
        "$5 were paid",
        "1,000 carts",
        "2 million",
        "a hundred boats",
        "fifty per cent of it",
        "on November 8th",
        "in nineteen eighty-four, in nineteen oh five",
        "It was -5 degrees. We stay. It was 5 €, $5 million.",
        "3.5 of 20. Twenty. Five boats sail for 5 million dollars.",
        "We stay. (LAUGHTER) Then [applause] 2 million, [sic] two hundred and five.",
        "twenty&nbsp;five caf&eacute;s &amp; har\u00adbours",
    ],
)
def test_numbers_of_a_text_are_hashed_as_those_of_a_quotation_that_writes_them_alike(text: str) -> None:
    assert hashes_of(text) == asked(text)


@pytest.mark.parametrize("text", ["Mayor İnönü", "I\u0307nönü spoke", "İ", "Caf\u0065\u0301s"])
def test_a_name_with_an_accent_is_hashed_as_that_of_a_quotation(text: str) -> None:
    assert hashes_of(text) == asked(text)


PIECES = "ferry Boats. stays? twenty five 1,000 $5 % -3 million a hundred per cent [applause] (LAUGHTER) \n May 8th €"


@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join))
@settings(deadline=None)
def test_any_words_and_numbers_are_hashed_as_those_of_a_quotation(text: str) -> None:
    assert hashes_of(text) == asked(text)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_numbered_as_many_keys_as_are_hashed(text: str) -> None:
    vocabulary = Vocabulary()
    assert int(vocabulary.counts(numbered(text, vocabulary)).sum()) == len(hashes_of(text))


# --- runs


@pytest.mark.parametrize("count", range(RUN))
def test_fewer_words_than_a_run_have_none(count: int) -> None:
    assert len(question(["ferry"] * count)) == 0


@given(KEYS)
def test_there_is_a_run_from_each_word_but_the_last_two(keys: list[str]) -> None:
    assert len(question(keys)) == max(0, len(keys) - RUN + 1)


def test_a_run_is_its_words_in_their_order() -> None:
    words = ["ferry", "harbor", "winter"]
    asked = {int(question(order)[0]) for order in (words, words[::-1], [*words[1:], words[0]], ["ferry"] * 3)}
    assert len(asked) == 4


# --- the index


@given(KEYS)
def test_every_run_is_found_at_the_number_of_its_first_word(keys: list[str]) -> None:
    hashes = np.array([key_hash(key) for key in keys], np.uint64)
    index = index_of(hashes)
    for at, run in enumerate(runs(hashes)):
        ((a,), (b,)) = index.bounds(np.array([run], np.uint64))
        assert at in index.numbers[a:b]


@given(KEYS)
def test_the_buckets_are_all_of_the_numbers_once(keys: list[str]) -> None:
    index = index_of(np.array([key_hash(key) for key in keys], np.uint64))
    assert sorted(index.numbers.tolist()) == list(range(max(0, len(keys) - RUN + 1)))
    assert len(index.begins) == 2**index.bits + 1
    assert (index.begins[0], index.begins[-1]) == (0, len(index.numbers))


def test_a_passage_is_found_by_its_runs() -> None:
    text = f"{long(2_000, 1)} Our harbour stays open all winter. {long(2_000, 2)}"
    index, _ = indexed(text)
    assert found_at(index, "harbour stays open all winter") >= {(0, 2_001), (1, 2_002), (2, 2_003)}


# --- segments


def segment(text: str = long(500, 3)) -> Segment:
    index, _ = indexed(text)
    return Segment("1-9.index", index, np.array([1, 9], np.uint32), np.array([0, 250], np.uint32))


@pytest.mark.parametrize("text", [long(500, 3), "", "ferry", "no no no"])
def test_a_segment_is_read_as_it_was_written(tmp_path: Path, text: str) -> None:
    made = segment(text)
    write(tmp_path / made.name, made)
    back = read(tmp_path / made.name)
    assert (back.name, back.index.bits) == (made.name, made.index.bits)
    for one, other in ((made.index.numbers, back.index.numbers), (made.index.begins, back.index.begins)):
        assert np.array_equal(one, other)
    assert (back.blocks.tolist(), back.firsts.tolist()) == ([1, 9], [0, 250])


def test_no_unfinished_file_is_left_beside_a_segment(tmp_path: Path) -> None:
    write(tmp_path / "1-9.index", segment())
    assert [path.name for path in tmp_path.iterdir()] == ["1-9.index"]


@pytest.mark.parametrize("at", [0, 16, 25, 41, 65, 700, -1])
def test_a_segment_with_a_sign_changed_is_damaged(tmp_path: Path, at: int) -> None:
    write(tmp_path / "1-9.index", segment())
    _change(tmp_path / "1-9.index", at)
    with pytest.raises(SetupError, match=r"1-9\.index is damaged"):
        read(tmp_path / "1-9.index")


def test_a_segment_whose_number_of_buckets_was_changed_is_damaged(tmp_path: Path) -> None:
    write(tmp_path / "1-9.index", segment())
    _change(tmp_path / "1-9.index", 17)
    with pytest.raises(SetupError, match="damaged"):
        read(tmp_path / "1-9.index")


@pytest.mark.parametrize("size", [0, 1, 17, 64, 65, 1_000])
def test_a_segment_cut_short_is_damaged(tmp_path: Path, size: int) -> None:
    path = tmp_path / "1-9.index"
    write(path, segment())
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(SetupError, match="damaged"):
        read(path)


@pytest.mark.parametrize(
    "content", [b"x" * 5_000, b"onrecord index 9\n" + bytes(5_000)], ids=["other", "other version"]
)
def test_another_file_is_no_segment(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "1-9.index"
    path.write_bytes(content)
    with pytest.raises(SetupError, match="damaged"):
        read(path)


def _change(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.unlink()
    path.write_bytes(content)
