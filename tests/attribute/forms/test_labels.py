"""A label before words names their speaker, in capitals or before a quotation mark."""

import time

import pytest

from attribute.pages import forms, page
from marked import Marked, marked
from onrecord.attribute.forms.labels import labels


@pytest.mark.parametrize(
    "text",
    [
        "[FALK]s[:]q [[We will not sign]mc.]c",
        "It began so.\n[FALK]s[:]q [No. [We will not sign]mc.]c\nIt ended so.",
        "- [ADA O’MORE]s[:]q [[We will not sign.]mc]c",
        "[MORENO]s[:]q [[We will not sign]mc.]c",
        "“[FALK]s[:]q [[We will]mc not sign.”]c",
    ],
)
def test_capitals_and_a_colon_at_the_head_of_a_line_are_a_label(text: str) -> None:
    m = marked(text)
    assert [*labels(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "[Falk]s[:]q [“We will not sign.”]c She left.",
        "1. [Falk]s[:]q [“No.”]c",
        "• [Ada Vell, the mayor]s[:]q [“No.” “Never.”]c She left.",
        "[The miners’ union]s[:]q [“No.”]c Nor today.",
        "[Falk]s[[:]q]mq [«No.»]c",
    ],
)
def test_a_name_before_a_quotation_is_a_label(text: str) -> None:
    m = marked(text)
    assert [*labels(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "The verdict from [the union]s[:]q [stay at home]c. It rained.",
        "The plain answer of [the court]s[:]q [no]c.",
        "[The minister]s’s answer[:]q [“No.”]c It rained.",
        "[The ministers]s’ final answer to all of us[:]q [no talks]c.",
        "It rained. [Ada Falk]s’s verdict[:]q [the pass is shut]c. She left.",
        "“It is over.” [Ada Falk]s’s verdict[:]q [the pass is shut]c.",
    ],
)
def test_the_verdict_of_somebody_is_told_by_its_noun(text: str) -> None:
    m = marked(text)
    assert [*labels(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "NOTE: [The pass is shut]mc.",
        "UPDATES: [The pass is shut]mc.",
        "READ MORE: [The pass is shut]mc.",
        "FALK: Page 12",
        "FALK:",
        "Falk: [we will not sign]mc.",
        "So said FALK: [we will not sign]mc.",
        "“Falk: we will not sign.”",
        "The whole truth: “No.”",
        "The minister [said]mq: “No.”",
        "When she was asked: “No.”",
        "Falk and the mayor on the bridge: “No.”",
        "Open: 10:30",
        "The message of the day: eat well.",
        "The stone’s answer: build a bridge.",
        "Falk’s car: a wreck.",
        "The minister [warned]mq that the court’s verdict: no.",
        "It rained, and the minister’s answer: no.",
        "The minister’s answer: .",
    ],
)
def test_other_colons_make_no_label(text: str) -> None:
    assert [*labels(page(marked(text)))] == []


def test_interface_words_have_no_labels() -> None:
    m = marked("Falk: “No.”")
    assert [*labels(page(m, role="boilerplate"))] == []
    assert [*labels(page(m, role="post"))] != []


def test_a_line_has_one_label() -> None:
    m = marked("[Falk]s[:]q [“No.”]c Vell: “Yes.”")
    assert [*labels(page(m))] == forms(m)


@pytest.mark.parametrize("line", ["A" * 85 + "!: “no”\n", "a’s verdict: b " * 100])
def test_lines_that_nearly_are_labels_take_no_longer_than_others(line: str) -> None:
    read = page(Marked(line * (400_000 // len(line)), {}))
    started = time.process_time()
    tuple(labels(read))
    assert time.process_time() - started < 5
