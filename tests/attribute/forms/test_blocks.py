"""A line that ends in a verb of saying and a colon introduces the block below it."""

import time

import pytest

from attribute.pages import forms, page
from marked import Marked, marked
from onrecord.attribute.forms.blocks import LONGEST, blocks


@pytest.mark.parametrize(
    "text",
    [
        "[The court]s [wrote]q:\n[The pass stays shut.]c\nIt rained.",
        "[The court]s [wrote]q on Friday:\n\n[The pass stays shut.]c",
        "It rained. [The court]s [wrote]q:\n[The pass stays shut.]c",
        "In its ruling, [the court]s [wrote]q:\n[The pass stays shut.]c",
        "Then, after a night of talks, [she]s [said]q:\n[The pass stays shut.]c",
        "[Ada Vell]s [replied]q:\n[The pass stays shut.]c",
    ],
)
def test_a_paragraph_below_such_a_line_is_said(text: str) -> None:
    m = marked(text)
    assert [*blocks(page(m))] == forms(m)


def test_an_indented_block_runs_as_far_as_it_is_indented() -> None:
    m = marked("[The court]s [wrote]q:\n\n    [The pass stays shut.]c\n\n\t[No one may cross.]c\n\nIt rained.")
    assert [*blocks(page(m))] == forms(m)


def test_a_block_of_one_paragraph_ends_where_indents_begin() -> None:
    m = marked("[The court]s [wrote]q:\n[The pass stays shut.]c\n    No one may cross.")
    assert [*blocks(page(m))] == forms(m)


def test_the_cue_and_the_source_that_the_model_found_are_taken() -> None:
    m = marked("Late at night [[the high court]ms]s [[then wrote]mq]q:\n[The pass stays shut.]c")
    assert [*blocks(page(m))] == forms(m)


def test_a_source_in_a_sentence_before_is_not_taken() -> None:
    m = marked("[Rike]ms left. [The court]s [wrote]q:\n[The pass stays shut.]c")
    assert [*blocks(page(m))] == forms(m)


def test_words_set_off_behind_the_source_do_not_become_it() -> None:
    m = marked("[The court, after a long night]s, [wrote]q:\n[The pass stays shut.]c")
    assert [*blocks(page(m))] == forms(m)


def test_a_verb_without_a_subject_has_no_source() -> None:
    m = marked("when asked again, [replied]q:\n[The pass stays shut.]c")
    assert [*blocks(page(m))] == forms(m)


@pytest.mark.parametrize(
    "text",
    [
        "Vell [said:]mq\n“No.”",
        "Vell said:\n- one\n- two",
        "Vell said:\n1. one\n2. two",
        "Vell said:",
        "Vell said: no.\nIt rained.",
        "Vell said\nIt rained.",
        "These are the rules:\nNo one may cross.",
        "The pass was shut:\nIt had snowed.",
    ],
)
def test_lists_quotations_and_other_colons_make_no_block(text: str) -> None:
    assert [*blocks(page(marked(text)))] == []


def test_a_post_has_no_blocks() -> None:
    assert [*blocks(page(marked("Vell said:\nThe pass is shut."), role="post"))] == []


@pytest.mark.parametrize(("words", "found"), [(LONGEST, 1), (LONGEST + 1, 0)])
def test_a_block_is_no_longer_than_blocks_are(words: int, found: int) -> None:
    m = Marked("The court wrote:\n    " + "no " * (words - 1) + "\n    no", {})
    assert len([*blocks(page(m))]) == found


@pytest.mark.parametrize("line", ["    he said:\n", "he said:\n", "The a, b c said:\n"])
def test_blocks_in_blocks_take_no_longer_than_others(line: str) -> None:
    read = page(Marked(line * 10_000, {}))
    started = time.process_time()
    tuple(blocks(read))
    assert time.process_time() - started < 10


def test_quoted_paragraphs_below_a_verb_that_the_model_missed_are_said() -> None:
    m = marked("[A statement]s [read]q:\n\n[“The list is final.]c\n\n[“Appeals go to the court.”]c\n\n“No,” said Falk.")
    assert [*blocks(page(m))] == forms(m)


def test_quoted_paragraphs_below_a_cue_of_the_model_are_left_to_it() -> None:
    m = marked("A statement [read]mq:\n\n“The list is final.”")
    assert [*blocks(page(m))] == []
