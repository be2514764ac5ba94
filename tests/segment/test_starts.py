"""What tells of a line that a post begins there, that a reader speaks, or that the report ended before it."""

import time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.document import Document, Origin
from onrecord.model.statement import Post
from onrecord.segment.border import borders, report_end, weigh
from onrecord.segment.discussion import posts_of
from onrecord.segment.lines import lines
from onrecord.segment.starts import start_signs, start_weight
from onrecord.segment.tokens import tokens
from onrecord.segment.voice import CAP, reader_voice
from onrecord.segment.weighing import Weights, learned
from segment.reading import segmented

LINES = st.lists(
    st.text(st.sampled_from("aBé .,!?:“”{}@1👍\u202e"), min_size=1, max_size=20).map(lambda words: f"{words}x"),
    min_size=1,
    max_size=12,
)


def test_words_are_read_in_small_letters_and_signs_by_themselves() -> None:
    assert tokens("It’s “ON”, José…  STRASSE/Straße!") == [
        *("it's", "“", "on", "”", ",", "josé", "…"),
        *("strasse", "/", "strasse", "!"),
    ]


def weight(before: str, line: str) -> float:
    return start_weight(["We all saw it.", before, line], 2, 40, learned())


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("The pier is old.", "@wagoner you’re wrong about that."),
        ("It was shut last year!", "Thanks for this, it’s a great post."),
        ("Nobody has seen it.", "I agree, but who pays?"),
        ("Why would they?", "Hi Petra, you missed the point."),
    ],
)
def test_greetings_answers_and_thanks_begin_a_post_sooner_than_what_goes_on(before: str, line: str) -> None:
    assert weight(before, line) > weight(before, "And then they repaired the other side of it as well.")
    assert weight(before, line) > weight("They say two things:", line)


def test_a_readers_words_weigh_more_than_a_reports() -> None:
    reader = "You don’t believe that, do you? I never saw it!"
    report = "Transport Minister Odile Farran said on Tuesday that the survey would be published."
    assert reader_voice(reader, "", learned()) > 1 > -1 > reader_voice(report, "", learned())
    assert reader_voice("MS. TARROW: You know me!", "", learned()) == -CAP


def test_without_weights_nothing_is_told() -> None:
    nothing = Weights(start={}, voice={}, border={})
    assert report_end(["It is shut.", "I saw it!", "Did you?"], nothing) is None


@given(LINES)
def test_every_line_but_furniture_may_be_a_border_and_all_signs_are_finite(said: list[str]) -> None:
    found = weigh(said, learned())
    places = [place for place, _ in borders(found)]
    assert places == [place for place in range(1, len(said)) if not found.around[place]]
    assert all(abs(value) < 1e6 for _, signs in borders(found) for value in signs.values())


@settings(max_examples=60)
@given(LINES)
def test_signs_come_once_and_have_no_tab(said: list[str]) -> None:
    for place in range(len(said)):
        signs = list(start_signs(said, place, 20.0))
        assert len(signs) == len(set(signs))
        assert not any("\t" in sign or "\n" in sign for sign in signs)


def test_the_packaged_weights_say_where_they_come_from() -> None:
    text = (files("onrecord") / "data" / "posts.tsv").read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines() if line.startswith("#"))
    assert "Learned from" in head
    assert "Licence" in head
    weights = learned()
    assert len(weights.start) > 1000 < len(weights.voice)
    (_, signs), *_ = borders(weigh(["a", "b"], weights))
    assert set(weights.border) == {*signs, "always"}


CODE = "\n".join(
    f"function shut{n}(pier) {{\n    return pier.cracks > {n};\n}}\n"
    f"I think number {n} is wrong!\nNo, you’re wrong.\nThanks, that helps."
    for n in range(6)
)


def test_lines_of_code_are_no_authors() -> None:
    document = Document(origin=Origin(uri="a"), text=CODE, kind="discussion")
    assert {post.author for post in posts_of(document, lines(CODE))} == {None}


def test_a_layout_that_holds_many_beginnings_in_each_post_is_none() -> None:
    chat = ["I agree!", "No, you’re wrong.", "Thanks, great post.", "@wagoner why?", "Well said!", "Yes, exactly."]
    timetable = [f"Hearing {n} | March {n}, 2031 | 9:30 AM" for n in (5, 6, 7)]
    text = "\n".join(words for row in timetable for words in (row, *chat, *chat, *chat))
    posts = segmented(text, kind="discussion").of(Post)
    assert len(posts) > 20
    assert {post.author for post in posts} == {None}


@pytest.mark.parametrize("unit", ["I agree!\n", "word " * 10 + "\n", "function a(b) {\n  c;\n", "@a b: c\n", "<>=;\n"])
def test_cost_without_author_lines_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        segmented(unit * (length // len(unit)), kind="discussion")
        return time.process_time() - started

    assert seconds(80_000) < 40 * max(seconds(10_000), 0.005)
