import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.reading import found, in_post, record, speaking, statement
from marked import marked
from onrecord.model.base import Provenance, Span
from onrecord.model.document import Block, Record
from onrecord.model.reading import Dispute
from onrecord.model.statement import Mode, Post

LAYER = "interpret.disputes"


def disputes(text: str, *, post: bool = False) -> tuple[Dispute, ...]:
    return found(Dispute, LAYER, in_post(text) if post else record(text))


def thread(text: str, *, mode: Mode = "indirect") -> Record:
    """A record whose first line is the report, with the statement marked in it, and whose other lines are posts."""
    read = marked(text)
    first = read.text.index("\n")
    base = record(read)
    said = statement(read, mode=mode)
    posts = tuple(
        Post(
            document=said.document,
            extent=block.extent,
            body=block.extent,
            parent="article",
            confidence=1.0,
            reason="told",
        )
        for block in base.of(Block)
        if block.extent.start > first
    )
    return base.extended(Provenance(layer="told", version="1"), (said, *posts))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He never said that.", "denies_quote"),
        ("In fact, he did *not* say that.", "denies_quote"),
        ("drave didnt say that", "denies_quote"),
        ("Her office denied that she had said so.", "denies_quote"),
        ("Stropp said no such thing.", "denies_quote"),
        ("“I did not say that,” she told the chamber.", "denies_quote"),
        ("You’ve misquoted her.", "misquoted"),
        ("The remark was taken out of context.", "out_of_context"),
        ("That is not what the treaty says.", "denies_fact"),
        ("This is simply untrue.", "denies_fact"),
        ("No it wasn’t.", "denies_fact"),
        ("Varn rejected the claim as an invention.", "denies_fact"),
        ("Correction: An earlier version of this article misstated the name.", "corrects"),
    ],
)
def test_a_sentence_that_contests_is_a_dispute_of_its_kind(text: str, kind: str) -> None:
    assert [d.kind for d in disputes(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Reth said the talks would resume. He did not say when.",
        "The company declined to comment on the figures.",
        "She did not say whether it had come back.",
        "No, I don’t agree with going.",
        "Wrong approach. Build something instead.",
        "The court denied the captain bail.",
        "In fact, it was the mildest winter in years.",
        "They never said thank you.",
        "I cannot say that I slept well.",
        "Did he say that?",
        "No ship left the port on Monday.",
        "I don’t think that is wrong.",
    ],
)
def test_other_negations_are_no_dispute(text: str) -> None:
    assert not disputes(text)


def test_a_reader_corrects_nothing_for_the_publisher() -> None:
    assert not [d for d in disputes("Correction: it was my aunt.", post=True) if d.kind == "corrects"]


def test_the_counter_quotation_is_the_words_said_to_be_right_without_their_marks() -> None:
    text = marked("In fact, he did not say that. What he said was “[the ferries may sail]q”. I was there.")
    (dispute,) = disputes(text.text)
    assert dispute.counter == text.one("q")
    assert dispute.extent == Span(0, text.one("q").end + 2)


def test_a_quotation_that_is_contested_is_no_counter_quotation() -> None:
    (dispute,) = disputes("He never said “let them drink wine”.")
    assert dispute.counter is None


def test_a_post_that_quotes_nearly_the_same_words_says_that_it_was_misquoted() -> None:
    made = thread(
        "[“It is a gift to the town”]c, [Pryce]s [said]q of it.\nHe said “a gift from the town”, with a wink.",
        mode="direct",
    )
    assert [d.kind for d in found(Dispute, LAYER, made)] == ["misquoted"]


def test_a_post_that_quotes_the_same_words_contests_nothing() -> None:
    made = thread(
        "[“It is a gift to the town”]c, [Pryce]s [said]q of the fountain.\nHe said “a gift to the town”, with a wink.",
        mode="direct",
    )
    assert not found(Dispute, LAYER, made)


def test_the_statement_meant_is_the_only_one_of_the_report() -> None:
    made = thread("[Pryce]s [said]q [the pumps were new]c.\nHe never said that.")
    (dispute,) = found(Dispute, LAYER, made)
    (said,) = (a for a in made.layers[-1][1] if not isinstance(a, Post))
    assert dispute.target == said.id


def test_of_several_statements_the_one_with_the_shared_words_is_meant() -> None:
    text = marked(
        "[Lavrik]s1 [said]q1 [the response makes serious talks on secondary issues possible]c1. "
        "[Peskin]s2 [said]q2 [there was little ground for optimism]c2.\n"
        "He did not say that. What he said was “serious talks only on secondary matters”."
    )
    first, second = statement(text, "1"), statement(text, "2")
    made = record(text, statements=[first, second])
    (dispute,) = found(Dispute, LAYER, made)
    assert dispute.target == first.id


def test_of_several_that_fit_equally_none_is_meant() -> None:
    text = marked(
        "[Lavrik]s1 [said]q1 [the boats will sail]c1. [Peskin]s2 [said]q2 [the boats will stay]c2.\nHe never said that."
    )
    base = record(text)
    post_line = base.of(Block)[1]
    post = Post(
        document=base.document.id,
        extent=post_line.extent,
        body=post_line.extent,
        parent="article",
        confidence=1.0,
        reason="told",
    )
    told = (statement(text, "1"), statement(text, "2"), post)
    (dispute,) = found(Dispute, LAYER, base.extended(Provenance(layer="told", version="1"), told))
    assert dispute.target is None


def test_the_speaker_who_is_named_decides_between_statements() -> None:
    text = marked(
        "[Lavrik]s1 [said]q1 [the boats will sail]c1. [Peskin]s2 [said]q2 [the boats will stay]c2.\n"
        "Lavrik never said that."
    )
    first, second = statement(text, "1"), statement(text, "2")
    base = record(text, statements=[first, second])
    told = (speaking(first, "Igor Lavrik"), speaking(second, "Anna Peskin"))
    (dispute,) = found(Dispute, LAYER, base.extended(Provenance(layer="told", version="1"), told))
    assert dispute.target == first.id


def test_sentences_that_follow_each_other_are_one_dispute() -> None:
    (dispute,) = disputes("Clarification: it was eleven weeks. We regret the error.")
    assert dispute.kind == "corrects"


@given(st.text(alphabet="He did not say that. “never” In fact, untrue said was: Correction no\n'’\"?!()", max_size=300))
def test_no_text_makes_it_fail_and_spans_stand_in_the_text(text: str) -> None:
    for dispute in disputes(text):
        assert 0 <= dispute.extent.start < dispute.extent.end <= len(text)
        assert dispute.counter is None or dispute.extent.contains(dispute.counter)
