"""Guesses: the report or a post above, by the words they share."""

from onrecord.model.base import Span
from onrecord.segment.found import FoundPost
from onrecord.segment.guesses import Parent, Words, guess

REPORT = "The council of Aldermouth keeps the bridge shut because a beam is cracked, engineers found.\n"
NAMES = ("anders", "petra", "wagoner", "anders")


def guessed(
    *said: str, names: tuple[str, ...] = NAMES, new: bool = True, answers_shown: bool = False
) -> tuple[object, float]:
    """What the last of these posts is guessed to answer where all before answer the report."""
    text = REPORT
    posts: list[FoundPost] = []
    for words in said:
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        posts.append(FoundPost(extent=span, body=span, confidence=1.0, reason=""))
    parents: list[Parent | None] = ["article"] * (len(said) - 1)
    return guess(Words(text, posts), len(said) - 1, parents, names, new=new, answers_shown=answers_shown)


FERRY = "The ferry takes half an hour longer and costs a florin."
MILL = "My grandfather built the windmill behind the harbour."


def test_a_new_reader_who_shares_no_words_with_anybody_answers_the_report() -> None:
    assert guessed(FERRY, MILL, "Those cracked beams cost engineers their sleep in Aldermouth.")[0] == "article"


def test_a_post_that_shares_rare_words_with_one_above_answers_it() -> None:
    words = "A florin? Our ferry there costs half that."
    assert guessed(MILL, FERRY, words, new=False)[0] == 1
    assert guessed(FERRY, MILL, "Your windmill lost its sails behind that harbour.", new=False)[0] == 1


def test_an_answering_word_points_to_the_post_above() -> None:
    _, bare = guessed(MILL, FERRY, "The tide decides.", new=False)
    parent, likely = guessed(MILL, FERRY, "Yes, the tide decides.", new=False)
    assert parent == 1
    assert likely > bare


def test_on_a_page_whose_times_show_the_answers_the_others_answer_the_report() -> None:
    assert guessed(MILL, FERRY, "The tide decides.", new=False, answers_shown=True)[0] == "article"


def test_how_likely_a_guess_is_lies_between_chance_and_certainty() -> None:
    _, likely = guessed(FERRY, MILL, "Yes.")
    assert 1 / 3 <= likely < 1
