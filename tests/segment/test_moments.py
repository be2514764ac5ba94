"""Moments: printed dates that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.segment.moments import moments

RISING = [
    ["March 5, 2031 at 9:14 am", "March 5, 2031 at 9:14 pm", "Monday, March 10th, 2031 at 12:05 AM"],
    ["5 March 2031 14:02", "05. Apr, 2031 at 1:00", "2031-05-01 00:00"],
    ["3/5/31 9:14", "03/06/2031 9:14", "3/13/31 0:01"],
    ["5/3/2031", "13/3/2031", "1/4/2031"],
    ["5 March", "November 1"],
    ["2 years ago", "3 mo ago", "a week ago", "2d ago", "an hour ago", "51 minutes ago", "23 seconds ago"],
    ["2 minutes ago ( 4:26 PM)", "2 minutes ago ( 4:27 PM)", "60 seconds ago ( 4:27 PM)"],
]


@pytest.mark.parametrize("printed", RISING)
def test_a_later_date_is_larger(printed: list[str]) -> None:
    found = moments(printed)
    assert None not in found
    assert list(found) == sorted(set(found), key=lambda value: value or 0)


def test_a_date_printed_in_another_way_is_not_compared() -> None:
    assert moments(["5 March 2031", "an hour ago", None, "6 March 2031", "31 February 2031"])[1:3] == (None, None)
    assert moments(["5 March 2031", "6 March 2031", "31 February 2031"])[2] is None


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=40), st.from_regex(r"\d{1,4}[/. -]\d{1,4}[/. -]\d{1,4} \w* ago")))
)
def test_any_dates_are_read(printed: list[str | None]) -> None:
    assert len(moments(printed)) == len(printed)
