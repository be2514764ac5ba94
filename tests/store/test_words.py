"""What search sees of a text, and what it makes of a person's question."""

import time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.words import MAX_TERMS, Term, askable, phrase, terms
from onrecord.text import folded


def test_case_accents_widths_and_marks_do_not_count() -> None:
    assert folded("“Ja\u0308ntti’s” CAFÉ — Ｆull, straße!") == "jantti s cafe full strasse"


def test_a_long_run_of_letters_is_a_phrase_of_pieces() -> None:
    assert [len(word) for word in folded("x" * 250).split()] == [100, 100, 50]


def test_a_question_is_words_phrases_and_beginnings() -> None:
    assert terms('taxes “will fall” negotia* U.S. "open') == (
        Term(words=("taxes",)),
        Term(words=("will", "fall")),
        Term(words=("negotia",), begins=True),
        Term(words=("u", "s")),
        Term(words=("open",)),
    )


def test_signs_alone_ask_for_nothing() -> None:
    assert terms("* - “” :") == phrase("!") == ()


def test_a_question_counts_up_to_a_number_of_words() -> None:
    assert sum(len(term.words) for term in terms("word " * 1000)) == MAX_TERMS
    assert sum(len(term.words) for term in terms(f'"{"word " * 1000}" word')) == MAX_TERMS


def test_a_row_of_combining_marks_takes_linear_time() -> None:
    start = time.process_time()
    folded("a\u0301\u0323" * 500_000)
    assert time.process_time() - start < 5


@given(st.text(st.characters()))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters()))
def test_any_question_is_understood_and_can_be_sent(text: str) -> None:
    assert all(word.isalnum() for term in terms(text) for word in term.words)
    askable(text).encode()
    assert len(askable(text)) <= len(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_ordinary_text_is_sent_as_it_is(text: str) -> None:
    assert askable(text) == text
