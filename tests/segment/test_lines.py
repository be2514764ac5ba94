"""Lines and paragraphs of a text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.segment.lines import lines


def words(text: str) -> list[str]:
    return [line.extent.of(text) for line in lines(text)]


def test_each_line_is_a_paragraph_without_the_blanks_around_it() -> None:
    assert words("  One. \r\n\r\n\tTwo.\n\u00a0\nThree.\u2028Four.") == ["One.", "Two.", "Three.", "Four."]


def test_a_line_tells_its_indent_and_whether_it_stands_apart() -> None:
    first, second, third = lines("One.\n   Two.\r\n\r\nThree.")
    assert [(line.indent, line.apart) for line in (first, second, third)] == [(0, True), (3, False), (0, True)]


def test_lines_broken_by_hand_to_one_width_are_joined() -> None:
    line = "The ferry from Aldermouth to Torrin carries forty carts and their drivers."
    paragraph = "\n".join([line] * 6 + ["Nothing more."])
    assert words(f"{paragraph}\n\n{paragraph}") == [paragraph, paragraph]


def test_short_lines_of_many_lengths_are_not_joined() -> None:
    text = "\n".join(["Yes.", "The ferry was late again today.", "Why?", "Nobody told us anything about it."] * 5)
    assert len(words(text)) == 20


@given(st.text(alphabet=" \n\r\t\u2028\u0085ab.“😀א\u0301", max_size=200))
def test_lines_follow_one_another_and_cover_every_word(text: str) -> None:
    found = lines(text)
    end = 0
    for line in found:
        assert not text[end : line.extent.start].strip()
        assert line.extent.of(text).strip() == line.extent.of(text) != ""
        end = line.extent.end
    assert not text[end:].strip()


def test_one_line_of_five_megabytes_is_one_line() -> None:
    start = time.process_time()
    assert len(lines("word " * 1_000_000)) == 1
    assert time.process_time() - start < 5
