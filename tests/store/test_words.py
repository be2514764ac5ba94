"""What search makes of a person’s question."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.words import MAX_TERMS, Term, askable, phrase, terms


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


@given(st.text(st.characters()))
def test_any_question_is_understood_and_can_be_sent(text: str) -> None:
    assert all(word.isalnum() for term in terms(text) for word in term.words)
    askable(text).encode()
    assert len(askable(text)) <= len(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_ordinary_text_is_sent_as_it_is(text: str) -> None:
    assert askable(text) == text
