"""Words and sentences are found as a reader would, in texts of any kind."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import marked
from onrecord.text import folded, sentences, words


@pytest.mark.parametrize(
    "text",
    [
        "[The pass is shut.]s [Nobody knows why.]s",
        "[Mr. Vell met Gen. Orra at 3.5 metres.]s [Both left.]s",
        "[“Will you sign?”]s [“No.”]s [She left…]s",
        "[Talks with the U.K. side went on.]s\n\n[A line without a stop]s\n[another one]s",
        "[J. Vell spoke.]s",
        "[He waited … and waited.]s",
        "",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    m = marked(text)
    assert tuple(sentences(m.text)) == m.spans.get("s", ())


def test_sentences_of_a_stretch_stay_inside_it() -> None:
    m = marked("One. [Two is longer.]s Three.")
    assert tuple(sentences(m.text, m.one("s"))) == m.spans["s"]


@given(st.text(alphabet="ab A.!?…”\"'()\n\t é🙂", max_size=60))
def test_sentences_follow_one_another_and_hold_every_word(text: str) -> None:
    found = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(s.contains(w) for s in found) for w in words(text) if "\n" not in w.of(text))


def test_inner_apostrophes_and_hyphens_belong_to_a_word() -> None:
    m = marked("[Vell’s]w [half-built]w [don't]w [U.S]w. [x2]w")
    assert tuple(words(m.text)) == m.spans["w"]


@pytest.mark.parametrize("run", [".", ". ", ".(", "\n", "a. A ", "“"])
def test_a_long_run_of_signs_is_read_in_linear_time(run: str) -> None:
    assert sum(len(s) for s in sentences(run * 100_000)) <= len(run) * 100_000


def test_case_accents_widths_and_marks_do_not_count() -> None:
    assert folded("“Ja\u0308ntti’s” CAFÉ — Ｆull, straße!") == "jantti s cafe full strasse"


def test_a_long_run_of_letters_is_a_phrase_of_pieces() -> None:
    assert [len(word) for word in folded("x" * 250).split()] == [100, 100, 50]


def test_a_row_of_combining_marks_takes_linear_time() -> None:
    start = time.process_time()
    folded("a\u0301\u0323" * 500_000)
    assert time.process_time() - start < 5


@given(st.text(st.characters()))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
