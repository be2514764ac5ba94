"""Stances: whether a post agrees with what it answers, and why it is taken so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.statement import Post
from onrecord.segment.stances import Stand, stand
from segment.reading import segmented
from segment.test_replies import REPORT

ANSWERED = Stand()
ASKED = Stand(stance="question", reason="It asks.")


@pytest.mark.parametrize(
    "words",
    [
        "I completely agree.",
        "You are absolutely correct. The ferry is dear.",
        "Too true! The ferry is dear.",
        "Anders, yes! The ferry is dear.",
        "Anders – You're right. The ferry is dear.",
        "LOL. True, I missed it.",
        "Fiiiiine :) The ferry it is.",
        "That would be appropriate.",
        "“The ferry is dear.” Exactly.",
        "@Anders #4 Well said!",
        "Whoops! Thanks Anders.",
        "The ferry is dear. I agree with you on the bridge.",
        "This is exactly the reason why I sold my car.",
        "The bread here is good, and so is the jam. Thank you for counting the ferries.",
        "Interesting read.",
        "Very cool, thank you!",
    ],
)
@pytest.mark.parametrize("answered", [None, ANSWERED])
def test_words_of_agreement_praise_and_thanks_agree(words: str, answered: Stand | None) -> None:
    assert stand(words, answered).stance == "agree"


@pytest.mark.parametrize(
    "words",
    [
        "I strongly disagree.",
        "No, not really. The ferry is cheap.",
        "“The ferry is dear.” No. It is cheap.",
        "Perhaps not everything the council does is a plan.",
        "Everyone except the ferrymen.",
        "Lol, don't hold your breath.",
        "Yeah, right.",
        "The ferry is what it is. But that isn't true of the bridge.",
        "The beam held once. Try again.",
    ],
)
@pytest.mark.parametrize("answered", [None, ANSWERED])
def test_words_of_contradiction_disagree(words: str, answered: Stand | None) -> None:
    assert stand(words, answered).stance == "disagree"


def test_but_contradicts_a_reader_and_goes_on_from_a_report() -> None:
    words = "But then the ferry would be full."
    assert (stand(words, ANSWERED).stance, stand(words, None).stance) == ("disagree", None)


@pytest.mark.parametrize(
    "words",
    [
        "Who paid?",
        "I have a question to ask. Is the ferry free? It looks full to me. Could someone explain this?",
        "I wonder if the ferry runs on Sundays.",
        "Great views! A couple of questions:\nIs the ferry free?\nDoes it run on Sundays?",
    ],
)
def test_a_post_that_asks_and_does_not_argue_is_a_question(words: str) -> None:
    assert stand(words, None).stance == "question"


@pytest.mark.parametrize(
    "words",
    [
        "The council owns the ferry.",
        "300 tons? My cart carries more.",
        "The ferry is dear. Who pays? The town does. It has no money. It sold the mill. The mill burned.",
        "What a beautiful ferry. I do not care who owns it.",
        "No one told me. No problem.",
        "A true story of the mill stands in the old book.",
    ],
)
def test_a_post_on_the_report_without_such_words_takes_no_stand(words: str) -> None:
    assert stand(words, None) == Stand()


def test_an_answer_to_a_question_is_neutral() -> None:
    assert stand("The council owns the ferry.", ASKED).stance == "neutral"


def test_an_answer_that_speaks_harshly_to_its_reader_disagrees() -> None:
    assert stand("Sounds like yours is the ignorant comment, and you know it.", ANSWERED).stance == "disagree"


def test_an_answer_in_which_a_reader_tells_of_himself_takes_no_stand() -> None:
    assert stand("I took the ferry too :) and we liked it.", ANSWERED).stance is None


@given(st.text(max_size=300))
def test_any_words_are_read_and_a_stance_has_its_reason(words: str) -> None:
    found = stand(words, ANSWERED)
    assert (found.stance is None) == (found.reason == "")


def test_the_reason_of_a_post_says_why_its_stance_is_taken() -> None:
    page = (
        REPORT + "\n\n" + "\n\n".join(f"{w} says:\n5 March 2031 at 9:14\nI agree." for w in ("Anders", "Petra", "Per"))
    )
    assert all(post.reason.endswith("It begins by agreeing or giving thanks.") for post in segmented(page).of(Post))
