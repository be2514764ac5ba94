"""What contents report of others is read from the second half of the scores.

Contents are marked [..]mc. What the second half says of words is marked [source]s [cue]q [content]c; [..]i is a content
that it says has begun before.
"""

import numpy as np
import pytest

from attribute.pages import parts
from marked import Marked, marked
from onrecord.attribute.inner import inside
from onrecord.attribute.tags import TAGS, Chain
from onrecord.encoder import States, Vocabulary, Words, split
from onrecord.model.base import Span
from onrecord.model.statement import Part

CHAIN = Chain(np.zeros((len(TAGS), len(TAGS)), np.float32), np.zeros(len(TAGS), np.float32))
VOCABULARY = Vocabulary({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2})
HIGH = 9.0
BEGUN = {
    "s": ("B-source", "I-source"),
    "q": ("B-cue", "I-cue"),
    "c": ("B-content", "I-content"),
    "i": ("I-content",) * 2,
}


def read(text: str) -> list[Part]:
    """The parts inside the contents of a marked text."""
    m = marked(text)
    return [*inside(parts(m), states(m), CHAIN, m.text)]


def found(text: str) -> list[tuple[str, str]]:
    plain = marked(text).text
    return [(part.role, part.extent.of(plain)) for part in read(text)]


def states(m: Marked) -> States:
    """States whose first half says that each word is a cue, and whose second half says what is marked."""
    words = split(m.text, VOCABULARY)
    scores = np.zeros((len(words), 2 * len(TAGS)), np.float32)
    scores[:, TAGS.index("B-cue")] = HIGH
    scores[:, len(TAGS)] = HIGH / 2
    for label, (begin, go_on) in BEGUN.items():
        for span in m.spans.get(label, ()):
            first, *others = _held(words, span)
            scores[first, len(TAGS) + TAGS.index(begin)] = HIGH
            scores[others, len(TAGS) + TAGS.index(go_on)] = HIGH
    return States(words, np.zeros((len(words), 1), np.float16), scores, "made by hand")


def _held(words: Words, span: Span) -> list[int]:
    return [number for number, start in enumerate(words.starts.tolist()) if span.start <= start < span.end]


def test_a_source_a_cue_and_a_content_are_found_inside_a_content() -> None:
    assert found("Vell said [[the old mayor]s [had told]q them [the pass was shut]c]mc.") == [
        ("source", "the old mayor"),
        ("cue", "had told"),
        ("content", "the pass was shut"),
    ]


def test_what_is_found_inside_has_depth_one() -> None:
    assert [part.depth for part in read("Vell said [[Falk]s [said]q [the pass was shut]c]mc.")] == [1, 1, 1]


def test_nothing_is_found_outside_contents() -> None:
    text = "[Vell]s [said]q [no]c. She said [[Falk]s had been to the pass]mc, [Rike]s [said]q."
    assert found(text) == [("source", "Falk")]


def test_a_text_without_contents_holds_nothing() -> None:
    assert read("[[Vell]s]ms [said]q [no to all of them]c.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vell said [[that]s Falk had [left]q them all alone]mc.",
        "Vell asked [[whether “]s Falk had [left]q them all alone]mc.",
        "Vell said [[“]s Falk had [left]q them all alone[.”]c]mc",
        "Vell said: [[“That ‘]s Falk had [left]q them all alone’ [.”]c]mc",
    ],
)
def test_the_marks_around_a_content_and_its_that_are_not_read(text: str) -> None:
    assert found(text) == [("cue", "left")]


@pytest.mark.parametrize("said", ["[Falk]s had left them", "that “[Falk]s had left them.”", "“[Falk]s!”", "that", "“”"])
def test_a_short_content_holds_nothing(said: str) -> None:
    assert read(f"Vell said [{said}]mc.") == []


def test_a_content_of_five_words_is_read() -> None:
    assert found("Vell said [[Falk]s had left them all]mc.") == [("source", "Falk")]


def test_a_part_does_not_go_on_from_one_content_into_the_next() -> None:
    text = "[No one ever told Vell [of the]c]mc[ pass]x [[or the bridge]i near Orra, she said]mc."
    assert found(text) == [("content", "of the")]


def test_a_short_content_between_others_moves_nothing() -> None:
    text = "[One day [Falk]s was at home]mc, [no]mc, [one day [Rike]s was at home]mc."
    assert found(text) == [("source", "Falk"), ("source", "Rike")]


def test_how_sure_the_second_half_is_becomes_the_confidence() -> None:
    (part,) = read("Vell said [[Falk]s had left them all]mc.")
    assert part.confidence == pytest.approx(0.988, abs=0.001)
