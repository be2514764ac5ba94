"""A dash and a name behind a quotation, on its line or below it, name who says it."""

import time

import pytest

from attribute.pages import forms, page
from marked import Marked, marked
from onrecord.attribute.forms.signatures import signatures


@pytest.mark.parametrize(
    "text",
    [
        "[“We know better.”]c [—]q [Ada Vell, farmer]s",
        "- [“We know better.”]c [--]q [Ada Vell]s\nIt rained.",
        "He left. [“We know better.”]c [―]q [Ada Vell]s\nIt rained.",
        "[“We know better.”]c[—]q[Ada Vell]s.",
    ],
)
def test_a_name_behind_a_quotation_signs_it(text: str) -> None:
    m = marked(text)
    assert [*signatures(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "[“We know better.”]c\n[—]q [Ada Vell, farmer]s.",
        "[“We know better.”]c\n\n[—]q [Ada Vell]s\nIt rained.",
        "[“We know better.]c\n[And we left.”]c\n[–]q [Ada Vell]s",
        "It rained.\n\n[“We know better.”]c\n[“We left.”]c\n[—]q [Ada Vell]s",
    ],
)
def test_a_name_on_a_line_below_signs_the_lines_that_stand_together(text: str) -> None:
    m = marked(text)
    assert [*signatures(page(m))] == forms(m)


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_each_signature_signs_the_words_since_the_last_one(blank: str) -> None:
    m = marked(f"[“We know.”]c1\n[—]q1 [Ada Vell]s1{blank}[“We left.”]c2\n[—]q2 [Ola Rike]s2")
    assert [*signatures(page(m))] == forms(m)


def test_a_handle_signs_words_without_marks() -> None:
    m = marked("[The pass is open again.]c\n[—]q [Ada Vell]s (@adavell) March 3, 2021")
    assert [*signatures(page(m))] == forms(m)


@pytest.mark.parametrize(
    "date", [", March 3, 2021", ", 3 March", ", on March 3", ", May", " May 2021", " on 3 May 2021"]
)
def test_a_date_is_no_part_of_the_name(date: str) -> None:
    m = marked(f"[“We know better.”]c [—]q [Ada Vell]s{date}")
    assert [*signatures(page(m))] == forms(m)


@pytest.mark.parametrize("name", ["Ola May, farmer", "Ola May", "April Falk", "June August, mayor of Orra"])
def test_a_name_that_is_also_a_month_is_whole(name: str) -> None:
    m = marked(f"[“We know better.”]c [—]q [{name}]s")
    assert [*signatures(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "He called it “poor” — Orra had offered more.",
        "“We know better.” — but nobody did",
        "“We know better.” — Why, Ada?",
        "“We know better.” — Ada Vell, who had come over the pass with the mayor and all of her friends",
        "The pass is open again.\n— Ada Vell",
        "“We know better.” It rained.\n— Ada Vell",
        "— Ada Vell",
        "— Ada Vell (@adavell)",
        "“We know better.”\nAda Vell",
    ],
)
def test_other_dashes_sign_nothing(text: str) -> None:
    assert [*signatures(page(marked(text)))] == []


@pytest.mark.parametrize("lines", ["— Ada Vell\n", "“No.”\n— Ada Vell\n", "No\n— Ada Vell (@vell)\n", "“No.”\n"])
def test_many_lines_and_signatures_take_no_longer_than_others(lines: str) -> None:
    read = page(Marked(lines * 8_000 + "— Ola Rike", {}))
    started = time.process_time()
    tuple(signatures(read))
    assert time.process_time() - started < 5
