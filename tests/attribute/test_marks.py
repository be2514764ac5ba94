"""Contents end on the quotation marks that they nearly reach."""

from collections.abc import Iterable

import pytest

from marked import marked
from onrecord.attribute.marks import Outer, ended, outer, snapped
from onrecord.model.base import Span
from onrecord.model.statement import Part, Quotation


def contents(text: str) -> tuple[list[str], list[str]]:
    """What becomes of the contents [..]c of a text with quotations [..]q, and what is expected: [..]x."""
    m = marked(text)
    parts = (Part(document="d", role="content", extent=s, confidence=1) for s in m.spans["c"])
    found: Iterable[Part] = snapped(parts, Outer(m.spans["q"]), m.text)
    return [p.extent.of(m.text) for p in found], list(m.words("x"))


@pytest.mark.parametrize(
    "text",
    [
        'Vell said [["[We will not sign]c,"]q]x and left.',
        "[[“[We will not sign,]c”]q]x Vell said.",
        "[[[“We will not sign]c.”]q]x",
        "[[«[We will not sign]c»]q]x, Vell said.",
    ],
)
def test_a_content_just_inside_its_marks_takes_them(text: str) -> None:
    found, expected = contents(text)
    assert found == expected


def test_a_content_that_runs_over_the_closing_mark_ends_on_it() -> None:
    found, expected = contents("Vell said [[[“We will not sign.”]q]x ,]c and left.")
    assert found == expected


def test_words_behind_the_closing_mark_stay_in_the_content() -> None:
    found, expected = contents("Vell said it was [[[“a poor offer”]q for all of us]c]x.")
    assert found == expected


def test_a_content_far_from_the_marks_is_left_alone() -> None:
    found, expected = contents(
        "[“We have read the whole of it, and [[no one]c]x will sign a paper of that kind today,”]q she said."
    )
    assert found == expected


def test_a_content_that_holds_one_end_of_a_quotation_holds_all_of_it() -> None:
    found, expected = contents(
        "Vell: [[[“We have read]c the whole of it and will think about it until the spring.”]q]x"
    )
    assert found == expected


def test_of_a_quotation_found_in_pieces_one_content_remains() -> None:
    found, expected = contents("[[[“We have read it]c and shall think of it for as long as it takes [, no more.”]c]q]x")
    assert found == expected


def test_a_content_ends_where_its_last_quotation_ends_a_sentence() -> None:
    found, expected = contents("Vell called it [[new and [“a fair offer.”]q]x Orra had asked for more]c.")
    assert found == expected


def test_a_quotation_inside_a_sentence_does_not_end_the_content() -> None:
    found, expected = contents("Vell said [[the [“fair offer.”]q of last week was gone]c]x.")
    assert found == expected


def test_other_parts_are_never_moved() -> None:
    m = marked("[“[Vell]s”]q said")
    part = Part(document="d", role="source", extent=m.one("s"), confidence=1)
    assert [*snapped([part], Outer(m.spans["q"]), m.text)] == [part]


def test_only_the_outermost_quotations_count() -> None:
    inner = Quotation(document="d", extent=Span(3, 6), inner=Span(4, 5), closed=True, depth=1)
    whole = Quotation(document="d", extent=Span(0, 9), inner=Span(1, 8), closed=True)
    assert outer([whole, inner]).spans == (Span(0, 9),)


@pytest.mark.parametrize(
    "text",
    [
        "“He said, [[[‘It is fine,’]n]x and then it wasn’t]c",
        "“He said, [[[‘It is fine!’]n]x but who believed him]c",
        "“He called it [[[‘fine’]n and left the rest to us]x]c",
        "“He said, [[[‘It is fine,’]n and [‘It is dry.’]n]x]c",
        "“He said [[it is [‘fine,’]n more or less]x]c",
    ],
)
def test_a_content_inside_a_quotation_ends_with_its_own_marks_where_they_end_a_clause(text: str) -> None:
    m = marked(text)
    parts = [Part(document="d", role="content", extent=m.one("c"), depth=1, confidence=1)]
    nested = [
        Quotation(document="d", extent=s, inner=Span(s.start + 1, s.end - 1), closed=True, depth=1)
        for s in m.spans["n"]
    ]
    assert [p.extent for p in ended(parts, nested, m.text)] == [m.one("x")]
