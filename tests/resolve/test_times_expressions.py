"""Words of time are found where they stand, told from names, and counted out in days."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolve.timing.dates import RULES, Reference, View, dated
from onrecord.resolve.timing.expressions import FORMS, find_times
from onrecord.resolve.timing.table import load_time_table
from onrecord.resolve.timing.tenses import Direction

TABLE = load_time_table()
SPOKEN = (
    "Monday Wed. January Jan. May the 5th 31 2019 1990s 24.12.2021 2022-01-05 last next this coming two several few "
    "days week year ago later before after since by until from to and in on of the a end early mid- - – / , ' ’s s "
    "today yesterday tomorrow night overnight weekend spring fall quarter second half other same that following 🙂 “"
).split()

DIRECTIONS: tuple[Direction | None, ...] = ("past", "future", None)

dates = st.dates(min_value=datetime.date(1600, 1, 1), max_value=datetime.date(2190, 12, 31))


def words(text: str) -> list[str]:
    return [time.span.of(text) for time in find_times(text)]


def test_every_form_has_a_rule_and_every_rule_a_form() -> None:
    assert set(FORMS) == set(RULES)


@given(parts=st.lists(st.sampled_from([*SPOKEN, "\n"]), max_size=30), gap=st.sampled_from([" ", ""]))
def test_expressions_lie_in_the_text_in_order_and_never_overlap(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    spans = [time.span for time in find_times(text)]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all("\n" not in span.of(text) for span in spans)


@settings(max_examples=200)
@given(parts=st.lists(st.sampled_from(SPOKEN), max_size=12), at=dates, direction=st.sampled_from(DIRECTIONS))
def test_whatever_is_found_is_dated_from_any_day(
    parts: list[str], at: datetime.date, direction: Direction | None
) -> None:
    base = Reference(first=at, last=at, name="publication")
    for time in find_times(" ".join(parts)):
        found = dated(time, View(table=TABLE, base=base, direction=direction))
        if found is not None and found.first is not None and found.last is not None:
            assert found.first <= found.last
        assert found is None or found.why


@given(day=dates)
@pytest.mark.parametrize(
    "written", ["{:%B} {d}, {:%Y}", "{d} {:%B} {:%Y}", "{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%A}, {d} {:%B} {:%Y}"]
)
def test_a_date_that_is_written_out_is_read_back(written: str, day: datetime.date) -> None:
    text = written.format(*[day] * 4, d=day.day)
    (time,) = find_times(f"It opened on {text} in the rain.")
    found = dated(time, View(table=TABLE, base=None))
    assert found is not None
    assert (found.first, found.last, found.granularity) == (day, day, "day")


@given(at=dates, weekday=st.integers(0, 6))
def test_a_weekday_lies_within_the_week_before_or_after(at: datetime.date, weekday: int) -> None:
    (time,) = find_times(f"on {datetime.date(2024, 1, 1 + weekday):%A}")
    base = Reference(first=at, last=at, name="publication")
    before, after = (dated(time, View(table=TABLE, base=base, direction=d)) for d in DIRECTIONS[:2])
    assert before is not None
    assert before.first is not None
    assert 0 <= (at - before.first).days < 7
    assert after is not None
    assert after.first is not None
    assert 0 <= (after.first - at).days < 7


@pytest.mark.parametrize(
    "text",
    [
        "the Sunday Chronicle",
        "Black Friday",
        "Theresa May said",
        "it may march on",
        "the second",
        "4,000 days",
        "2016 delegates",
        "$2016",
        "on Mondays",
        "Saturday nights",
        "a two-week stay",
        "at the end of the day",
        "the Sept. 11 attacks",
        "prices fall in spring tides",
        "the day before the vote",
        "USA TODAY",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from Monday to Wednesday", ["from Monday to Wednesday"]),
        ("between 2014 and 2016", ["between 2014 and 2016"]),
        ("Monday and Tuesday", ["Monday and Tuesday"]),
        ("in 2014 and in 2016", ["2014", "2016"]),
        ("on Monday.\nTuesday", ["Monday", "Tuesday"]),
        ("by the end of the month", ["by the end of the month"]),
        ("two weeks ago, on Friday", ["two weeks ago", "Friday"]),
    ],
)
def test_words_that_belong_together_are_one_expression(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_line_longer_than_is_read_at_once_keeps_its_times() -> None:
    text = "so " * 20_000 + "on Monday"
    assert words(text) == ["Monday"]
