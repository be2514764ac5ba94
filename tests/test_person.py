"""An office is surely held on a day, or it is not: days, months and years that are known, and terms that are open."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.person import Term, days_of

KNOWN_TO = datetime.date(2033, 12, 31)


def held(since: str | None, until: str | None, day: str, known_to: datetime.date | None = KNOWN_TO) -> bool:
    term = Term(role="harbour minister", of="Kestria", since=since, until=until)
    return term.covers(datetime.date.fromisoformat(day), known_to)


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        ("2031-03-05", "2032-06-10", "2031-03-04", False),
        ("2031-03-05", "2032-06-10", "2031-03-05", True),
        ("2031-03-05", "2032-06-10", "2032-06-10", True),
        ("2031-03-05", "2032-06-10", "2032-06-11", False),
        ("2031-03", "2032-06", "2031-03-30", False),
        ("2031-03", "2032-06", "2031-03-31", True),
        ("2031-03", "2032-06", "2032-06-01", True),
        ("2031-03", "2032-06", "2032-06-02", False),
        ("2031", "2033", "2031-12-30", False),
        ("2031", "2033", "2031-12-31", True),
        ("2031", "2033", "2033-01-01", True),
        ("2031", "2033", "2033-01-02", False),
        ("2031", "2031", "2031-06-01", False),
    ],
)
def test_a_term_covers_the_days_on_which_it_surely_ran(since: str, until: str, day: str, expected: bool) -> None:
    assert held(since, until, day) is expected


def test_a_term_without_a_beginning_covers_no_day() -> None:
    assert not held(None, "2032-06-10", "2032-06-09")
    assert not held(None, None, "2032-06-09")


def test_an_open_term_goes_on_as_long_as_the_register_knows() -> None:
    assert held("2031-03-05", None, "2033-12-31")
    assert not held("2031-03-05", None, "2034-01-01")


def test_an_open_term_of_a_register_without_a_day_covers_no_day() -> None:
    assert not held("2031-03-05", None, "2031-03-05", known_to=None)


def test_a_closed_term_is_known_to_its_end_whatever_the_register_knows() -> None:
    assert held("2031-03-05", "2035-06-10", "2035-01-01")
    assert held("2031-03-05", "2035-06-10", "2035-01-01", known_to=None)


@pytest.mark.parametrize(
    ("since", "until"), [("2031-03-05", "2031-03-04"), ("2031-03", "2031-02"), ("2031", "2030-12-31")]
)
def test_a_term_that_ends_before_it_begins_is_refused_with_both_days(since: str, until: str) -> None:
    with pytest.raises(ValueError, match=rf"harbour minister ends \({until}\) before it begins \({since}\)"):
        Term(role="harbour minister", since=since, until=until)


@pytest.mark.parametrize(("since", "until"), [("2031-03-05", "2031-03-05"), ("2031-06", "2031"), ("2031", "2031-01")])
def test_a_term_may_end_when_it_may_just_have_begun(since: str, until: str) -> None:
    assert Term(role="harbour minister", since=since, until=until).until == until


@pytest.mark.parametrize("when", ["2031-02-30", "2031-13", "2031-00-01", "0000", "0000-01-01"])
def test_a_day_that_there_is_not_is_refused(when: str) -> None:
    with pytest.raises(ValueError, match=f"'{when}': there is no such day"):
        Term(role="harbour minister", since=when)


@pytest.mark.parametrize(
    "when", ["", " 2031", "31", "12031", "2031-3", "2031-03-5", "March 2031", "2031/03/05", "２０３１"]
)
def test_words_that_are_no_day_are_refused_with_what_is_allowed(when: str) -> None:
    with pytest.raises(ValueError, match="no day, month or year; YYYY-MM-DD, YYYY-MM or YYYY is allowed"):
        Term(role="harbour minister", until=when)


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2031-03-05", "2031-03-05", "2031-03-05"),
        ("2032-02", "2032-02-01", "2032-02-29"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
    ],
)
def test_a_month_and_a_year_run_from_their_first_day_to_their_last(when: str, first: str, last: str) -> None:
    assert tuple(map(str, days_of(when))) == (first, last)


@given(st.dates())
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: datetime.date) -> None:
    whole = f"{day:%Y}".zfill(4)
    month = days_of(f"{whole}-{day:%m}")
    year = days_of(whole)
    assert days_of(day.isoformat()) == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]


@given(st.text(alphabet="0123456789-", max_size=12) | st.text(max_size=12))
def test_any_words_are_days_or_refused(words: str) -> None:
    try:
        first, last = days_of(words)
    except ValueError:
        return
    assert first <= last
