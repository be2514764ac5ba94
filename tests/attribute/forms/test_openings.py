"""A phrase before a sentence, or inside it, tells whose view it is."""

import pytest

from attribute.pages import forms, page
from marked import marked
from onrecord.attribute.forms.openings import openings


@pytest.mark.parametrize(
    "text",
    [
        "It rained. [In the view of]q [the league]s, [the pass is a trap]c. She left.",
        "[In the words of]q [Ada Vell]s, [“the pass is a trap.”]c",
        "[In the judgement of]q [the court]s, [the pass is a trap]c!",
        "[Per]q [the ministry]s, [the pass is shut]c.",
        "[Per]q [officials]s, [the pass is shut]c.",
        "[Per]q [Vell]s, [the pass is shut]c.",
    ],
)
def test_a_view_is_told_by_its_noun(text: str) -> None:
    m = marked(text)
    assert [*openings(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "[For]q [the minister]s, [the pass is a trap]c.",
        "[To]q [Ada Vell]s, [the long way over the pass was a trap]c.",
        "[For]q [critics of the ministry]s, [talks amount to a trap]c.",
    ],
)
def test_what_something_is_to_somebody_is_their_view(text: str) -> None:
    m = marked(text)
    assert [*openings(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "[The pass]c, [per]q [the ministry]s, [is shut]c.",
        "It rained. [The pass is]c, [in the view of]q [the league]s, [a trap]c. She left.",
    ],
)
def test_a_view_may_part_its_sentence(text: str) -> None:
    m = marked(text)
    assert [*openings(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "In the end, the pass is shut.",
        "In the view from the bridge, the pass is small.",
        "In view of the rain, the pass is shut.",
        "For two years, the pass was shut.",
        "For example, this is a pass.",
        "For the first time, the pass is open.",
        "For the town, the pass is a trap.",
        "For the party, this is all.",
        "For the minister, rain fell.",
        "To win, the mayor is ready to go.",
        "For the minister who left the pass was shut.",
        "Of late, in the view of the league it was shut.",
    ],
)
def test_other_openings_are_nobodys_view(text: str) -> None:
    assert [*openings(page(marked(text)))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Per person, the fee is ten crowns.",
        "Per day, the ferry carries forty cars.",
        "The fee is ten crowns, per person, and rises.",
        "The costs rose, per capita, by a tenth.",
        "Per square mile, the town has two ministers.",
    ],
)
def test_a_rate_is_nobodys_view(text: str) -> None:
    assert [*openings(page(marked(text)))] == []


@pytest.mark.parametrize("text", ["In the view of the league, ...", "The pass, per the ministry, ..."])
def test_a_view_of_nothing_is_none(text: str) -> None:
    assert [*openings(page(marked(text)))] == []


def test_an_attribution_that_the_model_found_is_left_to_it() -> None:
    m = marked("[In the view of]mq [the league]ms, [the pass is a trap]mc.")
    assert [*openings(page(m))] == []


def test_a_headline_has_no_openings() -> None:
    m = marked("In the view of the league, the pass is a trap.")
    assert [*openings(page(m, role="headline"))] == []
