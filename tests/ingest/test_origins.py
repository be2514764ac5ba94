"""Which words are a date, and what outranks what a source says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.origins import completed, iso_date
from onrecord.model.document import Origin, iso_day


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2031-03-05", "2031-03-05"),
        ("2031-03-05T10:00:00Z", "2031-03-05T10:00:00+00:00"),
        ("2031-03-05T10:00:00.000+0200", "2031-03-05T10:00:00+02:00"),
        ("2031-03-05 10:00 +0200", "2031-03-05T10:00:00+02:00"),
        ("20310305", "2031-03-05"),
        ("Wed, 05 Mar 2031 14:05:00 GMT", "2031-03-05T14:05:00+00:00"),
        ("Published 5th March 2031, 5:14 pm", "2031-03-05"),
        ("Mar. 5, 2031", "2031-03-05"),
        ("2031/3/5", "2031-03-05"),
        ("3/4/2031", None),
        ("yesterday", None),
        ("2031-13-45", None),
        ("31 February 2031", None),
        ("0001-01-01T00:00:00", None),
        ("Wed, 99 Foo 2031 99:99:99", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_as_exact_as_it_is_given(words: str | None, date: str | None) -> None:
    assert iso_date(words) == date


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ,]+[0-9]{1,4}(T[0-9:.+]*Z?)?"))
def test_no_words_raise_and_what_is_read_is_a_day(words: str) -> None:
    date = iso_date(words)
    assert date is None or iso_day(date).year >= 1605


def test_what_was_said_from_outside_stays() -> None:
    given_before = Origin(uri="a", title="The Title", published="2031-03-05")
    origin = completed(given_before, title="another", published="2031-01-01", author=" Tove\n Almqvist ")
    assert (origin.title, origin.published, origin.author) == ("The Title", "2031-03-05", "Tove Almqvist")
