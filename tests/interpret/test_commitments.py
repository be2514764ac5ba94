import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interpret.reading import found, in_post, record, speaking, statement
from marked import marked
from onrecord.model.base import Provenance
from onrecord.model.document import Record
from onrecord.model.reading import Commitment
from onrecord.model.statement import Mode

LAYER = "interpret.commitments"


def commitments(text: str, *, post: bool = False) -> tuple[Commitment, ...]:
    return found(Commitment, LAYER, in_post(text) if post else record(text))


def said(text: str, speaker: str, *, mode: Mode = "indirect", negated: bool = False) -> Record:
    """A record with the one statement that is marked in the text, and its speaker."""
    read = marked(text)
    attribution = statement(read, mode=mode, negated=negated)
    spoken = speaking(attribution, speaker)
    return record(read, statements=[attribution]).extended(Provenance(layer="told", version="1"), (spoken,))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry promised to [charter two boats]a.", "undertakes"),
        ("The ministry will [pay the crews]a.", "undertakes"),
        ("Captain Rike is ready to [meet the minister]a.", "undertakes"),
        ("Captain Rike refused to [sail at night]a.", "refuses"),
        ("The committee has ruled out [a return to work]a.", "refuses"),
        ("Captain Rike has no intention of [standing down]a.", "refuses"),
        ("The union plans to [call a strike]a.", "expects"),
        ("The two delegations expect to [meet again]a.", "expects"),
        ("The generals threatened to [close the strait]a.", "threatens"),
        ("The generals will [strike the bridges]a if a column crosses.", "threatens"),
        ("The president will [decide on the next steps]a.", "will_decide"),
        ("The court has yet to [rule on the appeal]a.", "will_decide"),
        ("It is for the governor to [say so]a.", "will_decide"),
    ],
)
def test_words_that_tie_somebody_are_a_commitment_of_their_kind(text: str, kind: str) -> None:
    expected = marked(text)
    (commitment,) = commitments(expected.text)
    assert (commitment.kind, commitment.action) == (kind, expected.one("a"))


@pytest.mark.parametrize(
    "text",
    [
        "Rain will reach the valleys.",
        "Will the minister resign?",
        "Employers must report each accident.",
        "The envoy called on both sides to lower their voices.",
        "The spokesman declined to comment.",
        "The mayor would not say how much it had cost.",
        "The engine would not start.",
        "Cliffs along the inlet threaten to slide into the sea.",
        "Under the charter the treasurer shall present the accounts.",
        "The company withdrew its offer to rebuild the school.",
        "She used to promise us a pool.",
        "The town paid the families.",
        "She is expected to recover.",
        "They asked whether the line will pay.",
        "A museum would do well there.",
    ],
)
def test_what_ties_nobody_is_no_commitment(text: str) -> None:
    assert not commitments(text)


def test_what_a_reader_says_of_others_ties_nobody() -> None:
    assert not commitments("They will never finish that road. He will blame the weather.", post=True)


def test_a_readers_own_vow_ties_the_reader() -> None:
    (commitment,) = commitments("I’ll post the scans tonight.", post=True)
    assert commitment.actor == "unnamed reader 1"


def test_one_subject_may_be_tied_twice() -> None:
    first, second = commitments("The ministry will pay the crews but will not house them.")
    assert (first.kind, second.kind) == ("undertakes", "refuses")
    assert first.id != second.id


def test_the_due_day_is_the_window_of_the_action() -> None:
    (commitment,) = commitments("The two delegations expect to meet again in the coming days.")
    assert commitment.due is not None
    assert (commitment.due.earliest, commitment.due.latest) == (datetime.date(2031, 3, 6), datetime.date(2031, 3, 19))


def test_without_words_of_time_nothing_is_due() -> None:
    (commitment,) = commitments("The president will decide on the next steps.")
    assert commitment.due is None


def test_the_condition_stands_apart_from_the_action() -> None:
    text = marked("The committee has ruled out [a return to work]a [unless the nine men are taken back]i.")
    (commitment,) = commitments(text.text)
    assert (commitment.action, commitment.condition) == (text.one("a"), text.one("i"))


def test_a_dare_is_a_threat_with_its_condition() -> None:
    text = marked("[Touch the pension fund]i and we [empty the benches]a.")
    (commitment,) = commitments(text.text, post=True)
    assert (commitment.kind, commitment.condition) == ("threatens", text.one("i"))


def test_a_plan_is_weaker_than_a_promise_and_a_hope_is_weaker_than_a_plan() -> None:
    strengths = [
        commitments(f"The ministry {verb} to pay the crews.")[0].strength for verb in ("hopes", "plans", "promised")
    ]
    assert strengths == sorted(set(strengths))


def test_who_says_i_is_the_speaker() -> None:
    (commitment,) = found(
        Commitment, LAYER, said("“[I will pay the crews]c,” [Brandvold]s [said]q.", "Lena Brandvold", mode="direct")
    )
    assert commitment.actor == "Lena Brandvold"


def test_a_pronoun_in_indirect_speech_is_the_speaker() -> None:
    (commitment,) = found(Commitment, LAYER, said("[Rike]s [said]q [he would not sail at night]c.", "Odd Rike"))
    assert (commitment.actor, commitment.kind) == ("Odd Rike", "refuses")


def test_what_a_speaker_says_of_somebody_else_does_not_tie_that_one() -> None:
    assert not found(Commitment, LAYER, said("[Rike]s [said]q [the pilots would walk out]c.", "Odd Rike"))


def test_that_somebody_else_is_to_decide_is_told_of_him() -> None:
    (commitment,) = found(
        Commitment, LAYER, said("[Rike]s [said]q [President Aune will now decide on the fares]c.", "Odd Rike")
    )
    assert (commitment.actor, commitment.kind) == ("President Aune", "will_decide")


def test_what_is_denied_or_asked_ties_nobody() -> None:
    assert not found(Commitment, LAYER, said("[Rike]s [did not say]q [he will sail]c.", "Odd Rike", negated=True))


@given(st.text(alphabet="We will not promised to pay if The minister “”’\"',.;:—?()[]\n refuse", max_size=300))
def test_no_text_makes_it_fail_and_spans_stand_in_the_text(text: str) -> None:
    for commitment in commitments(text):
        assert 0 <= commitment.extent.start <= commitment.action.start < commitment.action.end <= len(text)
        assert commitment.actor.strip()
