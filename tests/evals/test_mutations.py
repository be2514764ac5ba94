from itertools import count
from pathlib import Path
from random import Random

import msgspec
import pytest
from evals.cutting import Quoted, names_in, quotations_in
from evals.mutating import KINDS, Kind, Means
from evals.mutations import SLIPS, Outcome, outcomes, report, slips

from onrecord.verify.library.shelves import in_memory
from onrecord.verify.primaries import Primary

MEANS = Means(Random(7), ("Vell", "Rike"))
BEFORE, AFTER = "The harbour has stood empty since spring.", "Every skipper on the quay knows that."

SPEECH = (
    "We will not close the harbour of Ostrava Bay before the new ferries have come home. "
    "The council might sell two of the old boats, but the money is meant for the school. "
    "If the bridge is not mended by June, the buses go over the northern pass again. "
    "It is said that some of the skippers have lost more than they can pay back in a year, and we know it. "
    "Almost everyone on the island has written to the minister about the price of bread and of fuel."
)


def printed(name: str, words: str, *, before: str = BEFORE, after: str = AFTER, is_whole: bool = True) -> str | None:
    return kind(name).change(Quoted(before, words, after, is_whole), MEANS)


def kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


@pytest.mark.parametrize(
    ("name", "said", "changed"),
    [
        ("“not” left out", "We did not sell the ferries.", "We did sell the ferries."),
        ("“not” left out", "We can’t sell the ferries.", "We can sell the ferries."),
        ("“not” put in", "The ferries are old and slow.", "The ferries are not old and slow."),
        ("“may” to “will”", "The ferries might sail in March.", "The ferries will sail in March."),
        ("“will” to “may”", "The ferries will sail in March.", "The ferries may sail in March."),
        ("“would” to “will”", "The ferries would sail in March.", "The ferries will sail in March."),
        ("scope left out", "It takes almost a year to build one.", "It takes a year to build one."),
        ("scope left out", "Most of the ferries sail in March.", "the ferries sail in March."),
        ("a name changed", "I asked Vell about the ferries.", "I asked Rike about the ferries."),
        ("a condition cut off", "If it rains, the old ferries stay in the harbour all day.",
         "the old ferries stay in the harbour all day."),
        ("a condition cut off", "The old ferries stay in the harbour all day if it rains hard.",
         "The old ferries stay in the harbour all day"),
        ("a condition at a mark", "The ferries, if the wind is not too strong, sail at five in the morning.",
         "The ferries … sail at five in the morning."),
        ("a comparison reversed", "They carry more people now.", "They carry less people now."),
        ("who is meant changed", "He’s sold the ferries.", "She’s sold the ferries."),
        ("clauses swapped", "The ferries are very old, but the harbour is new.",
         "The harbour is new, but the ferries are very old."),
        ("a synonym", "The huge ferries sail.", "The enormous ferries sail."),
        ("a filler left out", "They sail, you know, in March.", "They sail in March."),
        ("a contraction undone or made", "They’re old ferries.", "They are old ferries."),
        ("a contraction undone or made", "They are old ferries.", "They're old ferries."),
        ("an ellipsis", "The skippers of our island, tired and wet as ever, sailed home to their children.",
         "The skippers of our island … sailed home to their children."),
        ("whole sentences unchanged", "The ferries sail.", "The ferries sail."),
    ],
)  # fmt: skip
def test_each_kind_of_change_changes_one_place(name: str, said: str, changed: str) -> None:
    assert printed(name, said, before="", after="") == changed


@pytest.mark.parametrize("said", ["It cost $1,250 in all.", "It took twenty days.", "There are 48 of them."])
def test_a_number_becomes_another_that_looks_alike(said: str) -> None:
    changed = printed("a number changed", said)
    assert changed is not None
    assert changed != said
    assert len(changed.split()) == len(said.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("“not” left out", "Not only the ferries are old, not only they."),
        ("“not” left out", "Did you not sell the ferries?"),
        ("“would” to “will”", "I would like to sell the ferries."),
        ("scope left out", "This is the most beautiful ferry."),
        ("a condition cut off", "If you look at the harbour, the old ferries stay there all day."),
        ("a condition cut off", "The old skippers of this island don’t know if it rains in March."),
        ("a comparison reversed", "They sailed once more."),
        ("who is meant changed", "They — they sailed."),
        ("a filler left out", "As you know, the ferries sail."),
        ("an ellipsis", "The skippers of our island, only some of whom are tired, sailed home to their children."),
    ],
)
def test_what_would_not_change_the_sense_as_its_kind_says_is_left_alone(name: str, said: str) -> None:
    assert printed(name, said, is_whole=False) is None


def test_insertions_and_fillers_leave_the_other_words_as_they_are() -> None:
    said = "the council has sold it to the highest bidder"
    inserted, filled = (
        printed(name, said, is_whole=False) or "" for name in ("a bracketed insertion", "a filler put in")
    )
    assert [inserted.partition(" [")[0], inserted.partition("]")[2]] == [
        "the council has sold it",
        " to the highest bidder",
    ]
    assert filled == "" or filled.split(", ")[0] + " " + filled.split(", ")[-1] == said


def test_an_ellipsis_for_a_condition_at_an_edge_joins_the_sentences_on_both_sides() -> None:
    said = "If it rains, the old ferries stay in the harbour all day."
    assert printed("a condition at a mark", said) == f"{BEFORE} … the old ferries stay in the harbour all day."


def test_quotations_are_words_of_the_line_with_what_stands_beside_them() -> None:
    found = [quoted for seed in range(40) for quoted in quotations_in(SPEECH, Random(seed))]
    assert {quoted.is_whole for quoted in found} == {True, False}
    for quoted in found:
        assert quoted.words in SPEECH
        assert 8 <= len(quoted.words.split()) <= 40
        assert " ".join(filter(None, (quoted.before, quoted.words))).rstrip(",") in SPEECH


def test_no_part_is_cut_off_after_a_negation_or_a_condition_or_within_a_number() -> None:
    said = "The skippers do not sail with two hundred guests to the far side of the bay and back unless they all pay."
    parts = [q for seed in range(99) for q in quotations_in(said, Random(seed)) if not q.is_whole]
    assert not [quoted for quoted in parts if "not" in quoted.before.split()[-4:] or quoted.before.endswith("two")]
    assert not [quoted for quoted in parts if "unless" in quoted.after]
    assert len(parts) > 2


def test_names_stand_with_a_capital_within_sentences_and_never_without() -> None:
    assert names_in(["then Mayor Vell came, and Will too; will she"] * 5) == ("Mayor", "Vell")


def test_verdicts_on_changed_quotations_are_right_and_the_same_each_time() -> None:
    primaries = [Primary(path="speech.txt", turns=(("Vell", 0, SPEECH),))]
    with in_memory() as library:
        list(library.add(primaries))
        found, again = (list(outcomes(primaries, library, count=21 * 2, seed=3)) for _ in range(2))
    assert found == again
    assert {"“not” left out", "a number changed", "whole sentences unchanged"} <= {o.kind for o in found}
    assert all(outcome.is_right for outcome in found if outcome.kind in ("“not” left out", "whole sentences unchanged"))


def test_a_change_whose_words_stand_elsewhere_is_left_out() -> None:
    said = "We will not close the harbour of Ostrava Bay this year."
    primaries = [Primary(path="speech.txt", turns=(("Vell", 0, said), ("Rike", 80, said.replace("not ", ""))))]
    with in_memory() as library:
        list(library.add(primaries))
        found = list(outcomes(primaries, library, count=21 * 9, seed=0))
    assert "“not” left out" not in {outcome.kind for outcome in found}


def test_only_slips_of_other_numbers_are_printed_and_judged(tmp_path: Path) -> None:
    before = "The council has met three times since then. It has heard the skippers, and it found that we need "
    after = " <s>more</s> \\[new\\] ferries for the harbour and for both of the piers this summer."
    rows = [("fourteen", "forty"), ("14", "fourteen"), ("boats", "twelve"), ("12", None)]
    lines = [{"before": before, "struck": a, "corrected": b, "after": after} for a, b in rows]
    path = tmp_path / "slips.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    (slip,) = slips(path)
    assert (slip.kind, slip.label, slip.is_right) == (SLIPS, "distorted", True)
    assert slip.printed.startswith("has heard the skippers, and it found that we need fourteen new ferries")
    assert "<s>" not in slip.said


def test_the_report_counts_meaning_changes_and_harmless_ones_apart() -> None:
    number = count()

    def outcome(kind: str, label: str, *, is_right: bool) -> Outcome:
        return Outcome(kind, is_right, f"said {next(number)}", "printed", label, "")

    told = "\n".join(
        report(
            [
                outcome("“not” left out", "distorted", is_right=True),
                outcome("“not” left out", "altered", is_right=False),
                outcome("a synonym", "altered", is_right=True),
                outcome("whole sentences unchanged", "exact", is_right=True),
            ]
        )
    )
    assert "“not” left out" in told
    assert "distorted 1, altered 1" in told
    assert "meaning changes called distorted: 50.0% of 2" in told
    assert "harmless changes called distorted: 0.0% of 2" in told
    assert "unchanged parts called exact: none of 0" in told
