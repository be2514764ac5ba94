"""Agreement is what Krippendorff computes in his examples, and compares reviewers with one another and the machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import agreement
from onrecord.agreement import MACHINE, alpha, f1, pairs
from onrecord.model.evidence import Judgement
from onrecord.model.rows import SpanRow, SpeakerRow, StatementRow, VerdictRow


def units(*rows: str) -> list[list[str]]:
    """The values by unit, from a row for each observer; a dot is missing."""
    return [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
    ids=["two observers, two values", "two observers, five values", "four observers, with values missing"],
)  # fmt: skip
def test_alpha_is_that_of_krippendorffs_examples(rows: tuple[str, ...], expected: float) -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C."""
    found = alpha(units(*rows))
    assert found is not None
    assert round(found, 3) == expected


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=30))
def test_alpha_is_at_most_1_and_takes_no_notice_of_order(values: list[list[str]]) -> None:
    found = alpha(values)
    assert found is None or found <= 1
    assert found == alpha([list(reversed(unit)) for unit in values])


@pytest.mark.parametrize("values", [[], [["a"]], [["a", "a"]], [["a", "a"], ["a"]]])
def test_alpha_of_what_cannot_be_compared_is_none(values: list[list[str]]) -> None:
    assert alpha(values) is None


def test_f1_is_the_share_that_both_found() -> None:
    assert f1(3, 4, 2) == 1.0
    assert f1(1, 2, 2) == 0.5
    assert f1(0, 0, 0) is None


def row(number: int, *, verdict: str = "exact") -> StatementRow:
    said = SpanRow(start=10, end=20, text="0123456789")
    who = SpeakerRow(name="Lena Brandvold", person=None, type="person", role=None, affiliation=None, reason="named")
    return StatementRow(
        id=f"{number:020}", mode="direct", force="asserted", negated=False, source=None, cue=None, content=(said,),
        speakers=(who,), via=(), addressee=None, said=None, block=None, post=None, nested_in=None, confidence=0.5,
        verdict=VerdictRow(label=verdict, reason="r"),  # type: ignore[arg-type]
    )  # fmt: skip


def judged(number: int, *given: tuple[str, str]) -> agreement.Unit:
    return row(number), tuple(
        Judgement(target=f"{number}", judge=judge, at="now", value=value) for judge, value in given
    )


def test_reviewers_who_say_the_same_agree_fully() -> None:
    same = [judged(n, ("ann", value), ("bo", value)) for n, value in enumerate(("accept", "reject", "accept"))]
    between, with_ann, _ = pairs(same)
    assert (between.one, between.other, between.units) == ("ann", "bo", 3)
    assert between.alpha["standing"] == 1
    assert between.f1_statements == between.f1_characters == 1
    assert (with_ann.other, with_ann.f1_statements) == (MACHINE, 0.8)


def test_a_corrected_content_agrees_by_the_characters_that_both_have() -> None:
    (only,) = pairs([judged(1, ("ann", "content 15-25"))])
    assert only.other == MACHINE
    assert only.f1_characters == 0.5
    assert only.f1_statements == 0


def test_a_correction_of_the_speaker_counts_against_the_machine() -> None:
    (only,) = pairs([judged(1, ("ann", "accept")), judged(2, ("ann", "speaker Odd Rike"))])
    assert only.alpha["speaker"] is not None
    assert only.alpha["speaker"] < 1


def test_nobody_is_compared_with_whom_they_share_no_statement() -> None:
    found = pairs([judged(1, ("ann", "accept")), judged(2, ("bo", "reject"))])
    assert {(pair.one, pair.other) for pair in found} == {("ann", MACHINE), ("bo", MACHINE)}
    assert agreement.overall([judged(1, ("ann", "accept"), ("bo", "reject"))])["standing"] == 0
