"""The words of an answered attribution are found exactly, as whole words, and together."""

import time

import pytest

from marked import marked
from onrecord.attribute.asked.aligning import Aligned, Answered, align, on_marks, places
from onrecord.attribute.marks import Outer
from onrecord.model.base import Span


def aligned(text: str, *content: str, source: str | None = None, cue: str | None = None) -> Aligned:
    found = places(text, Span(0, len(text)))
    return align(Answered(source=source, cue=cue, content=content), found, found)


def test_source_cue_and_content_are_placed_where_they_stand() -> None:
    m = marked("[Brandvold]s [said]c that [the ferries will sail]q.")
    assert aligned(m.text, "the ferries will sail", source="Brandvold", cue="said") == Aligned(
        source=m.one("s"), cue=m.one("c"), content=m.spans["q"]
    )


@pytest.mark.parametrize("given", ["the ferries may sail", "The ferries will sail", "the  ferries will sail", "…"])
def test_words_that_differ_by_a_sign_stand_nowhere(given: str) -> None:
    assert aligned("She said the ferries will sail.", given, source="She") == Aligned(lost_contents=1)


def test_a_word_is_not_found_inside_another() -> None:
    m = marked("The ferry sails, [he]s said, [there]q.")
    found = aligned(m.text, "there", source="he", cue="erry")
    assert found == Aligned(source=m.one("s"), content=m.spans["q"], lost_others=1)


def test_of_equal_words_those_closest_together_are_meant() -> None:
    m = marked("He said no. Rike said little. [“Never,”]q [he]s [said]c. He said no more.")
    assert aligned(m.text, "“Never,”", source="he", cue="said") == Aligned(
        source=m.one("s"), cue=m.one("c"), content=m.spans["q"]
    )


def test_a_content_that_stands_twice_is_the_one_beside_its_cue() -> None:
    m = marked("“No.” That was all. Weeks went by. Then [Rike]s [answered]c: [“No.”]q")
    assert aligned(m.text, "“No.”", source="Rike", cue="answered") == Aligned(
        source=m.one("s"), cue=m.one("c"), content=m.spans["q"]
    )


def test_the_earliest_of_equal_places_is_taken() -> None:
    m = marked("[“No,”]q [he]s [said]c.\n“No,” he said.")
    found = aligned(m.text, "“No,”", source="he", cue="said")
    assert (found.source, found.cue, found.content) == (m.one("s"), m.one("c"), m.spans["q"])


def test_contents_follow_one_another_and_come_in_text_order() -> None:
    m = marked("No. [“We have none,”]q she said, [“and want no]q deal.” No.")
    assert aligned(m.text, "“We have none,”", "“and want no").content == m.spans["q"]
    assert aligned(m.text, "“and want no", "“We have none,”").content == m.spans["q"]


def test_a_content_within_another_is_not_placed_twice() -> None:
    m = marked("She said [we have no agreement with anyone]q.")
    assert aligned(m.text, "we have no agreement with anyone", "no agreement").content == m.spans["q"]


def test_a_source_that_stands_only_inside_its_content_is_left_out() -> None:
    m = marked("[“We have none,” she said]q.")
    assert aligned(m.text, "“We have none,” she said", source="she") == Aligned(content=m.spans["q"], lost_others=1)


def test_a_source_may_stand_inside_its_cue() -> None:
    m = marked("[“No,”]q [[she]s said]c.")
    assert aligned(m.text, "“No,”", source="she", cue="she said").source == m.one("s")


def test_blanks_are_nothing_and_belong_to_nothing() -> None:
    m = marked("She said [no deal]q .")
    assert aligned(m.text, " no deal ", "", " ", source="") == Aligned(content=m.spans["q"])


def test_words_outside_the_part_that_was_asked_about_are_not_found() -> None:
    assert places("No. Yes. No.", Span(4, 8))("No") == ()
    assert places("No. Yes. No.", Span(4, 12))("No") == (Span(9, 11),)


@pytest.mark.parametrize(
    "text",
    [
        "She said [“[the ferries will sail]q.”]m",
        "She said [“… ([the ferries will sail]q)”]m",
        "She said [“[the ferries will]q]m sail.”",
        "She said that [[the ferries]q]m “will sail”.",
    ],
)
def test_a_content_just_inside_its_marks_takes_them_along(text: str) -> None:
    m = marked(text)
    start = m.text.index("“")
    quotation = Outer((Span(start, m.text.index("”") + 1),))
    assert on_marks(m.one("q"), quotation, m.text) == m.one("m")


def test_a_text_and_an_answer_of_one_letter_take_no_longer_than_others() -> None:
    text = "a" * 400_000
    started = time.process_time()
    assert aligned(text, text[:200_000], text[:199_999], source="a", cue="aa").content == ()
    assert time.process_time() - started < 5
