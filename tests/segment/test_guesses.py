"""Guesses: the report or a post above, by the words they share."""

from onrecord.model.base import Span
from onrecord.segment.found import FoundPost
from onrecord.segment.guesses import Guesses, Parent, Words
from onrecord.segment.readers import Readers

REPORT = "The council of Aldermouth keeps the bridge shut because a beam is cracked, engineers found.\n"
READERS = ("anders", "petra", "wagoner", "karen")


def guessed(*said: str, by: tuple[str, ...] = READERS, answers_shown: bool = False) -> tuple[object, float]:
    """What the last of these posts is guessed to answer where all before it answer the report."""
    text = REPORT
    posts: list[FoundPost] = []
    for words, author in zip(said, by, strict=False):
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        posts.append(FoundPost(extent=span, body=span, author=author, confidence=1.0, reason=""))
    parents: list[Parent | None] = ["article"] * (len(said) - 1)
    readers = Readers(text, posts)
    return Guesses(Words(text, posts), readers, host=None, answers_shown=answers_shown).likeliest(
        len(said) - 1, parents
    )


FERRY = "The ferry takes half an hour longer and costs a florin."
MILL = "My grandfather built the windmill behind the harbour."


def test_a_new_reader_who_shares_no_words_with_anybody_answers_the_report() -> None:
    assert guessed(FERRY, MILL, "Those cracked beams cost engineers their sleep in Aldermouth.")[0] == "article"


COMES_BACK = ("karen", "anders", "petra", "karen")
TIDE = "The tide decides."


def test_a_post_that_shares_rare_words_with_one_above_answers_it() -> None:
    assert guessed("No.", MILL, FERRY, "A florin? Our ferry there costs half that.", by=COMES_BACK)[0] == 2
    assert guessed("No.", MILL, FERRY, "A windmill lost its sails behind that harbour.", by=COMES_BACK)[0] == 1


def test_an_answering_word_points_to_the_post_above() -> None:
    _, bare = guessed("No.", MILL, FERRY, TIDE, by=COMES_BACK)
    parent, likely = guessed("No.", MILL, FERRY, "Yes, the tide decides.", by=COMES_BACK)
    assert parent == 2
    assert likely > bare


def test_nobody_is_guessed_to_answer_his_own_post() -> None:
    assert guessed(MILL, FERRY, "But the ferry costs a florin.", by=("karen", "anders", "anders"))[0] != 1


def test_on_a_page_whose_times_show_the_answers_the_others_answer_the_report() -> None:
    words = "Well, you can row."
    assert guessed("No.", MILL, FERRY, words, by=COMES_BACK)[0] == 2
    assert guessed("No.", MILL, FERRY, words, by=COMES_BACK, answers_shown=True)[0] == "article"


def test_how_likely_a_guess_is_lies_between_chance_and_certainty() -> None:
    _, likely = guessed(FERRY, MILL, "Yes.")
    assert 1 / 3 <= likely < 1
