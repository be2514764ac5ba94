"""A headline attributes with a colon when a speaker stands on one side of it."""

from dataclasses import replace

import pytest

from attribute.pages import forms, page
from marked import marked
from onrecord.attribute.forms.form import Page
from onrecord.attribute.forms.headlines import headlines


@pytest.mark.parametrize(
    "text",
    [
        "[Minister]s[:]q [no talks before May]c",
        "[Orra watchdog]s[:]q [‘No one checked’]c.",
        "[Ministers of trade]s[:]q [talks may fail]c",
        "[Ada Vell]s[:]q [no talks]c\nOn Friday Ada Vell left.",
    ],
)
def test_a_speaker_before_the_colon_says_what_follows(text: str) -> None:
    m = marked(text)
    assert [*headlines(page(m, role="headline"))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "[Payments signed off]c[:]q [report]s",
        "[Payments ‘signed off’ in May]c[:]q [the auditor of Orra]s",
        "[Pass to stay shut]c[:]q [Ada Vell]s\nOn Friday Ada Vell left.",
    ],
)
def test_a_speaker_behind_the_colon_says_what_precedes(text: str) -> None:
    m = marked(text)
    assert [*headlines(page(m, role="headline"))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "Orra: no talks before May",
        "Ada Vell: no talks before May",
        "The Long Pass: no way over\nAll about The Long Pass.",
        "Minister: what we know",
        "Union: five things to read",
        "Police: 10 held on the pass",
        "The minister [says]mq: no talks",
        "Of all the many things that a minister: no",
        "Payments: report",
        "Payments signed off: union and league",
        "Payments signed off: a long report",
        "Minister leaves at 10:30",
        "Minister:",
        "“Minister: no talks”",
    ],
)
def test_other_colons_in_headlines_attribute_nothing(text: str) -> None:
    assert [*headlines(page(marked(text), role="headline"))] == []


def test_a_speaker_that_the_model_took_for_a_cue_is_none() -> None:
    assert [*headlines(page(marked("[Report]mq: talks may fail"), role="headline"))] == []


def test_a_paragraph_is_no_headline() -> None:
    m = marked("Minister: no talks before May")
    assert [*headlines(page(m))] == []


def test_a_name_must_stand_below_the_headline() -> None:
    m = marked("On Friday Ada Vell left.\nAda Vell: no talks")
    read = page(m)
    paragraph, last = read.lines
    lines = (paragraph, replace(last, role="headline"))
    assert [*headlines(Page(read.text, lines, read.quotations, ()))] == []
