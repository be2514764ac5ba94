"""What a form shows takes the place of what the model found, and ties its parts."""

import pytest

from attribute.pages import forms, page, parts
from marked import Marked, marked
from onrecord.attribute.forms.form import Form, formed, tied
from onrecord.model.statement import Part

ROLES = {"ms": "source", "mq": "cue", "mc": "content"}


def shown(found: tuple[Part, ...], m: Marked) -> list[tuple[str, str]]:
    return [(part.role, part.extent.of(m.text)) for part in found]


def joined(text: str) -> list[tuple[str, str]]:
    """The parts of a text whose parts and forms are marked."""
    m = marked(text)
    return shown(formed(parts(m), forms(m), "d"), m)


def ties(text: str) -> set[tuple[str, str]]:
    """What hangs on what among the parts that the model found."""
    m = marked(text)
    words = {part.id: part.extent.of(m.text) for part in parts(m)}
    return {(words[part], words[head]) for part, head in tied(parts(m), m.text).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Then [[Vell]ms]x said so.",
        "[Then [Vell]ms said]x so.",
        "[[Ada [Vell]x of Orra]ms]y said so.",
        "Ada [Vell]ms said. [[Ola Rike]ms left]x.",
    ],
)
def test_a_part_that_touches_a_place_is_within_it(text: str) -> None:
    m = marked(text)
    assert [part.extent for part in page(m).within(m.one("x"), "source")] == [m.spans["ms"][-1]]


@pytest.mark.parametrize("text", ["[Vell]ms[:]x no", "[:]x[Vell]ms no", "[[Vell]mq said]x so"])
def test_a_neighbour_or_a_part_of_another_role_is_not_within(text: str) -> None:
    m = marked(text)
    assert page(m).within(m.one("x"), "source") == []


def test_parts_within_a_place_come_in_text_order() -> None:
    m = marked("[[Vell]ms and [Rike]ms and [Falk]ms]x left.")
    assert [part.extent for part in page(m).within(m.one("x"), "source")] == [*m.spans["ms"]]


def test_a_long_part_is_found_behind_short_ones_that_it_holds() -> None:
    m = marked("[“[Vell]ms said no, and [Rike]ms too, [and]x all left.”]mc")
    assert [part.extent for part in page(m).within(m.one("x"), "content")] == [m.one("mc")]


def test_a_form_replaces_what_it_overlaps() -> None:
    assert joined("[[Ada]ms Vell]s[:]q [“[No]mc, [she]ms [said]mq.”]c") == [
        ("source", "Ada Vell"),
        ("cue", ":"),
        ("content", "“No, she said.”"),
    ]


def test_a_form_replaces_what_stands_between_its_pieces() -> None:
    assert joined("[The pass,]c [said]mq [per]q [the ministry]s, [is shut]c") == [
        ("content", "The pass,"),
        ("cue", "per"),
        ("source", "the ministry"),
        ("content", "is shut"),
    ]


def test_parts_beside_a_form_stay() -> None:
    assert joined("[Rike]ms [left]mq. [Vell]s[:]q [“No.”]c [So]mc it went.") == [
        ("source", "Rike"),
        ("cue", "left"),
        ("source", "Vell"),
        ("cue", ":"),
        ("content", "“No.”"),
        ("content", "So"),
    ]


def test_of_two_forms_that_meet_the_first_stays() -> None:
    m = marked("[Vell]s1[:]q1 [[“No.”]c1]c2 [—]q2 [Ada Orra]s2")
    first, second = forms(m)
    assert formed((), (second, first), "d") == formed((), (first,), "d")


def test_forms_that_only_adjoin_both_stay() -> None:
    assert joined("[Vell]s1[:]q1 [“No.”]c1[Rike]s2[:]q2 [“Yes.”]c2") == [
        ("source", "Vell"),
        ("cue", ":"),
        ("content", "“No.”"),
        ("source", "Rike"),
        ("cue", ":"),
        ("content", "“Yes.”"),
    ]


def test_a_form_without_a_source_has_a_cue_that_hangs_on_nothing() -> None:
    m = marked("It [read]q: [No one may cross.]c")
    cue, content = formed((), forms(m), "d")
    assert (cue.head, content.head) == (None, cue.id)


def test_the_parts_of_a_form_are_tied_as_it_says() -> None:
    m = marked("[The pass,]c [per]q [the ministry]s, [is shut]c.")
    before, cue, source, behind = formed((), forms(m), "d")
    assert tied((before, cue, source, behind), m.text) == {cue.id: source.id, before.id: cue.id, behind.id: cue.id}


def test_a_form_leaves_no_doubt() -> None:
    m = marked("[Vell]s[:]q [“No.”]c")
    assert {part.confidence for part in formed((), forms(m), "d")} == {1.0}


def test_the_extent_of_a_form_runs_from_its_first_sign_to_its_last() -> None:
    m = marked("So [[“No,”]c [—]q [Vell]s]x.")
    assert forms(m)[0].extent == m.one("x")
    assert Form(source=None, cue=m.one("q"), content=m.spans["c"]).extent.end == m.one("q").end


def test_a_sign_between_source_and_content_ties_the_three() -> None:
    assert ties("[Vell]ms[:]mq [“No.”]mc [“Yes.”]mc [—]mq [Ada Orra]ms") == {
        ("“No.”", ":"),
        (":", "Vell"),
        ("“Yes.”", "—"),
        ("—", "Ada Orra"),
    }


def test_signs_in_line_after_line_tie_their_own() -> None:
    assert ties("[Vell]ms[:]mq [“No.”]mc\n[Rike]ms[ –]mq [“Yes.”]mc") == {
        ("“No.”", ":"),
        (":", "Vell"),
        ("“Yes.”", " –"),
        (" –", "Rike"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "[Vell]ms [said]mq [no]mc",
        "[Vell]ms, who left[:]mq [“No.”]mc",
        "[Vell]ms[:]mq so “[no]mc”",
        "[Vell]ms[:]mq",
        "[Vell]ms[:]mq [Rike]ms",
    ],
)
def test_a_verb_or_words_between_tie_nothing(text: str) -> None:
    assert ties(text) == set()
