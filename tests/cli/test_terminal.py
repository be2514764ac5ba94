import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.terminal import one_line, safe, shortened


def test_an_escape_sequence_is_shown_and_not_sent() -> None:
    assert safe("a\x1b]0;owned\x07b\x1b[31m") == "a␛]0;owned␇b␛[31m"


@pytest.mark.parametrize(("text", "shown"), [("\x9b31m", "\\u009b31m"), ("\x7f", "␡"), ("\u202eabc", "\\u202eabc")])
def test_other_steering_characters_are_shown_by_name(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_line_breaks_and_tabs_stay() -> None:
    assert safe("a\r\n\tb\n") == "a\n\tb\n"


@given(st.text())
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = safe(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    shown.encode()


def test_a_text_on_one_line_has_single_blanks() -> None:
    assert one_line(" a\n\n b\t c ") == "a b c"


def test_a_short_text_is_not_cut() -> None:
    assert shortened("Talks go on.", 12) == "Talks go on."


def test_a_long_text_is_cut_after_a_word() -> None:
    assert shortened("The ferries, all of them, will sail in April", 20) == "The ferries, all of …"
    assert shortened("The ferries, all of them, will sail in April", 14) == "The ferries …"


def test_a_text_of_one_long_word_is_cut_anyway() -> None:
    assert shortened("a" * 1000, 10) == "a" * 10 + " …"


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_cut_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= 6 * longest + 2
