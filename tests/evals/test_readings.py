import datetime
from pathlib import Path

import pytest
from evals.readings import (
    FOLDER,
    FOLDERS,
    Case,
    WantedCommitment,
    WantedDispute,
    WantedForecast,
    WantedReference,
    case_of,
    load,
)
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.base import Span
from onrecord.model.reading import Window


def case(written: str) -> Case:
    return case_of(written, name="tide 1", phenomenon="tides")


def at(of: Case, words: str) -> Span:
    start = of.text.index(words)
    return Span(start, start + len(words))


def test_a_forecast_has_the_parts_of_its_number() -> None:
    read = case(
        "report 2031-03-05\n[The pier [may]p close [by June]h]f. [[If it rains]c2, the fair moves]f2.\n"
        "= h 2031-03-05..2031-06-30\n= f2 no date | vague\n"
    )
    assert read.expected == (
        WantedForecast(
            span=at(read, "The pier may close by June"),
            hedge=at(read, "may"),
            horizon=Window(
                earliest=datetime.date(2031, 3, 5), latest=datetime.date(2031, 6, 30), words=at(read, "by June")
            ),
        ),
        WantedForecast(
            span=at(read, "If it rains, the fair moves"),
            condition=at(read, "If it rains"),
            resolvable=("no date", "vague"),
        ),
    )


def test_words_of_time_without_days_have_none() -> None:
    read = case("report 2031-03-05\n[The pier closes [soon]h]f.\n= f no date")
    (found,) = read.expected
    assert isinstance(found, WantedForecast)
    assert found.horizon == Window(earliest=None, latest=None, words=at(read, "soon"))


def test_a_window_may_be_open_at_an_end() -> None:
    (found,) = case("report 2031-03-05\n[The pier closes [after 1 May]h]f.\n= h 2031-05-02..").expected
    assert isinstance(found, WantedForecast)
    assert found.horizon is not None
    assert (found.horizon.earliest, found.horizon.latest) == (datetime.date(2031, 5, 2), None)


def test_any_of_the_words_marked_who_names_the_actor() -> None:
    read = case("report 2031-03-05\n[Ruud]w said [he]w would [pay]a.\n= a undertakes | expects, likely")
    assert read.expected == (
        WantedCommitment(
            span=at(read, "pay"),
            actors=(at(read, "Ruud"), at(read, "he")),
            kinds=("undertakes", "expects"),
            strengths=("likely",),
        ),
    )


def test_a_dispute_has_its_target_and_its_counter_quotation() -> None:
    read = case(
        "thread 2031-03-05\nRuud said [“never”]t.\n\n[Untrue. He said [“not yet”]q.]x\n= x misquoted | denies_quote"
    )
    assert read.expected == (
        WantedDispute(
            span=at(read, "Untrue. He said “not yet”."),
            kinds=("misquoted", "denies_quote"),
            target=at(read, "“never”"),
            counter=at(read, "“not yet”"),
        ),
    )


def test_a_second_reference_has_the_kind_and_title_of_the_first() -> None:
    read = case(
        "report 2031-03-05\n[The Sound Pact of [1921]d]r lapses. [The pact]r2 was short.\n"
        "= r treaty, Sound Pact\n= r2 same r"
    )
    first, second = read.expected
    assert isinstance(first, WantedReference)
    assert (first.kinds, first.title, first.date) == (("treaty",), "Sound Pact", at(read, "1921"))
    assert second == WantedReference(
        span=at(read, "The pact"), kinds=("treaty",), title="Sound Pact", same_as=first.span
    )


def test_what_may_be_found_or_not_is_optional() -> None:
    (found,) = case("post 2031-03-05\n[Dark by four]f.\n= f vague\n= f maybe").expected
    assert found == WantedForecast(span=Span(0, 12), optional=True, resolvable=("vague",))


def test_a_report_has_no_posts_and_a_post_is_one() -> None:
    assert case("report 2031-03-05\nNo.").posts == ()
    assert case("post 2031-03-05\nNo.").posts == (Span(0, 3),)


def test_in_a_thread_each_paragraph_after_the_first_is_a_post() -> None:
    read = case("thread 2031-03-05\nThe pier is shut.\n\nWhy?\nSince when?\n\nIt fell.")
    assert [span.of(read.text).strip() for span in read.posts] == ["Why?\nSince when?", "It fell."]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("letter 2031-03-05\nNo.", "a report, post or thread"),
        ("post 2031-03-05\n[It falls]f.\n= f no dat", "is none of"),
        ("post 2031-03-05\n[It falls]f.\n= f2 no date", "not marked"),
        ("post 2031-03-05\n[It falls]f.\nf = no date\n= f", "not understood"),
        ("post 2031-03-05\n[It [falls]h2]f.", "nothing that h2 belongs to"),
        ("post 2031-03-05\n[It falls]f. [It rises]f.", "marked twice"),
        ("post 2031-03-05\n[ ]fIt falls.", "marks no words"),
        ("post 2031-03-05\n[It falls]f, [he]w2 will [pay]a2.\n= a2 undertakes, firm", "one kind of reading"),
        ("post 2031-03-05\n[It falls [soon]h]f.\n= h 2031-03-09..2031-03-05", "ends before it begins"),
    ],
)
def test_what_is_written_wrongly_is_told(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        case(written)


def test_the_place_of_a_wrong_case_is_told(tmp_path: Path) -> None:
    (tmp_path / "tides.txt").write_text(
        "# Phenomenon: tides\n\n@ post 2031-03-05\nNo.\n\n@ post now\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"/tides 2: "):
        load(tmp_path)


@given(st.text(st.characters(exclude_characters="[]=@\r\n", exclude_categories=["Cs"]), min_size=1))
def test_the_text_of_a_case_is_what_was_written_without_its_marks(words: str) -> None:
    read = case(f"post 2031-03-05\nSo: [x{words}x]f!")
    assert read.text == f"So: x{words}x!"
    assert [wanted.span.of(read.text) for wanted in read.expected] == [f"x{words}x"]


@pytest.mark.parametrize("folder", [name for name in FOLDERS if (FOLDER / name).is_dir()])
def test_each_case_of_our_own_can_be_read_and_none_stands_twice(folder: str) -> None:
    read = load(FOLDER / folder)
    assert len({case.text for case in read}) == len(read) > 0
    assert all(
        case.text[w.span.start : w.span.end].strip() == w.span.of(case.text) for case in read for w in case.expected
    )
